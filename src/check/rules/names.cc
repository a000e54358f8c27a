#include "check/rules/names.h"

#include <algorithm>
#include <vector>

#include "base/utf8.h"
#include "check/rules/printed_text.h"
#include "codes/catalog.h"
#include "codes/name.h"

namespace mingzhang {
namespace {

// Both names without the beginning and the end that they have in common.
void drop_common_ends(std::u32string_view& a, std::u32string_view& b) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
  while (!a.empty() && !b.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
}

bool is_ordinal(std::u32string_view text) {
  constexpr std::u32string_view kOrdinals =
      U"0123456789一二三四五六七八九十百甲乙丙丁上下东西南北前后期批年月第ABCDEFGabcdefg()-";
  return !text.empty() &&
         std::ranges::all_of(text, [&](char32_t c) { return kOrdinals.find(c) != std::u32string_view::npos; });
}

}  // namespace

std::string core_name(std::string_view name) {
  std::string core = normalised_name(name);
  for (;;) {
    const std::string_view suffix = suffix_among(
        core, {"支出", "预算", "经费", "费用", "费", "缴费", "资金", "收入", "拨款", "(小计)", "(项)", "(款)", "(类)"});
    if (suffix.empty() || count_code_points(core) < count_code_points(suffix) + 4) return core;
    core.resize(core.size() - suffix.size());
  }
}

bool is_slip_of(std::string_view a, std::string_view b) {
  const std::u32string first = to_code_points(normalised_name(a)), second = to_code_points(normalised_name(b));
  if (first == second) return false;
  std::u32string_view left = first, right = second;
  drop_common_ends(left, right);
  if (is_ordinal(left) || is_ordinal(right)) return false;
  const std::size_t length = std::min(first.size(), second.size());
  const int limit = length < 4 ? 0 : length < 8 ? 1 : length < 12 ? 2 : 3;
  return edit_distance(first, second, limit) <= limit;
}

std::size_t common_run(std::string_view a, std::string_view b) {
  const std::u32string first = to_code_points(a), second = to_code_points(b);
  std::vector<std::size_t> run(second.size() + 1);  // of the stretches that end before second[j]
  std::size_t best = 0;
  for (const char32_t c : first)
    for (std::size_t j = second.size(); j > 0; --j) {
      run[j] = c == second[j - 1] ? run[j - 1] + 1 : 0;
      best = std::max(best, run[j]);
    }
  return best;
}

int shared_characters(std::string_view a, std::string_view b) {
  std::u32string first = to_code_points(a), second = to_code_points(b), shared;
  if (first.empty() || second.empty()) return 0;
  std::ranges::sort(first);
  std::ranges::sort(second);
  std::ranges::set_intersection(first, second, std::back_inserter(shared));
  return static_cast<int>(200 * shared.size() / (first.size() + second.size()));
}

}  // namespace mingzhang
