#include "compile/ledger_json.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <set>

#include <nlohmann/json.hpp>

#include "compile/facts_json.h"
#include "disclosure/words.h"
#include "document/json_reader.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

// In the order in which a person looks for them in a line.
constexpr std::array kLineOrder = {Dimension::Year,     Dimension::Stage,  Dimension::Unit,
                                   Dimension::Measure,  Dimension::Flow,   Dimension::Source,
                                   Dimension::Function, Dimension::Nature, Dimension::Economic,
                                   Dimension::Project};
// The same in nearly every line: the head says it once, lines say only what differs ("" is the root).
constexpr std::array kDefaulted = {Dimension::Stage, Dimension::Measure};
// The nodes of these are codes with names of their own, which the head lists.
constexpr std::array kCoded = {Dimension::Function, Dimension::Economic};

std::string key_of(Dimension d) { return std::string(dimension_name(d)); }

// ---- writing

class Writer {
 public:
  explicit Writer(const LedgerFile& file) : file_(file), space_(file.ledger.space) {
    for (const Dimension d : kDefaulted) defaults_[d] = Extent(most_common(d));
  }

  std::string write() const {
    std::string text = "{\n";
    text += "  \"mingzhang\": \"ledger\",\n";
    text += "  \"version\": " + std::to_string(kVersion) + ",\n";
    text += field("unit", file_.unit) + field("year", file_.year);
    if (const Json all = defaults(); !all.empty()) text += field("all_lines", all);
    for (const Dimension d : {Dimension::Unit, Dimension::Project})
      if (const Json names = names_of(d); !names.empty()) text += field((key_of(d) + "s").c_str(), names);
    if (const Json units = measure_units(); !units.empty()) text += field("measure_units", units);
    text += codes();
    const auto node_fields = [this](const Region& region) { return fields_of(region); };
    if (const std::string facts = facts_to_json(file_.facts, node_fields); !facts.empty()) text += "  \"facts\": " + facts + ",\n";
    text += "  \"lines\": [";
    std::string_view separator = "\n    ";
    for (const LedgerLine& line : file_.ledger.lines) {
      text.append(separator).append(line_of(json_of(line)));
      separator = ",\n    ";
    }
    return text + (file_.ledger.lines.empty() ? "]\n}\n" : "\n  ]\n}\n");
  }

