#include "render/overview.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "chart/bars.h"
#include "chart/flow_chart.h"
#include "money/figure.h"

namespace mingzhang {
namespace {

// ---- the flow

constexpr std::size_t kNodesMax = 9;  // of a column; the others are one
constexpr std::size_t kColumns = kWay.size();

struct FlowColumn {
  std::vector<NodeId> shown;  // largest first
  std::map<NodeId, int> position;
  std::size_t merged = 0;     // of the others, which are one more node at the end
};

class FlowPage {
 public:
  FlowPage(const Ledger& ledger, const Period& period, Language language) : space_(ledger.space), period_(period), language_(language), routes_(routes_of(ledger, period)) {
    // Bands have no width below nothing: a negative route (a correction) is said in words only.
    for (const auto& [route, amount] : routes_)
      if (amount.fen() > 0) total_ = total_ + amount;
      else negative_ += amount.fen() < 0;
  }

  std::string write(std::string_view id) {
    if (total_.fen() <= 0) return "";
    for (std::size_t c = 0; c < kColumns; ++c) rank(c);
    make_nodes();
    make_links();
    const std::string title = period_words(period_, language_) + say("资金流向", ": flow of money");
    std::string html = "<figure class=\"chart\">\n";
    flow_.columns = {say("资金来源", "Source"), say("功能分类：用于什么", "Function: for what"), say("经济分类：花在哪里", "Economic class: on what")};
    Flow narrow = flow_;
    narrow.columns = {say("资金来源", "Source"), say("功能分类", "Function"), say("经济分类", "Economic class")};
    html += fmt::format("<div class=\"wide-only\">{}</div>\n<div class=\"narrow\">{}</div>\n", flow_svg(flow_, ChartWidth::Wide, std::string(id) + "w", title, description()),
                        flow_svg(narrow, ChartWidth::Narrow, std::string(id) + "n", title, description()));
    html += "<figcaption>" + html_escaped(title + say("，共 ", ", ") + short_amount(total_, language_) + say("。", " in all."));
    if (negative_ > 0) html += fmt::format(fmt::runtime(say("另有 {} 项为负数，图中画不出，见账目。", " {} negative amounts cannot be drawn; see the lines.")), negative_);
    html += "</figcaption>\n" + table() + "</figure>\n";
    return html;
  }

 private:
  std::string say(std::string_view zh, std::string_view en) const { return std::string(pick(language_, zh, en)); }

  std::string name(std::size_t column, NodeId node) const { return share_name(space_.tree(dimension_of(kWay[column])), node, language_); }

  void rank(std::size_t column) {
    std::map<NodeId, Amount> sums;
    for (const auto& [route, amount] : routes_)
      if (amount.fen() > 0) sums[route[column]] = sums[route[column]] + amount;
    FlowColumn& ranked = columns_[column];
    for (const auto& [node, amount] : sums) ranked.shown.push_back(node);
    std::stable_sort(ranked.shown.begin(), ranked.shown.end(), [&](NodeId a, NodeId b) { return sums[a] > sums[b]; });
    if (ranked.shown.size() > kNodesMax) {
      ranked.merged = ranked.shown.size() - (kNodesMax - 1);
      ranked.shown.resize(kNodesMax - 1);
    }
    for (std::size_t i = 0; i < ranked.shown.size(); ++i) ranked.position[ranked.shown[i]] = static_cast<int>(i);
  }

  // Of the flow; nodes of a column follow one another.
  int node_at(std::size_t column, NodeId node) const {
    const auto found = columns_[column].position.find(node);
    return first_[column] + (found != columns_[column].position.end() ? found->second : static_cast<int>(columns_[column].shown.size()));
  }

  void make_nodes() {
    std::vector<Amount> sums;
    for (std::size_t c = 0; c < kColumns; ++c) {
      first_[c] = static_cast<int>(flow_.nodes.size());
      for (const NodeId node : columns_[c].shown) flow_.nodes.push_back({name(c, node), "", static_cast<int>(c)});
      if (columns_[c].merged > 0)
        flow_.nodes.push_back({fmt::format(fmt::runtime(say("其他 {} 类", "{} others")), columns_[c].merged), "", static_cast<int>(c)});
    }
    sums.resize(flow_.nodes.size());
    for (const auto& [route, amount] : routes_)
      for (std::size_t c = 0; amount.fen() > 0 && c < kColumns; ++c) {
        Amount& sum = sums[static_cast<std::size_t>(node_at(c, route[c]))];
        sum = sum + amount;
      }
    for (std::size_t n = 0; n < sums.size(); ++n) flow_.nodes[n].amount = short_amount(sums[n], language_);
  }

