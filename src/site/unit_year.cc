#include "site/unit_year.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "site/address.h"
#include "site/table_page.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;
constexpr int kDepth = 3;

struct KnownFile {
  std::string_view zh, en, name;
};
constexpr std::array kKnownFiles = {KnownFile{"公开文件（网页，含图解和账目）", "The disclosure (web page with pictures and lines)", "disclosure.html"},
                                    KnownFile{"公开文件（PDF）", "The disclosure (PDF)", "disclosure.pdf"},
                                    KnownFile{"公开文件（Word）", "The disclosure (Word)", "disclosure.docx"},
                                    KnownFile{"公开表（Excel）", "The tables (Excel)", "disclosure.xlsx"},
                                    KnownFile{"账目（CSV）", "The ledger (CSV)", "ledger.csv"},
                                    KnownFile{"公开表中的数字（CSV）", "The figures of the tables (CSV)", "claims.csv"},
                                    KnownFile{"数据说明（Frictionless Data Package）", "Description of the data (Frictionless Data Package)", "datapackage.json"},
                                    KnownFile{"发布记录：校验和、核对结果", "Record of the release: checksums, audits", "release.json"}};

std::string size_words(std::size_t bytes) { return bytes < 1024 ? fmt::format("{} B", bytes) : fmt::format("{} KB", (bytes + 512) / 1024); }

// Known files first, in the order in which people want them.
std::vector<std::pair<std::string, const ReleaseFile*>> downloads_of(const Release& release, const SiteText& site) {
  std::vector<std::pair<std::string, const ReleaseFile*>> downloads;
  const auto known = [](const ReleaseFile& file) { return std::find_if(kKnownFiles.begin(), kKnownFiles.end(), [&](const KnownFile& one) { return one.name == file.name; }); };
  for (const KnownFile& wanted : kKnownFiles)
    for (const ReleaseFile& file : release.files)
      if (file.name == wanted.name) downloads.emplace_back(pick(site.language, wanted.zh, wanted.en), &file);
  for (const ReleaseFile& file : release.files)
    if (known(file) == kKnownFiles.end()) downloads.emplace_back(file.name, &file);
  return downloads;
}

std::string totals_html(const UnitYear& unit, const std::vector<PeriodShares>& periods, const SiteText& site) {
  const auto say = [&](std::string_view zh, std::string_view en) { return pick(site.language, zh, en); };
  std::string html = "<ul class=\"totals\">\n";
  const auto item = [&](std::string_view value, std::string_view words) { html += fmt::format("<li><strong>{}</strong>{}</li>\n", value, words); };
  item(short_amount(unit.shares.total, site.language), unit.shares.period.final_accounts ? say("支出决算合计", "spent in all") : say("预算合计", "budget in all"));
  if (periods.size() > 1) {
    const PeriodShares& before = periods[periods.size() - 2];
    item(change_rate(before.total, unit.shares.total), fmt::format(fmt::runtime(std::string(say("比 {} 增减", "change from {}"))), period_words(before.period, site.language)));
  }
  Amount three_public;
  for (const Share& share : unit.shares[Breakdown::ThreePublic]) three_public = three_public + share.amount;
  item(short_amount(three_public, site.language), say("“三公”经费", "three public expenses"));
  if (unit.staff > 0) {
    item(fmt::format("{}", unit.staff), say("在职人数", "staff in service"));
    item(short_amount(Amount::from_fen(unit.shares.total.fen() / unit.staff), site.language), say("人均（合计 ÷ 在职人数）", "per person (total ÷ staff)"));
  }
  return html + "</ul>\n";
}

std::int64_t staff_of(const Ledger& ledger, const Period& period) {
  const auto serving = ledger.space.tree(Dimension::Measure).find("staff.serving");
  const auto year = ledger.space.tree(Dimension::Year).find(std::to_string(period.year));
  if (!serving || !year) return 0;
  std::int64_t staff = 0;
  for (const LedgerLine& line : ledger.lines)
    if (line.point[Dimension::Measure] == Extent(*serving) && line.point[Dimension::Year] == Extent(*year)) staff += line.amount.fen();
  return std::max<std::int64_t>(staff, 0);
}

std::vector<std::string> projects_of(const Ledger& ledger, const Period& period) {
  std::set<std::string> names;
  const auto year = ledger.space.tree(Dimension::Year).find(std::to_string(period.year));
  for (const LedgerLine& line : ledger.lines)
    if (const Extent project = line.point[Dimension::Project]; year && !project.is_root() && line.point[Dimension::Year] == Extent(*year))
      names.insert(ledger.space.tree(Dimension::Project).name(project.handle()));
  return {names.begin(), names.end()};
}

