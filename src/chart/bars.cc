#include "chart/bars.h"

#include <algorithm>

#include <fmt/format.h>

namespace mingzhang {
namespace {

constexpr int kBarHeight = 8, kBarPitch = 10;

// In hundredths of a percent of the whole width; 128 bits, because amounts may be as large as 64 allow.
int part_of(std::int64_t value, const BarScale& scale) {
  const __int128 whole = static_cast<__int128>(scale.greatest) - scale.least;
  return whole == 0 ? 0 : static_cast<int>((static_cast<__int128>(value) - scale.least) * 10'000 / whole);
}

std::string percent(int hundredths) { return fmt::format("{}.{:02}%", hundredths / 100, hundredths % 100); }

}  // namespace

void BarScale::include(std::int64_t value) {
  least = std::min(least, value);
  greatest = std::max(greatest, value);
}

std::string_view bar_class(std::size_t index, std::size_t count) {
  if (index + 1 == count) return "now";
  return index > 0 && index + 2 == count ? "next" : "then";
}

std::string bars_svg(std::span<const std::int64_t> values, const BarScale& scale) {
  std::string out = fmt::format("<svg class=\"bars\" width=\"100%\" height=\"{}\" aria-hidden=\"true\" focusable=\"false\">", kBarPitch * static_cast<int>(values.size()));
  const int zero = part_of(0, scale);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int end = part_of(values[i], scale);
    out += fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>", bar_class(i, values.size()), percent(std::min(zero, end)),
                       kBarPitch * static_cast<int>(i) + 1, percent(std::abs(end - zero)), kBarHeight);
  }
  return out + "</svg>";
}

}  // namespace mingzhang
