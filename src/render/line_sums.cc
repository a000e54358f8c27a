#include "render/line_sums.h"

#include <algorithm>
#include <array>
#include <numeric>

#include <fmt/format.h>

#include "base/text.h"

namespace mingzhang {
namespace {

constexpr std::size_t kTermsMax = 6;  // written out one by one; more are ranges of lines

struct LineColumn {
  Dimension dimension;
  const char* title;
};
constexpr std::array kLineColumns = {LineColumn{Dimension::Year, "年度"},      LineColumn{Dimension::Stage, "阶段"},        LineColumn{Dimension::Measure, "内容"},
                                     LineColumn{Dimension::Flow, "收支"},      LineColumn{Dimension::Source, "资金来源"},   LineColumn{Dimension::Function, "功能分类科目"},
                                     LineColumn{Dimension::Nature, "支出性质"}, LineColumn{Dimension::Economic, "经济分类科目"}, LineColumn{Dimension::Project, "项目"}};

bool is_code(Dimension d) { return d == Dimension::Function || d == Dimension::Economic; }

std::string node_words(const Space& space, Dimension d, Extent extent) {
  if (extent.is_root()) return "";
  const Tree& tree = space.tree(d);
  const NodeId node = extent.handle();
  const std::string& name = tree.name(node);
  if (is_code(d)) return tree.id(node) + " " + name;
  return name.empty() ? tree.id(node) : name;
}

// Newest year first; then along the trees, so that what is summed together stands together.
auto sort_key(const Space& space, const LedgerLine& line) {
  const auto id = [&](Dimension d) { return line.point[d].is_root() ? std::string() : space.tree(d).id(line.point[d].handle()); };
  const auto node = [&](Dimension d) { return line.point[d].handle(); };
  std::string year = id(Dimension::Year);
  for (char& c : year) c = static_cast<char>('9' - c);
  return std::tuple(node(Dimension::Measure), std::move(year), node(Dimension::Stage), node(Dimension::Flow), node(Dimension::Source), id(Dimension::Function),
                    node(Dimension::Nature), id(Dimension::Economic), node(Dimension::Project));
}

std::string line_link(std::uint32_t position) { return fmt::format("<a href=\"#l{0}\">{0}</a>", position + 1); }

}  // namespace

LineSums::LineSums(const Ledger& ledger, const Knowledge& knowledge) : ledger_(ledger), knowledge_(knowledge), order_(ledger.lines.size()), units_(ledger.lines.size(), Unit::Yuan) {
  std::iota(order_.begin(), order_.end(), 0u);
  using Key = decltype(sort_key(ledger.space, ledger.lines.front()));
  std::vector<Key> keys;
  keys.reserve(ledger.lines.size());
  for (const LedgerLine& line : ledger.lines) keys.push_back(sort_key(ledger.space, line));
  std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
}

int LineSums::value_of(const Region& canonical, Unit unit) {
  const auto [at, is_new] = index_.try_emplace({ClaimKind::Value, canonical, Region{}}, static_cast<int>(sums_.size()));
  if (!is_new) return at->second;
  Sum sum;
  sum.region = canonical;
  sum.unit = is_money(unit) ? Unit::Yuan : unit;
  for (std::uint32_t position = 0; position < order_.size(); ++position)
    if (ledger_.space.contains(canonical, line(position).point)) {
      sum.lines.push_back(position);
      units_[position] = sum.unit;
    }
  sums_.push_back(std::move(sum));
  return at->second;
}

std::string LineSums::anchor_of(const Claim& claim) {
  const Region region = knowledge_.canonical(ledger_.space, claim.region);
  if (claim.kind == ClaimKind::Value) return fmt::format("s{}", value_of(region, claim.figure.unit) + 1);
  const Region base = knowledge_.canonical(ledger_.space, claim.base);
  const Unit unit = claim.kind == ClaimKind::Change ? claim.figure.unit : Unit::Yuan;
  const int of = value_of(region, unit), from = value_of(base, unit);
  const auto [at, is_new] = index_.try_emplace({claim.kind, region, base}, static_cast<int>(sums_.size()));
  if (is_new) {
    Sum sum;
    sum.kind = claim.kind;
    sum.region = region;
    sum.unit = sums_[static_cast<std::size_t>(of)].unit;
    sum.of = of;
    sum.base = from;
    sums_.push_back(std::move(sum));
  }
  return fmt::format("s{}", at->second + 1);
}

Amount LineSums::amount_of(const Sum& sum) const {
  Amount total;
  for (const std::uint32_t position : sum.lines) total = total + line(position).amount;
  return total;
}

std::string LineSums::printed(std::int64_t amount, Unit unit) const {
  if (unit == Unit::Count) return print({amount, 0, unit}, true);
  if (unit == Unit::SquareMetre) return print_with_unit({amount, 4, unit}, true);
  return print_with_unit({amount, 2, Unit::Yuan}, true);
}

std::string LineSums::words_of(const Sum& sum) const {
  static constexpr std::array kKinds = {"", "变动：", "变动率：", "占比："};
  Region region = sum.region;  // that it is money of the budget goes without saying
  if (const auto budget = ledger_.space.tree(Dimension::Measure).find("budget"); budget && region[Dimension::Measure] == Extent(*budget)) region[Dimension::Measure] = Extent();
  const std::string words = ledger_.space.describe(region);
  return kKinds[static_cast<std::size_t>(sum.kind)] + (words.empty() ? std::string("全部") : words);
}

// "= 12.00元 + 3.40元", or which lines they are.
std::string LineSums::terms_of(const Sum& sum) const {
  if (sum.lines.empty()) return "没有账目，为零";
  std::string html;
  if (sum.lines.size() <= kTermsMax) {
    html = "= ";
    for (std::size_t i = 0; i < sum.lines.size(); ++i)
      html += fmt::format("{}<a href=\"#l{}\">{}</a>", i == 0 ? "" : " + ", sum.lines[i] + 1, printed(line(sum.lines[i]).amount.fen(), sum.unit));
    return html;
  }
  html = fmt::format("= 账目 {} 条之和：第 ", sum.lines.size());
  for (std::size_t i = 0; i < sum.lines.size();) {
    std::size_t end = i + 1;
    while (end < sum.lines.size() && sum.lines[end] == sum.lines[end - 1] + 1) ++end;
    html += (i == 0 ? "" : "、") + line_link(sum.lines[i]);
    if (end - i > 1) html += "–" + line_link(sum.lines[end - 1]);
    i = end;
  }
  return html + " 条";
}

std::string LineSums::sums_html() const {
  if (sums_.empty()) return "";
  std::string html = "<ol class=\"sums\">\n";
  for (std::size_t s = 0; s < sums_.size(); ++s) {
    const Sum& sum = sums_[s];
    html += fmt::format("<li id=\"s{}\">", s + 1);
    if (sum.kind == ClaimKind::Value) {
      html += fmt::format("<b class=\"sum amount\">{}</b>{}<p>{}</p>", printed(amount_of(sum).fen(), sum.unit), html_escaped(words_of(sum)), terms_of(sum));
    } else {
      const auto link = [&](int value) {
        const Sum& one = sums_[static_cast<std::size_t>(value)];
        return fmt::format("<a href=\"#s{}\">{}</a>", value + 1, printed(amount_of(one).fen(), one.unit));
      };
      const std::string of = link(sum.of), base = link(sum.base);
      const std::string calculation = sum.kind == ClaimKind::Change ? of + " − " + base : sum.kind == ClaimKind::Rate ? "（" + of + " − " + base + "）÷ " + base : of + " ÷ " + base;
      html += fmt::format("{}<p>= {}</p>", html_escaped(words_of(sum)), calculation);
    }
    html += "</li>\n";
  }
  return html + "</ol>\n";
}

std::string LineSums::lines_html() const {
  if (order_.empty()) return "";
  std::vector<LineColumn> columns;  // those that tell lines apart, or say anything
  for (const LineColumn& column : kLineColumns)
    if (std::any_of(ledger_.lines.begin(), ledger_.lines.end(), [&](const LedgerLine& line) { return !line.point[column.dimension].is_root(); })) columns.push_back(column);
  std::string html = "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"账目\"><table>\n<thead><tr><th scope=\"col\">序号</th>";
  for (const LineColumn& column : columns) html += fmt::format("<th scope=\"col\">{}</th>", column.title);
  html += "<th scope=\"col\" class=\"amount\">金额或数量</th></tr></thead>\n<tbody>\n";
  for (std::uint32_t position = 0; position < order_.size(); ++position) {
    html += fmt::format("<tr id=\"l{0}\"><th scope=\"row\">{0}</th>", position + 1);
    for (const LineColumn& column : columns) html += "<td>" + html_escaped(node_words(ledger_.space, column.dimension, line(position).point[column.dimension])) + "</td>";
    html += "<td class=\"amount\">" + printed(line(position).amount.fen(), units_[position]) + "</td></tr>\n";
  }
  return html + "</tbody>\n</table></div>\n";
}

}  // namespace mingzhang
