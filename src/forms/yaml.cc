#include "forms/yaml.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace mingzhang {

Error yaml_error(const std::string& path, const YAML::Mark& mark, const std::string& message) {
  const std::string where = mark.is_null() ? path : fmt::format("{}:{}", path, mark.line + 1);
  return Error{"catalog.yaml.invalid", "目录数据无法读取：" + message, "请按 catalog/ 中该文件开头的说明修改这一行", where};
}

Result<void> check_fields(const std::string& path, const YAML::Node& node, std::string_view what, const YamlFields& fields) {
  if (!node.IsMap()) return tl::unexpected<Error>(yaml_error(path, node.Mark(), fmt::format("{}应写成“字段: 值”", what)));
  const auto among = [](std::initializer_list<std::string_view> names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const auto& item : node) {
    const auto name = item.first.as<std::string>();
    if (among(fields.required, name) || among(fields.optional, name)) continue;
    std::vector<std::string_view> known(fields.required);
    known.insert(known.end(), fields.optional.begin(), fields.optional.end());
    return tl::unexpected<Error>(yaml_error(path, item.first.Mark(), fmt::format("{}没有字段“{}”，可以写的字段是 {}", what, name, fmt::join(known, "、"))));
  }
  for (const std::string_view name : fields.required)
    if (!node[std::string(name)]) return tl::unexpected<Error>(yaml_error(path, node.Mark(), fmt::format("{}缺少字段“{}”", what, name)));
  return {};
}

Result<void> read_yaml(const std::string& path, const std::function<Result<void>(const YAML::Node&)>& read) {
  try {
    return read(YAML::LoadFile(path));
  } catch (const YAML::BadFile&) {
    return fail("catalog.yaml.missing", "缺少目录文件", "请检查安装是否完整，或用 MINGZHANG_CATALOG 指明目录", path);
  } catch (const YAML::Exception& exception) {
    return tl::unexpected<Error>(yaml_error(path, exception.mark, exception.msg));
  }
}

}  // namespace mingzhang
