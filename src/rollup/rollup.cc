#include "rollup/rollup.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>
#include <unordered_map>

#include <fmt/format.h>

#include "rollup/columnar_copy.h"

namespace mingzhang {
namespace {

using Kind = RollupDimension::Kind;

// The statement of a question: the axes' columns and the amount of all lines that it is about.
class Statement {
 public:
  Statement(const RollupQuestion& question, const NodeNumbers& numbers) : question_(question), numbers_(numbers) {}

  Result<void> run(AnalyticSession& session, const AnalyticSession::TakeRows& take) {
    std::string columns;
    for (const RollupAxis& axis : question_.by) {
      TRY(const RollupDimension* const dimension, rollup_dimension(axis.dimension));
      columns += fmt::format("CAST({} AS BIGINT), ", dimension->column);
    }
    const Result<void> restricted = restrict_to_question();
    if (!restricted) return restricted;
    return session.scan(fmt::format("SELECT {}amount_fen FROM lines{}", columns, where_), values_, take);
  }

 private:
  Result<void> restrict_to_question() {
    if (question_.year) add(fmt::format("year = {}", *question_.year));
    if (question_.stage) add(fmt::format("stage = {}", static_cast<int>(*question_.stage)));
    if (question_.own_only) add("own = 1");
    if (question_.within) {
      add("unit_id IN (SELECT id FROM units WHERE contains(path, ?))");
      values_.emplace_back(fmt::format("/{}/", *question_.within));
    }
    if (!question_.units.empty()) add(fmt::format("unit_id IN ({})", fmt::join(question_.units, ", ")));
    for (const auto& [name, node] : question_.nodes) {
      TRY(const RollupDimension* const dimension, rollup_dimension(name));
      if (node.empty()) continue;
      if (dimension->kind == Kind::Unit || dimension->kind == Kind::Year || dimension->kind == Kind::Stage)
        return fail("rollup.dimension.unknown", fmt::format("“{}”不能这样限定", name), "单位、年度和阶段请用各自的选项限定。");
      add(is_one_of(*dimension, numbers_below(*dimension, node)));
    }
    return {};
  }

  std::vector<std::int64_t> numbers_below(const RollupDimension& dimension, std::string_view node) const {
    std::vector<std::int64_t> found;
    for (std::int64_t number = 0; number < static_cast<std::int64_t>(numbers_.size()); ++number)
      if (is_at_or_below(dimension, numbers_.id(number), node) || (dimension.name == "flow" && numbers_.id(number).empty())) found.push_back(number);
    return found;
  }

  static std::string is_one_of(const RollupDimension& dimension, const std::vector<std::int64_t>& numbers) {
    if (numbers.empty()) return "false";
    if (numbers.size() == 1) return fmt::format("{} = {}", dimension.column, numbers[0]);
    return fmt::format("{} IN ({})", dimension.column, fmt::join(numbers, ", "));
  }

  void add(std::string_view condition) {
    where_ += where_.empty() ? " WHERE " : " AND ";
    where_ += condition;
  }

  const RollupQuestion& question_;
  const NodeNumbers& numbers_;
  std::string where_;
  std::vector<AnalyticValue> values_;
};

// The nodes of one axis. What stands in the column is a number; the node at the wanted depth gets a slot when it is first met, and its
// place in the ascending list of ids when all have been met.
class AxisNodes {
 public:
  AxisNodes(const RollupDimension& dimension, int depth, std::shared_ptr<const NodeNumbers> numbers, std::shared_ptr<const KnownUnits> units)
      : dimension_(dimension), depth_(depth), numbers_(std::move(numbers)), units_(std::move(units)) {}

  std::uint32_t slot_of(std::int64_t number) {
    const auto at = static_cast<std::size_t>(number);
    if (at >= slots_.size()) slots_.resize(at + at / 2 + 64, kNoSlot);
    if (slots_[at] == kNoSlot) slots_[at] = slot_of_node(node_of(number));
    return slots_[at];
  }

  std::size_t size() const { return nodes_.size(); }

  // The ids, ascending, and for each slot its place among them.
  std::vector<std::string> ids(std::vector<std::uint32_t>& places) const {
    std::vector<std::string> ids = nodes_;
    std::ranges::sort(ids);
    for (const std::string& node : nodes_) places.push_back(static_cast<std::uint32_t>(std::ranges::lower_bound(ids, node) - ids.begin()));
    return ids;
  }

 private:
  static constexpr std::uint32_t kNoSlot = ~std::uint32_t{0};