 private:
  static std::string line_of(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  static std::string field(const char* key, const Json& value) {
    return "  \"" + std::string(key) + "\": " + line_of(value) + ",\n";
  }

  // An id; a set of nodes is a list of ids.
  Json id(Dimension d, Extent extent) const {
    Json ids = Json::array();
    for (const NodeId node : space_.nodes(extent)) ids.push_back(space_.tree(d).id(node));
    return extent.is_set() ? ids : ids[0];
  }

  NodeId most_common(Dimension d) const {
    std::map<NodeId, int> counts;
    for (const LedgerLine& line : file_.ledger.lines) ++counts[line.point[d].handle()];
    const auto fewer = [](const auto& a, const auto& b) { return a.second < b.second; };
    return counts.empty() ? kRoot : std::max_element(counts.begin(), counts.end(), fewer)->first;
  }

  Json defaults() const {
    Json value = Json::object();
    for (const Dimension d : kDefaulted)
      if (!defaults_[d].is_root()) value[key_of(d)] = id(d, defaults_[d]);
    return value;
  }

  std::set<NodeId> nodes_of(Dimension d) const {
    std::set<NodeId> nodes;
    const auto add = [&](const Region& region) {
      const Extent extent = region[d];
      for (NodeId node : space_.nodes(extent))
        for (; node != kRoot; node = space_.tree(d).parent(node)) nodes.insert(node);
    };
    for (const LedgerLine& line : file_.ledger.lines) add(line.point);
    for (const auto* remarks : {&file_.facts.reasons, &file_.facts.purposes})
      for (const Remark& remark : *remarks) add(remark.region);
    return nodes;
  }

  Json names_of(Dimension d) const {
    Json names = Json::array();
    for (const NodeId node : nodes_of(d)) names.push_back(space_.tree(d).id(node));
    return names;
  }

  Json measure_units() const {
    Json units = Json::object();
    for (const auto& [measure, unit] : file_.measure_units) units[measure] = word_of(kUnitWords, unit);
    return units;
  }

  // One code a line.
  std::string codes() const {
    std::string text;
    for (const Dimension d : kCoded) {
      const Tree& tree = space_.tree(d);
      std::map<std::string, std::string> names;
      for (const NodeId node : nodes_of(d))
        if (!tree.name(node).empty()) names.emplace(tree.id(node), tree.name(node));
      if (names.empty()) continue;
      text += (text.empty() ? "" : ",") + ("\n    \"" + key_of(d)) + "\": {";
      std::string_view separator = "\n      ";
      for (const auto& [code, name] : names) {
        text.append(separator).append(line_of(code)).append(": ").append(line_of(name));
        separator = ",\n      ";
      }
      text += "\n    }";
    }
    return text.empty() ? text : "  \"codes\": {" + text + "\n  },\n";
  }

  Json fields_of(const Region& region) const {
    Json value = Json::object();
    for (const Dimension d : kLineOrder)
      if (region[d] != defaults_[d]) value[key_of(d)] = id(d, region[d]);
    return value;
  }

  Json json_of(const LedgerLine& line) const {
    Json value = fields_of(line.point);
    const bool money = !file_.measure_units.contains(space_.tree(Dimension::Measure).id(line.point[Dimension::Measure].handle()));
    value[money ? "amount_fen" : "amount"] = line.amount.fen();
    return value;
  }

  const LedgerFile& file_;
  const Space& space_;
  Region defaults_;
};

// ---- reading

bool is_code(std::string_view text) {
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits && (text.size() == 3 || text.size() == 5 || text.size() == 7);
}

bool is_year(std::string_view text) {
  return text.size() == 4 && text[0] != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class Builder {
 public:
  Builder(const nlohmann::json& json, const Space& space, JsonProblem& problem)
      : json_(json), root_(json, "", problem), problem_(problem) {
    file_.ledger.space = space;
  }

  LedgerFile build() {
    file_.unit = root_.text("unit");
    file_.year = root_.number("year", 0, 1, 9999);
    for (const Dimension d : {Dimension::Unit, Dimension::Project})
      for (const std::string& name : root_.texts((key_of(d) + "s").c_str())) this->space().named(d, name);
    names_of_codes();
    measure_units();
    const JsonReader defaults = root_.object("all_lines");
    for (const Dimension d : kDefaulted)
      if (defaults.has(key_of(d).c_str())) defaults_[d] = Extent(node(defaults, d, defaults.text(key_of(d).c_str())));
    std::size_t index = 0;
    root_.each("lines", [&](const JsonReader& line) { add_line(line, index++); });
    file_.facts = facts_from_json(root_.object("facts"), [this](const JsonReader& remark) { return region(remark); });
    return std::move(file_);
  }

 private:
  Space& space() { return file_.ledger.space; }

  void names_of_codes() {
    const auto codes = json_.find("codes");
    if (codes == json_.end()) return;
    if (!codes->is_object()) return problem_.report("/codes", "对象");
    for (const auto& [dimension, names] : codes->items()) {
      const std::string pointer = "/codes/" + dimension;
      const auto d = dimension_from_name(dimension);
      if (!d || std::find(kCoded.begin(), kCoded.end(), *d) == kCoded.end())
        return problem_.report(pointer, " function 或 economic");
      if (!names.is_object()) return problem_.report(pointer, "对象");
      for (const auto& [code, name] : names.items()) name_code(*d, code, name, pointer + "/" + code);
    }
  }

  // The catalog's own names stay: a code means the same in all files.
  void name_code(Dimension d, const std::string& code, const nlohmann::json& name, const std::string& pointer) {
    if (!is_code(code)) return problem_.report(pointer, " 3、5 或 7 位数字的编码");
    if (!name.is_string()) return problem_.report(pointer, "字符串");
    space().code(d, code, name.get_ref<const std::string&>());
  }

  void measure_units() {
    const auto units = json_.find("measure_units");
    if (units == json_.end()) return;
    if (!units->is_object()) return problem_.report("/measure_units", "对象");
    for (const auto& [measure, word] : units->items()) {
      const std::string pointer = "/measure_units/" + measure;
      if (measure.empty() || !space().tree(Dimension::Measure).find(measure))
        return problem_.report(pointer, "目录中的计量对象（measure）");
      const auto unit = word.is_string() ? value_of(kUnitWords, word.get_ref<const std::string&>()) : std::nullopt;
      if (unit != Unit::Count && unit != Unit::SquareMetre) return problem_.report(pointer, " 个 或 平方米");
      file_.measure_units.emplace(measure, *unit);
    }
  }

  // Codes and years grow with the file; everything else is known before the first line.
  NodeId node(const JsonReader& json, Dimension d, const std::string& id) {
    if (id.empty()) return kRoot;
    const std::string key = key_of(d);
    if (d == Dimension::Function || d == Dimension::Economic) {
      if (is_code(id)) return space().code(d, id, {});
      json.fault(key.c_str(), " 3、5 或 7 位数字的编码");
    } else if (d == Dimension::Year) {
      if (is_year(id)) return space().year(std::atoi(id.c_str()));
      json.fault(key.c_str(), "四位数字的年度");
    } else if (const auto known = space().tree(d).find(id)) {
      return *known;
    } else {
      const bool named = d == Dimension::Unit || d == Dimension::Project;
      json.fault(key.c_str(), named ? "文件开头 " + key + "s 中列出的名称" : "目录中有的 " + key);
    }
    return kRoot;
  }

  // The fields of a line, but several nodes of a dimension may be given as a list.
  Region region(const JsonReader& json) {
    Region region = defaults_;
    for (const Dimension d : kLineOrder) {
      const std::string key = key_of(d);
      if (!json.has(key.c_str())) continue;
      std::vector<NodeId> nodes;
      for (const std::string& id : json.texts(key.c_str())) nodes.push_back(node(json, d, id));
      if (nodes.empty()) json.fault(key.c_str(), "至少一个节点");
      else region[d] = space().extent(d, nodes);
    }
    return region;
  }

  void add_line(const JsonReader& json, std::size_t index) {
    LedgerLine line;
    line.point = defaults_;
    for (const Dimension d : kLineOrder)
      if (const std::string key = key_of(d); json.has(key.c_str())) line.point[d] = Extent(node(json, d, json.text(key.c_str())));
    const std::string& measure = space().tree(Dimension::Measure).id(line.point[Dimension::Measure].handle());
    const bool money = !file_.measure_units.contains(measure);
    line.amount = amount(json, money ? "amount_fen" : "amount", money ? "amount" : "amount_fen", index);
    file_.ledger.lines.push_back(std::move(line));
  }

  Amount amount(const JsonReader& json, const char* key, const char* other, std::size_t index) {
    json.require({key});
    if (json.has(other)) json.fault(other, std::string("空：这一行的数写在 ") + key + " 里");
    if (problem_.error()) return {};
    const nlohmann::json& value = json_["lines"][index][key];
    if (value.is_number_integer()) {
      const bool fits = !value.is_number_unsigned() || value.get<std::uint64_t>() <= kLargest;
      if (fits && counts(value.get<std::int64_t>())) return Amount::from_fen(value.get<std::int64_t>());
    }
    json.fault(key, "整数，且各行绝对值合计不超过 2^63-1");
    return {};
  }

  static constexpr std::uint64_t kLargest = std::numeric_limits<std::int64_t>::max();

  bool counts(std::int64_t value) {
    const std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    if (size > kLargest - total_) return false;
    total_ += size;
    return true;
  }

  const nlohmann::json& json_;
  JsonReader root_;
  JsonProblem& problem_;
  LedgerFile file_;
  Region defaults_;
  std::uint64_t total_ = 0;  // of the absolute amounts so far
};

}  // namespace

std::string to_json(const LedgerFile& file) { return Writer(file).write(); }

Result<LedgerFile> ledger_from_json(std::string_view json, const Space& space, const std::string& path) {
  const JsonSubject subject{"ledger", "Ledger"};
  TRY(const nlohmann::json parsed, parse_json(json, subject, path));
  JsonProblem problem(subject, path);
  const JsonReader root(parsed, "", problem);
  if (root.text("mingzhang") != "ledger") root.fault("mingzhang", " \"ledger\"");
  if (problem.error()) return tl::unexpected<Error>(*problem.error());
  if (root.number("version", 0, 0, std::numeric_limits<int>::max()) != kVersion)
    return fail("ledger.json.version", "Ledger JSON 的版本不是 1", "请用本版软件重新导出，或升级软件。", path);
  root.require({"unit", "year", "lines"});
  LedgerFile file = Builder(parsed, space, problem).build();
  if (problem.error()) return tl::unexpected<Error>(*problem.error());
  return file;
}

}  // namespace mingzhang
