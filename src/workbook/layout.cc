#include "workbook/layout.h"

#include <algorithm>
#include <array>

#include "forms/yaml.h"

namespace mingzhang {
namespace {

constexpr std::array<std::pair<std::string_view, Holds>, 7> kHolds = {{{"facts", Holds::Facts}, {"lines", Holds::Lines}, {"income", Holds::Income},
                                                                       {"projects", Holds::Projects}, {"indicators", Holds::Indicators},
                                                                       {"remarks", Holds::Remarks}, {"glossary", Holds::Glossary}}};
constexpr std::array<std::string_view, 6> kFormulas = {"function_name", "economic_name", "project_total", "weight_total", "spent", "difference"};

// The text of a yaml value that may be missing.
std::string text_of(const auto& node, const char* key) { return node[key].template as<std::string>(std::string()); }

class LayoutReader {
 public:
  LayoutReader(const std::string& path, const Space& space, bool final_accounts) : path_(path), space_(space), kind_(final_accounts ? "final" : "budget") {}

  Result<WorkbookLayout> read(const auto& root) {
    WorkbookLayout layout;
    layout.all = text_of(root, "all");
    layout.missing = text_of(root, "missing");
    layout.guide_title = text_of(root["guide"], "title");
    layout.guide = root["guide"]["text"].template as<std::vector<std::string>>(std::vector<std::string>());
    layout.functions = read_code_list(root["code_lists"]["function"]);
    layout.economics = read_code_list(root["code_lists"]["economic"]);
    for (const auto& amount : root["amounts"][kind_]) {
      ColumnLayout column{.field = "amount", .title = text_of(amount, "title"), .width = 18};
      TRY(const NodeId stage, node(Dimension::Stage, text_of(amount, "stage")));
      column.amount = AmountColumn{amount["year"].template as<int>(0), Extent(stage)};
      amounts_.push_back(std::move(column));
    }
    for (const auto& sheet : root["sheets"]) {
      if (const std::string kind = text_of(sheet, "kind"); !kind.empty() && kind != kind_) continue;
      TRY(SheetLayout one, read_sheet(sheet));
      layout.sheets.push_back(std::move(one));
    }
    return layout;
  }

 private:
  tl::unexpected<Error> error(const std::string& message) const {
    return fail("catalog.yaml.invalid", "目录数据无法读取：" + message, "请按 catalog/workbook.yaml 开头的说明修改", path_);
  }

  Result<NodeId> node(Dimension d, const std::string& id) const {
    if (const auto known = space_.tree(d).find(id); known && !id.empty()) return *known;
    return error(std::string(dimension_name(d)) + " 没有 " + id);
  }

  static CodeListLayout read_code_list(const auto& node) { return {text_of(node, "title"), text_of(node, "code"), text_of(node, "name")}; }

  Result<SheetLayout> read_sheet(const auto& yaml) const {
    if (auto checked = check_fields(path_, yaml, "工作表",
                                    YamlFields{{"id", "title", "hint", "holds", "columns"},
                                               {"kind", "fields", "scope", "final", "measures", "flows", "needs", "rows", "total", "room"}});
        !checked)
      return tl::unexpected<Error>(checked.error());
    SheetLayout sheet;
    sheet.id = text_of(yaml, "id");
    sheet.title = text_of(yaml, "title");
    sheet.hint = text_of(yaml, "hint");
    sheet.total = yaml["total"].template as<bool>(false);
    sheet.room = yaml["room"].template as<int>(20);
    const std::string holds = text_of(yaml, "holds");
    const auto known = std::find_if(kHolds.begin(), kHolds.end(), [&](const auto& each) { return each.first == holds; });
    if (known == kHolds.end()) return error("工作表 " + sheet.id + " 的 holds 不认识：" + holds);
    sheet.holds = known->second;
    for (const auto& field : yaml["fields"])
      sheet.fields.push_back({text_of(field, "field"), text_of(field, "title"), field["required"].template as<bool>(false), field["long"].template as<bool>(false)});
    if (auto done = add_scope(yaml["scope"], sheet.scope); !done) return tl::unexpected<Error>(done.error());
    if (auto done = add_scope(yaml[kind_], sheet.scope); !done) return tl::unexpected<Error>(done.error());
    sheet.needs = yaml["needs"].template as<std::vector<std::string>>(std::vector<std::string>());
    TRY(sheet.measures, nodes(Dimension::Measure, yaml["measures"]));
    TRY(sheet.flows, nodes(Dimension::Flow, yaml["flows"]));
    for (const auto& column : yaml["columns"]) add_column(column, sheet);
    for (const auto& row : yaml["rows"]) {
      TRY(RowLayout one, read_row(row));
      sheet.rows.push_back(std::move(one));
    }
    return sheet;
  }

