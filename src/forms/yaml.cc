#include "forms/yaml.h"

#include <fmt/format.h>

namespace mingzhang {

Error yaml_error(const std::string& path, const YAML::Mark& mark, const std::string& message) {
  const std::string where = mark.is_null() ? path : fmt::format("{}:{}", path, mark.line + 1);
  return Error{"catalog.yaml.invalid", "目录数据无法读取：" + message, "请按 catalog/ 中该文件开头的说明修改这一行", where};
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
