#include "site/table_page.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "disclosure/column_path.h"
#include "render/open_data.h"
#include "site/address.h"
#include "site/unit_year.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

// Tables with income beside expenditure are one list a panel.
class PanelPage {
 public:
  PanelPage(const std::vector<const PublishedFigure*>& figures, bool coded, std::string edition, std::string name)
      : coded_(coded), edition_(std::move(edition)), name_(std::move(name)) {
    for (const PublishedFigure* figure : figures) {
      columns_.try_emplace(figure->column_number, column_levels(figure->column));
      if (rows_.empty() || rows_.back().front()->row_key != figure->row_key) rows_.emplace_back();
      rows_.back().push_back(figure);
    }
    for (const auto& [number, levels] : columns_) depth_ = std::max(depth_, levels.size());
  }

  std::string write(const SiteText& site) {
    html_ = fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{}\"><table class=\"published\">\n<thead>\n", html_escaped(name_));
    for (std::size_t level = 0; level < depth_; ++level) write_header(level, site);
    html_ += "</thead>\n<tbody>\n";
    for (const auto& row : rows_) write_row(row);
    return std::move(html_) + "</tbody>\n</table></div>\n";
  }

 private:
  // Columns that share the words above them share their cell.
  bool same_above(const std::vector<std::string>& a, const std::vector<std::string>& b, std::size_t level) const {
    return a.size() > level + 1 && b.size() > level + 1 && std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(level) + 1, b.begin());
  }

  void write_header(std::size_t level, const SiteText& site) {
    html_ += "<tr>";
    if (level == 0) {
      const std::string rows = depth_ > 1 ? fmt::format(" rowspan=\"{}\"", depth_) : "";
      if (coded_) html_ += fmt::format("<th scope=\"col\"{}>{}</th>", rows, pick(site.language, "科目编码", "Code"));
      html_ += fmt::format("<th scope=\"col\"{}>{}</th>", rows, pick(site.language, "项目", "Item"));
    }
    for (auto column = columns_.begin(); column != columns_.end();) {
      const std::vector<std::string>& levels = column->second;
      auto next = std::next(column);
      if (level < levels.size()) {
        int width = 1;
        for (; next != columns_.end() && same_above(levels, next->second, level); ++next) ++width;
        const bool last = level + 1 == levels.size();
        const std::string rows = last && depth_ > levels.size() ? fmt::format(" rowspan=\"{}\"", depth_ - level) : "", span = width > 1 ? fmt::format(" colspan=\"{}\"", width) : "";
        html_ += fmt::format("<th scope=\"{}\"{}{}>{}</th>", width > 1 ? "colgroup" : "col", rows, span, html_escaped(levels[level]));
      }
      column = next;
    }
    html_ += "</tr>\n";
  }

  void write_row(const std::vector<const PublishedFigure*>& row) {
    html_ += "<tr>";
    if (coded_) html_ += "<td>" + html_escaped(row.front()->code) + "</td>";
    html_ += "<th scope=\"row\">" + html_escaped(row.front()->row) + "</th>";
    for (const auto& [number, levels] : columns_) {
      const auto found = std::find_if(row.begin(), row.end(), [&, wanted = number](const PublishedFigure* figure) { return figure->column_number == wanted; });
      if (found == row.end()) {
        html_ += "<td></td>";
        continue;
      }
      const std::string amount = html_escaped((*found)->amount);
      html_ += fmt::format("<td class=\"amount\" id=\"{}-{}\" title=\"{}\">{}</td>", (*found)->row_key, number, html_escaped((*found)->region),
                           edition_.empty() ? amount : fmt::format("<a href=\"{}#{}\">{}</a>", edition_, (*found)->name, amount));
    }
    html_ += "</tr>\n";
  }

  bool coded_;
  std::string edition_, name_, html_;
  std::map<int, std::vector<std::string>> columns_;
  std::vector<std::vector<const PublishedFigure*>> rows_;
  std::size_t depth_ = 1;
};