  std::string node_of(std::int64_t number) const {
    switch (dimension_.kind) {
      case Kind::Unit:
        return std::to_string(depth_ > 0 ? units_->ancestor(number, depth_) : number);
      case Kind::Year:
        return std::to_string(number);
      case Kind::Stage:
        return std::string(word_of(static_cast<FilingStage>(number)));
      default:
        return depth_ > 0 ? ancestor_of_node(dimension_.kind, numbers_->id(number), depth_) : numbers_->id(number);
    }
  }

  std::uint32_t slot_of_node(std::string node) {
    const auto [at, is_new] = by_node_.try_emplace(node, static_cast<std::uint32_t>(nodes_.size()));
    if (is_new) nodes_.push_back(std::move(node));
    return at->second;
  }

  const RollupDimension& dimension_;
  int depth_;
  std::shared_ptr<const NodeNumbers> numbers_;
  std::shared_ptr<const KnownUnits> units_;
  std::vector<std::uint32_t> slots_;  // by number
  std::vector<std::string> nodes_;    // by slot
  std::unordered_map<std::string, std::uint32_t> by_node_;
};

// Lines as they come, and their sums. Adding into a table with a place for every possible cell takes the same short time whatever the
// dimensions are, and leaves the cells in order; where that table would be far larger than the lines are many, they are sorted.
class Grouping {
 public:
  explicit Grouping(std::vector<AxisNodes> axes) : axes_(std::move(axes)), slots_(axes_.size()) {}

  void add(std::span<const std::int64_t* const> columns, std::size_t rows) {
    for (std::size_t axis = 0; axis < axes_.size(); ++axis)
      for (std::size_t row = 0; row < rows; ++row) slots_[axis].push_back(axes_[axis].slot_of(columns[axis][row]));
    amounts_.insert(amounts_.end(), columns.back(), columns.back() + rows);
  }

  Result<RollupSums> finish() {
    RollupSums sums;
    std::vector<std::uint64_t> keys(amounts_.size());
    std::uint64_t cells = 1;
    for (std::size_t axis = 0; axis < axes_.size(); ++axis) {
      std::vector<std::uint32_t> places;
      sums.nodes.push_back(axes_[axis].ids(places));
      const std::uint64_t size = std::max<std::uint64_t>(axes_[axis].size(), 1);
      if (__builtin_mul_overflow(cells, size, &cells)) return too_much();
      for (std::size_t row = 0; row < keys.size(); ++row) keys[row] = keys[row] * size + places[slots_[axis][row]];
    }
    constexpr std::uint64_t kCellsALine = 8, kCellsMin = 1u << 16;
    const bool done = cells <= std::max(kCellsMin, keys.size() * kCellsALine) ? add_in_table(keys, cells, sums) : add_in_order(keys, sums);
    if (!done) return too_much();
    return sums;
  }

 private:
  static tl::unexpected<Error> too_much() { return fail("rollup.failed", "汇总的金额或单元格太多，超出能表示的范围", "请限定年度或单位，或少选维度。"); }

  static RollupSums::Cell cell_of(std::uint64_t key, const RollupSums& sums) {
    RollupSums::Cell cell;
    for (std::size_t axis = sums.nodes.size(); axis-- > 0;) {
      cell.nodes[axis] = static_cast<std::uint32_t>(key % sums.nodes[axis].size());
      key /= sums.nodes[axis].size();
    }
    return cell;
  }

  static bool add_amount(RollupSums::Cell& cell, std::int64_t amount) {
    ++cell.lines;
    return !__builtin_add_overflow(cell.amount_fen, amount, &cell.amount_fen);
  }

  bool add_in_table(const std::vector<std::uint64_t>& keys, std::uint64_t cells, RollupSums& sums) const {
    struct Sum {
      std::int64_t amount = 0, lines = 0;
    };
    std::vector<Sum> table(cells);
    std::size_t used = 0;
    for (std::size_t row = 0; row < keys.size(); ++row) {
      Sum& sum = table[keys[row]];
      used += sum.lines++ == 0;
      if (__builtin_add_overflow(sum.amount, amounts_[row], &sum.amount)) return false;
    }
    sums.cells.reserve(used);
    for (std::uint64_t key = 0; key < cells; ++key) {
      if (table[key].lines == 0) continue;
      RollupSums::Cell& cell = sums.cells.emplace_back(cell_of(key, sums));
      cell.amount_fen = table[key].amount;
      cell.lines = table[key].lines;
    }
    return true;
  }

  bool add_in_order(const std::vector<std::uint64_t>& keys, RollupSums& sums) const {
    std::vector<std::uint32_t> rows(keys.size());
    std::iota(rows.begin(), rows.end(), 0u);
    std::ranges::sort(rows, {}, [&](std::uint32_t row) { return keys[row]; });
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i == 0 || keys[rows[i]] != keys[rows[i - 1]]) sums.cells.push_back(cell_of(keys[rows[i]], sums));
      if (!add_amount(sums.cells.back(), amounts_[rows[i]])) return false;
    }
    return true;
  }

