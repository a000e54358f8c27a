// catalog/codes -> Catalog. Every process does this at its start, so it is one pass over each file and two sorts.

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <numeric>

#include "codes/catalog.h"
#include "codes/csv.h"

namespace mingzhang {
namespace {

constexpr std::array<std::string_view, kClassifications.size()> kFiles = {"function", "economic_department",
                                                                          "economic_government", "revenue"};
constexpr std::array<std::string_view, 7> kEntryColumns = {"code",       "name",     "budget", "confidence",
                                                           "years_from", "years_to", "note"};
constexpr std::array<std::string_view, 6> kOtherNameColumns = {"classification", "code",     "name",
                                                               "years_from",     "years_to", "note"};
constexpr std::array<std::string_view, 4> kEconomicMapColumns = {"department", "government", "scope", "confidence"};

constexpr std::array<std::string_view, 4> kConfidences = {"confirmed", "high", "medium", "low"};
constexpr std::string_view kWrongConfidence = "confidence 应为 confirmed、high、medium 或 low";
constexpr std::string_view kWrongYears = "起止年度应为四位年份或空，且起不晚于止";

// The enumerator whose word stands at its place in the list.
template <class Enum, std::size_t N>
std::optional<Enum> from_word(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

struct Years {
  int from = 0, to = 0;
};

std::optional<int> read_year(std::string_view text) {
  if (text.empty()) return 0;
  int year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  const bool plausible = error == std::errc() && end == text.data() + text.size() && year >= 1949 && year <= 2100;
  return plausible ? std::optional(year) : std::nullopt;
}

std::optional<Years> read_years(std::string_view from, std::string_view to) {
  const auto first = read_year(from), last = read_year(to);
  if (!first || !last || (*first != 0 && *last != 0 && *first > *last)) return std::nullopt;
  return Years{*first, *last};
}

bool overlap(const CodeEntry& a, const CodeEntry& b) {
  const auto ends_before = [](const CodeEntry& x, const CodeEntry& y) {
    return x.year_to != 0 && y.year_from != 0 && x.year_to < y.year_from;
  };
  return !ends_before(a, b) && !ends_before(b, a);
}

bool is_code(Classification classification, std::string_view code) {
  const bool digits = std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
  if (classification == Classification::Revenue) return digits && code.size() >= 1 && code.size() <= 3;
  const std::size_t longest = classification == Classification::Function ? 7 : 5;
  return digits && code.size() >= 3 && code.size() <= longest && code.size() % 2 == 1;
}

}  // namespace

// The functions that take a record answer what is wrong with it, or nothing.
class CatalogLoader {
 public:
  Result<Catalog> load(const std::string& directory) {
    const auto read = [&](std::string_view file, std::span<const std::string_view> columns, const auto& take) {
      return read_csv(fmt::format("{}/{}.csv", directory, file), columns, take);
    };
    for (const Classification classification : kClassifications) {
      const std::string_view file = kFiles[static_cast<std::size_t>(classification)];
      auto error = read(file, kEntryColumns, [&](CsvFields fields) { return take_entry(classification, fields); });
      if (error) return tl::unexpected(*error);
    }
    for (Catalog::Table& table : catalog_.tables_) index_codes(table);
    auto error = read("other_names", kOtherNameColumns, [&](CsvFields fields) { return take_other_name(fields); });
    if (error) return tl::unexpected(*error);
    error = read("economic_map", kEconomicMapColumns, [&](CsvFields fields) { return take_economic_pair(fields); });
    if (error) return tl::unexpected(*error);
    for (Catalog::Table& table : catalog_.tables_) index_names(table);
    return std::move(catalog_);
  }

 private:
  Catalog::Table& table(Classification classification) {
    return catalog_.tables_[static_cast<std::size_t>(classification)];
  }

  std::string take_entry(Classification classification, CsvFields fields) {
    const auto confidence = from_word<Confidence>(kConfidences, fields[3]);
    const auto years = read_years(fields[4], fields[5]);
    if (!is_code(classification, fields[0])) return fmt::format("编码“{}”的位数或写法不对", fields[0]);
    if (fields[1].empty()) return "缺少名称";
    if (!confidence) return std::string(kWrongConfidence);
    if (!years) return std::string(kWrongYears);
    std::vector<CodeEntry>& entries = table(classification).entries;
    entries.push_back(
        {fields[0], fields[1], classification, years->from, years->to, *confidence, fields[2], fields[6]});
    return problem_of_place(entries);
  }

