#pragma once
// What the rows and columns of a table are for: header, body, codes, names, amounts; lists that stand side by side are told
// apart. Only the form of it; what the words mean is asked later.

#include <optional>
#include <string>
#include <vector>

#include "forms/table_words.h"
#include "forms/vocabulary.h"
#include "money/figure.h"
#include "understand/grid_lattice.h"

namespace mingzhang {

enum class GridRole : std::uint8_t { Label, Code, Amount, Aside };  // Aside: line numbers, remarks

struct GridColumn {
  GridRole role = GridRole::Label;
  std::vector<std::string> path;  // header texts from the top, without spaces
};

// Codes and names with the amounts that follow them. A table with income beside expenditure has two.
struct GridList {
  std::string name;                  // what stands above all of it and not above the others: "支出 功能分类"
  std::vector<std::string> context;  // the header texts above all of it
  std::vector<int> codes, labels, amounts;
};

struct GridLayout {
  std::size_t body = 0;  // first row after the header
  std::vector<GridColumn> columns;
  std::vector<GridList> lists;
};

GridLayout find_layout(const Lattice& lattice, const TableWords& words);

// The number that is all of this text: lines that broke a number are joined, a dash or 无 is nothing. nullopt when the text is
// something else.
std::optional<Figure> cell_figure(std::string_view text, Unit fallback);
inline constexpr Unit kAnyMoney = Unit::Yuan;  // where only the form of a number matters: the largest number is one of these

// "※ ※ 1 2 3", "栏次 1 2 3=1+2": numbers the columns.
bool is_numbering_row(const Lattice& lattice, std::size_t row, const TableWords& words);

// 合计, 收入总计: a total that says nothing about what is totalled.
bool is_plain_total(std::string_view key, const TableWords& words);

}  // namespace mingzhang
