#include "compile/target_tables.h"

#include <algorithm>

namespace mingzhang {
namespace {

std::string target_text(const Indicator& indicator) { return indicator.comparator + indicator.target + indicator.unit; }

std::string field_text(const Indicator& indicator, TargetField field) {
  switch (field) {
    case TargetField::Level1: return indicator.level1;
    case TargetField::Level2: return indicator.level2;
    case TargetField::Name: return indicator.name;
    case TargetField::Target: return target_text(indicator);
    case TargetField::Basis: return indicator.basis;
    case TargetField::LastYear: return indicator.last_year;
    case TargetField::Weight: return indicator.weight;
    case TargetField::ScoringRule: return indicator.scoring_rule;
    case TargetField::Evidence: return indicator.evidence;
  }
  return {};
}

// A level is printed once for the indicators below it that follow one another.
bool same_level(const Indicator& a, const Indicator& b, TargetField field) {
  if (field == TargetField::Level1) return a.level1 == b.level1;
  return field == TargetField::Level2 && a.level1 == b.level1 && a.level2 == b.level2;
}

class GridMaker {
 public:
  explicit GridMaker(int columns) { grid_.column_count = columns; }

  // Labels and values in turn: labels have one column, values share the others. A label like the one above it is the same cell.
  void add_line(const std::vector<std::string>& cells) {
    const int count = std::min(static_cast<int>(cells.size()), grid_.column_count);
    const int values = count / 2 + count % 2 * (count > 1), labels = count - values;
    int first = 0, value = 0;
    for (int i = 0; i < count; ++i) {
      const bool is_label = i % 2 == 0 && i + 1 < count;
      const int left = grid_.column_count - labels;
      const int width = is_label ? 1 : left * (value + 1) / values - left * value / values;
      value += is_label ? 0 : 1;
      add_cell(first, width, is_label, cells[static_cast<std::size_t>(i)]);
      first += width;
    }
    ++grid_.row_count;
  }

  void add_indicators(const std::vector<TargetColumn>& columns, const std::vector<Indicator>& indicators) {
    for (int c = 0; c < grid_.column_count; ++c) grid_.cells.push_back({grid_.row_count, c, 1, 1, columns[static_cast<std::size_t>(c)].label, {}});
    ++grid_.row_count;
    for (std::size_t i = 0; i < indicators.size(); ++i, ++grid_.row_count)
      for (int c = 0; c < grid_.column_count; ++c) {
        const TargetField field = columns[static_cast<std::size_t>(c)].field;
        if (i > 0 && same_level(indicators[i - 1], indicators[i], field)) continue;
        int span = 1;
        while (i + static_cast<std::size_t>(span) < indicators.size() && same_level(indicators[i], indicators[i + static_cast<std::size_t>(span)], field)) ++span;
        grid_.cells.push_back({grid_.row_count, c, span, 1, field_text(indicators[i], field), {}});
      }
  }

  // What the table is about stands in its first line; what follows is no header, though no amount comes before it.
  Grid finish() {
    grid_.header_row_count = 1;
    return std::move(grid_);
  }

 private:
  void add_cell(int column, int width, bool is_label, const std::string& text) {
    for (Cell& above : grid_.cells) {
      const bool touches = above.row + above.row_span == grid_.row_count && above.column == column && above.column_span == width;
      if (!is_label || !touches || above.text != text) continue;
      ++above.row_span;
      return;
    }
    grid_.cells.push_back({grid_.row_count, column, 1, width, text, {}});
  }

  Grid grid_;
};

}  // namespace

void append_claims(const Said& said, int section, Disclosure& disclosure) {
  const int first_claim = static_cast<int>(disclosure.claims.size()), first_comparison = static_cast<int>(disclosure.comparisons.size());
  for (Claim claim : said.claims) {
    if (claim.comparison >= 0) claim.comparison += first_comparison;
    disclosure.claims.push_back(std::move(claim));
  }
  for (Comparison comparison : said.comparisons) {
    comparison.section = section;
    for (int Comparison::*claim : {&Comparison::value, &Comparison::share, &Comparison::change, &Comparison::rate})
      if (comparison.*claim >= 0) comparison.*claim += first_claim;
    disclosure.comparisons.push_back(std::move(comparison));
  }
}

void TargetTables::add_whole_unit(Narrator& narrator, const Subject& subject, Disclosure& disclosure, std::vector<Block>& document) const {
  const UnitFacts& facts = file_.facts;
  if (facts.goal.empty() && facts.indicators.empty()) return;
  PerformanceTable table;
  table.whole_unit = true;
  table.responsible = facts.contact;
  add_table({wording_.whole_unit_targets, form_.performance_whole_unit, facts.goal, facts.indicators}, narrator, subject, std::move(table), disclosure, document);
}

void TargetTables::add_projects(Narrator& narrator, const Subject& subject, Disclosure& disclosure, std::vector<Block>& document) const {
  for (const ProjectFacts& project : file_.facts.projects) {
    const auto node = disclosure.space.tree(Dimension::Project).find(project.name);
    if (!node || (project.goal.empty() && project.indicators.empty())) continue;
    Subject one = subject;
    one.region = subject.region.with(Dimension::Project, *node).with(Dimension::Measure, *disclosure.space.tree(Dimension::Measure).find("performance"));
    one.name = project.name;
    PerformanceTable table;
    table.project = project.name;
    table.responsible = project.responsible;
    add_table({wording_.project_targets, form_.performance_project, project.goal, project.indicators}, narrator, one, std::move(table), disclosure, document);
  }
}

void TargetTables::add_table(const Targets& targets, Narrator& narrator, const Subject& subject, PerformanceTable table, Disclosure& disclosure,
                             std::vector<Block>& document) const {
  if (targets.layout.columns.empty()) return;
  table.title = targets.title;
  table.year = std::to_string(file_.year);
  table.unit_name = file_.unit;
  table.goal.text = targets.goal;
  table.indicators = targets.indicators;
  GridMaker grid(static_cast<int>(targets.layout.columns.size()));
  for (const auto& phrases : targets.layout.head) {
    std::vector<std::string> cells;
    for (const Phrase& phrase : phrases) {
      Said said;
      narrator.say(phrase, subject, said);  // what cannot be said stays an empty cell
      cells.push_back(said.text);
      for (Claim& claim : said.claims) {
        claim.comparison = -1;
        claim.weak = true;
        table.amounts.push_back(static_cast<int>(disclosure.claims.size()));
        disclosure.claims.push_back(std::move(claim));
      }
    }
    grid.add_line(cells);
  }
  grid.add_indicators(targets.layout.columns, targets.indicators);
  document.emplace_back(PageBreak{});
  document.emplace_back(paragraph(targets.title, 4));
  document.emplace_back(paragraph("（" + table.year + " 年）"));
  document.emplace_back(grid.finish());
  disclosure.performance.push_back(std::move(table));
}

}  // namespace mingzhang
