#include "forms/yaml.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/file.h"

namespace mingzhang {
namespace {

class YamlParser {
 public:
  YamlParser(const std::string& path, const std::string& bytes) : path_(path) {
    ASSERT(yaml_parser_initialize(&parser_) != 0);  // fails for want of memory only
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  }
  ~YamlParser() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }
  YamlParser(const YamlParser&) = delete;
  YamlParser& operator=(const YamlParser&) = delete;

  // The first document; an empty file is an empty text.
  Result<YamlValue> read() {
    do {
      if (auto done = next(); !done) return tl::unexpected(done.error());
      if (event_.type == YAML_STREAM_END_EVENT) return YamlValue{};
    } while (event_.type == YAML_STREAM_START_EVENT || event_.type == YAML_DOCUMENT_START_EVENT);
    return read_value(0);
  }

 private:
  Result<void> next() {
    yaml_event_delete(&event_);
    if (yaml_parser_parse(&parser_, &event_) != 0) return {};
    const char* problem = parser_.problem != nullptr ? parser_.problem : "?";
    return tl::unexpected(yaml_error(path_, static_cast<int>(parser_.problem_mark.line) + 1, problem));
  }

  int line() const { return static_cast<int>(event_.start_mark.line) + 1; }

  // The value that begins with the current event. `&name` before it keeps it for `*name`.
  Result<YamlValue> read_value(int depth) {
    constexpr int kDepthMax = 64;
    if (depth > kDepthMax) return tl::unexpected(yaml_error(path_, line(), "层次过深"));
    if (event_.type == YAML_ALIAS_EVENT) return named(text_of(event_.data.alias.anchor));
    YamlValue value;
    value.line = line();
    std::string name;
    if (event_.type == YAML_SCALAR_EVENT) {
      name = text_of(event_.data.scalar.anchor);
      value.text = scalar();
    } else {
      const bool map = event_.type == YAML_MAPPING_START_EVENT;
      name = text_of(map ? event_.data.mapping_start.anchor : event_.data.sequence_start.anchor);
      value.kind = map ? YamlValue::Kind::Map : YamlValue::Kind::Sequence;
      if (auto done = read_items(value, depth); !done) return tl::unexpected(done.error());
    }
    if (!name.empty()) named_.insert_or_assign(name, value);
    return value;
  }

  Result<YamlValue> named(const std::string& name) const {
    const auto found = named_.find(name);
    if (found == named_.end()) return tl::unexpected(yaml_error(path_, line(), fmt::format("前面没有“&{}”", name)));
    return found->second;
  }

  Result<void> read_items(YamlValue& value, int depth) {
    const bool map = value.kind == YamlValue::Kind::Map;
    for (;;) {
      if (auto done = next(); !done) return tl::unexpected(done.error());
      if (event_.type == YAML_SEQUENCE_END_EVENT || event_.type == YAML_MAPPING_END_EVENT) return {};
      std::string key;
      if (map) {
        if (event_.type != YAML_SCALAR_EVENT) return tl::unexpected(yaml_error(path_, line(), "键只能是文字"));
        key = scalar();
        if (std::ranges::any_of(value.items, [&](const YamlValue& item) { return item.key == key; }))
          return tl::unexpected(yaml_error(path_, line(), fmt::format("“{}”写了两次", key)));
        if (auto done = next(); !done) return tl::unexpected(done.error());
      }
      TRY(YamlValue item, read_value(depth + 1));
      item.key = std::move(key);
      value.items.push_back(std::move(item));
    }
  }

  static std::string text_of(const yaml_char_t* text) { return text != nullptr ? reinterpret_cast<const char*>(text) : ""; }

  std::string scalar() const {
    return {reinterpret_cast<const char*>(event_.data.scalar.value), event_.data.scalar.length};
  }

  const std::string& path_;
  yaml_parser_t parser_{};
  yaml_event_t event_{};
  std::map<std::string, YamlValue> named_;
};

}  // namespace

Error yaml_error(const std::string& path, int line, const std::string& message) {
  return Error{"catalog.yaml.invalid", "目录数据无法读取：" + message, "请按 catalog/ 中该文件开头的说明修改这一行",
               fmt::format("{}:{}", path, line)};
}

Result<void> check_fields(const std::string& path, const YamlNode& node, std::string_view what, const YamlFields& fields) {
  if (!node.is_map()) return tl::unexpected(yaml_error(path, node.line(), fmt::format("{}应写成“字段: 值”", what)));
  const auto among = [](std::initializer_list<std::string_view> names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const YamlNode item : node) {
    const std::string name = item.key();
    if (among(fields.required, name) || among(fields.optional, name)) continue;
    std::vector<std::string_view> known(fields.required);
    known.insert(known.end(), fields.optional.begin(), fields.optional.end());
    return tl::unexpected(yaml_error(path, item.line(), fmt::format("{}没有字段“{}”，可以写的字段是 {}", what, name, fmt::join(known, "、"))));
  }
  for (const std::string_view name : fields.required)
    if (!node[name]) return tl::unexpected(yaml_error(path, node.line(), fmt::format("{}缺少字段“{}”", what, name)));
  return {};
}

Result<void> read_yaml(const std::string& path, const std::function<Result<void>(const YamlNode&)>& read) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return fail("catalog.yaml.missing", "缺少目录文件", "请检查安装是否完整，或用 MINGZHANG_CATALOG 指明目录", path);
  YamlFile file{path, {}, {}};
  TRY(file.root, YamlParser(path, *bytes).read());
  const Result<void> done = read(YamlNode(&file, &file.root, file.root.line));
  if (file.problem) return tl::unexpected(*file.problem);
  return done;
}

YamlValue& YamlValue::field(std::string_view name) {
  const auto found = std::ranges::find(items, name, &YamlValue::key);
  if (found != items.end()) return *found;
  items.emplace_back().key = name;
  return items.back();
}

YamlNode YamlNode::operator[](std::string_view key) const {
  if (is_map())
    for (const YamlValue& item : value_->items)
      if (item.key == key) return {file_, &item, item.line};
  return {file_, nullptr, line_};
}

void YamlNode::complain(const std::string& message) const {
  if (!file_->problem) file_->problem = yaml_error(file_->path, line_, message);
}

const std::string& YamlNode::scalar() const {
  static const std::string kNothing;
  if (value_ != nullptr && value_->kind == YamlValue::Kind::Scalar) return value_->text;
  complain(value_ == nullptr ? "这一项里缺少必需的内容" : "此处应为一个值，而不是一组");
  return kNothing;
}

template <>
std::string YamlNode::as<std::string>() const {
  return scalar();
}

template <>
int YamlNode::as<int>() const {
  const std::string& text = scalar();
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) complain(fmt::format("“{}”不是整数", text));
  return value;
}

template <>
bool YamlNode::as<bool>() const {
  const std::string& text = scalar();
  if (text != "true" && text != "false") complain(fmt::format("“{}”应为 true 或 false", text));
  return text == "true";
}

template <>
std::vector<std::string> YamlNode::as<std::vector<std::string>>() const {
  if (!is_sequence()) complain("此处应为一个列表");
  std::vector<std::string> values;
  for (const YamlNode item : *this) values.push_back(item.as<std::string>());
  return values;
}

}  // namespace mingzhang
