#pragma once
// The service without HTTP: what people may ask for, over the store and the library. A subject's use cases stand in the header of
// its name (accounts.h, filings_work.h, documents_work.h ...) as functions of Service and Caller. No SQL here, and no HTTP.

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/language.h"
#include "base/result.h"
#include "engine/engine.h"
#include "rollup/rollup.h"
#include "service/permissions.h"
#include "service/sign_in_limiter.h"
#include "store/store.h"

namespace mingzhang {

// Who asks.
struct Caller {
  std::optional<UserRecord> user;  // none: the public
  std::string csrf;                // of the session; "" with an API token
  RecordId token = 0;              // of the API token
  std::string address;
  Language language = Language::Chinese;

  Roles role() const;
  Actor actor() const;
};

struct ServiceOptions {
  std::string program_version;
  std::uint64_t document_bytes_max = 64u << 20;
  std::chrono::hours session_time{12};
  int job_workers = 2;
};

class Service {
 public:
  // Errors: those of Store::open() and load_engine().
  static Result<std::unique_ptr<Service>> open(const DatabaseAddress& address, ServiceOptions options);

  Store& store() { return store_; }
  const Store& store() const { return store_; }
  const Engine& engine() const { return engine_; }
  const ServiceOptions& options() const { return options_; }
  SignInLimiter& sign_in_limiter() { return limiter_; }
  std::uint64_t publications() const { return publications_; }  // by this process, since it started
  void count_publication() { ++publications_; }
  // Opened at the first question. Errors: rollup.library.missing, rollup.failed.
  Result<Rollup*> rollup();

 private:
  Service(Store store, Engine engine, ServiceOptions options) : store_(std::move(store)), engine_(std::move(engine)), options_(std::move(options)) {}

  Store store_;
  Engine engine_;
  ServiceOptions options_;
  SignInLimiter limiter_;
  std::atomic<std::uint64_t> publications_ = 0;
  std::mutex rollup_mutex_;
  std::optional<Rollup> rollup_;
};

// Whether the unit lies in the caller's scope. Error: access.forbidden.
Result<void> allow_unit(StoreView& view, const Caller& caller, RecordId unit);
Result<void> allow_path(const Caller& caller, std::string_view unit_path);
Error forbidden();

}  // namespace mingzhang
