#include "check/reader_notes.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "base/errors.h"

namespace mingzhang {
namespace {

std::string_view without(std::string_view text, std::string_view beginning) {
  if (text.starts_with(beginning)) text.remove_prefix(beginning.size());
  return text;
}

Bilingual statement(const ErrorExplanation& kind, const std::set<int>& pages) {
  Bilingual text{std::string(without(kind.zh, "（提示）")), std::string(without(kind.en, "(Note) "))};
  if (pages.empty()) return text;
  text.zh = fmt::format("第 {} 页：{}", fmt::join(pages, "、"), text.zh);
  text.en = fmt::format("Page {}: {}", fmt::join(pages, ", "), text.en);
  return text;
}

}  // namespace

std::vector<Bilingual> reader_notes(const Disclosure& disclosure) {
  std::map<std::string, std::set<int>> pages_by_id;
  for (const Note& note : disclosure.notes) {
    if (!note.id.starts_with("read.")) continue;
    std::set<int>& pages = pages_by_id[note.id];
    if (note.place.page > 0) pages.insert(note.place.page);
  }
  std::vector<Bilingual> result;
  for (const auto& [id, pages] : pages_by_id)
    if (const auto kind = explain_error(id)) result.push_back(statement(*kind, pages));
  return result;
}

}  // namespace mingzhang
