#include "service/permanent_link.h"

#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "disclosure/column_path.h"
#include "render/open_data.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

struct LinkedTable {
  Json unit, year, stage, version;
  std::vector<Json> panels;  // one, or two side by side: income and expenditure
};

Result<LinkedTable> find_table(std::string_view page_json, std::string_view name) {
  Json page = Json::parse(page_json);
  LinkedTable linked{page["unit"], page["year"], page["stage"], page["version"], {}};
  const std::string key = without_spaces(name);
  for (Json& table : page["tables"])
    for (const char* field : {"id", "number", "title"})
      if (!key.empty() && without_spaces(table[field].get_ref<const std::string&>()) == key) {
        linked.panels.push_back(std::move(table));
        break;
      }
  if (linked.panels.empty()) return fail("service.missing", "没有这张表", "表名见该单位的页面。", std::string(name));
  return linked;
}

std::string printed(const Json& cell) { return cell.is_null() ? std::string() : cell["printed"].get<std::string>(); }

}  // namespace

Result<std::string> linked_table_json(std::string_view page_json, std::string_view table) {
  TRY(const LinkedTable linked, find_table(page_json, table));
  return Json{{"unit", linked.unit}, {"year", linked.year}, {"stage", linked.stage}, {"version", linked.version}, {"panels", linked.panels}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<std::string> linked_table_csv(std::string_view page_json, std::string_view table) {
  TRY(const LinkedTable linked, find_table(page_json, table));
  std::string csv;
  for (const Json& panel : linked.panels) {
    csv += "code,name";
    for (const Json& column : panel["columns"]) csv += "," + csv_field(column_words(column));
    csv += "\r\n";
    for (const Json& row : panel["rows"]) {
      csv += csv_field(row["code"].get<std::string>()) + "," + csv_field(row["name"].get<std::string>());
      for (const Json& cell : row["cells"]) csv += "," + printed(cell);
      csv += "\r\n";
    }
  }
  return csv;
}

Result<std::string> linked_table_html(std::string_view page_json, std::string_view table) {
  TRY(const LinkedTable linked, find_table(page_json, table));
  const std::string title = fmt::format("{} {} {}", linked.unit["name"].get<std::string>(), linked.year.get<int>(), linked.panels.front()["title"].get<std::string>());
  std::string html = fmt::format("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{0}</title></head>\n<body><h1>{0}</h1>\n",
                                 html_escaped(title));
  for (const Json& panel : linked.panels) {
    html += fmt::format("<table border=\"1\"><caption>{} {}</caption>\n<tr><th>编码</th><th>名称</th>", html_escaped(panel["panel"].get<std::string>()), html_escaped(panel["money_unit"].get<std::string>()));
    for (const Json& column : panel["columns"]) html += "<th>" + html_escaped(column_words(column)) + "</th>";
    html += "</tr>\n";
    for (const Json& row : panel["rows"]) {
      html += "<tr><td>" + html_escaped(row["code"].get<std::string>()) + "</td><td>" + html_escaped(row["name"].get<std::string>()) + "</td>";
      for (const Json& cell : row["cells"]) html += "<td align=\"right\">" + html_escaped(printed(cell)) + "</td>";
      html += "</tr>\n";
    }
    html += "</table>\n";
  }
  return html + "</body></html>\n";
}

}  // namespace mingzhang
