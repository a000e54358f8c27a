#include "store/paging.h"

#include <fmt/format.h>

namespace mingzhang {

Result<PathRange> path_range(StoreView& view, RecordId unit) {
  TRY(const Rows rows, view.connection().run("SELECT path FROM units WHERE id = ?", {unit}));
  if (rows.empty()) return missing_error("单位");
  PathRange range;
  range.from = rows.front().string();
  range.to = range.from;
  range.to.back() = '0';  // the character behind '/'
  return range;
}

std::string like_pattern(std::string_view words) {
  std::string pattern = "%";
  for (const char c : words) {
    if (c == '%' || c == '_' || c == '!') pattern += '!';
    pattern += c;
  }
  return pattern + "%";
}

tl::unexpected<Error> missing_error(std::string_view what) {
  return fail("store.missing", fmt::format("没有这个{}", what), "请刷新后重新选择；它可能已被移动或从未存在。");
}

tl::unexpected<Error> stale_error() {
  return fail("store.stale", "内容已被别人改过，这次改动没有保存", "请取得最新内容，再在它上面修改。");
}

}  // namespace mingzhang
