// The Disclosure as JSON: schemas/disclosure-1.json. Fields that hold their default are left out.
#include <nlohmann/json.hpp>

#include "disclosure/words.h"
#include "document/place_json.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

// Regions are written with the ids of their nodes, so everything that holds one needs the space.
class Writer {
 public:
  explicit Writer(const Disclosure& disclosure) : disclosure_(disclosure), space_(disclosure.space) {}

  std::string write() {
    text_ = "{\n";
    field("mingzhang", "disclosure");
    field("version", kVersion);
    field("path", disclosure_.path);
    field("format", disclosure_.format);
    field("sha256", disclosure_.sha256);
    field("kind", word_of(kDocumentKindWords, disclosure_.kind));
    field("year", disclosure_.year);
    field("unit", disclosure_.unit);
    field("form", disclosure_.form);
    field("printed_amounts", disclosure_.printed_amounts);
    trees();
    list("contents", disclosure_.contents);
    list("sections", disclosure_.sections);
    list("tables", disclosure_.tables);
    list("claims", disclosure_.claims);
    list("comparisons", disclosure_.comparisons);
    list("performance", disclosure_.performance);
    list("glossary", disclosure_.glossary);
    list("open", disclosure_.open);
    list("notes", disclosure_.notes);
    text_ += "\n}\n";
    return std::move(text_);
  }

 private:
  // ---- the file: one item a line, so that files can be compared line by line

