#pragma once
// The store: everything that the service keeps, in SQLite or PostgreSQL. Safe to use from many threads; calls block.
//
//   Result<FilingRecord> filing = store.read([&](StoreView& view) { return find_filing(view, id); });
//   Result<FilingRecord> saved = store.write(actor, [&](StoreChange& change) { return save_ledger(change, id, revision, json); });
//
// A body may call any functions of the subjects (units.h, users.h, filings.h, publications.h, documents.h, jobs.h,
// audit.h). A view sees one consistent state. A body may be run again when the database asks for it, so it has no effect
// outside of the store; and a body in which a call fails returns an Error. Of one that does, nothing stays. When write() returns a
// value, all of it is on disk, with its audit records.
//
// Errors of any call: store.unreachable, store.busy, store.failed; of a write also store.unique, store.refused.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/result.h"
#include "store/database_address.h"
#include "store/records.h"

namespace mingzhang {

class Connection;  // store/connection.h: for the sources of store/ only

// Who does it. `user` has no value for the program itself ("system") and for the command line ("cli").
struct Actor {
  std::optional<RecordId> user;
  std::string name;
};

// A look at the store.
class StoreView {
 public:
  explicit StoreView(Connection& connection) : connection_(connection) {}
  StoreView(const StoreView&) = delete;
  Connection& connection() const { return connection_; }

 private:
  Connection& connection_;
};

// A change of the store, whole or not at all.
class StoreChange : public StoreView {
 public:
  StoreChange(Connection& connection, const Actor& actor, TimeMs now) : StoreView(connection), actor_(actor), now_(now) {}

  // Who did what to what; `detail` is a JSON object. Every function that changes anything calls it: a change without a record is
  // our bug and ends in an ASSERT.
  void record(std::string action, std::string subject, std::string detail = "{}");

  const Actor& actor() const { return actor_; }
  TimeMs now() const { return now_; }

 private:
  friend class Store;
  const Actor& actor_;
  TimeMs now_;
  std::vector<AuditRecord> records_;
};

struct StoreOptions {
  int connections_max = 8;            // that read; PostgreSQL: in all
  int wait_ms = 10'000;               // for a connection, or for another writer, until store.busy
  bool create = true;                  // an SQLite file that is not there; else store.unreachable
  std::function<TimeMs()> clock = {};  // tests only; the system's
};

class Store {
 public:
  // Brings the schema up to date. Errors: store.address.invalid,
  // store.unreachable, store.schema.newer, store.schema.changed.
  static Result<Store> open(const DatabaseAddress& address, const StoreOptions& options = {});
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  template <class Body>
  auto read(Body&& body) const -> std::invoke_result_t<Body, StoreView&> {
    std::optional<std::invoke_result_t<Body, StoreView&>> result;
    const Result<void> done = run_reading([&](StoreView& view) { return keep(result, body(view)); });
    if (!result || (!done && *result)) return tl::unexpected<Error>(done.error());
    return std::move(*result);
  }

  // One statement, which sees one state without a transaction around it: a third of the way to a server and back.
  template <class Body>
  auto look_up(Body&& body) const -> std::invoke_result_t<Body, StoreView&> {
    std::optional<std::invoke_result_t<Body, StoreView&>> result;
    const Result<void> done = run_look_up([&](StoreView& view) { return keep(result, body(view)); });
    if (!result || (!done && *result)) return tl::unexpected<Error>(done.error());
    return std::move(*result);
  }

  template <class Body>
  auto write(const Actor& actor, Body&& body) -> std::invoke_result_t<Body, StoreChange&> {
    std::optional<std::invoke_result_t<Body, StoreChange&>> result;
    const Result<void> done = run_writing(actor, true, [&](StoreChange& change) { return keep(result, body(change)); });
    if (!result || (!done && *result)) return tl::unexpected<Error>(done.error());
    return std::move(*result);
  }

  // A change that is nobody's decision and has no audit record: progress and heartbeat of jobs, when a token was last used,
  // sessions that have run out.
  template <class Body>
  auto maintain(Body&& body) -> std::invoke_result_t<Body, StoreChange&> {
    std::optional<std::invoke_result_t<Body, StoreChange&>> result;
    const Result<void> done = run_writing({{}, "system"}, false, [&](StoreChange& change) { return keep(result, body(change)); });
    if (!result || (!done && *result)) return tl::unexpected<Error>(done.error());
    return std::move(*result);
  }

  bool is_empty() const;  // has no user yet: the first administrator is to be made
  TimeMs now() const;
  const DatabaseAddress& address() const;

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);

  template <class T>
  static Result<void> keep(std::optional<Result<T>>& result, Result<T>&& value) {
    result.emplace(std::move(value));
    if (!*result) return tl::unexpected<Error>(result->error());
    return {};
  }
  Result<void> run_reading(const std::function<Result<void>(StoreView&)>& body) const;
  Result<void> run_look_up(const std::function<Result<void>(StoreView&)>& body) const;
  Result<void> run_writing(const Actor& actor, bool audited, const std::function<Result<void>(StoreChange&)>& body);

  std::unique_ptr<State> state_;
};

}  // namespace mingzhang