  Result<void> add_scope(const auto& yaml, Region& scope) const {
    if (!yaml) return {};
    for (const Dimension d : {Dimension::Measure, Dimension::Flow}) {
      const std::string id = text_of(yaml, std::string(dimension_name(d)).c_str());
      if (id.empty()) continue;
      TRY(const NodeId found, node(d, id));
      scope[d] = Extent(found);
    }
    return {};
  }

  Result<std::vector<NodeId>> nodes(Dimension d, const auto& yaml) const {
    std::vector<NodeId> found;
    if (!yaml) return found;
    for (const std::string& id : yaml.template as<std::vector<std::string>>(std::vector<std::string>())) {
      TRY(const NodeId one, node(d, id));
      found.push_back(one);
    }
    return found;
  }

  void add_column(const auto& yaml, SheetLayout& sheet) const {
    const std::string field = text_of(yaml, "field");
    if (field == "amounts") {
      sheet.columns.insert(sheet.columns.end(), amounts_.begin(), amounts_.end());
      return;
    }
    ColumnLayout column{.field = field, .title = text_of(yaml, "title"), .width = yaml["width"].template as<int>(12)};
    column.choices = yaml["choices"].template as<std::vector<std::string>>(std::vector<std::string>());
    column.is_long = yaml["long"].template as<bool>(false);
    if (column.title.ends_with('*')) {
      column.required = true;
      column.title.pop_back();
    }
    // In the lists of targets and facts these words are texts of the unit, not nodes.
    const bool nodes = sheet.holds == Holds::Lines || sheet.holds == Holds::Income || sheet.holds == Holds::Remarks;
    if (nodes) column.dimension = dimension_from_name(field);
    if (field.ends_with("_name")) column.name_of = dimension_from_name(field.substr(0, field.size() - 5));
    sheet.columns.push_back(std::move(column));
  }

  Result<RowLayout> read_row(const auto& yaml) const {
    RowLayout row;
    row.unit = text_of(yaml, "unit");
    row.sum_of = text_of(yaml, "sum_of");
    row.needed = yaml["needed"].template as<bool>(false);
    if (const std::string id = text_of(yaml, "measure"); !id.empty()) {
      TRY(row.measure, node(Dimension::Measure, id));
    }
    if (const std::string id = text_of(yaml, "source"); !id.empty()) {
      TRY(row.source, node(Dimension::Source, id));
    }
    return row;
  }

  const std::string& path_;
  const Space& space_;
  const char* kind_;
  std::vector<ColumnLayout> amounts_;
};

}  // namespace

bool ColumnLayout::is_formula() const { return std::find(kFormulas.begin(), kFormulas.end(), field) != kFormulas.end(); }

int SheetLayout::column(std::string_view field) const {
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].field == field) return static_cast<int>(i);
  return -1;
}

const ColumnLayout* SheetLayout::column_of(Dimension d) const {
  for (const ColumnLayout& each : columns)
    if (each.dimension == d) return &each;
  return nullptr;
}

const SheetLayout* WorkbookLayout::find(std::string_view id) const {
  for (const SheetLayout& sheet : sheets)
    if (sheet.id == id) return &sheet;
  return nullptr;
}

Result<WorkbookLayout> load_workbook_layout(const std::string& path, const Knowledge& knowledge, bool final_accounts) {
  WorkbookLayout layout;
  auto read = [&](const auto& root) -> Result<void> {
    TRY(layout, LayoutReader(path, knowledge.space, final_accounts).read(root));
    return {};
  };
  if (auto done = read_yaml(path, read); !done) return tl::unexpected<Error>(done.error());
  return layout;
}

Unit unit_of_word(std::string_view word) {
  if (word == "元" || word.empty()) return Unit::Yuan;
  return word == "平方米" ? Unit::SquareMetre : Unit::Count;
}

}  // namespace mingzhang
