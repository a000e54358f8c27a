#pragma once
// Long work as rows: any number of workers, on any number of machines, take them in turn; none takes a job twice at a time.
// A worker says from time to time that it lives (keep_job); the jobs of one that died go back to waiting.

#include <span>
#include <string_view>

#include "store/store.h"

namespace mingzhang {

Result<JobRecord> add_job(StoreChange& change, std::string_view kind, std::string_view input_json);
Result<JobRecord> find_job(StoreView& view, RecordId id);
Result<PageOf<JobRecord>> list_jobs(StoreView& view, std::optional<JobState> state, const Paging& page);  // newest first

// All of these in Store::maintain; they take effect only while the job is the worker's: else store.job.lost.
inline constexpr TimeMs kJobSilenceMsMax = 60'000;
inline constexpr int kJobAttemptsMax = 3;  // a job that killed so many workers has failed
// The oldest waiting job of one of these kinds (empty: any), now the worker's. First gives back what dead workers hold.
Result<std::optional<JobRecord>> take_job(StoreChange& change, std::string_view worker, std::span<const std::string_view> kinds = {});
Result<void> keep_job(StoreChange& change, RecordId id, std::string_view worker, std::int64_t progress, std::int64_t total,
                      std::string_view message);
Result<void> finish_job(StoreChange& change, RecordId id, std::string_view worker, std::string_view result_json);
Result<void> fail_job(StoreChange& change, RecordId id, std::string_view worker, std::string_view message);

}  // namespace mingzhang