  void make_links() {
    std::map<std::pair<int, int>, Amount> sums;
    for (const auto& [route, amount] : routes_)
      for (std::size_t c = 0; amount.fen() > 0 && c + 1 < kColumns; ++c) {
        Amount& sum = sums[{node_at(c, route[c]), node_at(c + 1, route[c + 1])}];
        sum = sum + amount;
      }
    for (const auto& [ends, amount] : sums) {
      const auto& [from, to] = ends;
      flow_.links.push_back({from, to, amount.fen(), fmt::format("{} → {}{}{}", flow_.nodes[static_cast<std::size_t>(from)].name, flow_.nodes[static_cast<std::size_t>(to)].name,
                                                                 say("：", ": "), short_amount(amount, language_))});
    }
  }

  // "一般公共预算 …；": of each column the nodes, as one would say the picture on the telephone.
  std::string description() const {
    std::string words;
    for (const FlowNode& node : flow_.nodes) words += (words.empty() ? "" : say("；", "; ")) + node.name + " " + node.amount;
    return words;
  }

  std::string table() const {
    std::string html = fmt::format("<details><summary>{}</summary>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{}\"><table>\n<thead><tr>", say("图中的数字", "The numbers of the picture"),
                                   say("图中的数字", "The numbers of the picture"));
    for (const std::string& head : {say("资金来源", "Source"), say("功能分类", "Function"), say("经济分类", "Economic class"), say("金额（万元）", "Amount (10,000 yuan)")})
      html += "<th scope=\"col\">" + head + "</th>";
    html += "</tr></thead>\n<tbody>\n";
    for (const auto& [route, amount] : routes_) {
      if (amount.is_zero()) continue;
      html += "<tr>";
      for (std::size_t c = 0; c < kColumns; ++c) html += "<td>" + html_escaped(name(c, route[c])) + "</td>";
      html += "<td class=\"amount\">" + in_wan_yuan(amount) + "</td></tr>\n";
    }
    return html + "</tbody>\n</table></div></details>\n";
  }

  const Space& space_;
  const Period period_;
  const Language language_;
  const std::map<Route, Amount> routes_;
  Amount total_;
  int negative_ = 0;
  std::array<FlowColumn, kColumns> columns_;
  std::array<int, kColumns> first_{};
  Flow flow_;
};

// ---- the change

class ChangePage {
 public:
  ChangePage(const std::vector<PeriodShares>& periods, int level, Language language) : periods_(periods), level_(level), language_(language) {}

  std::string write() {
    if (periods_.empty()) return "";
    std::string html = "<p class=\"legend\">";
    for (std::size_t p = 0; p < periods_.size(); ++p)
      html += fmt::format("<span><span class=\"key {}\"></span>{}</span> ", bar_class(p, periods_.size()), period_words(periods_[p].period, language_));
    html += "<span>" + say("金额单位：万元", "In 10,000 yuan") + "</span></p>\n";
    html += breakdown(Breakdown::Source, say("资金来源", "Source"));
    html += breakdown(Breakdown::Function, say("支出功能分类", "Function"));
    html += breakdown(Breakdown::Economic, say("部门支出经济分类", "Economic class"));
    html += breakdown(Breakdown::Nature, say("支出性质", "Nature"));
    html += breakdown(Breakdown::ThreePublic, say("“三公”经费", "Three public expenses"));
    return html;
  }

 private:
  struct ChangeRow {
    std::string name;
    std::vector<Amount> amounts;  // by period
  };

  std::string say(std::string_view zh, std::string_view en) const { return std::string(pick(language_, zh, en)); }

  // Every row that has money in any period, in the order of the newest.
  std::vector<ChangeRow> rows_of(Breakdown by) const {
    std::vector<ChangeRow> rows;
    std::map<std::string, std::size_t> index;
    for (std::size_t back = periods_.size(); back-- > 0;)
      for (const Share& share : periods_[back][by]) {
        const auto [at, is_new] = index.try_emplace(share.id, rows.size());
        if (is_new) rows.push_back({share.name, std::vector<Amount>(periods_.size())});
        rows[at->second].amounts[back] = share.amount;
      }
    return rows;
  }