std::string table_html(const Release& release, const PublishedTable& table, const SiteText& site) {
  std::vector<std::string> panels;
  for (const PublishedFigure* figure : table.figures)
    if (std::find(panels.begin(), panels.end(), figure->panel) == panels.end()) panels.push_back(figure->panel);
  const std::string edition = release.edition_links ? fmt::format("files/{}/disclosure.html", stage_word(release.period)) : "";
  std::string html;
  for (const std::string& panel : panels) {
    std::vector<const PublishedFigure*> figures;
    for (const PublishedFigure* figure : table.figures)
      if (figure->panel == panel) figures.push_back(figure);
    const bool coded = std::any_of(figures.begin(), figures.end(), [](const PublishedFigure* figure) { return !figure->code.empty(); });
    if (!panel.empty()) html += "<h2>" + html_escaped(panel) + "</h2>\n";
    html += PanelPage(figures, coded, edition, table.title + (panel.empty() ? "" : " " + panel)).write(site);
  }
  return html;
}

std::string table_json(const Release& release, const PublishedTable& table) {
  Json figures = Json::array();
  for (const PublishedFigure* figure : table.figures)
    figures.push_back({{"figure", figure->row_key + "-" + std::to_string(figure->column_number)}, {"panel", figure->panel}, {"code", figure->code}, {"row", figure->row},
                       {"column", figure->column}, {"amount", figure->amount}, {"unit", figure->unit}, {"region", figure->region}});
  const Json json = {{"unit", release.unit}, {"year", release.period.year}, {"stage", stage_word(release.period)}, {"form", release.form},
                     {"table", table.id},    {"number", table.number},      {"title", table.title},                {"figures", std::move(figures)}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string table_csv(const PublishedTable& table) {
  std::string csv = "figure,panel,code,row,column,amount,unit,region\r\n";
  for (const PublishedFigure* figure : table.figures)
    csv += fmt::format("{}-{},{},{},{},{},{},{},{}\r\n", figure->row_key, figure->column_number, csv_field(figure->panel), csv_field(figure->code), csv_field(figure->row),
                       csv_field(figure->column), figure->amount, csv_field(figure->unit), csv_field(figure->region));
  return csv;
}

}  // namespace

std::vector<PublishedTable> tables_of(const Release& release) {
  std::vector<PublishedTable> tables;
  for (const PublishedFigure& figure : release.figures) {
    auto found = std::find_if(tables.begin(), tables.end(), [&](const PublishedTable& table) { return table.id == figure.table; });
    if (found == tables.end()) found = tables.insert(tables.end(), {figure.table, figure.number, figure.title, figure.unit, {}});
    found->figures.push_back(&figure);
  }
  return tables;
}

Result<void> write_table(const Release& release, const std::string& address, const PublishedTable& table, const SiteText& site, SiteOutput& output) {
  const std::string name = table_page(release.period, table.id), path = folder_of(address, release.period) + "/" + name;
  constexpr int kDepth = 3;
  PageParts parts;
  parts.heading = table.number + " " + table.title;
  parts.title = parts.heading + std::string(pick(site.language, "－", " – ")) + release.unit + " " + period_words(release.period, site.language);
  parts.depth = kDepth;
  parts.breadcrumbs = anchor("index.html", kDepth, pick(site.language, "单位", "Units")) + " › " + anchor("units/" + address + ".html", kDepth, release.unit) + " › " + anchor(folder_of(address, release.period) + "/" + stage_word(release.period) + ".html", kDepth, period_words(release.period, site.language));
  parts.main = fmt::format("<p class=\"dim\">{}{} · <a href=\"{}.json\">JSON</a> · <a href=\"{}.csv\">CSV</a></p>\n", pick(site.language, "单位：", "In "), html_escaped(table.unit), name, name);
  if (release.edition_links) parts.main += fmt::format("<p class=\"dim\">{}</p>\n", pick(site.language, "点一个数字，看它在公开文件中的位置和由哪些账目相加。", "Each figure leads to its place in the disclosure, and from there to the lines it sums."));
  parts.main += table_html(release, table, site);
  if (auto done = output.put(path + ".html", page_html(site, parts)); !done) return done;
  if (auto done = output.put(path + ".json", table_json(release, table)); !done) return done;
  return output.put(path + ".csv", table_csv(table));
}

}  // namespace mingzhang
