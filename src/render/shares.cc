#include "render/shares.h"

#include <utility>

namespace mingzhang {
namespace {

// How far down a tree is shown: classes of codes, because items of them are many; below the kinds of money and natures one level more,
// because it says what people ask for: 一般公共预算 rather than 财政拨款, 事业收入 rather than 单位资金, 人员经费 rather than 基本支出.
int depth_of(Breakdown by) {
  switch (by) {
    case Breakdown::Source:
    case Breakdown::Nature: return 2;
    case Breakdown::ThreePublic: return 3;
    default: return 1;
  }
}

NodeId shown_node(Breakdown by, const Space& space, const LedgerLine& line) {
  const Dimension d = dimension_of(by);
  const Tree& tree = space.tree(d);
  NodeId node = line.point[d].handle();
  while (tree.depth(node) > depth_of(by)) node = tree.parent(node);
  return node;
}

// The lines of the period itself: those of other years and stages are there for comparison, other measures are not this money.
std::vector<const LedgerLine*> lines_of(const Ledger& ledger, const Period& period, std::string_view measure, std::string_view flow) {
  std::vector<const LedgerLine*> lines;
  const Space& space = ledger.space;
  const auto year = space.tree(Dimension::Year).find(std::to_string(period.year));
  const auto stage = space.tree(Dimension::Stage).find(period.final_accounts ? "final" : "budget");
  const auto counted = space.tree(Dimension::Measure).find(measure);
  const auto wanted = space.tree(Dimension::Flow).find(flow);
  if (!year || !stage || !counted) return lines;
  for (const LedgerLine& line : ledger.lines) {
    const Extent own = line.point[Dimension::Flow];  // none: money that comes in and goes out
    const bool flows = own.is_root() || (wanted && space.contains(Dimension::Flow, Extent(*wanted), own));
    if (flows && line.point[Dimension::Year] == Extent(*year) && line.point[Dimension::Stage] == Extent(*stage) &&
        space.contains(Dimension::Measure, Extent(*counted), line.point[Dimension::Measure]))
      lines.push_back(&line);
  }
  return lines;
}

Amount sum_of(const std::vector<const LedgerLine*>& lines) {
  Amount sum;
  for (const LedgerLine* line : lines) sum = sum + line->amount;
  return sum;
}

// Codes by code, nodes of the fixed trees as the trees have them.
std::vector<Share> shares_by(Breakdown by, const Space& space, const std::vector<const LedgerLine*>& lines, Language language) {
  const Tree& tree = space.tree(dimension_of(by));
  const bool coded = by == Breakdown::Function || by == Breakdown::Economic;
  std::map<std::pair<std::string, NodeId>, Amount> sums;
  for (const LedgerLine* line : lines) {
    const NodeId node = shown_node(by, space, *line);
    Amount& sum = sums[{coded && node != kRoot ? tree.id(node) : "", node}];
    sum = sum + line->amount;
  }
  std::vector<Share> shares;
  for (const auto& [key, amount] : sums)
    if (!amount.is_zero()) shares.push_back({key.second == kRoot ? "" : tree.id(key.second), share_name(tree, key.second, language), amount});
  return shares;
}

}  // namespace

Dimension dimension_of(Breakdown by) {
  switch (by) {
    case Breakdown::Source: return Dimension::Source;
    case Breakdown::Economic: return Dimension::Economic;
    case Breakdown::Nature: return Dimension::Nature;
    case Breakdown::ThreePublic: return Dimension::Measure;
    default: return Dimension::Function;
  }
}

std::string share_name(const Tree& tree, NodeId node, Language language) {
  if (node == kRoot) return std::string(pick(language, "未分类", "Not classified"));
  return tree.name(node).empty() ? tree.id(node) : tree.name(node);
}

PeriodShares shares_of(const Ledger& ledger, const Period& period, Language language) {
  PeriodShares shares;
  shares.period = period;
  const auto spent = lines_of(ledger, period, "budget", "expenditure"), three_public = lines_of(ledger, period, "three_public", "expenditure");
  shares.income = sum_of(lines_of(ledger, period, "budget", "income"));
  shares.total = sum_of(spent);
  for (const Breakdown by : kBreakdowns)
    shares.by[static_cast<std::size_t>(by)] = shares_by(by, ledger.space, by == Breakdown::ThreePublic ? three_public : spent, language);
  return shares;
}

std::map<Route, Amount> routes_of(const Ledger& ledger, const Period& period) {
  std::map<Route, Amount> routes;
  for (const LedgerLine* line : lines_of(ledger, period, "budget", "expenditure")) {
    Route route{};
    for (std::size_t c = 0; c < kWay.size(); ++c) route[c] = shown_node(kWay[c], ledger.space, *line);
    Amount& sum = routes[route];
    sum = sum + line->amount;
  }
  return routes;
}

std::vector<Period> compared_periods(const Ledger& ledger, const Period& period) {
  std::vector<Period> periods;
  const auto add = [&](const Period& one) {
    if (!lines_of(ledger, one, "budget", "expenditure").empty()) periods.push_back(one);
  };
  add({period.year - 1, period.final_accounts});
  if (period.final_accounts) add({period.year, false});
  add(period);
  return periods;
}

}  // namespace mingzhang
