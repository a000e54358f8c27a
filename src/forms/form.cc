#include "forms/form.h"

#include <algorithm>
#include <filesystem>

#include "forms/yaml.h"

namespace mingzhang {

std::vector<int> FormPanel::amount_columns() const {
  std::vector<int> result;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].amount) result.push_back(static_cast<int>(i));
  return result;
}

namespace {

// Leaves the function with the Error when a map of the file has fields it may not have, or lacks one.
#define CHECK_FIELDS(node, what, ...)                                                         \
  do {                                                                                        \
    if (auto checked = check_fields(path_, node, what, YamlFields __VA_ARGS__); !checked)     \
      return tl::unexpected<Error>(checked.error());                                          \
  } while (false)

class FormReader {
 public:
  FormReader(const std::string& path, Space& space, const Vocabulary& vocabulary)
      : path_(path), space_(space), vocabulary_(vocabulary) {}

  Result<Form> read(const YamlNode& file) {
    if (!file["like"]) return read_form(file);
    TRY(const YamlValue merged, with_model(file));
    return read_form(file.instead(merged));
  }

 private:
  Result<Form> read_form(const YamlNode& root) {
    CHECK_FIELDS(root, "表式", {{"form", "name", "kind", "money_unit", "decimals", "unit_label", "tables_required_min", "tables"},
                                {"like", "level", "years", "empty", "money_label", "table_label", "recognised_by", "parts", "sections", "performance", "wording"}});
    Form form;
    form.path = path_;
    form.id = root["form"].as<std::string>();
    form.name = root["name"].as<std::string>();
    form.decimals = root["decimals"].as<int>();
    form.unit_label = root["unit_label"].as<std::string>();
    form.money_label = root["money_label"].as<std::string>("单位：");
    form.table_label = root["table_label"].as<std::string>("表 {number}");
    form.tables_required_min = root["tables_required_min"].as<int>();
    TRY(form.final_accounts, read_kind(root["kind"]));
    TRY(form.level, read_level(root["level"]));
    TRY(form.money_unit, read_unit(root["money_unit"]));
    empty_ = root["empty"].as<std::string>("");
    if (const auto words = root["recognised_by"]) form.recognised_by = words.as<std::vector<std::string>>();
    if (const auto years = root["years"]) {
      CHECK_FIELDS(years, "年度（years）", {{}, {"from", "to"}});
      form.year_from = years["from"].as<int>(0);
      form.year_to = years["to"].as<int>(0);
    }
    base_[Dimension::Stage] = Extent(*space_.tree(Dimension::Stage).find(form.final_accounts ? "final" : "budget"));
    base_[Dimension::Measure] = Extent(*space_.tree(Dimension::Measure).find("budget"));
    if (auto done = read_narrative_parts(root, form); !done) return tl::unexpected<Error>(done.error());
    for (const auto& table : root["tables"]) {
      TRY(FormTable one, read_table(table, form));
      if (std::ranges::any_of(form.tables, [&](const FormTable& t) { return t.id == one.id; }))
        return error(table["id"], "表的 id 重复：" + one.id);
      form.tables.push_back(std::move(one));
    }
    if (form.tables.empty()) return error(root["tables"], "表式没有任何表（tables）");
    if (form.tables_required_min < 1 || form.tables_required_min > static_cast<int>(form.tables.size()))
      return error(root["tables_required_min"], "tables_required_min 应在 1 与表的张数之间");
    return form;
  }

  tl::unexpected<Error> error(const YamlNode& node, const std::string& message) const {
    return tl::unexpected<Error>(yaml_error(path_, node.line(), message));
  }

