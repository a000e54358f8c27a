#include "rollup/question_sql.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace mingzhang {
namespace {

// How the tree of a dimension shows in the ids of its nodes.
enum class Shape { Units, Flat, Code, Dotted };

struct Axis {
  std::string_view dimension, column;
  Shape shape;
};

constexpr std::array<Axis, 10> kAxes = {{{"unit", "unit_id", Shape::Units},
                                         {"year", "CAST(year AS VARCHAR)", Shape::Flat},
                                         {"stage", "stage", Shape::Flat},
                                         {"flow", "flow", Shape::Dotted},
                                         {"source", "source", Shape::Dotted},
                                         {"function", "\"function\"", Shape::Code},
                                         {"economic", "economic", Shape::Code},
                                         {"nature", "nature", Shape::Dotted},
                                         {"project", "project", Shape::Flat},
                                         {"measure", "measure", Shape::Dotted}}};

Result<const Axis*> axis_of(std::string_view dimension) {
  const auto found = std::ranges::find(kAxes, dimension, &Axis::dimension);
  if (found != kAxes.end()) return &*found;
  return fail("rollup.dimension.unknown", fmt::format("没有“{}”这个维度", dimension),
              "可用的维度：unit、year、stage、flow、source、function、economic、nature、project、measure。");
}

// The ancestor, out of the node's id. Codes: class 3 digits, section 5, item 7.
std::string ancestor(const Axis& axis, const std::string& node, int depth) {
  if (depth <= 0 || axis.shape == Shape::Flat) return node;
  if (axis.shape == Shape::Code) return fmt::format("substr({}, 1, {})", node, 1 + 2 * depth);
  return fmt::format("array_to_string(string_split({}, '.')[1:{}], '.')", node, depth);
}

class Builder {
 public:
  explicit Builder(const RollupQuestion& question) : question_(question) {}

  // The lines are grouped as they are, which is quick over columns; ancestors are looked up for the few groups only.
  Result<QuestionSql> build() {
    std::string inner, outer, joins, numbers;
    for (std::size_t i = 0; i < question_.by.size(); ++i) {
      const int depth = std::clamp(question_.by[i].depth, 0, kUnitDepthMax);
      TRY(const Axis* const axis, axis_of(question_.by[i].dimension));
      inner += fmt::format("{} AS n{}, ", axis->column, i);
      std::string node = fmt::format("n{}", i);
      if (axis->shape == Shape::Units) {
        if (depth > 0) {
          joins += fmt::format(" JOIN units u{0} ON u{0}.id = n{0} AND u{0}.level = {1}", i, depth);
          node = fmt::format("u{}.ancestor", i);
        }
        node = fmt::format("CAST({} AS VARCHAR)", node);
      } else {
        node = ancestor(*axis, node, depth);
      }
      outer += fmt::format("{} AS g{}, ", node, i);
      numbers += fmt::format("{}{}", i == 0 ? "" : ", ", i + 1);
    }
    TRY(const std::string where, conditions());
    QuestionSql result;
    result.sql = fmt::format(
        "SELECT {}CAST(SUM(amount) AS BIGINT), CAST(SUM(line_count) AS BIGINT) FROM (SELECT {}SUM(amount_fen) AS amount, COUNT(*) AS"
        " line_count FROM lines{} GROUP BY {}){} GROUP BY {} ORDER BY {}",
        outer, inner, where, numbers, joins, numbers, numbers);
    result.values = std::move(values_);
    return result;
  }

 private:
  Result<std::string> conditions() {
    if (question_.year) add("year = ?", static_cast<std::int64_t>(*question_.year));
    if (question_.stage) add("stage = ?", std::string(word_of(*question_.stage)));
    if (question_.own_year_only) where_ += fmt::format("{}(line_year = '' OR line_year = CAST(year AS VARCHAR))", next());
    if (question_.within) add("unit_id IN (SELECT id FROM units WHERE ancestor = ?)", *question_.within);
    if (!question_.units.empty()) {
      std::string list;
      for (const RecordId unit : question_.units) list += fmt::format("{}{}", list.empty() ? "" : ", ", unit);
      where_ += fmt::format("{}unit_id IN ({})", next(), list);
    }
    for (const auto& [dimension, node] : question_.nodes) {
      TRY(const Axis* const axis, axis_of(dimension));
      if (node.empty()) continue;
      if (axis->shape == Shape::Code) {
        add(fmt::format("starts_with({}, ?)", axis->column), node);
      } else if (axis->shape == Shape::Dotted) {
        add(fmt::format("({0} = ? OR starts_with({0}, ?))", axis->column), node);
        values_.emplace_back(node + ".");
      } else {
        add(fmt::format("CAST({} AS VARCHAR) = ?", axis->column), node);
      }
    }
    return where_;
  }

  void add(std::string_view condition, AnalyticValue value) {
    where_ += next();
    where_ += condition;
    values_.push_back(std::move(value));
  }
  std::string_view next() const { return where_.empty() ? " WHERE " : " AND "; }

  const RollupQuestion& question_;
  std::string where_;
  std::vector<AnalyticValue> values_;
};

}  // namespace

Result<QuestionSql> sql_of(const RollupQuestion& question) {
  if (question.by.empty() || question.by.size() > kRollupAxesMax)
    return fail("rollup.dimension.unknown", "汇总的维度太少或太多", fmt::format("请给出 1 到 {} 个维度。", kRollupAxesMax));
  return Builder(question).build();
}

}  // namespace mingzhang
