#include "codes/catalog.h"

#include <algorithm>
#include <tuple>

#include "base/utf8.h"
#include "codes/name.h"

namespace mingzhang {
namespace {

bool holds_year(int from, int to, int year) {
  return (from == 0 || year >= from) && (to == 0 || year <= to);
}

void keep_best(std::vector<NameMatch>& matches, std::size_t max) {
  const auto rank = [](const NameMatch& match) {
    return std::tuple(match.distance, match.old_name, std::string_view(match.entry->code));
  };
  std::ranges::sort(matches, {}, rank);
  if (matches.size() > max) matches.resize(max);
}

}  // namespace

int level_of(const CodeEntry& entry) {
  const int digits = static_cast<int>(entry.code.size());
  return entry.classification == Classification::Revenue ? digits : (digits - 1) / 2;
}

std::string_view level_name(const CodeEntry& entry) {
  static constexpr std::array<std::string_view, 3> kLevels = {"类", "款", "项"}, kRevenue = {"一级", "二级", "三级"};
  const auto level = static_cast<std::size_t>(level_of(entry) - 1);
  return entry.classification == Classification::Revenue ? kRevenue[level] : kLevels[level];
}

std::string_view parent_code(const CodeEntry& entry) {
  const std::size_t step = entry.classification == Classification::Revenue ? 1 : 2;
  return level_of(entry) == 1 ? std::string_view() : std::string_view(entry.code).substr(0, entry.code.size() - step);
}

std::string_view classification_name(Classification classification) {
  static constexpr std::array<std::string_view, kClassifications.size()> kNames = {
      "支出功能分类", "部门预算支出经济分类", "政府预算支出经济分类", "单位收入"};
  return kNames[static_cast<std::size_t>(classification)];
}

bool Catalog::Among::admits(const CodeEntry& entry) const {
  return (code_length == 0 || entry.code.size() == code_length) && entry.code.starts_with(code_prefix);
}

std::span<const CodeEntry> Catalog::entries(Classification classification) const {
  return table(classification).entries;
}

std::span<const CodeEntry> Catalog::with_code(Classification classification, std::string_view code) const {
  const std::vector<CodeEntry>& entries = table(classification).entries;
  const std::uint32_t first = table(classification).codes.find(hash_of(code), [&](std::uint32_t i) { return entries[i].code == code; });
  if (first == HashIndex::kNone) return {};
  std::size_t end = first + 1;
  while (end < entries.size() && entries[end].code == code) ++end;
  return std::span(entries).subspan(first, end - first);
}

const CodeEntry* Catalog::find(Classification classification, std::string_view code, int year) const {
  for (const CodeEntry& entry : with_code(classification, code)) {
    if (entry.in_force(year)) return &entry;
  }
  return nullptr;
}

const CodeEntry* Catalog::find_any_year(Classification classification, std::string_view code) const {
  const auto entries = with_code(classification, code);
  return entries.empty() ? nullptr : &entries.back();
}

std::vector<const CodeEntry*> Catalog::path(const CodeEntry& entry, int year) const {
  std::vector<const CodeEntry*> path = {&entry};
  for (std::string_view code = parent_code(entry); !code.empty(); code = parent_code(*path.back())) {
    const CodeEntry* parent = find(entry.classification, code, year);
    if (!parent) parent = find_any_year(entry.classification, code);
    ASSERT(parent);  // the loader saw to it
    path.push_back(parent);
  }
  std::ranges::reverse(path);
  return path;
}

std::vector<const CodeEntry*> Catalog::children(const CodeEntry& entry, int year) const {
  std::vector<const CodeEntry*> children;
  for (const CodeEntry& candidate : entries(entry.classification)) {
    if (parent_code(candidate) == entry.code && candidate.in_force(year)) children.push_back(&candidate);
  }
  return children;
}

std::vector<const CodeEntry*> Catalog::of_level(Classification classification, int level) const {
  const Table& in = table(classification);
  std::vector<const CodeEntry*> entries;
  for (const std::uint32_t index : in.by_level[static_cast<std::size_t>(level - 1)]) entries.push_back(&in.entries[index]);
  return entries;
}

std::span<const Catalog::Name> Catalog::names_of(const CodeEntry& entry) const {
  const Table& in = table(entry.classification);
  const auto index = static_cast<std::size_t>(&entry - in.entries.data());
  return std::span(in.names).subspan(in.first_name[index], in.first_name[index + 1] - in.first_name[index]);
}

std::string_view Catalog::name_in(const CodeEntry& entry, int year) const {
  for (const Name& name : names_of(entry)) {
    const bool bounded = name.year_from != 0 || name.year_to != 0;
    if (year != 0 && bounded && holds_year(name.year_from, name.year_to, year)) return name.printed;
  }
  return entry.name;
}

std::vector<OtherName> Catalog::other_names(const CodeEntry& entry) const {
  std::vector<OtherName> others;
  for (const Name& name : names_of(entry)) {
    if (!name.newest) others.push_back({name.printed, name.year_from, name.year_to});
  }
  return others;
}

std::vector<std::string_view> Catalog::normalised_names(const CodeEntry& entry, int year) const {
  const std::span<const Name> names = names_of(entry);
  std::vector<std::string_view> normalised;
  normalised.reserve(names.size() + 1);
  const auto of_year = std::ranges::find(names, name_in(entry, year), &Name::printed);
  if (of_year != names.begin()) normalised.push_back(of_year->normalised);
  for (const Name& name : names) normalised.push_back(name.normalised);
  return normalised;
}

bool Catalog::in_force(const CodeEntry& entry, const Name& name, int year) const {
  if (year == 0) return true;
  return name.newest ? name_in(entry, year) == name.printed : holds_year(name.year_from, name.year_to, year);
}

bool Catalog::is_old_name(Classification classification, std::string_view code, std::string_view name, int year) const {
  const std::string normalised = normalised_name(name);
  bool known = false;
  for (const CodeEntry& entry : with_code(classification, code)) {
    for (const Name& candidate : names_of(entry)) {
      if (candidate.normalised != normalised) continue;
      if (in_force(entry, candidate, year)) return false;
      known = true;
    }
  }
  return known;
}

std::span<const std::uint32_t> Catalog::named(Classification classification, std::string_view normalised) const {
  const Table& in = table(classification);
  const std::uint32_t first = in.normalised.find(hash_of(normalised), [&](std::uint32_t i) { return in.name_at(i) == normalised; });
  if (first == HashIndex::kNone) return {};
  std::size_t end = first + 1;
  while (end < in.by_name.size() && in.name_at(end) == normalised) ++end;
  return std::span(in.by_name).subspan(first, end - first);
}

std::vector<const CodeEntry*> Catalog::by_name(Classification classification, std::string_view name, int year) const {
  const Table& in = table(classification);
  std::vector<const CodeEntry*> found;
  for (const std::uint32_t index : named(classification, normalised_name(name))) {
    const CodeEntry& entry = in.entries[in.names[index].entry];
    if (entry.in_force(year) && in_force(entry, in.names[index], year)) {
      found.push_back(&entry);
    }
  }
  return found;
}

std::vector<NameMatch> Catalog::nearest(Classification classification, std::string_view name, int year,
                                        std::size_t max) const {
  return nearest_among(classification, normalised_name(name), year, max, {});
}

std::vector<NameMatch> Catalog::nearest_among(Classification classification, std::string_view normalised, int year,
                                              std::size_t max, const Among& among) const {
  const std::u32string wanted = to_code_points(normalised);
  const Table& in = table(classification);
  std::vector<NameMatch> matches;
  for (const Name& name : in.names) {
    const CodeEntry& entry = in.entries[name.entry];
    if (!among.admits(entry)) continue;
    const std::u32string candidate = to_code_points(name.normalised);
    // Names that differ in more than half of their characters are not the same thing misspelt.
    const int limit = static_cast<int>(std::max(wanted.size(), candidate.size()) / 2);
    const int distance = edit_distance(wanted, candidate, limit);
    if (distance > limit) continue;
    const bool of_year = entry.in_force(year) && in_force(entry, name, year);
    const NameMatch match = {&entry, distance == 0, !of_year, distance};
    const bool same_entry = !matches.empty() && matches.back().entry == &entry;
    if (!same_entry) {
      matches.push_back(match);
    } else if (std::tuple(distance, !of_year) < std::tuple(matches.back().distance, matches.back().old_name)) {
      matches.back() = match;
    }
  }
  keep_best(matches, max);
  return matches;
}

std::vector<NameMatch> Catalog::containing(Classification classification, std::string_view text, int year,
                                           std::size_t max) const {
  const std::string wanted = normalised_name(text);
  const Table& in = table(classification);
  std::vector<NameMatch> matches;
  for (const Name& name : in.names) {
    if (name.normalised.find(wanted) == std::string::npos) continue;
    const CodeEntry& entry = in.entries[name.entry];
    if (!matches.empty() && matches.back().entry == &entry) continue;
    const bool of_year = entry.in_force(year) && in_force(entry, name, year);
    const int distance = static_cast<int>(count_code_points(name.normalised) - count_code_points(wanted));
    matches.push_back({&entry, distance == 0, !of_year, distance});
  }
  keep_best(matches, max);
  return matches;
}

}  // namespace mingzhang
