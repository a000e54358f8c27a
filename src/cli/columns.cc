#include "cli/columns.h"

#include <algorithm>
#include <utility>

#include "base/display_width.h"

namespace mingzhang {

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