  // `like: other-form`: what the file does not say is as there. Of its tables those are taken that are named here (`- income`),
  // in this order, with the fields that are given here (`- {id: income, title: …}`).
  Result<YamlValue> with_model(const YamlNode& file) const {
    const std::string model_path = (std::filesystem::path(path_).parent_path() / (file["like"].as<std::string>() + ".yaml")).string();
    YamlValue merged;
    auto merge = [&](const YamlNode& model) -> Result<void> {
      if (model["like"]) return error(file["like"], "like 所指的表式自己不能再有 like");
      merged = overlaid(model.value(), file.value());
      if (!file["tables"]) return {};
      std::vector<YamlValue>& tables = merged.field("tables").items;
      tables.clear();
      for (const YamlNode table : file["tables"]) {
        TRY(YamlValue one, table_like(table, model["tables"]));
        tables.push_back(std::move(one));
      }
      return {};
    };
    if (auto done = read_yaml(model_path, merge); !done) return tl::unexpected<Error>(done.error());
    return merged;
  }

  Result<YamlValue> table_like(const YamlNode& table, const YamlNode& tables_of_model) const {
    const auto id = (table.is_map() ? table["id"] : table).as<std::string>();
    for (const YamlNode candidate : tables_of_model)
      if (candidate["id"].as<std::string>() == id)
        return table.is_map() ? overlaid(candidate.value(), table.value()) : candidate.value();
    if (!table.is_map()) return error(table, "like 所指的表式没有 id 为“" + id + "”的表");
    return table.value();
  }

  // The one map with the fields of the other in place of its own.
  static YamlValue overlaid(YamlValue map, const YamlValue& other) {
    for (const YamlValue& item : other.items) map.field(item.key) = item;
    return map;
  }

  Region refine(const Region& context, const std::string& text) const {
    return vocabulary_.refine(space_, context, text, NumberKind::Money).value_or(context);
  }

  Result<bool> read_kind(const YamlNode& node) const {
    const auto kind = node.as<std::string>();
    if (kind != "budget" && kind != "final") return error(node, "kind 只能是 budget 或 final");
    return kind == "final";
  }

  Result<FormLevel> read_level(const YamlNode& node) const {
    if (!node) return FormLevel::Any;
    const auto level = node.as<std::string>();
    if (level == "单位") return FormLevel::Unit;
    if (level == "部门") return FormLevel::Department;
    return error(node, "level 只能是 单位 或 部门");
  }

  Result<Unit> read_unit(const YamlNode& node) const {
    const auto unit = unit_from_name(node.as<std::string>());
    if (!unit || !is_money(*unit)) return error(node, "未知的金额单位，应为 元、万元 或 亿元");
    return *unit;
  }

  Result<void> read_narrative_parts(const YamlNode& root, Form& form) const {
    for (const auto& node : root["parts"]) {
      CHECK_FIELDS(node, "部分（parts）", {{"number", "title"}, {"words", "tables"}});
      FormPart part{node["number"].as<int>(), node["title"].as<std::string>(), node["tables"].as<bool>(false), {}};
      part.words = node["words"].as<std::vector<std::string>>(std::vector<std::string>{part.title});
      form.parts.push_back(std::move(part));
    }
    for (const auto& node : root["sections"]) {
      CHECK_FIELDS(node, "情况说明（sections）", {{"number", "words"}, {}});
      form.sections.push_back({node["number"].as<int>(), node["words"].as<std::vector<std::string>>()});
    }
    if (const auto performance = root["performance"]) {
      CHECK_FIELDS(performance, "绩效表（performance）", {{}, {"whole_unit", "project"}});
      form.performance_whole_unit = performance["whole_unit"].as<std::string>("");
      form.performance_project = performance["project"].as<std::string>("");
    }
    return {};
  }

