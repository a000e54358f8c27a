#include "forms/form.h"

#include <algorithm>

#include "forms/yaml.h"

namespace mingzhang {

std::vector<int> FormPanel::amount_columns() const {
  std::vector<int> result;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].amount) result.push_back(static_cast<int>(i));
  return result;
}

namespace {

class FormReader {
 public:
  FormReader(const std::string& path, Space& space, const Vocabulary& vocabulary)
      : path_(path), space_(space), vocabulary_(vocabulary) {}

  Result<Form> read(const YAML::Node& root) {
    Form form;
    form.id = root["form"].as<std::string>();
    form.name = root["name"].as<std::string>();
    form.final_accounts = root["kind"].as<std::string>() == "final";
    const auto unit = unit_from_name(root["money_unit"].as<std::string>());
    if (!unit) return error(root["money_unit"], "未知的金额单位");
    form.money_unit = *unit;
    form.decimals = root["decimals"].as<int>();
    form.unit_label = root["unit_label"].as<std::string>();
    form.tables_required_min = root["tables_required_min"].as<int>(1);
    base_[Dimension::Stage] = Extent(*space_.tree(Dimension::Stage).find(form.final_accounts ? "final" : "budget"));
    base_[Dimension::Measure] = Extent(*space_.tree(Dimension::Measure).find("budget"));
    for (const auto& part : root["parts"]) form.parts.push_back({part["number"].as<int>(), part["title"].as<std::string>(), part["tables"].as<bool>(false)});
    for (const auto& section : root["sections"])
      form.sections.push_back({section["number"].as<int>(), section["words"].as<std::vector<std::string>>()});
    if (const auto performance = root["performance"]) {
      form.performance_whole_unit = performance["whole_unit"].as<std::string>("");
      form.performance_project = performance["project"].as<std::string>("");
    }
    for (const auto& table : root["tables"]) {
      TRY(FormTable one, read_table(table));
      form.tables.push_back(std::move(one));
    }
    if (form.tables.empty()) return error(root, "表式没有任何表（tables）");
    return form;
  }

 private:
  tl::unexpected<Error> error(const YAML::Node& node, const std::string& message) const {
    return tl::unexpected<Error>(yaml_error(path_, node.Mark(), message));
  }

  Region refine(const Region& context, const std::string& text) const {
    return vocabulary_.refine(space_, context, text, NumberKind::Money).value_or(context);
  }

  Result<FormTable> read_table(const YAML::Node& node) {
    FormTable table;
    table.id = node["id"].as<std::string>();
    table.number = node["number"].as<std::string>();
    table.title = node["title"].as<std::string>();
    table.title_key = word_key(table.title);
    table.empty = node["empty"].as<std::string>("");
    table.scope = refine(base_, table.title);
    for (const auto& panel : node["panels"]) {
      TRY(FormPanel one, read_panel(panel, table.scope));
      table.numbering = table.numbering || panel["numbering"].as<bool>(false);
      table.panels.push_back(std::move(one));
    }
    if (table.panels.empty()) return error(node, "表缺少 panels");
    return table;
  }

  Result<FormPanel> read_panel(const YAML::Node& node, const Region& scope) {
    FormPanel panel;
    panel.name = node["name"].as<std::string>("");
    panel.scope = refine(scope, panel.name);
    TRY(panel.axis, read_axis(node["axis"]));
    panel.level = node["level"].as<int>(0);
    panel.all_codes = node["all_codes"].as<bool>(false);
    panel.unit_row = node["unit_row"].as<bool>(false);
    panel.projects = node["projects"].as<bool>(false);
    panel.total = node["total"].as<std::string>("");
    for (const auto& row : node["rows"]) read_row(row, 0, panel.scope, panel);
    for (const auto& column : node["columns"])
      if (auto done = read_column(column, {}, panel.scope, panel); !done) return tl::unexpected<Error>(done.error());
    if (panel.amount_columns().empty()) return error(node, "表式没有金额列（写成 {label: …} 的列）");
    separate_siblings(panel);
    return panel;
  }

  Result<Axis> read_axis(const YAML::Node& node) const {
    const auto axis = node.as<std::string>("rows");
    if (axis == "rows") return Axis::Rows;
    if (axis == "function") return Axis::Function;
    if (axis == "economic") return Axis::Economic;
    if (axis == "project") return Axis::Project;
    return error(node, "axis 只能是 rows、function、economic 或 project");
  }

  void read_row(const YAML::Node& node, int depth, const Region& context, FormPanel& panel) {
    FormRow row;
    row.label = node.IsMap() ? node["label"].as<std::string>() : node.as<std::string>();
    row.depth = depth;
    row.total = node.IsMap() && node["total"].as<bool>(false);
    const Region full = row.total ? panel.scope : refine(context, row.label);
    for (int i = 0; i < kDimensionCount; ++i) {
      const auto d = static_cast<Dimension>(i);
      if (full[d] != panel.scope[d]) row.region[d] = full[d];
    }
    panel.rows.push_back(row);
    if (!node.IsMap()) return;
    for (const auto& child : node["rows"]) read_row(child, depth + 1, full, panel);
  }

  // `means` says what a label means where its word alone would be understood as something else.
  Result<void> read_column(const YAML::Node& node, std::vector<std::string> path, const Region& context, FormPanel& panel) {
    const bool map = node.IsMap();
    path.push_back(map ? node["label"].as<std::string>() : node.as<std::string>());
    Region region = context;
    if (map && node["means"]) {
      TRY(const auto extents, read_extents(path_, space_, node["means"]));
      for (const auto& [d, extent] : extents) region[d] = extent;
    } else {
      region = refine(context, path.back());
    }
    if (map && node["columns"]) {
      for (const auto& child : node["columns"])
        if (auto done = read_column(child, path, region, panel); !done) return done;
      return {};
    }
    FormColumn column{path, {}, map && !node["code"], region};
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
};

}  // namespace

Result<Form> load_form(const std::string& path, Space& space, const Vocabulary& vocabulary) {
  Form form;
  auto read = [&](const YAML::Node& root) -> Result<void> {
    auto loaded = FormReader(path, space, vocabulary).read(root);
    if (!loaded) return tl::unexpected<Error>(loaded.error());
    form = std::move(*loaded);
    return {};
  };
  if (auto done = read_yaml(path, read); !done) return tl::unexpected<Error>(done.error());
  return form;
}

}  // namespace mingzhang
