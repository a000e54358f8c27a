#include "store/store.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <vector>

#include "store/audit.h"
#include "store/audit_chain.h"
#include "store/connection.h"
#include "store/migrations.h"

namespace mingzhang {
namespace {

constexpr int kRepetitionsMax = 20;

TimeMs system_clock_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace

void StoreChange::record(std::string action, std::string subject, std::string detail) {
  AuditRecord record;
  record.created = now_;
  record.user = actor_.user;
  record.actor = actor_.name;
  record.action = std::move(action);
  record.subject = std::move(subject);
  record.detail = std::move(detail);
  records_.push_back(std::move(record));
}

namespace {

// Connections that wait to be used. They are opened when they are first needed, and given to those who wait in their order: else
// whoever gives one back would be the first to take it again, and some would wait for ever.
class ConnectionPool {
 public:
  ConnectionPool(DatabaseAddress address, ConnectionOptions options, int connections_max)
      : address_(std::move(address)), options_(options), free_places_(connections_max) {}

  Result<std::unique_ptr<Connection>> take() {
    std::unique_lock lock(mutex_);
    Waiter waiter;
    if (!idle_.empty()) {
      waiter.connection = std::move(idle_.back());
      idle_.pop_back();
    } else if (free_places_ > 0) {
      --free_places_;
    } else {
      waiting_.push_back(&waiter);
      if (!waiter.served.wait_for(lock, std::chrono::milliseconds(options_.wait_ms), [&] { return waiter.is_served; })) {
        std::erase(waiting_, &waiter);
        return tl::unexpected<Error>(busy_error("no connection became free"));
      }
    }
    lock.unlock();
    if (waiter.connection) return std::move(waiter.connection);
    Result<std::unique_ptr<Connection>> opened = open_connection(address_, options_);
    if (!opened) give_back(nullptr);
    return opened;
  }

  // One that is lost is not kept; its place is.
  void give_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    if (connection && connection->failure() == Connection::Failure::Lost) connection.reset();
    if (!waiting_.empty()) {
      Waiter& next = *waiting_.front();
      waiting_.pop_front();
      next.connection = std::move(connection);
      next.is_served = true;
      next.served.notify_one();
    } else if (connection) {
      idle_.push_back(std::move(connection));
    } else {
      ++free_places_;
    }
  }

  // After one was lost the others are most likely lost too (the server was restarted). Where some are idle, nobody waits.
  void forget_idle() {
    const std::lock_guard lock(mutex_);
    free_places_ += static_cast<int>(idle_.size());
    idle_.clear();
  }

 private:
  struct Waiter {
    std::condition_variable served;
    std::unique_ptr<Connection> connection;  // none: a place for a new one
    bool is_served = false;
  };

  DatabaseAddress address_;
  ConnectionOptions options_;
  std::mutex mutex_;
  std::deque<Waiter*> waiting_;
  std::vector<std::unique_ptr<Connection>> idle_;
  int free_places_;
};

// One out of the pool, rolled back and given back at the end whatever happens (an ASSERT may be contained).
class Borrowed {
 public:
  Borrowed(ConnectionPool& pool, std::unique_ptr<Connection> connection) : pool_(pool), connection_(std::move(connection)) {}
  Borrowed(const Borrowed&) = delete;
  ~Borrowed() {
    const bool lost = connection_->failure() == Connection::Failure::Lost;
    if (!lost && !finished_) connection_->roll_back();
    pool_.give_back(std::move(connection_));
    if (lost) pool_.forget_idle();
  }
  Connection& operator*() const { return *connection_; }
  Connection* operator->() const { return connection_.get(); }
  Result<void> commit() {
    Result<void> done = connection_->commit();
    finished_ = done.has_value();
    return done;
  }

