#include "document/json_reader.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "base/utf8.h"

namespace mingzhang {
namespace {

// Counted on the text itself, before anything is allocated for it.
bool is_deeper_than(std::string_view text, int depth_max) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > depth_max) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

std::string line_and_column(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return fmt::format("第 {} 行第 {} 列", line, column_of_byte(before.substr(line_begin), before.size() - line_begin));
}

tl::unexpected<Error> invalid(const JsonSubject& subject, std::string_view what, std::string where) {
  return fail(
      fmt::format("{}.json.invalid", subject.id_prefix), fmt::format("不是正确的 {} JSON：{}", subject.name, what),
      fmt::format("请按错误位置改正，或重新导出。格式见 schemas/{}-1.json。", subject.id_prefix), std::move(where));
}

}  // namespace

Result<nlohmann::json> parse_json(std::string_view text, const JsonSubject& subject, const std::string& path,
                                  const Limits& limits) {
  if (is_deeper_than(text, limits.json_depth_max)) {
    return fail(fmt::format("{}.json.too_deep", subject.id_prefix),
                fmt::format("JSON 嵌套超过 {} 层，不是 {}", limits.json_depth_max, subject.name),
                "请确认选对了文件，或重新导出。", path);
  }
  try {
    return nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {  // the library's position counts from 1
    return invalid(subject, "语法有错", path + "，" + line_and_column(text, error.byte == 0 ? 0 : error.byte - 1));
  } catch (const nlohmann::json::exception&) {  // a number beyond every type
    return invalid(subject, "有数字超出范围", path);
  }
}

void JsonProblem::report(const std::string& pointer, std::string_view expected) {
  if (error_) return;
  error_ = invalid(subject_, fmt::format("{} 应为{}", pointer.empty() ? "/" : pointer, expected),
                   path_ + "，" + (pointer.empty() ? "/" : pointer))
               .value();
}

JsonReader::JsonReader(const nlohmann::json& value, std::string pointer, JsonProblem& problem)
    : value_(&value), pointer_(std::move(pointer)), problem_(&problem) {
  if (!value.is_object()) problem_->report(pointer_, "对象");
}

const nlohmann::json* JsonReader::field(const char* key) const {
  if (!value_->is_object()) return nullptr;
  const auto found = value_->find(key);
  return found == value_->end() ? nullptr : &*found;
}

void JsonReader::fault(const char* key, std::string_view expected) const {
  problem_->report(pointer_ + "/" + key, expected);
}

std::string JsonReader::text(const char* key) const {
  const nlohmann::json* value = field(key);
  if (!value) return {};
  if (value->is_string()) return value->get_ref<const std::string&>();
  fault(key, "字符串");
  return {};
}

int JsonReader::number(const char* key, int fallback, int min, int max) const {
  const nlohmann::json* value = field(key);
  if (!value) return fallback;
  const bool fits = value->is_number_unsigned()  ? value->get<std::uint64_t>() <= std::uint64_t{INT32_MAX}
                    : value->is_number_integer() ? value->get<std::int64_t>() >= INT32_MIN
                                                 : false;
  if (fits) {
    const auto number = value->get<std::int64_t>();
    if (number >= min && number <= max) return static_cast<int>(number);
  }
  fault(key, fmt::format(" {} 到 {} 的整数", min, max));
  return fallback;
}

bool JsonReader::flag(const char* key) const {
  const nlohmann::json* value = field(key);
  if (!value) return false;
  if (value->is_boolean()) return value->get<bool>();
  fault(key, "true 或 false");
  return false;
}

JsonReader JsonReader::object(const char* key) const {
  static const nlohmann::json kEmpty = nlohmann::json::object();
  const nlohmann::json* value = field(key);
  return JsonReader(value ? *value : kEmpty, pointer_ + "/" + key, *problem_);
}

std::vector<std::string> JsonReader::texts(const char* key) const {
  const nlohmann::json* value = field(key);
  if (!value) return {};
  if (value->is_string()) return {value->get_ref<const std::string&>()};
  std::vector<std::string> texts;
  for (const nlohmann::json& each : *value) {
    if (each.is_string()) texts.push_back(each.get_ref<const std::string&>());
  }
  if (!value->is_array() || texts.size() != value->size()) fault(key, "字符串的数组");
  return texts;
}

std::vector<int> JsonReader::indices(const char* key, std::size_t count) const {
  const nlohmann::json* value = field(key);
  if (!value) return {};
  std::vector<int> indices;
  for (const nlohmann::json& each : *value) {
    if (each.is_null()) indices.push_back(-1);
    if (each.is_number_unsigned() && each.get<std::uint64_t>() < count) indices.push_back(each.get<int>());
  }
  if (!value->is_array() || indices.size() != value->size()) fault(key, fmt::format("小于 {} 的序号的数组", count));
  return indices;
}

std::size_t JsonReader::count(const char* key) const {
  const nlohmann::json* value = field(key);
  return value && value->is_array() ? value->size() : 0;
}

void JsonReader::require(std::initializer_list<const char*> keys) const {
  for (const char* key : keys) {
    if (!has(key)) fault(key, "必有的字段");
  }
}

}  // namespace mingzhang
