#pragma once
// For tests of performance tables: text in, one line per row out.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/paths.h"
#include "understand/performance_text.h"

namespace mingzhang {

inline const PerformanceWords& test_words() {
  static const PerformanceWords words = [] {
    auto loaded = load_performance_words(source_path("catalog/performance.yaml"));
    EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().message + " " + loaded.error().where);
    return loaded ? *loaded : PerformanceWords{};
  }();
  return words;
}

inline std::vector<Text> lines_of(std::string_view text) {
  std::vector<Text> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    Text line;
    line.text = text.substr(0, end);
    line.place.line = static_cast<int>(lines.size()) + 1;
    line.place.column = 1;
    lines.push_back(std::move(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

inline std::vector<const Text*> pointers_to(const std::vector<Text>& lines) {
  std::vector<const Text*> pointers;
  for (const Text& line : lines) pointers.push_back(&line);
  return pointers;
}

inline PerformanceText parse_lines(const std::vector<Text>& lines) { return parse_performance(pointers_to(lines), test_words()); }

// level1|level2|name|comparator target unit|basis|last year|weight|rule|evidence
inline std::string row_text(const Indicator& row) {
  return row.level1 + "|" + row.level2 + "|" + row.name + "|" + row.comparator + " " + row.target + " " + row.unit +
         "|" + row.basis + "|" + row.last_year + "|" + row.weight + "|" + row.scoring_rule + "|" + row.evidence;
}

inline std::vector<std::string> row_texts(const PerformanceText& parsed) {
  std::vector<std::string> rows;
  for (const Indicator& row : parsed.table.indicators) rows.push_back(row_text(row));
  return rows;
}

inline std::vector<std::string> amount_texts(const PerformanceText& parsed) {
  std::vector<std::string> amounts;
  for (const PrintedAmount& amount : parsed.amounts)
    amounts.push_back(amount.label + " " + print_with_unit(amount.figure));
  return amounts;
}

inline std::vector<std::string> open_texts(const PerformanceText& parsed) {
  std::vector<std::string> quotes;
  for (const Open& open : parsed.open) quotes.push_back(open.quote);
  return quotes;
}

}  // namespace mingzhang
