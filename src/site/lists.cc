#include "site/lists.h"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "site/address.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

std::string group_words(const std::vector<std::string>& group) {
  std::string words;
  for (const std::string& one : group) words += (words.empty() ? "" : " › ") + one;
  return words;
}

std::string unit_path(const std::string& address) { return "units/" + address + ".html"; }

std::string period_id(const Period& period) { return fmt::format("{}-{}", period.year, stage_word(period)); }

std::string unit_item(const UnitPages& unit, int depth, const SiteText& site) {
  std::string years, periods;
  for (const UnitYear* year : unit.years) {
    years += (years.empty() ? "" : " · ") + anchor(year->page, depth, period_words(year->shares.period, site.language));
    periods += (periods.empty() ? "" : " ") + period_id(year->shares.period);
  }
  return fmt::format("<li data-unit=\"{}\" data-periods=\"{}\">{} <span class=\"years\">{}</span></li>\n", html_escaped(group_words(unit.group)), periods,
                     anchor(unit_path(unit.address), depth, unit.unit), years);
}

using UnitSpan = std::span<const UnitPages>;

// Units of one group stand together already.
std::string sections(UnitSpan units, int depth, const SiteText& site) {
  std::string html = "<div class=\"unit-list\">\n";
  for (std::size_t i = 0; i < units.size();) {
    const std::vector<std::string>& group = units[i].group;
    html += group.empty() ? "<section>\n" : fmt::format("<section>\n<h2>{}</h2>\n", html_escaped(group_words(group)));
    html += "<ul class=\"units\">\n";
    for (; i < units.size() && units[i].group == group; ++i) html += unit_item(units[i], depth, site);
    html += "</ul>\n</section>\n";
  }
  return html + "</div>\n";
}

std::string count_words(std::size_t count, const SiteText& site) { return fmt::format(fmt::runtime(std::string(pick(site.language, "{} 个单位", "{} units"))), count); }

// A page for each top group, and the list of them.
Result<std::string> write_groups(UnitSpan units, const SiteText& site, SiteOutput& output) {
  constexpr int kDepth = 1;
  std::string html = "<ul class=\"results units\" hidden></ul>\n<ul class=\"units groups\">\n";
  const auto top = [](const UnitPages& unit) { return unit.group.empty() ? std::string() : unit.group.front(); };
  for (std::size_t i = 0; i < units.size();) {
    std::size_t end = i;
    while (end < units.size() && top(units[end]) == top(units[i])) ++end;
    PageParts parts;
    parts.title = top(units[i]).empty() ? std::string(pick(site.language, "其他单位", "Other units")) : top(units[i]);
    parts.depth = kDepth;
    parts.breadcrumbs = anchor("index.html", kDepth, pick(site.language, "单位", "Units"));
    parts.main = "<p class=\"dim\">" + count_words(end - i, site) + "</p>\n" + sections(units.subspan(i, end - i), kDepth, site);
    const std::string path = "groups/" + (top(units[i]).empty() ? "other" : address_of({}, top(units[i]))) + ".html";
    if (auto done = output.put(path, page_html(site, parts)); !done) return tl::unexpected(done.error());
    html += fmt::format("<li>{} <span class=\"years\">{}</span></li>\n", anchor(path, 0, parts.title), count_words(end - i, site));
    i = end;
  }
  return html + "</ul>\n";
}

// Search by words and period; shown by the script, which is what makes it work.
std::string search_form(const std::map<Period, std::size_t>& periods, bool all_listed, const SiteText& site) {
  const auto say = [&](std::string_view zh, std::string_view en) { return std::string(pick(site.language, zh, en)); };
  std::string html = fmt::format("<form class=\"search\" role=\"search\" hidden data-index=\"search.json\" data-found=\"{}\"><label for=\"q\">{}</label> <input id=\"q\" type=\"search\" autocomplete=\"off\"> ",
                                 say("找到 {} 个单位", "{} units found"), say("查找单位或项目", "Find a unit or a project"));
  if (all_listed) {
    html += fmt::format("<label for=\"p\">{}</label> <select id=\"p\"><option value=\"\">{}</option>", say("年度", "Year"), say("全部", "all"));
    for (const auto& [period, count] : periods) html += fmt::format("<option value=\"{}\">{}</option>", period_id(period), period_words(period, site.language));
    html += "</select> ";
  }
  return html + "<output aria-live=\"polite\"></output></form>\n";
}

