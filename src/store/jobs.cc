#include "store/jobs.h"

#include <fmt/format.h>

#include "store/connection.h"
#include "store/detail.h"
#include "store/paging.h"

namespace mingzhang {
namespace {

constexpr std::string_view kSelect =
    "SELECT id, kind, state, input, progress, total, message, result, author, worker, attempts, created, started, finished, heartbeat"
    " FROM jobs";

JobRecord job_record(RowReader& row) {
  JobRecord job;
  job.id = row.integer();
  job.kind = row.string();
  job.state = row.word<JobState>();
  job.input = row.string();
  job.progress = row.integer();
  job.total = row.integer();
  job.message = row.string();
  job.result = row.optional_string();
  job.user = row.string();
  job.worker = row.string();
  job.attempts = static_cast<int>(row.integer());
  job.created = row.integer();
  job.started = row.optional_integer();
  job.finished = row.optional_integer();
  job.heartbeat = row.optional_integer();
  return job;
}

Result<void> give_back_jobs_of_dead_workers(StoreChange& change) {
  const TimeMs silent_since = change.now() - kJobSilenceMsMax;
  TRY([[maybe_unused]] const Rows failed,
      change.connection().run("UPDATE jobs SET state = ?, finished = ?, message = ? WHERE state = ? AND heartbeat < ? AND attempts >= ?",
                               {JobState::Failed, change.now(), "store.job.lost", JobState::Running, silent_since, kJobAttemptsMax}));
  TRY([[maybe_unused]] const Rows waiting,
      change.connection().run("UPDATE jobs SET state = ?, worker = '', progress = 0 WHERE state = ? AND heartbeat < ?",
                               {JobState::Waiting, JobState::Running, silent_since}));
  return {};
}

// A job that is not the worker's any more must not be touched: another has it, or it has ended.
Result<void> still_held(const Result<Rows>& rows) {
  if (!rows) return tl::unexpected<Error>(rows.error());
  if (!rows->empty()) return {};
  return fail("store.job.lost", "这项工作已不归本进程处理", "本进程可能停顿太久，工作已交给别的进程；不必再做。");
}

}  // namespace

Result<JobRecord> add_job(StoreChange& change, std::string_view kind, std::string_view input_json) {
  TRY(const Rows rows, change.connection().run("INSERT INTO jobs (kind, state, input, author, created) VALUES (?, ?, ?, ?, ?) RETURNING id",
                                                {kind, JobState::Waiting, input_json, change.actor().name, change.now()}));
  const RecordId id = rows.front().integer();
  change.record("job.added", fmt::format("job/{}", id), Detail().add("kind", kind).json());
  return find_job(change, id);
}

Result<JobRecord> find_job(StoreView& view, RecordId id) {
  TRY(const Rows rows, view.connection().run(fmt::format("{} WHERE id = ?", kSelect), {id}));
  if (rows.empty()) return missing_error("任务");
  RowReader row = rows.front();
  return job_record(row);
}

Result<PageOf<JobRecord>> list_jobs(StoreView& view, std::optional<JobState> state, const Paging& page) {
  Query query(kSelect);
  query.where_if(state.has_value(), "state = ?", state);
  query.newest_first("id", page);
  return page_of<JobRecord>(view, query, page, &JobRecord::id, job_record);
}

Result<std::optional<JobRecord>> take_job(StoreChange& change, std::string_view worker, std::span<const std::string_view> kinds) {
  const Result<void> given_back = give_back_jobs_of_dead_workers(change);
  if (!given_back) return tl::unexpected<Error>(given_back.error());
  Query query("SELECT id FROM jobs");
  query.where("state = ?", {JobState::Waiting});
  query.where_in("kind", kinds);
  query.end_with(" ORDER BY id LIMIT 1");
  // Workers that look at the same time each take another job. On SQLite only one of them is here.
  if (change.connection().kind() == DatabaseKind::Postgresql) query.end_with(" FOR UPDATE SKIP LOCKED");
  TRY(const Rows waiting, query.run(change));
  if (waiting.empty()) return std::nullopt;
  const RecordId id = waiting.front().integer();
  TRY([[maybe_unused]] const Rows taken,
      change.connection().run("UPDATE jobs SET state = ?, worker = ?, attempts = attempts + 1, started = ?, heartbeat = ? WHERE id = ?",
                               {JobState::Running, worker, change.now(), change.now(), id}));
  TRY(JobRecord job, find_job(change, id));
  return job;
}

Result<void> keep_job(StoreChange& change, RecordId id, std::string_view worker, std::int64_t progress, std::int64_t total,
                      std::string_view message) {
  return still_held(change.connection().run("UPDATE jobs SET heartbeat = ?, progress = ?, total = ?, message = ?"
                                             " WHERE id = ? AND worker = ? AND state = ? RETURNING id",
                                             {change.now(), progress, total, message, id, worker, JobState::Running}));
}

Result<void> finish_job(StoreChange& change, RecordId id, std::string_view worker, std::string_view result_json) {
  return still_held(change.connection().run("UPDATE jobs SET state = ?, finished = ?, result = ?, progress = total"
                                             " WHERE id = ? AND worker = ? AND state = ? RETURNING id",
                                             {JobState::Done, change.now(), result_json, id, worker, JobState::Running}));
}

Result<void> fail_job(StoreChange& change, RecordId id, std::string_view worker, std::string_view message) {
  return still_held(change.connection().run("UPDATE jobs SET state = ?, finished = ?, message = ?"
                                             " WHERE id = ? AND worker = ? AND state = ? RETURNING id",
                                             {JobState::Failed, change.now(), message, id, worker, JobState::Running}));
}

}  // namespace mingzhang
