#include "rollup/rollup.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "rollup/columnar_copy.h"

namespace mingzhang {
namespace {

using Kind = RollupDimension::Kind;

// The statement of a question. Lines are grouped by the numbers that they have, which is quick over columns; ancestors, and what the
// numbers stand for, are looked up for the groups only.
class Statement {
 public:
  Statement(const RollupQuestion& question, const NodeNumbers& numbers) : question_(question), numbers_(numbers) {}

  Result<AnalyticAnswer> run(AnalyticSession& session) {
    std::string own, nodes, joins, positions;
    for (std::size_t i = 0; i < question_.by.size(); ++i) {
      TRY(const RollupDimension* const dimension, rollup_dimension(question_.by[i].dimension));
      const bool has_tree = dimension->kind == Kind::Unit || dimension->kind == Kind::Code || dimension->kind == Kind::Dotted;
      own += fmt::format("{} AS n{}, ", dimension->column, i);
      std::string node = fmt::format("n{}", i);
      if (const int depth = question_.by[i].depth; depth > 0 && has_tree) {
        joins += fmt::format(" LEFT JOIN (SELECT node, ancestor FROM ancestors WHERE kind = {1} AND depth = {2}) above{0} ON above{0}.node = n{0}", i,
                             static_cast<int>(dimension->kind), depth);
        node = fmt::format("COALESCE(above{0}.ancestor, n{0})", i);
      }
      nodes += fmt::format("CAST({} AS BIGINT), ", node);
      positions += fmt::format("{}{}", i == 0 ? "" : ", ", i + 1);
    }
    const Result<void> restricted = restrict_to_question();
    if (!restricted) return tl::unexpected<Error>(restricted.error());
    std::string groups = fmt::format("SELECT {}SUM(amount_fen) AS amount, COUNT(*) AS line_count FROM lines{} GROUP BY {}", own, where_, positions);
    std::string sql = fmt::format("SELECT {}CAST(amount AS BIGINT), line_count FROM ({})", nodes, groups);
    if (!joins.empty())
      sql = fmt::format("SELECT {}CAST(SUM(amount) AS BIGINT), CAST(SUM(line_count) AS BIGINT) FROM ({}){} GROUP BY {}", nodes, groups, joins, positions);
    return session.run(sql, values_);
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

// The nodes of one axis: from the numbers of the answer to positions in the ascending list of their ids.
class AxisNodes {
 public:
  AxisNodes(const RollupDimension& dimension, const NodeNumbers& numbers) : dimension_(dimension), numbers_(numbers) {}

  // Positions for a whole column, and the ids they are positions in. A column may be long; its nodes are few.
  std::vector<std::uint32_t> positions(const std::vector<std::int64_t>& column, std::vector<std::string>& ids) {
    std::unordered_map<std::int64_t, std::uint32_t> met;  // number -> the order in which it was met
    std::vector<std::string> nodes;
    std::vector<std::uint32_t> result;
    result.reserve(column.size());
    for (const std::int64_t number : column) {
      const auto [at, is_new] = met.try_emplace(number, static_cast<std::uint32_t>(nodes.size()));
      if (is_new) nodes.push_back(node_of(number));
      result.push_back(at->second);
    }
    ids = nodes;
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    std::vector<std::uint32_t> place;
    for (const std::string& node : nodes) place.push_back(static_cast<std::uint32_t>(std::ranges::lower_bound(ids, node) - ids.begin()));
    for (std::uint32_t& position : result) position = place[position];
    return result;
  }

 private:
  std::string node_of(std::int64_t number) const {
    switch (dimension_.kind) {
      case Kind::Unit:
      case Kind::Year:
        return std::to_string(number);
      case Kind::Stage:
        return std::string(word_of(static_cast<FilingStage>(number)));
      default:
        return numbers_.id(number);
    }
  }

  const RollupDimension& dimension_;
  const NodeNumbers& numbers_;
};

// Cells in the order of one axis, those of one node as they were: counting sort, for nodes are few and cells may be many.
std::vector<RollupSums::Cell> ordered_by(std::size_t axis, const std::vector<RollupSums::Cell>& cells, std::size_t nodes) {
  std::vector<std::size_t> places(nodes + 1);
  for (const RollupSums::Cell& cell : cells) ++places[cell.nodes[axis] + 1];
  std::partial_sum(places.begin(), places.end(), places.begin());
  std::vector<RollupSums::Cell> ordered(cells.size());
  for (const RollupSums::Cell& cell : cells) ordered[places[cell.nodes[axis]]++] = cell;
  return ordered;
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
  TRY(const AnalyticAnswer groups, Statement(question, *state_->copy->numbers()).run(session));
  const auto numbers = state_->copy->numbers();
  RollupSums answer;
  answer.nodes.resize(axes);
  answer.cells.resize(groups.rows);
  for (std::size_t row = 0; row < groups.rows; ++row) {
    answer.cells[row].amount_fen = groups.integer(row, axes);
    answer.cells[row].lines = groups.integer(row, axes + 1);
  }
  for (std::size_t axis = 0; axis < axes; ++axis) {
    TRY(const RollupDimension* const dimension, rollup_dimension(question.by[axis].dimension));
    const auto positions = AxisNodes(*dimension, *numbers).positions(groups.columns[axis].integers, answer.nodes[axis]);
    for (std::size_t row = 0; row < groups.rows; ++row) answer.cells[row].nodes[axis] = positions[row];
  }
  for (std::size_t axis = axes; axis-- > 0;) answer.cells = ordered_by(axis, answer.cells, answer.nodes[axis].size());
  return answer;
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

std::shared_ptr<const UnitNames> Rollup::unit_names() const { return state_->copy->unit_names(); }

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
