// JSON -> Disclosure. The file comes from outside: every index, id and figure is held to what it refers to.
#include <initializer_list>

#include "disclosure/words.h"
#include "document/json_reader.h"
#include "document/place_json.h"

namespace mingzhang {
namespace {

constexpr int kVersion = 1;
constexpr int kNumberMax = 1'000'000'000;
constexpr int kTreeDepthMax = 32;
constexpr std::size_t kExtentNodesMax = 256;

class Builder {
 public:
  Builder(const JsonReader& root, Space base) : root_(root) { disclosure_.space = std::move(base); }

  Disclosure build() {
    disclosure_.path = root_.text("path");
    disclosure_.format = root_.text("format");
    disclosure_.sha256 = root_.text("sha256");
    disclosure_.kind = word(root_, "kind", kDocumentKindWords, DocumentKind::Other);
    disclosure_.year = root_.number("year", 0, 0, 9999);
    disclosure_.unit = root_.text("unit");
    disclosure_.form = root_.text("form");
    disclosure_.printed_amounts = root_.number("printed_amounts", 0, 0, kNumberMax);
    space();
    list("sections", disclosure_.sections, &Builder::section);
    list("tables", disclosure_.tables, &Builder::table);
    list("claims", disclosure_.claims, &Builder::claim);  // after the tables, which their cells refer to
    list("comparisons", disclosure_.comparisons, &Builder::comparison);
    list("performance", disclosure_.performance, &Builder::performance_table);
    list("contents", disclosure_.contents, &Builder::contents_entry);
    list("glossary", disclosure_.glossary, &Builder::glossary_entry);
    list("open", disclosure_.open, &Builder::open);
    list("notes", disclosure_.notes, &Builder::note);
    return std::move(disclosure_);
  }

 private:
  template <class Item>
  void list(const char* key, std::vector<Item>& items, Item (Builder::*make)(const JsonReader&)) {
    root_.each(key, [&](const JsonReader& json) { items.push_back((this->*make)(json)); });
  }

  template <class Item>
  std::vector<Item> list_of(const JsonReader& owner, const char* key, Item (Builder::*make)(const JsonReader&)) {
    std::vector<Item> items;
    owner.each(key, [&](const JsonReader& json) { items.push_back((this->*make)(json)); });
    return items;
  }

  // ---- values

  template <class Value, std::size_t kCount>
  static Value word(const JsonReader& json, const char* key, const Words<Value, kCount>& words, Value fallback) {
    if (!json.has(key)) return fallback;
    if (const std::optional<Value> value = value_of(words, json.text(key))) return *value;
    std::string expected;
    for (const auto& [unused, name] : words) expected.append(expected.empty() ? " " : "、").append(name);
    json.fault(key, expected + " 之一");
    return fallback;
  }

  // An index into a list of `count` items, -1 when absent.
  static int index(const JsonReader& json, const char* key, std::size_t count) {
    if (!json.has(key)) return -1;
    if (count > 0) return json.number(key, -1, 0, static_cast<int>(count) - 1);
    json.fault(key, "空：它指向的列表没有内容");
    return -1;
  }

  static Passage passage(const JsonReader& owner, const char* key) {
    const JsonReader json = owner.object(key);
    Passage passage;
    passage.text = json.text("text");
    const int end = static_cast<int>(passage.text.size());
    json.each("anchors", [&](const JsonReader& anchor) {
      const int begin = passage.anchors.empty() ? 0 : static_cast<int>(passage.anchors.back().offset);
      const int offset = anchor.number("offset", begin, begin, end);
      passage.anchors.push_back({static_cast<std::uint32_t>(offset), place_from(anchor)});
    });
    return passage;
  }

  static Figure figure(const JsonReader& owner) {
    const JsonReader json = owner.object("figure");
    json.require({"text", "unit"});
    const Unit unit = word(json, "unit", kUnitWords, Unit::WanYuan);
    const std::string text = json.text("text");
    const std::optional<ParsedFigure> parsed = parse_figure(text, unit);
    if (parsed && parsed->length == text.size() && !parsed->unit_read) return parsed->figure;
    json.fault("text", "一个数（不带单位）");
    return {};
  }

  // ---- space and regions

  void space() {
    const JsonReader trees = root_.object("space");
    for (int i = 0; i < kDimensionCount; ++i) {
      const auto dimension = static_cast<Dimension>(i);
      Tree& tree = disclosure_.space.growing(dimension);
      trees.each(std::string(dimension_name(dimension)).c_str(), [&](const JsonReader& json) { node(json, tree); });
    }
  }

  static void node(const JsonReader& json, Tree& tree) {
    json.require({"id"});
    const std::string id = json.text("id");
    NodeId node = kRoot;
    if (!id.empty()) {
      const std::optional<NodeId> parent = tree.find(json.text("parent"));
      if (!parent) return json.fault("parent", "已在前面列出的节点");
      const std::optional<NodeId> known = tree.find(id);
      if (known && tree.parent(*known) != *parent) return json.fault("parent", "该节点一贯的上级");
      if (tree.depth(*parent) >= kTreeDepthMax) return json.fault("parent", "较浅的节点：层级过深");
      node = tree.add(*parent, id, json.text("name"));
    }
    if (json.flag("closed")) tree.close(node);
  }

