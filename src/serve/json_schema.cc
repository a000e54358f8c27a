#include "serve/json_schema.h"

#include <regex.h>

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/result.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : name) out += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
  return out;
}

bool has_type(const Json& value, std::string_view type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  ASSERT(type == "null");
  return value.is_null();
}

bool matches(const std::string& text, const std::string& pattern) {
  regex_t compiled;
  ASSERT(regcomp(&compiled, pattern.c_str(), REG_EXTENDED | REG_NOSUB) == 0);
  const bool found = regexec(&compiled, text.c_str(), 0, nullptr, 0) == 0;
  regfree(&compiled);
  return found;
}

class Validator {
 public:
  explicit Validator(const Json& root) : root_(root) {}

  std::optional<SchemaFault> check(const Json& value, const Json& schema, const std::string& place) const {
    if (schema.is_boolean()) return std::nullopt;
    if (schema.contains("$ref")) {
      const std::string reference = schema["$ref"];
      return check(value, root_.at(Json::json_pointer(reference.substr(1))), place);
    }
    for (const auto& [keyword, rule] : schema.items())
      if (auto fault = apply(keyword, rule, value, schema, place)) return fault;
    return std::nullopt;
  }

 private:
  std::optional<SchemaFault> apply(const std::string& keyword, const Json& rule, const Json& value, const Json& schema, const std::string& place) const {
    const auto fault = [&](std::string what) { return SchemaFault{place, std::move(what)}; };
    if (keyword == "type") {
      const bool fits = rule.is_array() ? std::any_of(rule.begin(), rule.end(), [&](const Json& type) { return has_type(value, type.get<std::string>()); })
                                        : has_type(value, rule.get<std::string>());
      if (!fits) return fault(fmt::format("应为 {}", rule.dump()));
    } else if (keyword == "enum") {
      if (std::find(rule.begin(), rule.end(), value) == rule.end()) return fault(fmt::format("应为其中之一：{}", rule.dump()));
    } else if (keyword == "const") {
      if (value != rule) return fault(fmt::format("应为 {}", rule.dump()));
    } else if (keyword == "anyOf") {
      if (std::none_of(rule.begin(), rule.end(), [&](const Json& each) { return !check(value, each, place); })) return fault("不符合允许的任何一种形式");
    } else if (value.is_object()) {
      return apply_to_object(keyword, rule, value, schema, place);
    } else if (value.is_array()) {
      return apply_to_array(keyword, rule, value, place);
    } else if (value.is_string()) {
      const auto length = count_code_points(value.get_ref<const std::string&>());
      if (keyword == "minLength" && length < rule.get<std::size_t>()) return fault("内容太短或为空");
      if (keyword == "maxLength" && length > rule.get<std::size_t>()) return fault(fmt::format("不得超过 {} 个字符", rule.get<std::size_t>()));
      if (keyword == "pattern" && !matches(value, rule)) return fault("格式不对");
    } else if (value.is_number_integer()) {
      if (keyword == "minimum" && value.get<std::int64_t>() < rule.get<std::int64_t>()) return fault(fmt::format("不得小于 {}", rule.dump()));
      if (keyword == "maximum" && value.get<std::int64_t>() > rule.get<std::int64_t>()) return fault(fmt::format("不得大于 {}", rule.dump()));
    }
    return std::nullopt;
  }

  std::optional<SchemaFault> apply_to_object(const std::string& keyword, const Json& rule, const Json& value, const Json& schema, const std::string& place) const {
    if (keyword == "required") {
      for (const Json& name : rule)
        if (!value.contains(name.get<std::string>())) return SchemaFault{place, fmt::format("缺少 {}", name.get<std::string>())};
    } else if (keyword == "properties") {
      for (const auto& [name, each] : rule.items())
        if (value.contains(name))
          if (auto fault = check(value[name], each, place + "/" + escaped(name))) return fault;
    } else if (keyword == "additionalProperties" && rule == Json(false)) {
      for (const auto& [name, unused] : value.items())
        if (!schema.contains("properties") || !schema["properties"].contains(name)) return SchemaFault{place, fmt::format("不认识的字段 {}", name)};
    }
    return std::nullopt;
  }

  std::optional<SchemaFault> apply_to_array(const std::string& keyword, const Json& rule, const Json& value, const std::string& place) const {
    if (keyword == "items") {
      for (std::size_t i = 0; i < value.size(); ++i)
        if (auto fault = check(value[i], rule, fmt::format("{}/{}", place, i))) return fault;
    } else if (keyword == "minItems" && value.size() < rule.get<std::size_t>()) {
      return SchemaFault{place, fmt::format("至少要有 {} 项", rule.get<std::size_t>())};
    } else if (keyword == "maxItems" && value.size() > rule.get<std::size_t>()) {
      return SchemaFault{place, fmt::format("不得超过 {} 项", rule.get<std::size_t>())};
    }
    return std::nullopt;
  }

  const Json& root_;
};

}  // namespace

std::optional<SchemaFault> fault_of(const Json& value, const Json& schema, const Json& root) { return Validator(root).check(value, schema, ""); }

}  // namespace mingzhang
