#include "disclosure/column_path.h"

namespace mingzhang {
namespace {

constexpr std::string_view kBetween = " / ";

}  // namespace

std::string column_words(const std::vector<std::string>& path) {
  std::string words;
  for (const std::string& level : path) {
    if (!words.empty()) words += kBetween;
    words += level;
  }
  return words;
}

std::vector<std::string> column_levels(std::string_view column_words) {
  std::vector<std::string> levels;
  for (std::size_t at = column_words.find(kBetween); at != std::string_view::npos; at = column_words.find(kBetween)) {
    levels.emplace_back(column_words.substr(0, at));
    column_words.remove_prefix(at + kBetween.size());
  }
  levels.emplace_back(column_words);
  return levels;
}

}  // namespace mingzhang