  std::vector<NodeId> nodes(const JsonReader& json, const char* key, Dimension dimension) const {
    std::vector<NodeId> nodes;
    for (const std::string& id : json.texts(key)) {
      const std::optional<NodeId> node = disclosure_.space.tree(dimension).find(id);
      if (node) {
        nodes.push_back(*node);
      } else {
        json.fault(key, " space 中列出的节点");
      }
    }
    return nodes;
  }

  Extent extent(const JsonReader& json, const char* key, Dimension dimension) {
    if (!json.has(key)) return {};
    const std::vector<NodeId> selected = nodes(json, key, dimension);
    if (!selected.empty() && selected.size() <= kExtentNodesMax) return disclosure_.space.extent(dimension, selected);
    json.fault(key, "一个以上、" + std::to_string(kExtentNodesMax) + " 个以下的节点");
    return {};
  }

  Region region(const JsonReader& owner, const char* key = "region") {
    const JsonReader json = owner.object(key);
    Region region;
    for (int i = 0; i < kDimensionCount; ++i) {
      const auto dimension = static_cast<Dimension>(i);
      region[dimension] = extent(json, std::string(dimension_name(dimension)).c_str(), dimension);
    }
    return region;
  }

  // ---- the parts

  Section section(const JsonReader& json) {
    json.require({"title"});
    Section section;
    section.part = json.number("part", 0, 0, kNumberMax);
    section.level = json.number("level", 0, 0, kNumberMax);
    section.number = json.text("number");
    section.title = json.text("title");
    section.place = place_from(json);
    section.context = region(json, "context");
    section.body = passage(json, "body");
    return section;
  }

  Column column(const JsonReader& json) {
    json.require({"path"});
    return {json.texts("path"), region(json)};
  }

  Row row(const JsonReader& json) {
    Row row;
    row.code = json.text("code");
    row.name = json.text("name");
    row.label = json.text("label");
    row.region = region(json);
    row.place = place_from(json);
    row.standing = word(json, "standing", kStandingWords, Standing::Proven);
    row.contradicted = json.flag("contradicted");
    row.reason = json.text("reason");
    return row;
  }

  Listing listing(const JsonReader& json) {
    json.require({"dimension", "nodes"});
    Listing listing;
    const std::optional<Dimension> dimension = dimension_from_name(json.text("dimension"));
    if (!dimension) json.fault("dimension", "一个维度的名称");
    listing.dimension = dimension.value_or(Dimension::Function);
    listing.scope = region(json, "scope");
    listing.nodes = nodes(json, "nodes", listing.dimension);
    if (!std::is_sorted(listing.nodes.begin(), listing.nodes.end())) json.fault("nodes", "与 space 中次序相同的节点");
    listing.table = index(json, "table", root_.count("tables"));
    return listing;
  }

  Table table(const JsonReader& json) {
    json.require({"title", "unit", "columns", "rows"});
    Table table;
    table.id = json.text("id");
    table.number = json.text("number");
    table.title = json.text("title");
    table.panel = json.text("panel");
    table.place = place_from(json);
    table.unit = word(json, "unit", kUnitWords, Unit::WanYuan);
    table.scope = region(json, "scope");
    table.columns = list_of(json, "columns", &Builder::column);
    json.each("rows", [&](const JsonReader& each) {
      table.rows.push_back(row(each));
      each.require({"cells"});
      std::vector<int> cells = each.indices("cells", root_.count("claims"));
      if (cells.size() != table.columns.size()) each.fault("cells", "与栏数相同的个数");
      cells.resize(table.columns.size(), -1);
      table.cells.insert(table.cells.end(), cells.begin(), cells.end());
    });
    if (json.has("empty_statement")) table.empty_statement = passage(json, "empty_statement");
    table.listings = list_of(json, "listings", &Builder::listing);
    return table;
  }

  CellRef cell(const JsonReader& owner) const {
    const JsonReader json = owner.object("cell");
    CellRef cell;
    cell.table = index(json, "table", disclosure_.tables.size());
    const Table* table = cell.table < 0 ? nullptr : &disclosure_.tables[static_cast<std::size_t>(cell.table)];
    cell.row = index(json, "row", table ? table->rows.size() : 0);
    cell.column = index(json, "column", table ? table->columns.size() : 0);
    return cell;
  }

