#pragma once
// Holds what we write to the schemas we publish: a field that a schema does not know, or that it requires and we leave
// out, is a fault. A small part of JSON Schema, enough for our own files.

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/paths.h"

namespace mingzhang {

class SchemaForTests {
 public:
  // `part`: of $defs; the whole by default.
  explicit SchemaForTests(const std::string& name, const std::string& part = "")
      : root_(nlohmann::json::parse(std::ifstream(source_path("schemas/" + std::string(name))))), part_(part) {}

  // JSON pointers of what does not fit, with the reason.
  std::vector<std::string> faults(const nlohmann::json& value) const {
    return faults(part_.empty() ? root_ : root_["$defs"][part_], value, "");
  }

 private:
  using Json = nlohmann::json;
  using Faults = std::vector<std::string>;

  static void append(Faults& all, Faults more) { all.insert(all.end(), more.begin(), more.end()); }

  static bool has_type(const Json& value, const std::string& type) {
    if (type == "integer") return value.is_number_integer();
    return value.type_name() == type;
  }

  static bool fits_itself(const Json& schema, const Json& value) {
    if (schema.contains("const") && schema["const"] != value) return false;
    const auto has = [&](const Json& list, auto matches) { return std::any_of(list.begin(), list.end(), matches); };
    if (schema.contains("enum") && !has(schema["enum"], [&](const Json& each) { return each == value; })) return false;
    if (!schema.contains("type")) return true;
    const Json types = schema["type"].is_array() ? schema["type"] : Json::array({schema["type"]});
    return has(types, [&](const Json& type) { return has_type(value, type); });
  }

  // The schema with what it refers to: all objects whose keywords hold for one value.
  std::vector<const Json*> parts(const Json& schema) const {
    std::vector<const Json*> all = {&schema};
    const auto add = [&](const Json& other) {
      const auto more = parts(other);
      all.insert(all.end(), more.begin(), more.end());
    };
    if (schema.contains("$ref")) add(root_.at(Json::json_pointer(std::string(schema["$ref"]).substr(1))));
    if (schema.contains("allOf")) std::for_each(schema["allOf"].begin(), schema["allOf"].end(), add);
    return all;
  }

  Faults faults(const Json& schema, const Json& value, const std::string& at) const {
    Faults all;
    const std::vector<const Json*> applying = parts(schema);
    for (const Json* part : applying) {
      if (!fits_itself(*part, value)) all.push_back(at + ": " + value.dump() + " is not allowed");
      if (part->contains("oneOf") && !fits_one((*part)["oneOf"], value, at)) all.push_back(at + ": fits no choice");
      if (part->contains("items") && value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i)
          append(all, faults((*part)["items"], value[i], at + "/" + std::to_string(i)));
      }
      for (const Json& key : part->value("required", Json::array())) {
        if (value.is_object() && !value.contains(key)) all.push_back(at + ": " + std::string(key) + " is missing");
      }
    }
    if (value.is_object()) append(all, faults_of_fields(applying, value, at));
    return all;
  }

  bool fits_one(const Json& choices, const Json& value, const std::string& at) const {
    return std::any_of(choices.begin(), choices.end(),
                       [&](const Json& choice) { return faults(choice, value, at).empty(); });
  }

  Faults faults_of_fields(const std::vector<const Json*>& applying, const Json& value, const std::string& at) const {
    Faults all;
    for (const auto& [key, field] : value.items()) {
      bool known = false;
      for (const Json* part : applying) {
        if (part->contains("oneOf")) known = true;  // the choice has looked at it
        if (!part->contains("properties") || !(*part)["properties"].contains(key)) continue;
        known = true;
        append(all, faults((*part)["properties"][key], field, at + "/" + key));
      }
      if (!known) all.push_back(at + ": " + key + " is not in the schema");
    }
    return all;
  }

  Json root_;
  std::string part_;
};

}  // namespace mingzhang