  std::string breakdown(Breakdown by, const std::string& title) {
    std::vector<ChangeRow> rows = rows_of(by);
    if (rows.empty()) return "";
    BarScale scale;
    ChangeRow total{say("合计", "Total"), std::vector<Amount>(periods_.size())};
    for (const ChangeRow& row : rows)
      for (std::size_t p = 0; p < periods_.size(); ++p) {
        scale.include(row.amounts[p].fen());
        total.amounts[p] = total.amounts[p] + row.amounts[p];
      }
    std::string html = fmt::format("<h{0}>{1}</h{0}>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{1}\"><table class=\"changes\">\n<thead><tr><th scope=\"col\">{2}</th>", level_, title, say("项目", "Item"));
    for (const PeriodShares& one : periods_) html += "<th scope=\"col\" class=\"amount\">" + period_words(one.period, language_) + "</th>";
    if (periods_.size() > 1)
      html += "<th scope=\"col\" class=\"amount\">" + say("增减", "Change") + "</th><th scope=\"col\" class=\"amount\">" + say("增减率", "Rate") + "</th>";
    html += "<th scope=\"col\" class=\"bar wide-only\">" + say("比较", "Compared") + "</th></tr></thead>\n<tbody>\n";
    for (const ChangeRow& row : rows) html += row_html(row, &scale);
    html += "</tbody>\n<tfoot>\n" + row_html(total, nullptr) + "</tfoot>\n</table></div>\n";
    return html;
  }

  std::string row_html(const ChangeRow& row, const BarScale* scale) const {
    std::vector<std::int64_t> values;
    for (const Amount& amount : row.amounts) values.push_back(amount.fen());
    const std::string bars = scale == nullptr ? "" : bars_svg(values, *scale);  // in a column of its own, on a telephone below the name
    std::string html = "<tr><th scope=\"row\">" + html_escaped(row.name) + (bars.empty() ? "" : "<span class=\"narrow\">" + bars + "</span>") + "</th>";
    for (const Amount& amount : row.amounts) html += "<td class=\"amount\">" + in_wan_yuan(amount) + "</td>";
    if (periods_.size() > 1) {
      const Amount before = row.amounts[row.amounts.size() - 2], now = row.amounts.back();
      html += "<td class=\"amount\">" + in_wan_yuan(now - before) + "</td><td class=\"amount\">" + change_rate(before, now) + "</td>";
    }
    return html + "<td class=\"bar wide-only\">" + bars + "</td></tr>\n";
  }

  const std::vector<PeriodShares>& periods_;
  const int level_;
  const Language language_;
};

}  // namespace

std::string period_words(const Period& period, Language language) {
  if (language == Language::English) return fmt::format("{} {}", period.year, period.final_accounts ? "accounts" : "budget");
  return fmt::format("{} 年{}", period.year, period.final_accounts ? "决算" : "预算");
}

std::string in_wan_yuan(Amount amount) { return print(round_to_figure(amount, Unit::WanYuan, 2), true); }

std::string short_amount(Amount amount, Language language) {
  if (language == Language::English) {  // in millions: 12.35M
    const std::int64_t hundredth = 1'000'000, half = amount.fen() < 0 ? -hundredth / 2 : hundredth / 2;
    return "¥" + print({amount.fen() / hundredth + (amount.fen() % hundredth + half) / hundredth, 2, Unit::Count}, true) + "M";
  }
  constexpr std::int64_t kYi = 10'000'000'000;
  const bool large = amount.fen() >= kYi || amount.fen() <= -kYi;
  return print_with_unit(round_to_figure(amount, large ? Unit::YiYuan : Unit::WanYuan, 2), true);
}

std::string change_rate(Amount before, Amount now) {
  if (before.fen() <= 0) return "—";
  const __int128 doubled = (static_cast<__int128>(now.fen()) - before.fen()) * 20'000, base = before.fen();
  const __int128 rounded = (doubled + (doubled < 0 ? -base : base)) / (2 * base);  // hundredths of a percent
  const bool negative = rounded < 0;
  const auto size = static_cast<unsigned __int128>(negative ? -rounded : rounded);
  return fmt::format("{}{}.{:02}%", negative ? "-" : "", size / 100, static_cast<int>(size % 100));
}

std::string flow_html(const Ledger& ledger, const Period& period, std::string_view id, Language language) { return FlowPage(ledger, period, language).write(id); }

std::string changes_html(const std::vector<PeriodShares>& periods, int level, Language language) { return ChangePage(periods, level, language).write(); }

}  // namespace mingzhang
