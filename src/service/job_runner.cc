#include "service/job_runner.h"

#include <unistd.h>

#include <array>

#include <fmt/format.h>

#include "base/assertions.h"
#include "service/document_work.h"
#include "service/publication_job.h"
#include "store/users.h"

namespace mingzhang {
namespace {

using Work = Result<std::string> (*)(Service& service, const JobRecord& job, const TellProgress& tell);  // the result's JSON
struct JobKind {
  std::string_view name;
  Work work;
};
constexpr std::array kKinds = {JobKind{kCheckDocumentJob, run_check_document}, JobKind{kPublishJob, run_publish}};

constexpr auto kLookEvery = std::chrono::seconds(2);  // for jobs that other servers added, or whose worker died
constexpr auto kTidyEvery = std::chrono::hours(1);    // sessions that have run out

Result<std::string> run(Service& service, const JobRecord& job, const TellProgress& tell) {
  const ContainAssertions contained;
  try {
    for (const JobKind& kind : kKinds)
      if (kind.name == job.kind) return kind.work(service, job, tell);
    return fail("service.job.unknown", fmt::format("不认识的任务 {}", job.kind), "请升级软件。");
  } catch (const std::exception& problem) {  // a bug of ours that one job brings to light
    return fail("check.internal", std::string("程序内部出错：") + problem.what(), "请把文件和这条信息反馈给开发者。");
  }
}

}  // namespace

JobRunner::~JobRunner() { stop(); }

void JobRunner::start(int threads) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this, i] { work(i); });
}

void JobRunner::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  awake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void JobRunner::wake() {
  {
    const std::lock_guard lock(mutex_);
    ++added_;
  }
  awake_.notify_one();
}

void JobRunner::work(int thread) {
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  const std::string worker = fmt::format("{}/{}/{}", host.data(), getpid(), thread);
  std::uint64_t seen = 0;
  auto tidied = std::chrono::steady_clock::now() - kTidyEvery;
  while (true) {
    if (thread == 0 && std::chrono::steady_clock::now() - tidied >= kTidyEvery) {
      tidied = std::chrono::steady_clock::now();
      static_cast<void>(service_.store().maintain([](StoreChange& change) { return remove_expired_sessions(change); }));  // again in an hour
    }
    const bool worked = work_one(worker);
    std::unique_lock lock(mutex_);
    if (stopping_) return;
    if (worked) continue;
    awake_.wait_for(lock, kLookEvery, [&] { return stopping_ || added_ != seen; });
    seen = added_;
    if (stopping_) return;
  }
}

bool JobRunner::work_one(const std::string& worker) {
  Store& store = service_.store();
  std::array<std::string_view, kKinds.size()> kinds{};
  for (std::size_t i = 0; i < kKinds.size(); ++i) kinds[i] = kKinds[i].name;
  const auto taken = store.maintain([&](StoreChange& change) { return take_job(change, worker, kinds); });
  if (!taken || !*taken) return false;
  const JobRecord& job = **taken;
  const TellProgress tell = [&](std::int64_t done, std::int64_t total, std::string_view message) {
    return store.maintain([&](StoreChange& change) { return keep_job(change, job.id, worker, done, total, message); });
  };
  const Result<std::string> result = run(service_, job, tell);
  const Result<void> ended = store.maintain([&](StoreChange& change) {
    return result ? finish_job(change, job.id, worker, *result) : fail_job(change, job.id, worker, result.error().message);
  });
  if (!ended) fmt::print(stderr, "mingzhang serve: job {}: {}\n", job.id, ended.error().message);
  return true;
}

Result<JobRecord> job_of(Service& service, const Caller& caller, RecordId id) {
  TRY(JobRecord job, service.store().read([&](StoreView& view) { return find_job(view, id); }));
  if (job.user != caller.user->name && caller.user->role != Role::Administrator) return tl::unexpected(forbidden());
  return job;
}

}  // namespace mingzhang
