#include "compile/facts_json.h"

#include <array>
#include <string_view>
#include <utility>

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

// Fields of one kind, in the order in which they are written.
template <class Owner>
using TextField = std::pair<const char*, std::string Owner::*>;

constexpr std::array kIndicatorFields = {
    TextField<Indicator>{"level1", &Indicator::level1},
    TextField<Indicator>{"level2", &Indicator::level2},
    TextField<Indicator>{"name", &Indicator::name},
    TextField<Indicator>{"comparator", &Indicator::comparator},
    TextField<Indicator>{"target", &Indicator::target},
    TextField<Indicator>{"unit", &Indicator::unit},
    TextField<Indicator>{"basis", &Indicator::basis},
    TextField<Indicator>{"last_year", &Indicator::last_year},
    TextField<Indicator>{"weight", &Indicator::weight},
    TextField<Indicator>{"scoring_rule", &Indicator::scoring_rule},
    TextField<Indicator>{"evidence", &Indicator::evidence},
};

constexpr std::array kProjectFields = {
    TextField<ProjectFacts>{"name", &ProjectFacts::name},
    TextField<ProjectFacts>{"basis", &ProjectFacts::basis},
    TextField<ProjectFacts>{"executor", &ProjectFacts::executor},
    TextField<ProjectFacts>{"allocation", &ProjectFacts::allocation},
    TextField<ProjectFacts>{"period", &ProjectFacts::period},
    TextField<ProjectFacts>{"responsible", &ProjectFacts::responsible},
    TextField<ProjectFacts>{"goal", &ProjectFacts::goal},
};

constexpr std::array kGlossaryFields = {
    TextField<GlossaryEntry>{"term", &GlossaryEntry::term},
    TextField<GlossaryEntry>{"text", &GlossaryEntry::text},
};

constexpr std::array<std::pair<const char*, std::vector<std::string> UnitFacts::*>, 3> kListFields = {{
    {"duties", &UnitFacts::duties},
    {"offices", &UnitFacts::offices},
    {"subordinate_units", &UnitFacts::subordinate_units},
}};

constexpr std::array kUnitFields = {
    TextField<UnitFacts>{"contact", &UnitFacts::contact},
    TextField<UnitFacts>{"goal", &UnitFacts::goal},
};

// The field that has the remark's text, and the remarks.
constexpr std::array<std::pair<std::pair<const char*, const char*>, std::vector<Remark> UnitFacts::*>, 2> kRemarkFields = {{
    {{"reasons", "reason"}, &UnitFacts::reasons},
    {{"purposes", "purpose"}, &UnitFacts::purposes},
}};

std::string line_of(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

template <class Owner, std::size_t kCount>
Json json_of(const Owner& owner, const std::array<TextField<Owner>, kCount>& fields) {
  Json value = Json::object();
  for (const auto& [key, member] : fields)
    if (!(owner.*member).empty()) value[key] = owner.*member;
  return value;
}

template <class Owner, std::size_t kCount>
Owner from_json(const JsonReader& json, const std::array<TextField<Owner>, kCount>& fields) {
  Owner owner;
  for (const auto& [key, member] : fields) owner.*member = json.text(key);
  return owner;
}

// Items below one another, each on a line of its own.
class Lines {
 public:
  Lines(std::string_view indent, char open, char close) : indent_(indent), close_(close), text_(1, open) {}

  void add(std::string_view item) {
    text_.append(empty_ ? "\n  " : ",\n  ").append(indent_).append(item);
    empty_ = false;
  }
  void add(const char* key, std::string_view value) { add("\"" + std::string(key) + "\": " + std::string(value)); }
  bool empty() const { return empty_; }
  std::string finish() const { return text_ + (empty_ ? "" : "\n" + std::string(indent_)) + close_; }

 private:
  std::string_view indent_;
  char close_;
  std::string text_;
  bool empty_ = true;
};

template <class Items, class Make>
void add_list(Lines& lines, const char* key, const Items& items, std::string_view indent, Make make) {
  if (items.empty()) return;
  Lines list(indent, '[', ']');
  for (const auto& item : items) list.add(make(item));
  lines.add(key, list.finish());
}

std::string indicator_line(const Indicator& indicator) { return line_of(json_of(indicator, kIndicatorFields)); }

std::string project_lines(const ProjectFacts& project) {
  Lines lines("      ", '{', '}');
  for (const auto& [key, member] : kProjectFields)
    if (!(project.*member).empty()) lines.add(key, line_of(project.*member));
  add_list(lines, "indicators", project.indicators, "        ", indicator_line);
  return lines.finish();
}

}  // namespace

std::string facts_to_json(const UnitFacts& facts, const NodeFields& node_fields) {
  constexpr std::string_view kIndent = "    ";
  Lines lines("  ", '{', '}');
  const auto quoted = [](const std::string& text) { return line_of(text); };
  for (const auto& [key, member] : kListFields) add_list(lines, key, facts.*member, kIndent, quoted);
  for (const auto& [key, member] : kUnitFields)
    if (!(facts.*member).empty()) lines.add(key, line_of(facts.*member));
  add_list(lines, "indicators", facts.indicators, kIndent, indicator_line);
  add_list(lines, "projects", facts.projects, kIndent, project_lines);
  for (const auto& [keys, member] : kRemarkFields) {
    const char* text_key = keys.second;
    add_list(lines, keys.first, facts.*member, kIndent, [&](const Remark& remark) {
      Json value = node_fields(remark.region);
      value[text_key] = remark.text;
      return line_of(value);
    });
  }
  add_list(lines, "glossary", facts.glossary, kIndent, [](const GlossaryEntry& entry) { return line_of(json_of(entry, kGlossaryFields)); });
  return lines.empty() ? std::string() : lines.finish();
}

UnitFacts facts_from_json(const JsonReader& json, const ReadRegion& read_region) {
  UnitFacts facts = from_json(json, kUnitFields);
  for (const auto& [key, member] : kListFields) facts.*member = json.texts(key);
  const auto indicator = [](std::vector<Indicator>& list) {
    return [&list](const JsonReader& each) {
      each.require({"name", "target"});
      list.push_back(from_json(each, kIndicatorFields));
    };
  };
  json.each("indicators", indicator(facts.indicators));
  json.each("projects", [&](const JsonReader& each) {
    each.require({"name"});
    facts.projects.push_back(from_json(each, kProjectFields));
    each.each("indicators", indicator(facts.projects.back().indicators));
  });
  for (const auto& [keys, member] : kRemarkFields) {
    const char* text_key = keys.second;
    auto& remarks = facts.*member;
    json.each(keys.first, [&](const JsonReader& each) {
      each.require({text_key});
      remarks.push_back({read_region(each), each.text(text_key)});
    });
  }
  json.each("glossary", [&](const JsonReader& each) {
    each.require({"term", "text"});
    facts.glossary.push_back(from_json(each, kGlossaryFields));
  });
  return facts;
}

}  // namespace mingzhang
