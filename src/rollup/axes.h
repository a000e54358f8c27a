#pragma once
// The dimensions of a roll-up: where they stand in the copy, and how the trees show in the ids of their nodes.

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "store/records.h"

namespace mingzhang {

struct RollupDimension {
  enum class Kind { Unit, Year, Stage, Flat, Code, Dotted };
  std::string_view name, column;
  Kind kind;
};
// Error: rollup.dimension.unknown.
Result<const RollupDimension*> rollup_dimension(std::string_view name);

// All texts of nodes that the copy has, under the numbers that stand for them in its columns. It only grows.
class NodeNumbers {
 public:
  std::int64_t number_of(std::string_view id);  // a new one, if need be
  const std::string& id(std::int64_t number) const { return ids_[static_cast<std::size_t>(number)]; }
  std::size_t size() const { return ids_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::vector<std::string> ids_;
  std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>> numbers_;
};

// All units that the copy has.
class KnownUnits {
 public:
  void add(RecordId unit, std::string path, std::string name) { units_.insert_or_assign(unit, Unit{std::move(path), std::move(name)}); }
  std::string name(RecordId unit) const;                // its number where it is not known
  RecordId ancestor(RecordId unit, int depth) const;    // itself where it lies no deeper

 private:
  struct Unit {
    std::string path, name;  // "/1/5/12/"
  };
  std::unordered_map<RecordId, Unit> units_;
};

// The ancestor at a depth from 1, out of the node's id; the node itself where it lies no deeper. Codes: class 3 digits, section 5,
// item 7.
std::string ancestor_of_node(RollupDimension::Kind kind, std::string_view id, int depth);
RecordId ancestor_of_unit(std::string_view path, int depth);
bool is_at_or_below(const RollupDimension& dimension, std::string_view id, std::string_view node);

}  // namespace mingzhang