  Result<FormTable> read_table(const YamlNode& node, const Form& form) {
    CHECK_FIELDS(node, "表", {{"id", "title", "panels"}, {"number", "aliases", "empty", "note", "numbering", "required", "money_unit", "decimals"}});
    FormTable table;
    table.id = node["id"].as<std::string>();
    table.number = node["number"].as<std::string>(std::to_string(form.tables.size() + 1));
    table.title = node["title"].as<std::string>();
    if (const auto aliases = node["aliases"]) table.aliases = aliases.as<std::vector<std::string>>();
    table.title_keys.push_back(word_key(table.title));
    for (const std::string& alias : table.aliases) table.title_keys.push_back(word_key(alias));
    table.empty = node["empty"].as<std::string>(empty_);
    table.note = node["note"].as<std::string>("");
    table.numbering = node["numbering"].as<std::string>("");
    table.required = node["required"].as<bool>(true);
    table.decimals = node["decimals"].as<int>(form.decimals);
    table.money_unit = form.money_unit;
    if (const auto unit = node["money_unit"]) {
      TRY(table.money_unit, read_unit(unit));
    }
    table.scope = refine(base_, table.title);
    for (const auto& panel : node["panels"]) {
      TRY(FormPanel one, read_panel(panel, table.scope));
      table.panels.push_back(std::move(one));
    }
    if (table.panels.empty()) return error(node["panels"], "表缺少 panels");
    return table;
  }

  Result<FormPanel> read_panel(const YamlNode& node, const Region& scope) {
    CHECK_FIELDS(node, "表的一栏（panels）", {{"columns"},
                                              {"name", "axis", "level", "codes", "all_codes", "ordinals", "more_rows", "unit_row",
                                               "projects", "total", "rows"}});
    FormPanel panel;
    panel.name = node["name"].as<std::string>("");
    panel.scope = refine(scope, panel.name);
    TRY(panel.axis, read_axis(node["axis"]));
    panel.level = node["level"].as<int>(0);
    if (const auto codes = node["codes"]) panel.codes = codes.as<std::vector<std::string>>();
    if (const auto always = node["all_codes"]; always.is_sequence()) panel.always = always.as<std::vector<std::string>>();
    else panel.all_codes = always.as<bool>(false);
    panel.ordinals = node["ordinals"].as<bool>(false);
    panel.more_rows = node["more_rows"].as<bool>(false);
    panel.unit_row = node["unit_row"].as<bool>(false);
    panel.projects = node["projects"].as<bool>(false);
    panel.total = node["total"].as<std::string>("");
    for (const auto& row : node["rows"])
      if (auto done = read_row(row, 0, panel.scope, panel); !done) return tl::unexpected<Error>(done.error());
    FormColumn outermost;
    outermost.region = panel.scope;
    for (const auto& column : node["columns"])
      if (auto done = read_column(column, outermost, panel); !done) return tl::unexpected<Error>(done.error());
    if (panel.amount_columns().empty()) return error(node["columns"], "表式没有金额列（写成 {label: …} 的列）");
    separate_siblings(panel);
    return panel;
  }

  Result<Axis> read_axis(const YamlNode& node) const {
    if (!node) return Axis::Rows;
    const auto axis = node.as<std::string>();
    if (axis == "rows") return Axis::Rows;
    if (axis == "function") return Axis::Function;
    if (axis == "economic") return Axis::Economic;
    if (axis == "project") return Axis::Project;
    return error(node, "axis 只能是 rows、function、economic 或 project");
  }

  // `means` of a label whose words alone would be understood as something else.
  Result<Extents> means_of(const YamlNode& node) {
    if (!node.is_map() || !node["means"]) return Extents{};
    return read_extents(path_, space_, node["means"]);
  }

  // What a label says, or what the form says that it means.
  Region region_of(const Extents& means, const std::string& label, const Region& context) const {
    if (means.empty()) return refine(context, label);
    Region region = context;
    for (const auto& [d, extent] : means) region[d] = extent;
    return region;
  }

