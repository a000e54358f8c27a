#include "forms/knowledge.h"

#include <algorithm>
#include <filesystem>

#include "forms/yaml.h"

namespace mingzhang {

namespace {

void read_nodes(Tree& tree, NodeId parent, const std::string& prefix, const YamlNode& nodes) {
  for (const YamlNode item : nodes) {
    const std::string id = prefix + item.key();
    const NodeId node = tree.add(parent, id, item["name"].as<std::string>());
    read_nodes(tree, node, id + ".", item["children"]);
    if (item["closed"].as<bool>(false)) tree.close(node);
  }
}

Result<void> load_dimensions(const std::string& path, Space& space) {
  return read_yaml(path, [&](const YamlNode& root) -> Result<void> {
    for (const YamlNode item : root) {
      const auto d = dimension_from_name(item.key());
      if (!d) return tl::unexpected<Error>(yaml_error(path, item.line(), "未知的维度名"));
      read_nodes(space.growing(*d), kRoot, "", item);
    }
    return {};
  });
}

Result<void> load_words(const std::string& path, Knowledge& knowledge) {
  return read_yaml(path, [&](const YamlNode& root) -> Result<void> {
    if (auto done = read_vocabulary(path, root, knowledge.space, knowledge.vocabulary); !done) return done;
    return read_sentence_words(path, root, knowledge.sentences);
  });
}

Result<Axiom> read_axiom(const std::string& path, Space& space, const YamlNode& node) {
  Axiom axiom;
  axiom.id = node["id"].as<std::string>();
  axiom.zh = node["zh"].as<std::string>();
  axiom.en = node["en"].as<std::string>();
  axiom.strength = node["strength"].as<std::string>() == "must" ? Strength::Must : Strength::Usually;
  axiom.within = node["relation"].as<std::string>("equal") == "within";
  TRY(axiom.when, read_extents(path, space, node["when"]));
  TRY(axiom.left, read_extents(path, space, node["left"]));
  TRY(axiom.right, read_extents(path, space, node["right"]));
  return axiom;
}

Result<void> load_axioms(const std::string& path, Knowledge& knowledge) {
  return read_yaml(path, [&](const YamlNode& root) -> Result<void> {
    const auto flow = root["same_flow"];
    TRY(knowledge.same_flow.when, read_extents(path, knowledge.space, flow["when"]));
    knowledge.same_flow.zh = flow["zh"].as<std::string>();
    knowledge.same_flow.en = flow["en"].as<std::string>();
    for (const auto& node : root["axioms"]) {
      TRY(Axiom axiom, read_axiom(path, knowledge.space, node));
      knowledge.axioms.push_back(std::move(axiom));
    }
    return {};
  });
}

// The classes of the function classification are words wherever they stand, under their old names too.
void add_function_classes(Knowledge& knowledge) {
  for (const CodeEntry& entry : knowledge.codes.entries(Classification::Function)) {
    if (entry.code.size() != 3) continue;
    const NodeId node = knowledge.space.code(Dimension::Function, entry.code, entry.name);
    const std::vector<Sense> senses{{{{Dimension::Function, Extent(node)}}, std::nullopt}};
    knowledge.vocabulary.add(entry.name, senses);
    for (int year : {2018, 2020}) {
      const std::string_view old_name = knowledge.codes.name_in(entry, year);
      if (old_name != entry.name) knowledge.vocabulary.add(old_name, senses);
    }
  }
}

// Economic items name what a project's money is for, unless the name means something else as well.
void add_economic_items(Knowledge& knowledge) {
  for (const CodeEntry& entry : knowledge.codes.entries(Classification::EconomicDepartment)) {
    const bool item = entry.code.size() == 5 && (entry.code.starts_with("302") || entry.code.starts_with("310"));
    if (!item || knowledge.vocabulary.knows(entry.name) || !knowledge.codes.by_name(Classification::Function, entry.name, 0).empty()) continue;
    const NodeId node = knowledge.space.code(Dimension::Economic, entry.code, entry.name);
    knowledge.vocabulary.add(entry.name, {{{{Dimension::Economic, Extent(node)}}, std::nullopt}});
  }
}

Result<void> load_forms(const std::string& directory, Knowledge& knowledge) {
  std::vector<std::string> paths;
  std::error_code missing;
  for (const auto& entry : std::filesystem::directory_iterator(directory, missing))
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    TRY(Form form, load_form(path, knowledge.space, knowledge.vocabulary));
    knowledge.forms.push_back(std::move(form));
  }
  return {};
}

}  // namespace

const Form* Knowledge::find_form(std::string_view id) const {
  for (const Form& form : forms)
    if (form.id == id) return &form;
  return nullptr;
}

Region Knowledge::canonical(const Space& in, const Region& region) const {
  const bool balanced = std::all_of(same_flow.when.begin(), same_flow.when.end(), [&](const auto& e) {
    return in.contains(e.first, e.second, region[e.first]);
  });
  return balanced ? region.with(Dimension::Flow, kRoot) : region;
}

Result<std::shared_ptr<const Knowledge>> load_knowledge(const std::string& directory) {
  auto knowledge = std::make_shared<Knowledge>();
  if (auto done = load_dimensions(directory + "/dimensions.yaml", knowledge->space); !done) return tl::unexpected(done.error());
  TRY(knowledge->codes, Catalog::load(directory + "/codes"));
  if (auto done = load_words(directory + "/vocabulary.yaml", *knowledge); !done) return tl::unexpected(done.error());
  TRY(knowledge->table_words, load_table_words(directory + "/tables.yaml"));
  add_function_classes(*knowledge);
  add_economic_items(*knowledge);
  if (auto done = load_axioms(directory + "/axioms.yaml", *knowledge); !done) return tl::unexpected(done.error());
  if (auto done = load_forms(directory + "/forms", *knowledge); !done) return tl::unexpected(done.error());
  return knowledge;
}

}  // namespace mingzhang