  std::vector<AxisNodes> axes_;
  std::vector<std::vector<std::uint32_t>> slots_;  // an axis: of each line
  std::vector<std::int64_t> amounts_;
};

// Of a question whose dimensions are known.
std::vector<AxisNodes> axes_of(const RollupQuestion& question, const ColumnarCopy& copy) {
  std::vector<AxisNodes> axes;
  for (const RollupAxis& axis : question.by) axes.emplace_back(**rollup_dimension(axis.dimension), axis.depth, copy.numbers(), copy.units());
  return axes;
}

}  // namespace

struct Rollup::State {
  std::unique_ptr<ColumnarCopy> copy;
};

Rollup::Rollup(std::unique_ptr<State> state) : state_(std::move(state)) {}
Rollup::Rollup(Rollup&&) noexcept = default;
Rollup::~Rollup() = default;

Result<Rollup> Rollup::open(const std::string& path) {
  auto state = std::make_unique<State>();
  TRY(state->copy, ColumnarCopy::open(path));
  return Rollup(std::move(state));
}

Result<void> Rollup::follow(const Store& store) { return state_->copy->follow(store, false); }
Result<void> Rollup::rebuild(const Store& store) { return state_->copy->follow(store, true); }

Result<RollupSums> Rollup::sums(const RollupQuestion& question) const {
  const std::size_t axes = question.by.size();
  if (axes == 0 || axes > kRollupAxesMax)
    return fail("rollup.dimension.unknown", "汇总的维度太少或太多", fmt::format("请给出 1 到 {} 个维度。", kRollupAxesMax));
  TRY(AnalyticSession session, state_->copy->session());
  Statement statement(question, *state_->copy->numbers());
  std::optional<Grouping> grouping;
  const Result<void> done = statement.run(session, [&](std::span<const std::int64_t* const> columns, std::size_t rows) {
    if (!grouping) grouping.emplace(axes_of(question, *state_->copy));  // now they know every number that there can be
    grouping->add(columns, rows);
  });
  if (!done) return tl::unexpected<Error>(done.error());
  if (!grouping) grouping.emplace(axes_of(question, *state_->copy));
  return grouping->finish();
}

Result<std::vector<RollupCell>> Rollup::roll_up(const RollupQuestion& question) const {
  TRY(const RollupSums found, sums(question));
  std::vector<RollupCell> cells;
  cells.reserve(found.cells.size());
  for (const RollupSums::Cell& cell : found.cells) {
    cells.push_back({{}, cell.amount_fen, cell.lines});
    for (std::size_t axis = 0; axis < found.nodes.size(); ++axis) cells.back().nodes.push_back(found.node(cell, axis));
  }
  return cells;
}

std::string Rollup::unit_name(RecordId unit) const { return state_->copy->units()->name(unit); }

Result<std::int64_t> Rollup::line_count() const {
  TRY(AnalyticSession session, state_->copy->session());
  TRY(const AnalyticAnswer answer, session.run("SELECT COUNT(*) FROM lines"));
  return answer.integer(0, 0);
}

Result<void> Rollup::write_parquet(const std::string& folder) const {
  if (folder.find('\'') != std::string::npos)
    return fail("write.file.failed", fmt::format("文件夹名“{}”里有引号", folder), "请换一个不含引号的文件夹名。", folder);
  TRY(AnalyticSession session, state_->copy->session());
  std::string columns, joins;
  for (const std::string_view column : {"line_unit", "line_year", "line_stage", "flow", "source", "\"function\"", "economic", "nature", "project", "measure"}) {
    const std::string name(column.substr(column[0] == '"', column.size() - 2 * (column[0] == '"')));
    columns += fmt::format(", {0}_nodes.id AS {1}", name, column);
    joins += fmt::format(" JOIN nodes {0}_nodes ON {0}_nodes.number = l.{1}", name, column);
  }
  return session.script(
      fmt::format("COPY (SELECT l.filing_id, l.unit_id, l.year, CASE l.stage WHEN 0 THEN 'budget' ELSE 'final' END AS stage{}, l.amount_fen"
                  " FROM lines l{}) TO '{}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (year), OVERWRITE_OR_IGNORE true)",
                  columns, joins, folder));
}

std::string rollup_path(const DatabaseAddress& address) {
  return address.kind == DatabaseKind::Sqlite ? address.target + ".rollup" : std::string();
}

}  // namespace mingzhang