  Result<void> read_row(const YamlNode& node, int depth, const Region& context, FormPanel& panel) {
    if (node.is_map()) CHECK_FIELDS(node, "行（rows）", {{"label"}, {"total", "foot", "means", "rows"}});
    FormRow row;
    row.label = node.is_map() ? node["label"].as<std::string>() : node.as<std::string>();
    row.depth = depth;
    row.total = node.is_map() && node["total"].as<bool>(false);
    row.foot = node.is_map() && node["foot"].as<bool>(false);
    TRY(row.means, means_of(node));
    const Region full = row.total ? panel.scope : region_of(row.means, row.label, context);
    row.unsaid = depth > 0 && !row.total && row.means.empty() && full == context;
    for (int i = 0; i < kDimensionCount; ++i) {
      const auto d = static_cast<Dimension>(i);
      if (full[d] != panel.scope[d]) row.region[d] = full[d];
    }
    panel.rows.push_back(row);
    if (!node.is_map()) return {};
    for (const auto& child : node["rows"])
      if (auto done = read_row(child, depth + 1, full, panel); !done) return done;
    return {};
  }

  // `above`: the header that it stands below; its region is what that says.
  Result<void> read_column(const YamlNode& node, FormColumn above, FormPanel& panel) {
    const bool map = node.is_map();
    if (map) CHECK_FIELDS(node, "列（columns）", {{"label"}, {"means", "columns", "code", "line_numbers"}});
    FormColumn column = std::move(above);
    column.path.push_back(map ? node["label"].as<std::string>() : node.as<std::string>());
    TRY(const Extents means, means_of(node));
    column.region = region_of(means, column.path.back(), column.region);
    column.means.push_back(means);
    if (map && node["columns"]) {
      for (const auto& child : node["columns"])
        if (auto done = read_column(child, column, panel); !done) return done;
      return {};
    }
    column.line_numbers = map && node["line_numbers"].as<bool>(false);
    column.amount = map && !node["code"] && !column.line_numbers;
    if (map && node["code"]) column.code_levels = node["code"].as<std::vector<std::string>>();
    panel.columns.push_back(std::move(column));
    return {};
  }

  // 一般公共预算 beside 上级一般公共预算安排的转移支付 means the rest of it: columns of one group never overlap.
  void separate_siblings(FormPanel& panel) {
    auto siblings = [](const FormColumn& a, const FormColumn& b) {
      return a.path.size() == b.path.size() && a.path.size() > 1 && std::equal(a.path.begin(), a.path.end() - 1, b.path.begin());
    };
    const std::vector<FormColumn> before = panel.columns;
    for (FormColumn& column : panel.columns)
      for (const FormColumn& other : before) {
        if (!column.amount || !other.amount || !siblings(column, other)) continue;
        const Dimension d = Dimension::Source;
        const Tree& tree = space_.tree(d);
        const Extent whole = column.region[d], part = other.region[d];
        const bool is_group_total = column.region == panel_group_region(panel, column);
        if (is_group_total || whole == part || whole.is_set() || part.is_set() || !space_.contains(d, whole, part)) continue;
        if (!tree.closed(whole.handle())) continue;
        std::vector<NodeId> rest;
        for (NodeId child : tree.children(whole.handle()))
          if (child != part.handle()) rest.push_back(child);
        if (!rest.empty()) column.region[d] = space_.extent(d, rest);
      }
  }

  // What the group's own header says: a column that adds nothing to it (小计, 合计) is the group's total.
  Region panel_group_region(const FormPanel& panel, const FormColumn& column) const {
    Region region = panel.scope;
    for (std::size_t i = 0; i + 1 < column.path.size(); ++i) region = refine(region, column.path[i]);
    return region;
  }

  const std::string& path_;
  Space& space_;
  const Vocabulary& vocabulary_;
  Region base_;
  std::string empty_;  // the statement of an empty table that has none of its own
};

}  // namespace

Result<Form> load_form(const std::string& path, Space& space, const Vocabulary& vocabulary) {
  Form form;
  auto read = [&](const YamlNode& root) -> Result<void> {
    auto loaded = FormReader(path, space, vocabulary).read(root);
    if (!loaded) return tl::unexpected<Error>(loaded.error());
    form = std::move(*loaded);
    return {};
  };
  if (auto done = read_yaml(path, read); !done) return tl::unexpected<Error>(done.error());
  return form;
}

}  // namespace mingzhang
