#include "store/connection.h"

#include <fmt/format.h>

namespace mingzhang {

Result<std::unique_ptr<Connection>> open_connection(const DatabaseAddress& address, const ConnectionOptions& options) {
  return address.kind == DatabaseKind::Sqlite ? open_sqlite(address, options) : open_postgresql(address, options);
}

Error unique_error(std::string_view what) {
  return {"store.unique", fmt::format("同样的内容已经有了（{}）", what), "请换一个名称，或修改已有的那一个。", ""};
}

Error refused_error(std::string_view what) {
  return {"store.refused", fmt::format("数据库不接受这个改动（{}）", what), "请检查所引用的内容是否存在；已公开、已存档的内容不能修改。", ""};
}

Error busy_error(std::string_view what) {
  return {"store.busy", fmt::format("数据库正忙（{}）", what), "请稍后再试；若经常出现，请减少同时进行的工作或增加连接数。", ""};
}

Error unreachable_error(const DatabaseAddress& address, std::string_view what) {
  return {"store.unreachable", fmt::format("连不上数据库（{}）", what), "请检查数据库地址、权限，以及数据库服务是否在运行。",
          address.printable()};
}

std::string not_installed(const LateLibrary& library) { return fmt::format("{} is not installed", library.file()); }

Error failed_error(std::string_view what) {
  return {"store.failed", fmt::format("数据库操作失败（{}）", what), "请检查磁盘空间和数据库的日志；用 mingzhang verify 检查数据是否完好。", ""};
}

}  // namespace mingzhang