  // What is wrong with the place of the last entry among those before it.
  static std::string problem_of_place(std::span<const CodeEntry> entries) {
    const CodeEntry& last = entries.back();
    const auto before = entries.first(entries.size() - 1);
    if (!before.empty()) {
      const CodeEntry& previous = before.back();
      if (previous.code > last.code) return "编码应从小到大排列";
      if (previous.code == last.code && overlap(previous, last)) {
        return fmt::format("编码 {} 在同一年度出现两次", last.code);
      }
    }
    const std::string_view parent = parent_code(last);
    const auto by_code = [](const CodeEntry& entry) { return std::string_view(entry.code); };
    if (!parent.empty() && !std::ranges::binary_search(before, parent, {}, by_code)) {
      return fmt::format("编码 {} 的上级 {} 不存在", last.code, parent);
    }
    return {};
  }

  std::string take_other_name(CsvFields fields) {
    const auto classification = from_word<Classification>(kFiles, fields[0]);
    if (!classification) return "classification 应为科目文件的名称，例如 function";
    const CodeEntry* entry = catalog_.find_any_year(*classification, fields[1]);
    const auto years = read_years(fields[3], fields[4]);
    if (!entry) return fmt::format("编码“{}”不存在", fields[1]);
    if (fields[2].empty()) return "缺少名称";
    if (!years) return std::string(kWrongYears);
    Catalog::Table& in = table(*classification);
    const auto index = static_cast<std::uint32_t>(entry - in.entries.data());
    in.names.push_back({fields[2], normalised_name(fields[2]), index, false, years->from, years->to});
    return {};
  }

  std::string take_economic_pair(CsvFields fields) {
    const auto confidence = from_word<Confidence>(kConfidences, fields[3]);
    const bool known = catalog_.find_any_year(Classification::EconomicDepartment, fields[0]) &&
                       catalog_.find_any_year(Classification::EconomicGovernment, fields[1]);
    if (!known) return fmt::format("编码“{}”或“{}”不存在", fields[0], fields[1]);
    if (!confidence) return std::string(kWrongConfidence);
    catalog_.economic_pairs_.push_back({fields[0], fields[1], fields[2], *confidence});
    return {};
  }

  static void index_codes(Catalog::Table& table) {
    for (std::uint32_t i = 0; i < table.entries.size(); ++i)
      if (i == 0 || table.entries[i].code != table.entries[i - 1].code) table.codes.add(Catalog::hash_of(table.entries[i].code), i);
  }

  static void index_names(Catalog::Table& table) {
    std::vector<Catalog::Name>& names = table.names;
    names.reserve(names.size() + table.entries.size());
    for (std::uint32_t i = 0; i < table.entries.size(); ++i) {
      const std::string& name = table.entries[i].name;
      names.push_back({name, normalised_name(name), i, true, 0, 0});
    }
    std::ranges::stable_sort(names, {}, [](const Catalog::Name& name) { return std::pair(name.entry, !name.newest); });
    table.first_name.assign(table.entries.size() + 1, 0);
    for (const Catalog::Name& name : names) ++table.first_name[name.entry + 1];
    std::partial_sum(table.first_name.begin(), table.first_name.end(), table.first_name.begin());
    for (std::uint32_t i = 0; i < table.entries.size(); ++i)
      table.by_level[static_cast<std::size_t>(level_of(table.entries[i]) - 1)].push_back(i);
    table.by_name.resize(names.size());
    std::iota(table.by_name.begin(), table.by_name.end(), 0u);
    std::ranges::stable_sort(table.by_name, {}, [&](std::uint32_t i) { return std::string_view(names[i].normalised); });
    for (std::uint32_t i = 0; i < table.by_name.size(); ++i)
      if (i == 0 || table.name_at(i) != table.name_at(i - 1)) table.normalised.add(Catalog::hash_of(table.name_at(i)), i);
  }

  Catalog catalog_;
};

Result<Catalog> Catalog::load(const std::string& directory) {
  return CatalogLoader().load(directory);
}

}  // namespace mingzhang
