#include "render/open_data.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "disclosure/column_path.h"
#include "disclosure/words.h"
#include "render/figure_names.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

struct LedgerField {
  Dimension dimension;
  const char* title;
};
constexpr std::array kLedgerFields = {
    LedgerField{Dimension::Year, "预算年度"},          LedgerField{Dimension::Stage, "预算阶段"},
    LedgerField{Dimension::Measure, "计量内容"},       LedgerField{Dimension::Flow, "收支"},
    LedgerField{Dimension::Source, "资金来源"},        LedgerField{Dimension::Function, "支出功能分类科目"},
    LedgerField{Dimension::Economic, "部门预算支出经济分类科目"}, LedgerField{Dimension::Nature, "支出性质"},
    LedgerField{Dimension::Project, "项目"}};

struct TextField {
  const char* name;
  const char* type;
  const char* title;
};
constexpr std::array kClaimFields = {
    TextField{"figure", "string", "数字的固定名称"},
    TextField{"table", "string", "表号"},       TextField{"title", "string", "表名"},     TextField{"panel", "string", "栏"},
    TextField{"code", "string", "科目编码"},    TextField{"row", "string", "行"},         TextField{"column", "string", "列"},
    TextField{"amount", "number", "金额"},      TextField{"unit", "string", "金额单位"},  TextField{"region", "string", "含义"}};

template <class Fields>
std::string record(const Fields& fields) {
  std::string line;
  for (const std::string& field : fields) line += (line.empty() ? "" : ",") + field;
  return line + "\r\n";
}

bool has_code(Dimension d) {
  return d == Dimension::Function || d == Dimension::Economic;
}

// Exact, in the unit that the column beside it names.
std::string exact(std::int64_t amount, Unit unit) {
  const int decimals = unit == Unit::Count ? 0 : unit == Unit::SquareMetre ? 4 : 2;
  return print({amount, decimals, unit});
}

Json field(const std::string& name, const char* type, const std::string& title) {
  return {{"name", name}, {"type", type}, {"title", title}};
}

Json ledger_schema(const Space& space) {
  Json fields = Json::array();
  for (const LedgerField& each : kLedgerFields) {
    const std::string name(dimension_name(each.dimension));
    Json described = field(name, each.dimension == Dimension::Year ? "year" : "string", each.title);
    const Tree& tree = space.tree(each.dimension);
    Json codes = Json::array();
    for (NodeId node = 1; node < tree.size(); ++node) codes.push_back({{"value", tree.id(node)}, {"label", tree.name(node)}});
    if (each.dimension != Dimension::Year && each.dimension != Dimension::Project) described["categories"] = std::move(codes);
    fields.push_back(std::move(described));
    if (has_code(each.dimension)) fields.push_back(field(name + "_name", "string", std::string(each.title) + "名称"));
  }
  Json amount = field("amount", "number", "金额或数量");
  amount["bareNumber"] = true;
  fields.push_back(std::move(amount));
  fields.push_back(field("unit", "string", "单位"));
  return {{"fields", std::move(fields)}, {"missingValues", {""}}};
}

Json claims_schema() {
  Json fields = Json::array();
  for (const TextField& each : kClaimFields) fields.push_back(field(each.name, each.type, each.title));
  return {{"fields", std::move(fields)}, {"missingValues", {""}}};
}

Json resource(const char* name, const char* title, const std::string& bytes, Json schema) {
  return {{"name", name},
          {"title", title},
          {"path", std::string(name) + ".csv"},
          {"profile", "tabular-data-resource"},
          {"format", "csv"},
          {"mediatype", "text/csv"},
          {"encoding", "utf-8"},
          {"bytes", bytes.size()},
          {"hash", "sha256:" + sha256_hex(bytes)},
          {"schema", std::move(schema)}};
}

}  // namespace

std::string csv_field(std::string_view text) {
  std::string out;
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) out = "'";
  out += text;
  if (out.find_first_of(",\"\r\n") == std::string::npos) return out;
  std::string quoted = "\"";
  for (char c : out) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string ledger_csv(const Ledger& ledger, const MeasureUnits& measure_units) {
  std::vector<std::string> fields;
  for (const LedgerField& each : kLedgerFields) {
    fields.emplace_back(dimension_name(each.dimension));
    if (has_code(each.dimension)) fields.push_back(std::string(dimension_name(each.dimension)) + "_name");
  }
  fields.emplace_back("amount");
  fields.emplace_back("unit");
  const Tree& measures = ledger.space.tree(Dimension::Measure);
  std::string csv = record(fields);
  for (const LedgerLine& line : ledger.lines) {
    fields.clear();
    for (const LedgerField& each : kLedgerFields) {
      const Tree& tree = ledger.space.tree(each.dimension);
      const NodeId node = line.point[each.dimension].handle();
      fields.push_back(csv_field(node == kRoot ? "" : tree.id(node)));
      if (has_code(each.dimension)) fields.push_back(csv_field(node == kRoot ? "" : tree.name(node)));
    }
    const auto unit = measure_units.find(measures.id(line.point[Dimension::Measure].handle()));
    const Unit counted = unit == measure_units.end() ? Unit::Yuan : unit->second;
    fields.push_back(exact(line.amount.fen(), counted));
    fields.emplace_back(word_of(kUnitWords, counted));
    csv += record(fields);
  }
  return csv;
}

std::string claims_csv(const Disclosure& disclosure) {
  const FigureNames names(disclosure);
  std::vector<std::string> fields;
  for (const TextField& each : kClaimFields) fields.emplace_back(each.name);
  std::string csv = record(fields);
  for (const Claim& claim : disclosure.claims) {
    if (claim.cell.row < 0 || claim.nil || claim.kind != ClaimKind::Value) continue;
    const Table& table = disclosure.tables[static_cast<std::size_t>(claim.cell.table)];
    const Row& row = table.rows[static_cast<std::size_t>(claim.cell.row)];
    csv += record(std::array{names.of(claim), csv_field(table.number), csv_field(table.title), csv_field(table.panel), csv_field(row.code), csv_field(row.name),
                             csv_field(column_words(table.columns[static_cast<std::size_t>(claim.cell.column)].path)), print(claim.figure),
                             csv_field(word_of(kUnitWords, claim.figure.unit)), csv_field(disclosure.space.describe(claim.region))});
  }
  return csv;
}

std::string data_package(const Disclosure& disclosure, const std::string& ledger, const std::string& claims) {
  const Json package = {{"profile", "tabular-data-package"},
                        {"name", fmt::format("budget-{}-{}", disclosure.year, sha256_hex(disclosure.unit).substr(0, 12))},
                        {"title", fmt::format("{}{}年部门预算公开数据", disclosure.unit, disclosure.year)},
                        {"resources", {resource("ledger", "账目", ledger, ledger_schema(disclosure.space)),
                                       resource("claims", "公开表中的数字", claims, claims_schema())}}};
  return package.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mingzhang