  Claim claim(const JsonReader& json) {
    json.require({"kind", "region", "figure", "quote"});
    Claim claim;
    claim.kind = word(json, "kind", kClaimKindWords, ClaimKind::Value);
    claim.region = region(json);
    claim.base = region(json, "base");
    claim.figure = figure(json);
    claim.nil = json.flag("nil");
    claim.weak = json.flag("weak");
    claim.quote = json.text("quote");
    claim.place = place_from(json);
    claim.cell = cell(json);
    claim.comparison = index(json, "comparison", root_.count("comparisons"));
    claim.standing = word(json, "standing", kStandingWords, Standing::Proven);
    claim.reason = json.text("reason");
    return claim;
  }

  Comparison comparison(const JsonReader& json) {
    json.require({"region", "subject"});
    const std::size_t claim_count = disclosure_.claims.size();
    Comparison comparison;
    comparison.region = region(json);
    comparison.base = json.has("base") ? region(json, "base") : comparison.region;
    comparison.subject = json.text("subject");
    comparison.section = index(json, "section", disclosure_.sections.size());
    comparison.value = index(json, "value", claim_count);
    comparison.share = index(json, "share", claim_count);
    comparison.change = index(json, "change", claim_count);
    comparison.rate = index(json, "rate", claim_count);
    comparison.base_value = index(json, "base_value", claim_count);
    comparison.completion = index(json, "completion", claim_count);
    comparison.direction = json.text("direction");
    comparison.trend = word(json, "trend", kTrendWords, Trend::None);
    comparison.direction_place = place_from(json, "direction_place");
    comparison.reason = passage(json, "reason");
    comparison.reason_expected = json.flag("reason_expected");
    comparison.purpose = passage(json, "purpose");
    comparison.place = place_from(json);
    return comparison;
  }

  Indicator indicator(const JsonReader& json) {
    json.require({"name", "target"});
    Indicator indicator;
    indicator.level1 = json.text("level1");
    indicator.level2 = json.text("level2");
    indicator.name = json.text("name");
    indicator.comparator = json.text("comparator");
    indicator.target = json.text("target");
    indicator.unit = json.text("unit");
    indicator.basis = json.text("basis");
    indicator.last_year = json.text("last_year");
    indicator.weight = json.text("weight");
    indicator.scoring_rule = json.text("scoring_rule");
    indicator.evidence = json.text("evidence");
    indicator.place = place_from(json);
    indicator.target_place = place_from(json, "target_place");
    indicator.weight_place = place_from(json, "weight_place");
    return indicator;
  }

  PerformanceTable performance_table(const JsonReader& json) {
    json.require({"indicators"});
    PerformanceTable table;
    table.whole_unit = json.flag("whole_unit");
    table.title = json.text("title");
    table.year = json.text("year");
    table.unit_name = json.text("unit_name");
    table.project = json.text("project");
    table.responsible = json.text("responsible");
    table.phone = json.text("phone");
    table.goal = passage(json, "goal");
    table.amounts = json.indices("amounts", disclosure_.claims.size());
    if (std::find(table.amounts.begin(), table.amounts.end(), -1) != table.amounts.end())
      json.fault("amounts", "claims 的序号");
    table.indicators = list_of(json, "indicators", &Builder::indicator);
    table.place = place_from(json);
    table.project_place = place_from(json, "project_place");
    table.phone_place = place_from(json, "phone_place");
    return table;
  }

  ContentsEntry contents_entry(const JsonReader& json) {
    json.require({"title"});
    ContentsEntry entry{json.text("title"), place_from(json), json.flag("table"), std::nullopt};
    if (json.has("found")) entry.found = place_from(json, "found");
    return entry;
  }

  GlossaryEntry glossary_entry(const JsonReader& json) {
    json.require({"term", "text"});
    return {json.text("term"), json.text("text"), place_from(json)};
  }

  Open open(const JsonReader& json) {
    json.require({"quote", "reason"});
    return {place_from(json), json.text("quote"), json.text("reason")};
  }

  Note note(const JsonReader& json) {
    json.require({"id", "message"});
    return {json.text("id"), json.text("message"), place_from(json)};
  }

  const JsonReader& root_;
  Disclosure disclosure_;
};

}  // namespace

Result<Disclosure> disclosure_from_json(std::string_view json, std::string path, Space base) {
  const JsonSubject subject{"disclosure", "Disclosure"};
  TRY(const nlohmann::json parsed, parse_json(json, subject, path));
  JsonProblem problem(subject, path);
  const JsonReader root(parsed, "", problem);
  if (root.text("mingzhang") != "disclosure") root.fault("mingzhang", " \"disclosure\"");
  if (problem.error()) return tl::unexpected<Error>(*problem.error());
  if (root.number("version", 0, 0, kNumberMax) != kVersion) {
    return fail("disclosure.json.version", "Disclosure JSON 的版本不是 1", "请用本版软件重新导出，或升级软件。", path);
  }
  root.require({"kind", "year", "unit", "space", "sections", "tables", "claims"});
  Disclosure disclosure = Builder(root, std::move(base)).build();
  if (problem.error()) return tl::unexpected<Error>(*problem.error());
  if (disclosure.path.empty()) disclosure.path = std::move(path);
  return disclosure;
}

}  // namespace mingzhang