  // Broken UTF-8 is our bug or a broken path name; it must not stop the output.
  static std::string line_of(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

  void key(const char* name) {
    if (text_.size() > 2) text_ += ",\n";
    text_ += "  \"" + std::string(name) + "\": ";
  }

  void field(const char* name, const Json& value) {
    key(name);
    text_ += line_of(value);
  }

  template <class Items, class Make>
  void lines(const Items& items, const char* indent, Make make) {
    std::string_view separator = "[";
    for (const auto& item : items) {
      text_.append(separator).append("\n  ").append(indent).append(line_of(make(item)));
      separator = ",";
    }
    text_ += items.empty() ? "[]" : "\n" + std::string(indent) + "]";
  }

  template <class Item>
  void list(const char* name, const std::vector<Item>& items) {
    key(name);
    lines(items, "  ", [this](const Item& item) { return json_of(item); });
  }

  void trees() {
    key("space");
    std::string_view separator = "{";
    for (int i = 0; i < kDimensionCount; ++i) {
      const auto dimension = static_cast<Dimension>(i);
      text_.append(separator).append("\n    \"").append(dimension_name(dimension)).append("\": ");
      const Tree& tree = space_.tree(dimension);
      lines(nodes_to_write(tree), "    ", [&](NodeId node) { return json_of(tree, node); });
      separator = ",";
    }
    text_ += "\n  }";
  }

  // The root is there without being said; only that it is closed must be.
  static std::vector<NodeId> nodes_to_write(const Tree& tree) {
    std::vector<NodeId> nodes;
    for (NodeId node = tree.closed(kRoot) ? kRoot : kRoot + 1; node < tree.size(); ++node) nodes.push_back(node);
    return nodes;
  }

  // ---- fields that may hold their default

  static void put(Json& object, const char* key, const std::string& value) {
    if (!value.empty()) object[key] = value;
  }
  static void put(Json& object, const char* key, bool value) {
    if (value) object[key] = true;
  }
  static void put_number(Json& object, const char* key, int value, int omitted) {
    if (value != omitted) object[key] = value;
  }
  static void put_index(Json& object, const char* key, int index) { put_number(object, key, index, -1); }
  static void put(Json& object, const char* key, Standing standing) {
    if (standing != Standing::Proven) object[key] = word_of(kStandingWords, standing);
  }
  static void put_object(Json& object, const char* key, Json value) {
    if (!value.empty()) object[key] = std::move(value);
  }
  static void put(Json& object, const char* key, const Place& place) { put_object(object, key, mingzhang::json_of(place)); }
  static void put(Json& object, const char* key, const Passage& passage) {
    if (!passage.text.empty() || !passage.anchors.empty()) object[key] = json_of(passage);
  }
  void put(Json& object, const char* key, const Region& region) const { put_object(object, key, json_of(region)); }

  template <class Item>
  Json array_of(const std::vector<Item>& items) const {
    Json array = Json::array();
    for (const Item& item : items) array.push_back(json_of(item));
    return array;
  }

  // ---- the parts

  static Json json_of(const Tree& tree, NodeId node) {
    Json value = {{"id", tree.id(node)}};
    if (tree.parent(node) != kRoot) value["parent"] = tree.id(tree.parent(node));
    put(value, "name", tree.name(node));
    put(value, "closed", tree.closed(node));
    return value;
  }

  static Json json_of(const Passage& passage) {
    Json anchors = Json::array();
    for (const Passage::Anchor& anchor : passage.anchors) {
      Json value = {{"offset", anchor.offset}};
      put(value, "place", anchor.place);
      anchors.push_back(std::move(value));
    }
    return {{"text", passage.text}, {"anchors", std::move(anchors)}};
  }

  Json json_of(const Region& region) const {
    Json value = Json::object();
    for (int i = 0; i < kDimensionCount; ++i) {
      const auto dimension = static_cast<Dimension>(i);
      const Extent extent = region[dimension];
      if (extent.is_root()) continue;
      Json ids = Json::array();
      for (const NodeId node : space_.nodes(extent)) ids.push_back(space_.tree(dimension).id(node));
      value[std::string(dimension_name(dimension))] = extent.is_set() ? std::move(ids) : std::move(ids[0]);
    }
    return value;
  }

  static Json json_of(const Figure& figure) {
    return {{"text", print(figure)}, {"unit", word_of(kUnitWords, figure.unit)}};
  }

  static Json json_of(const Interval& interval) {
    return {{"low", interval.low().value}, {"high", interval.high().value}};
  }

  static Json json_of(const CellRef& cell) {
    Json value = Json::object();
    put_index(value, "table", cell.table);
    put_index(value, "row", cell.row);
    put_index(value, "column", cell.column);
    return value;
  }

  Json json_of(const Claim& claim) const {
    Json value = {{"kind", word_of(kClaimKindWords, claim.kind)}, {"region", json_of(claim.region)}};
    put(value, "base", claim.base);
    value["figure"] = json_of(claim.figure);
    if (is_money(claim.figure.unit)) value["interval"] = json_of(claim.interval());
    put(value, "nil", claim.nil);
    put(value, "weak", claim.weak);
    value["quote"] = claim.quote;
    put(value, "place", claim.place);
    put_object(value, "cell", json_of(claim.cell));
    put_index(value, "comparison", claim.comparison);
    put(value, "standing", claim.standing);
    put(value, "reason", claim.reason);
    return value;
  }

  Json json_of(const Comparison& comparison) const {
    Json value = {{"region", json_of(comparison.region)}, {"subject", comparison.subject}};
    if (comparison.base != comparison.region) put(value, "base", comparison.base);
    put_index(value, "section", comparison.section);
    put_index(value, "value", comparison.value);
    put_index(value, "share", comparison.share);
    put_index(value, "change", comparison.change);
    put_index(value, "rate", comparison.rate);
    put_index(value, "base_value", comparison.base_value);
    put_index(value, "completion", comparison.completion);
    put(value, "direction", comparison.direction);
    if (comparison.trend != Trend::None) value["trend"] = word_of(kTrendWords, comparison.trend);
    put(value, "direction_place", comparison.direction_place);
    put(value, "reason", comparison.reason);
    put(value, "reason_expected", comparison.reason_expected);
    put(value, "purpose", comparison.purpose);
    put(value, "place", comparison.place);
    return value;
  }

  Json json_of(const Column& column) const {
    Json value = {{"path", column.path}};
    put(value, "region", column.region);
    return value;
  }

  Json json_of(const Table& table, int row_index) const {
    const Row& row = table.rows[static_cast<std::size_t>(row_index)];
    Json value = Json::object();
    put(value, "code", row.code);
    put(value, "name", row.name);
    put(value, "label", row.label);
    put(value, "region", row.region);
    put(value, "place", row.place);
    put(value, "standing", row.standing);
    put(value, "contradicted", row.contradicted);
    put(value, "reason", row.reason);
    Json cells = Json::array();
    for (int column = 0; column < static_cast<int>(table.columns.size()); ++column) {
      const int claim = table.claim_at(row_index, column);
      cells.push_back(claim < 0 ? Json(nullptr) : Json(claim));
    }
    value["cells"] = std::move(cells);
    return value;
  }

  Json json_of(const Listing& listing) const {
    const Tree& tree = space_.tree(listing.dimension);
    Json nodes = Json::array();
    for (const NodeId node : listing.nodes) nodes.push_back(tree.id(node));
    Json value = {{"dimension", dimension_name(listing.dimension)}, {"nodes", std::move(nodes)}};
    put(value, "scope", listing.scope);
    put_index(value, "table", listing.table);
    return value;
  }

  Json json_of(const Table& table) const {
    ASSERT(table.cells.size() == table.rows.size() * table.columns.size());
    Json value = Json::object();
    put(value, "id", table.id);
    put(value, "number", table.number);
    value["title"] = table.title;
    put(value, "panel", table.panel);
    put(value, "place", table.place);
    value["unit"] = word_of(kUnitWords, table.unit);
    put(value, "scope", table.scope);
    value["columns"] = array_of(table.columns);
    value["rows"] = Json::array();
    for (int row = 0; row < static_cast<int>(table.rows.size()); ++row) value["rows"].push_back(json_of(table, row));
    if (table.empty_statement) value["empty_statement"] = json_of(*table.empty_statement);
    put_object(value, "listings", array_of(table.listings));
    return value;
  }

  Json json_of(const Section& section) const {
    Json value = {{"part", section.part}, {"level", section.level}};
    put(value, "number", section.number);
    value["title"] = section.title;
    put(value, "place", section.place);
    put(value, "context", section.context);
    put(value, "body", section.body);
    return value;
  }

  static Json json_of(const Indicator& indicator) {
    Json value = Json::object();
    put(value, "level1", indicator.level1);
    put(value, "level2", indicator.level2);
    value["name"] = indicator.name;
    put(value, "comparator", indicator.comparator);
    value["target"] = indicator.target;
    put(value, "unit", indicator.unit);
    put(value, "basis", indicator.basis);
    put(value, "last_year", indicator.last_year);
    put(value, "weight", indicator.weight);
    put(value, "scoring_rule", indicator.scoring_rule);
    put(value, "evidence", indicator.evidence);
    put(value, "place", indicator.place);
    put(value, "target_place", indicator.target_place);
    put(value, "weight_place", indicator.weight_place);
    return value;
  }

  Json json_of(const PerformanceTable& table) const {
    Json value = Json::object();
    put(value, "whole_unit", table.whole_unit);
    put(value, "title", table.title);
    put(value, "year", table.year);
    put(value, "unit_name", table.unit_name);
    put(value, "project", table.project);
    put(value, "responsible", table.responsible);
    put(value, "phone", table.phone);
    put(value, "goal", table.goal);
    put_object(value, "amounts", table.amounts);
    value["indicators"] = array_of(table.indicators);
    put(value, "place", table.place);
    put(value, "project_place", table.project_place);
    put(value, "phone_place", table.phone_place);
    return value;
  }

  static Json json_of(const GlossaryEntry& entry) {
    Json value = {{"term", entry.term}, {"text", entry.text}};
    put(value, "place", entry.place);
    return value;
  }

  static Json json_of(const ContentsEntry& entry) {
    Json value = {{"title", entry.title}};
    put(value, "place", entry.place);
    put(value, "table", entry.table);
    if (entry.found) value["found"] = mingzhang::json_of(*entry.found);
    return value;
  }

  static Json json_of(const Open& open) {
    Json value = {{"quote", open.quote}, {"reason", open.reason}};
    put(value, "place", open.place);
    return value;
  }

  static Json json_of(const Note& note) {
    Json value = {{"id", note.id}, {"message", note.message}};
    put(value, "place", note.place);
    return value;
  }

  const Disclosure& disclosure_;
  const Space& space_;
  std::string text_;
};

}  // namespace

std::string to_json(const Disclosure& disclosure) {
  return Writer(disclosure).write();
}

}  // namespace mingzhang
