#pragma once
// Documents for the tests of writers: one with everything in it, and random ones.

#include <random>
#include <string>

#include "document/document.h"

namespace mingzhang::tests {

inline Text paragraph(std::string text, int heading_level = 0, bool ends_paragraph = true) {
  Text block;
  block.text = std::move(text);
  block.heading_level = heading_level;
  block.ends_paragraph = ends_paragraph;
  return block;
}

// Twelve columns of amounts under two rows of headers, higher than a page.
inline Grid wide_grid(int rows) {
  Grid grid;
  grid.row_count = rows + 2;
  grid.column_count = 13;
  grid.header_row_count = 2;
  const auto put = [&](int row, int column, std::string text, int row_span = 1, int column_span = 1) {
    grid.cells.push_back({row, column, row_span, column_span, std::move(text), {}});
  };
  put(0, 0, "功能分类科目名称", 2);
  put(0, 1, "财政拨款", 1, 12);
  for (int c = 1; c < 13; ++c) put(1, c, "上级一般公共预算安排的转移支付" + std::to_string(c));
  for (int r = 0; r < rows; ++r) {
    put(r + 2, 0, "机关事业单位基本养老保险缴费支出");
    for (int c = 1; c < 13; ++c) put(r + 2, c, c % 3 == 0 ? "" : "1,234,56" + std::to_string(r % 10) + ".78");
  }
  return grid;
}

inline Grid narrow_grid() {
  Grid grid{3, 3, {}, {}, 1};
  grid.cells = {{0, 0, 1, 1, "科目编码", {}}, {0, 1, 1, 1, "项目\n名称", {}}, {0, 2, 1, 1, "金额", {}},
                {1, 0, 1, 1, "0501", {}},     {1, 1, 2, 1, "=SUM(A1)", {}}, {1, 2, 1, 1, "-12.80", {}},
                {2, 0, 1, 1, "2080505", {}},  {2, 2, 1, 1, "95.93%", {}}};
  return grid;
}

inline Document everything() {
  Document document;
  document.blocks = {paragraph("第一部分 概况", 1), paragraph("一、职能", 2), paragraph("收入 <5 & \"支出\"。"),
                     paragraph("第一行  右边", 0, false), paragraph("第二行", 0, true), PageBreak{2},
                     paragraph("表 2"), paragraph("收入总体情况表", 2), paragraph("编制部门：图书馆  单位：万元"), wide_grid(80),
                     PageBreak{3}, paragraph("经费支出表", 2), narrow_grid()};
  return document;
}

// Well formed: every position is a cell or covered by one, and in every row and column begins a cell, for formats that know cells
// only. Texts without what formats cannot tell apart (spaces at ends).
inline Document random_document(unsigned seed) {
  std::mt19937 random(seed);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const char* const words[] = {"住房公积金", "12.80", "a<b&c", "“三公”经费", "-3", "0.00%", "=1+1", "208", "1,234.50", "名称\n两行", ""};
  Document document;
  const int blocks = 1 + below(8);
  for (int b = 0; b < blocks; ++b) {
    if (below(3) > 0) {
      document.blocks.emplace_back(paragraph(std::string("段落") + words[below(9)], below(4) == 0 ? 1 + below(3) : 0));
      continue;
    }
    Grid grid;
    grid.row_count = 1 + below(6);
    grid.column_count = 1 + below(6);
    std::vector<bool> covered(static_cast<std::size_t>(grid.row_count * grid.column_count), false);
    for (int r = 0; r < grid.row_count; ++r)
      for (int c = 0; c < grid.column_count; ++c) {
        const auto at = [&](int row, int column) { return static_cast<std::size_t>(row * grid.column_count + column); };
        if (covered[at(r, c)]) continue;
        Cell cell{r, c, r > 0 && c > 0 ? 1 + below(std::min(2, grid.row_count - r)) : 1, 1, words[below(11)], {}};
        while (r > 0 && below(3) == 0 && c + cell.column_span < grid.column_count && !covered[at(r, c + cell.column_span)]) ++cell.column_span;
        for (int y = r; y < r + cell.row_span; ++y)
          for (int x = c; x < c + cell.column_span; ++x) covered[at(y, x)] = true;
        grid.cells.push_back(cell);
      }
    document.blocks.emplace_back(grid);
    document.blocks.emplace_back(paragraph("之后的文字，不是表名。"));
  }
  return document;
}

}  // namespace mingzhang::tests