 private:
  ConnectionPool& pool_;
  std::unique_ptr<Connection> connection_;
  bool finished_ = false;
};

}  // namespace

struct Store::State {
  State(DatabaseAddress where, const StoreOptions& options)
      : address(std::move(where)),
        clock(options.clock ? options.clock : system_clock_ms),
        readers(address, {options.wait_ms, address.kind == DatabaseKind::Sqlite}, options.connections_max),
        writer(address, {options.wait_ms, false}, 1) {}

  // SQLite lets one write at a time: our threads queue for that one connection. PostgreSQL's connections do both.
  ConnectionPool& pool_for_writing() { return address.kind == DatabaseKind::Sqlite ? writer : readers; }

  DatabaseAddress address;
  std::function<TimeMs()> clock;
  ConnectionPool readers, writer;
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const DatabaseAddress& address, const StoreOptions& options) {
  if (!options.create && address.kind == DatabaseKind::Sqlite && !std::filesystem::exists(address.target))
    return tl::unexpected<Error>(unreachable_error(address, "no such file"));
  auto state = std::make_unique<State>(address, options);
  TRY(std::unique_ptr<Connection> connection, state->pool_for_writing().take());
  const Result<void> migrated = migrate(*connection, migrations(), state->clock());
  state->pool_for_writing().give_back(std::move(connection));
  if (!migrated) return tl::unexpected<Error>(migrated.error());
  return Store(std::move(state));
}

Result<void> Store::run_reading(const std::function<Result<void>(StoreView&)>& body) const {
  for (int turn = 0;; ++turn) {
    TRY(std::unique_ptr<Connection> taken, state_->readers.take());
    Borrowed connection(state_->readers, std::move(taken));
    Result<void> done = connection->begin(TransactionKind::Reading);
    // The connection may have been lost while it waited in the pool; a new one is worth one try.
    if (!done && connection->failure() == Connection::Failure::Lost && turn == 0) continue;
    if (!done) return done;
    StoreView view(*connection);
    done = body(view);
    const bool repeat = connection->failure() == Connection::Failure::Repeat;
    if (!done && repeat && turn < kRepetitionsMax) continue;
    if (!done) return done;
    return connection.commit();
  }
}

Result<void> Store::run_look_up(const std::function<Result<void>(StoreView&)>& body) const {
  for (int turn = 0;; ++turn) {
    TRY(std::unique_ptr<Connection> taken, state_->readers.take());
    Borrowed connection(state_->readers, std::move(taken));
    StoreView view(*connection);
    Result<void> done = body(view);
    if (!done && connection->failure() == Connection::Failure::Lost && turn == 0) continue;
    return done;
  }
}

Result<void> Store::run_writing(const Actor& actor, bool audited, const std::function<Result<void>(StoreChange&)>& body) {
  ConnectionPool& pool = state_->pool_for_writing();
  for (int turn = 0;; ++turn) {
    TRY(std::unique_ptr<Connection> taken, pool.take());
    Borrowed connection(pool, std::move(taken));
    Result<void> done = connection->begin(TransactionKind::Writing);
    if (!done && connection->failure() == Connection::Failure::Lost && turn == 0) continue;
    if (!done) return done;
    const std::int64_t changed_before = connection->changed();
    StoreChange change(*connection, actor, state_->clock());
    done = body(change);
    if (done && connection->first_error()) done = tl::unexpected<Error>(*connection->first_error());
    if (done) {
      ASSERT(!audited || !change.records_.empty() || connection->changed() == changed_before);
      ASSERT(audited || change.records_.empty());
      done = append_to_chain(*connection, change.records_);
    }
    if (done) done = connection.commit();
    if (done) return done;
    if (connection->failure() != Connection::Failure::Repeat || turn >= kRepetitionsMax) return done;
  }
}

bool Store::is_empty() const {
  const Result<bool> empty = read([](StoreView& view) -> Result<bool> {
    TRY(const Rows rows, view.connection().run("SELECT 1 FROM users LIMIT 1"));
    return rows.empty();
  });
  return empty && *empty;
}

TimeMs Store::now() const { return state_->clock(); }
const DatabaseAddress& Store::address() const { return state_->address; }

}  // namespace mingzhang