std::string year_json(const Release& release, const UnitYear& unit, const std::vector<PublishedTable>& tables) {
  Json files = Json::array(), pages = Json::array();
  for (const ReleaseFile& file : release.files) files.push_back({{"name", file.name}, {"bytes", file.bytes.size()}, {"sha256", file.sha256}});
  for (const PublishedTable& table : tables) pages.push_back({{"table", table.id}, {"title", table.title}, {"page", table_page(release.period, table.id) + ".html"}});
  const Json json = {{"unit", release.unit},         {"year", release.period.year}, {"stage", stage_word(release.period)},
                     {"form", release.form},         {"total_fen", unit.shares.total.fen()}, {"staff_serving", unit.staff},
                     {"tables", std::move(pages)},   {"files", std::move(files)}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string year_main(const Release& release, const UnitYear& unit, const std::vector<PublishedTable>& tables, const SiteText& site) {
  const auto say = [&](std::string_view zh, std::string_view en) { return pick(site.language, zh, en); };
  std::vector<PeriodShares> periods;
  for (const Period& period : compared_periods(release.ledger, release.period)) periods.push_back(shares_of(release.ledger, period, site.language));
  const std::string files = "files/" + stage_word(release.period) + "/";
  std::string html = totals_html(unit, periods, site);
  if (const std::string flow = flow_html(release.ledger, release.period, "flow", site.language); !flow.empty())
    html += fmt::format("<h2 id=\"where\">{}</h2>\n{}", say("钱从哪里来，用到哪里去", "Where the money comes from and goes to"), flow);
  html += fmt::format("<h2 id=\"compared\">{}</h2>\n{}", periods.size() > 1 ? say("与上年比较", "Compared with the year before") : say("构成", "Composition"), changes_html(periods, 3, site.language));
  html += fmt::format("<h2 id=\"tables\">{}</h2>\n<ul class=\"list\">\n", say("公开表", "Tables"));
  for (const PublishedTable& table : tables) {
    const std::string name = table_page(release.period, table.id);
    html += fmt::format("<li><a href=\"{0}.html\">{1} {2}</a> <span class=\"dim\">（<a href=\"{0}.json\">JSON</a>、<a href=\"{0}.csv\">CSV</a>）</span></li>\n", name, html_escaped(table.number), html_escaped(table.title));
  }
  html += fmt::format("</ul>\n<h2 id=\"downloads\">{}</h2>\n<ul class=\"list\">\n", say("下载", "Downloads"));
  for (const auto& [words, file] : downloads_of(release, site))
    html += fmt::format("<li><a href=\"{}{}\">{}</a> <span class=\"dim\">{}</span></li>\n", files, file->name, html_escaped(words), size_words(file->bytes.size()));
  return html + fmt::format("<li><a href=\"{}.json\">{}</a></li>\n</ul>\n", stage_word(release.period), say("本页数据（JSON）", "The data of this page (JSON)"));
}

}  // namespace

std::string stage_word(const Period& period) { return period.final_accounts ? "final" : "budget"; }

std::string folder_of(const std::string& address, const Period& period) { return fmt::format("d/{}/{}", period.year, address); }

std::string table_page(const Period& period, const std::string& table) { return period.final_accounts ? "final-" + table : table; }

Result<UnitYear> write_unit_year(const Release& release, const SiteText& site, SiteOutput& output) {
  UnitYear unit{release.unit, address_of(release.group, release.unit), release.group, "", shares_of(release.ledger, release.period, site.language), staff_of(release.ledger, release.period),
                projects_of(release.ledger, release.period)};
  const std::string folder = folder_of(unit.address, release.period), stage = stage_word(release.period);
  unit.page = folder + "/" + stage + ".html";
  const std::vector<PublishedTable> tables = tables_of(release);
  for (const PublishedTable& table : tables)
    if (auto done = write_table(release, unit.address, table, site, output); !done) return tl::unexpected(done.error());
  for (const ReleaseFile& file : release.files)
    if (auto done = output.put(folder + "/files/" + stage + "/" + file.name, file.bytes); !done) return tl::unexpected(done.error());
  PageParts parts;
  parts.title = release.unit + " " + period_words(release.period, site.language);
  parts.depth = kDepth;
  parts.breadcrumbs = anchor("index.html", kDepth, pick(site.language, "单位", "Units")) + " › " + anchor("units/" + unit.address + ".html", kDepth, release.unit);
  parts.main = year_main(release, unit, tables, site);
  if (auto done = output.put(unit.page, page_html(site, parts)); !done) return tl::unexpected(done.error());
  if (auto done = output.put(folder + "/" + stage + ".json", year_json(release, unit, tables)); !done) return tl::unexpected(done.error());
  return unit;
}

}  // namespace mingzhang
