#pragma once
// The copy as it lies in DuckDB: lines whose nodes are numbers, what the numbers stand for, units, and how far the audit trail has been
// followed.

#include <memory>
#include <mutex>
#include <string>

#include "rollup/analytic_database.h"
#include "rollup/axes.h"
#include "store/store.h"

namespace mingzhang {

class ColumnarCopy {
 public:
  static Result<std::unique_ptr<ColumnarCopy>> open(const std::string& path);

  // All that is new, or nothing. `anew`: everything.
  Result<void> follow(const Store& store, bool anew);

  Result<AnalyticSession> session() const { return database_.session(); }
  // To be taken after an answer: they know every number that it can have.
  std::shared_ptr<const NodeNumbers> numbers() const;
  std::shared_ptr<const KnownUnits> units() const;

 private:
  explicit ColumnarCopy(AnalyticDatabase database) : database_(std::move(database)) {}
  Result<void> load();
  Result<void> read_units(AnalyticSession& session);
  Result<void> take_in(StoreView& view, bool anew);
  void set(std::shared_ptr<const NodeNumbers> numbers);

  AnalyticDatabase database_;
  std::mutex following_;
  mutable std::mutex mutex_;  // of what follows
  std::shared_ptr<const NodeNumbers> numbers_;
  std::shared_ptr<const KnownUnits> units_;
};

}  // namespace mingzhang
