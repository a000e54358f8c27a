#include <fmt/format.h>

#include "money/figure.h"
#include "score/score.h"

namespace mingzhang {
namespace {

constexpr int kColumns = 8;

std::string sign_of(const std::string& comparator) {
  if (comparator == ">=") return "≥";
  if (comparator == "<=") return "≤";
  return comparator;
}

std::string wan(Amount amount) { return print(round_to_figure(amount, Unit::WanYuan, 2), true); }

class ScoreTable {
 public:
  explicit ScoreTable(const ScoredGroup& group) : group_(group) {}

  Grid write() {
    grid_.column_count = kColumns;
    row({"一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "佐证及说明"});
    grid_.header_row_count = 1;
    if (group_.execution)
      row({"预算执行", "预算执行率", fmt::format("预算 {} 万元，执行 {} 万元", wan(group_.execution->budget), wan(group_.execution->executed)), "100%",
           print_hundredths(group_.execution->rate) + "%", "10.00", print_hundredths(group_.execution->score), ""});
    for (const ScoredIndicator& one : group_.indicators) {
      const Indicator& indicator = one.indicator;
      const std::string said = one.actual.proof.empty() || one.remark_zh.empty() ? one.actual.proof + one.remark_zh : one.actual.proof + "；" + one.remark_zh;
      row({indicator.level1, indicator.level2, indicator.name, sign_of(indicator.comparator) + indicator.target + indicator.unit, one.actual.value,
           one.weight ? print_hundredths(*one.weight) : indicator.weight, one.score ? print_hundredths(*one.score) : "", said});
    }
    row({"总分", "", "", "", "", "100.00", group_.total ? print_hundredths(*group_.total) : "", group_.total ? "" : "有未评出的指标，或权重合计不是 100 分"});
    return std::move(grid_);
  }

 private:
  void row(const std::vector<std::string>& texts) {
    for (int c = 0; c < kColumns; ++c) {
      Cell& cell = grid_.cells.emplace_back();
      cell.row = grid_.row_count;
      cell.column = c;
      cell.text = texts[static_cast<std::size_t>(c)];
    }
    ++grid_.row_count;
  }

  const ScoredGroup& group_;
  Grid grid_;
};

}  // namespace

Document score_document(const std::vector<ScoredGroup>& groups, const LedgerFile& file) {
  Document document;
  document.format = "score";
  const auto line = [&](std::string text, int heading = 0) { document.blocks.emplace_back(Text{std::move(text), {}, true, heading}); };
  for (const ScoredGroup& group : groups) {
    if (!document.blocks.empty()) document.blocks.emplace_back(PageBreak{});
    line(fmt::format("{}（{}年度）", group.project.empty() ? "部门整体支出绩效自评表" : "项目支出绩效自评表", file.year), 1);
    line(fmt::format("单位名称：{}", file.unit));
    if (!group.project.empty()) line(fmt::format("项目名称：{}", group.project));
    if (!group.responsible.empty()) line(fmt::format("{}：{}", group.project.empty() ? "联系人" : "项目负责人", group.responsible));
    if (!group.goal.empty()) line(fmt::format("年度总体目标：{}", group.goal));
    document.blocks.emplace_back(ScoreTable(group).write());
  }
  return document;
}

}  // namespace mingzhang
