#pragma once
// Publication: the newest ledger version becomes all files, each is read back and checked, and only what passes is frozen with
// their hashes and shown to the public. As a job, because it takes seconds.

#include <string>
#include <string_view>
#include <vector>

#include "publish/audit.h"
#include "service/job_runner.h"
#include "service/service.h"
#include "store/filings.h"

namespace mingzhang {

inline constexpr std::string_view kPublishJob = "publish";

// `accepted`: findings the unit stands by. Errors: service.step.not_allowed, store.stale.
Result<JobRecord> ask_to_publish(Service& service, const Caller& caller, RecordId filing, std::int64_t revision, const std::vector<Exception>& accepted);
// Errors: service.publication.refused, with what is wrong.
Result<std::string> run_publish(Service& service, const JobRecord& job, const TellProgress& tell);

// The same at once, without a job: example data.
Result<FilingRecord> publish_now(Service& service, const Actor& actor, RecordId filing, std::int64_t revision, const std::vector<Exception>& accepted);

}  // namespace mingzhang