// What a unit can be found by besides its name: its projects.
std::string search_json(const std::vector<UnitPages>& units) {
  Json list = Json::array();
  for (const UnitPages& unit : units) {
    std::string words;
    for (const UnitYear* year : unit.years)
      for (const std::string& project : year->projects)
        if (words.find(project) == std::string::npos) words += " " + project;
    list.push_back({{"unit", unit.unit}, {"group", unit.group}, {"page", link_to(unit_path(unit.address), 0)}, {"words", words}});
  }
  return Json({{"units", std::move(list)}}).dump(0, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::vector<UnitPages> units_of(const std::vector<UnitYear>& years) {
  std::map<std::tuple<std::vector<std::string>, std::string>, UnitPages> units;
  for (const UnitYear& year : years) {
    UnitPages& unit = units[{year.group, year.unit}];
    unit.unit = year.unit;
    unit.address = year.address;
    unit.group = year.group;
    unit.years.push_back(&year);
  }
  std::vector<UnitPages> list;
  for (auto& [key, unit] : units) {
    std::sort(unit.years.begin(), unit.years.end(), [](const UnitYear* a, const UnitYear* b) { return a->shares.period < b->shares.period; });
    list.push_back(std::move(unit));
  }
  return list;
}

Result<void> write_index(const std::vector<UnitPages>& units, const SiteText& site, SiteOutput& output) {
  const auto say = [&](std::string_view zh, std::string_view en) { return std::string(pick(site.language, zh, en)); };
  std::size_t releases = 0;
  std::map<Period, std::size_t> periods;
  for (const UnitPages& unit : units) {
    releases += unit.years.size();
    for (const UnitYear* year : unit.years) ++periods[year->shares.period];
  }
  const bool all_listed = units.size() <= site.listed_max;
  PageParts parts;
  parts.title = site.title;
  parts.main = fmt::format("<p class=\"lead\">{}</p>\n", fmt::format(fmt::runtime(say("{} 个单位，{} 份公开文件。查一个单位的钱从哪里来、用到哪里去，和上年比、和别的单位比，下载全部数据。",
                                                                                      "{} units, {} disclosures: where a unit's money comes from and goes to, compared with other years and other units, with all data to download.")),
                                                                          units.size(), releases));
  parts.main += "<p>" + say("按年度比较：", "Compared by year: ");
  for (const auto& [period, count] : periods) parts.main += anchor("compare/" + period_id(period) + ".html", 0, period_words(period, site.language)) + " <span class=\"dim\">" + count_words(count, site) + "</span> ";
  parts.main += "</p>\n" + search_form(periods, all_listed, site);
  if (all_listed) {
    parts.main += sections(units, 0, site);
  } else {
    TRY(const std::string groups, write_groups(units, site, output));
    parts.main += groups;
  }
  if (auto done = output.put("search.json", search_json(units)); !done) return done;
  return output.put("index.html", page_html(site, parts));
}

Result<void> write_unit(const UnitPages& unit, const SiteText& site, SiteOutput& output) {
  constexpr int kDepth = 1;
  const auto say = [&](std::string_view zh, std::string_view en) { return std::string(pick(site.language, zh, en)); };
  PageParts parts;
  parts.title = unit.unit;
  parts.depth = kDepth;
  parts.breadcrumbs = anchor("index.html", kDepth, say("单位", "Units")) + (unit.group.empty() ? "" : " › " + html_escaped(group_words(unit.group)));
  parts.main = "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"" + say("公开文件", "Disclosures") + "\"><table>\n<thead><tr><th scope=\"col\">" + say("公开文件", "Disclosure") +
               "</th><th scope=\"col\" class=\"amount\">" + say("合计（万元）", "Total (10,000 yuan)") + "</th><th scope=\"col\" class=\"amount\">" + say("在职人数", "Staff") + "</th><th scope=\"col\">" +
               say("下载", "Downloads") + "</th></tr></thead>\n<tbody>\n";
  for (const UnitYear* year : unit.years) {
    parts.main += fmt::format("<tr><th scope=\"row\">{}</th><td class=\"amount\">{}</td><td class=\"amount\">{}</td><td>{}</td></tr>\n", anchor(year->page, kDepth, period_words(year->shares.period, site.language)),
                              in_wan_yuan(year->shares.total), year->staff > 0 ? std::to_string(year->staff) : "—", anchor(year->page + "#downloads", kDepth, say("文件和数据", "Files and data")));
  }
  parts.main += "</tbody>\n</table></div>\n";
  for (const bool final_accounts : {false, true}) {
    std::vector<PeriodShares> periods;
    for (const UnitYear* year : unit.years)
      if (year->shares.period.final_accounts == final_accounts) periods.push_back(year->shares);
    if (periods.empty()) continue;
    parts.main += "<h2>" + (final_accounts ? say("历年决算", "Accounts over the years") : say("历年预算", "Budgets over the years")) + "</h2>\n" + changes_html(periods, 3, site.language);
  }
  return output.put(unit_path(unit.address), page_html(site, parts));
}

}  // namespace mingzhang
