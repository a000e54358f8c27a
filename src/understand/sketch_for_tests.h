#pragma once
// Documents as a person would sketch them: lines of text, and tables as rows of cells between bars. "<" goes on from the cell to
// its left, "^" from the one above. "=== 3" begins page 3.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/paths.h"
#include "base/text.h"
#include "document/document.h"
#include "understand/performance_test_tools.h"
#include "understand/understand.h"

namespace mingzhang {

inline const Knowledge& test_knowledge() {
  static const std::shared_ptr<const Knowledge> knowledge = [] {
    auto loaded = load_knowledge(source_path("catalog"));
    if (!loaded) ADD_FAILURE() << loaded.error().message << " " << loaded.error().where;
    return loaded ? *loaded : std::make_shared<const Knowledge>();
  }();
  return *knowledge;
}

class Sketch {
 public:
  explicit Sketch(std::string_view text) {
    for (int line = 1; !text.empty(); ++line) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      add(trimmed(text.substr(0, end)), line);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    end_grid();
  }
  Document document;

 private:
  void add(std::string_view line, int number) {
    if (line.starts_with("|")) return rows_.push_back(split(line)), void();
    end_grid();
    if (line.starts_with("=== ")) {
      page_ = std::stoi(std::string(line.substr(4)));
      document.blocks.emplace_back(PageBreak{page_});
    } else if (!line.empty()) {
      Text text;
      text.text = line;
      text.place.page = page_;
      text.place.line = number;
      document.blocks.emplace_back(std::move(text));
    }
  }

  static std::vector<std::string> split(std::string_view line) {
    std::vector<std::string> cells;
    line.remove_prefix(1);
    while (!line.empty()) {
      const std::size_t bar = std::min(line.find('|'), line.size());
      cells.emplace_back(trimmed(line.substr(0, bar)));
      line.remove_prefix(std::min(bar + 1, line.size()));
    }
    return cells;
  }

  void end_grid() {
    if (rows_.empty()) return;
    Grid grid;
    grid.row_count = static_cast<int>(rows_.size());
    grid.place.page = page_;
    for (const auto& row : rows_) grid.column_count = std::max(grid.column_count, static_cast<int>(row.size()));
    const auto at = [&](int r, int c) -> std::string {
      const auto& row = rows_[static_cast<std::size_t>(r)];
      return static_cast<std::size_t>(c) < row.size() ? row[static_cast<std::size_t>(c)] : std::string();
    };
    for (int r = 0; r < grid.row_count; ++r)
      for (int c = 0; c < grid.column_count; ++c) {
        if (at(r, c) == "<" || at(r, c) == "^") continue;
        Cell cell{r, c, 1, 1, at(r, c), {}};
        cell.place.page = page_;
        cell.place.cell = std::string(1, static_cast<char>('A' + c)) + std::to_string(r + 1);
        while (c + cell.column_span < grid.column_count && at(r, c + cell.column_span) == "<") ++cell.column_span;
        while (r + cell.row_span < grid.row_count && at(r + cell.row_span, c) == "^") ++cell.row_span;
        grid.cells.push_back(std::move(cell));
      }
    document.blocks.emplace_back(std::move(grid));
    rows_.clear();
  }

  std::vector<std::vector<std::string>> rows_;
  int page_ = 0;
};

inline Disclosure understand_sketch(std::string_view text) {
  return understand(Sketch(text).document, test_knowledge(), test_words());
}

// "行政运行 基本支出: 一般公共预算 · 行政运行 · 基本支出 = 12.00", one line a figure.
inline std::string claims_of(const Disclosure& disclosure) {
  std::string text;
  for (const Claim& claim : disclosure.claims) {
    if (claim.cell.row < 0) continue;
    const Table& table = disclosure.tables[static_cast<std::size_t>(claim.cell.table)];
    const Row& row = table.rows[static_cast<std::size_t>(claim.cell.row)];
    text += row.label + ": " + disclosure.space.describe(claim.region) + " = " + claim.quote;
    if (claim.standing == Standing::Open) text += " (open: " + claim.reason + ")";
    text += "\n";
  }
  return text;
}

inline std::string open_of(const Disclosure& disclosure) {
  std::string text;
  for (const Open& open : disclosure.open) text += open.quote + ": " + open.reason + "\n";
  return text;
}

}  // namespace mingzhang
