// Units beside one another: all of a year, and for each function those that spend on it.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "chart/bars.h"
#include "render/open_data.h"
#include "site/lists.h"

namespace mingzhang {
namespace {

constexpr int kDepth = 1;
constexpr std::size_t kRowsMax = 2'000;  // of a page; the CSV beside it has all

Amount amount_of(const PeriodShares& shares, Breakdown by, std::string_view id) {
  Amount total;
  for (const Share& share : shares[by])
    if (id.empty() || share.id == id) total = total + share.amount;
  return total;
}

// "12.34%" of the whole, cut.
std::string share_words(Amount part, Amount whole) {
  if (whole.fen() <= 0) return "—";
  const auto hundredths = static_cast<std::int64_t>(static_cast<__int128>(part.fen()) * 10'000 / whole.fen());
  return fmt::format("{}{}.{:02}%", hundredths < 0 ? "-" : "", std::abs(hundredths) / 100, std::abs(hundredths) % 100);
}

class ComparisonPages {
 public:
  ComparisonPages(const Period& period, std::vector<const UnitYear*> units, const SiteText& site, SiteOutput& output)
      : period_(period), units_(std::move(units)), site_(site), output_(output), name_(fmt::format("compare/{}-{}", period.year, stage_word(period))) {}

  Result<void> write() {
    for (const UnitYear* unit : units_)
      for (const Share& share : unit->shares[Breakdown::Function])
        if (!share.id.empty()) functions_.try_emplace(share.id, share.name);
    if (auto done = write_totals(); !done) return done;
    for (const auto& [id, name] : functions_)
      if (auto done = write_function(id, name); !done) return done;
    return {};
  }

  const std::string& name() const { return name_; }

 private:
  std::string say(std::string_view zh, std::string_view en) const { return std::string(pick(site_.language, zh, en)); }

  struct ColumnText {
    std::string title;
    bool amount = true;
  };

  std::string head(const std::string& label, const std::vector<ColumnText>& columns) const {
    std::string html = "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"" + html_escaped(label) + "\"><table class=\"sortable\">\n<thead><tr>";
    for (const ColumnText& column : columns) html += fmt::format("<th scope=\"col\"{}>{}</th>", column.amount ? " class=\"amount\"" : "", html_escaped(column.title));
    return html + "<th scope=\"col\" class=\"bar\">" + say("金额", "Amount") + "</th></tr></thead>\n<tbody>\n";
  }

  // Largest first; names decide between equals.
  std::vector<const UnitYear*> ranked(const std::vector<const UnitYear*>& units, std::string_view function) const {
    std::vector<const UnitYear*> list = units;
    std::stable_sort(list.begin(), list.end(), [&](const UnitYear* a, const UnitYear* b) { return value_of(*a, function) > value_of(*b, function); });
    return list;
  }

  static Amount value_of(const UnitYear& unit, std::string_view function) {
    return function.empty() ? unit.shares.total : amount_of(unit.shares, Breakdown::Function, function);
  }

  PageParts page(const std::string& title) const {
    PageParts parts;
    parts.title = title;
    parts.depth = kDepth;
    parts.breadcrumbs = anchor("compare/index.html", kDepth, say("比较", "Compare"));
    return parts;
  }

  std::string unit_cell(const UnitYear& unit) const {
    const std::string group = unit.group.empty() ? "" : " <span class=\"group\">" + html_escaped(unit.group.back()) + "</span>";
    return "<th scope=\"row\">" + anchor(unit.page, kDepth, unit.unit) + group + "</th>";
  }

  std::string rest_words(std::size_t count) const {
    return count <= kRowsMax ? "" : "<p class=\"dim\">" + fmt::format(fmt::runtime(say("这里列出金额最大的 {} 个，全部 {} 个单位见 CSV。", "The {} largest are listed; the CSV has all {} units.")), kRowsMax, count) + "</p>\n";
  }

  Result<void> write_totals() {
    PageParts parts = page(period_words(period_, site_.language) + say("：各单位比较", ": units compared"));
    const std::vector<const UnitYear*> list = ranked(units_, "");
    parts.main = fmt::format("<p class=\"dim\">{} · <a href=\"{}-{}.csv\">CSV</a></p>\n", say("金额单位：万元。人均是合计除以在职人数，只对写明人数的单位计算。", "In 10,000 yuan. Per person: the total divided by the staff in service, where it is known."), period_.year, stage_word(period_));
    parts.main += rest_words(list.size());
    if (!functions_.empty()) {
      parts.main += "<p>" + say("按功能分类比较：", "By function: ");
      for (const auto& [id, name] : functions_) parts.main += fmt::format("<a href=\"{}-{}-{}.html\">{}</a> ", period_.year, stage_word(period_), id, html_escaped(name));
      parts.main += "</p>\n";
    }
    parts.main += head(parts.title, {{say("单位", "Unit"), false}, {say("合计", "Total")}, {say("人员经费", "Personnel")}, {say("公用经费", "Public")}, {say("项目支出", "Projects")}, {say("“三公”经费", "Three public")}, {say("在职人数", "Staff")}, {say("人均", "Per person")}});
    std::string csv = "unit,group,year,stage,total_yuan,personnel_yuan,public_yuan,project_yuan,three_public_yuan,staff_serving\r\n";
    BarScale scale;
    for (const UnitYear* unit : list) scale.include(unit->shares.total.fen());
    std::size_t rows = 0;
    for (const UnitYear* unit : list) {
      const std::array amounts = {unit->shares.total, amount_of(unit->shares, Breakdown::Nature, "basic.personnel"), amount_of(unit->shares, Breakdown::Nature, "basic.public"),
                                  amount_of(unit->shares, Breakdown::Nature, "project"), amount_of(unit->shares, Breakdown::ThreePublic, "")};
      csv += csv_field(unit->unit) + "," + csv_field(fmt::format("{}", fmt::join(unit->group, "/"))) + fmt::format(",{},{}", period_.year, stage_word(period_));
      for (const Amount& amount : amounts) csv += "," + print({amount.fen(), 2, Unit::Yuan});
      csv += "," + (unit->staff > 0 ? std::to_string(unit->staff) : std::string()) + "\r\n";
      if (++rows > kRowsMax) continue;
      parts.main += "<tr>" + unit_cell(*unit);
      for (const Amount& amount : amounts) parts.main += "<td class=\"amount\">" + in_wan_yuan(amount) + "</td>";
      parts.main += unit->staff > 0 ? fmt::format("<td class=\"amount\">{}</td><td class=\"amount\">{}</td>", unit->staff, in_wan_yuan(Amount::from_fen(unit->shares.total.fen() / unit->staff)))
                                    : "<td class=\"amount\">—</td><td class=\"amount\">—</td>";
      const std::array value = {unit->shares.total.fen()};
      parts.main += "<td class=\"bar\">" + bars_svg(value, scale) + "</td></tr>\n";
    }
    parts.main += "</tbody>\n</table></div>\n";
    if (auto done = output_.put(name_ + ".csv", csv); !done) return done;
    return output_.put(name_ + ".html", page_html(site_, parts));
  }

  Result<void> write_function(const std::string& id, const std::string& name) {
    std::vector<const UnitYear*> with_it;
    for (const UnitYear* unit : units_)
      if (!amount_of(unit->shares, Breakdown::Function, id).is_zero()) with_it.push_back(unit);
    PageParts parts = page(period_words(period_, site_.language) + say("：", ": ") + name);
    parts.breadcrumbs += " › " + anchor(name_ + ".html", kDepth, period_words(period_, site_.language));
    parts.main = "<p class=\"dim\">" + say("金额单位：万元。", "In 10,000 yuan.") + "</p>\n" + rest_words(with_it.size());
    parts.main += head(parts.title, {{say("单位", "Unit"), false}, {say("金额", "Amount")}, {say("占本单位合计", "Of the unit's total")}});
    std::vector<const UnitYear*> list = ranked(with_it, id);
    if (list.size() > kRowsMax) list.resize(kRowsMax);
    BarScale scale;
    for (const UnitYear* unit : list) scale.include(value_of(*unit, id).fen());
    for (const UnitYear* unit : list) {
      const Amount amount = value_of(*unit, id);
      const std::array value = {amount.fen()};
      parts.main += fmt::format("<tr>{}<td class=\"amount\">{}</td><td class=\"amount\">{}</td><td class=\"bar\">{}</td></tr>\n", unit_cell(*unit), in_wan_yuan(amount), share_words(amount, unit->shares.total), bars_svg(value, scale));
    }
    parts.main += "</tbody>\n</table></div>\n";
    return output_.put(fmt::format("{}-{}.html", name_, id), page_html(site_, parts));
  }

  const Period period_;
  const std::vector<const UnitYear*> units_;
  const SiteText& site_;
  SiteOutput& output_;
  const std::string name_;
  std::map<std::string, std::string> functions_;
};

}  // namespace

Result<void> write_comparisons(const std::vector<UnitYear>& years, const SiteText& site, SiteOutput& output) {
  std::map<Period, std::vector<const UnitYear*>> periods;
  for (const UnitYear& year : years) periods[year.shares.period].push_back(&year);
  PageParts parts;
  parts.title = pick(site.language, "各单位比较", "Units compared");
  parts.depth = kDepth;
  parts.main = "<ul class=\"list\">\n";
  for (auto& [period, units] : periods) {
    std::stable_sort(units.begin(), units.end(), [](const UnitYear* a, const UnitYear* b) { return std::tie(a->unit, a->group) < std::tie(b->unit, b->group); });
    ComparisonPages comparison(period, units, site, output);
    if (auto done = comparison.write(); !done) return done;
    parts.main += fmt::format("<li>{} <span class=\"dim\">{}</span></li>\n", anchor(comparison.name() + ".html", kDepth, period_words(period, site.language)),
                              fmt::format(fmt::runtime(std::string(pick(site.language, "{} 个单位", "{} units"))), units.size()));
  }
  parts.main += "</ul>\n";
  return output.put("compare/index.html", page_html(site, parts));
}

}  // namespace mingzhang
