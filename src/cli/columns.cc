#include "cli/columns.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace mingzhang {
namespace {

int cell_count(char32_t value) {
  const auto point = static_cast<UChar32>(value);
  const int type = u_charType(point);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const int width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  for (const CodePoint& point : code_points(text)) width += cell_count(point.value);
  return width;
}

std::string in_columns(std::span<const std::vector<std::string>> rows) {
  constexpr int kGap = 2;
  std::vector<int> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::size_t pending = 0;  // spaces owed before the next cell that holds anything
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!row[i].empty()) text.append(std::exchange(pending, 0), ' ').append(row[i]);
      pending += static_cast<std::size_t>(widths[i] - display_width(row[i]) + kGap);
    }
    text += '\n';
  }
  return text;
}

}  // namespace mingzhang
