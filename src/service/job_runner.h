#pragma once
// Works off the jobs of the store on threads of its own: any number of servers on one database share them.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "service/service.h"
#include "store/jobs.h"

namespace mingzhang {

// Says how far a job is. Error: store.job.lost, after which the work must end.
using TellProgress = std::function<Result<void>(std::int64_t done, std::int64_t total, std::string_view message)>;

class JobRunner {
 public:
  explicit JobRunner(Service& service) : service_(service) {}
  ~JobRunner();
  JobRunner(const JobRunner&) = delete;

  void start(int threads);
  void stop();  // finishes the jobs at work
  void wake();  // a job was added here

 private:
  void work(int thread);
  bool work_one(const std::string& worker);

  Service& service_;
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable awake_;
  std::uint64_t added_ = 0;
  bool stopping_ = false;
};

// A job that the caller may see: those of one's own, and all for administrators.
Result<JobRecord> job_of(Service& service, const Caller& caller, RecordId id);

}  // namespace mingzhang
