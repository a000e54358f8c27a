#pragma once
// What a line before a table says: that it is a title, the unit of money, the unit whose table it is, the table's number.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/table_words.h"
#include "money/figure.h"

namespace mingzhang {

struct TableLine {
  std::string number;            // "公开01表"
  std::string title;             // without spaces
  std::string unit_name;         // after 编制部门：
  std::optional<Unit> money;     // 单位：万元
  bool unit_label = false;       // 编制部门： was there, with or without a name
  bool continued = false;        // 续表
  bool other = false;            // it says something else too
  bool empty() const { return number.empty() && title.empty() && !money && !unit_label && !continued && !other; }
};

TableLine read_table_line(std::string_view text, const TableWords& words);

// The stretches of a line that stand apart (two or more spaces). A line of single characters is one word: "收  入  表".
std::vector<std::string> line_segments(std::string_view text);

// "5", "- 5 -", "第5页": nothing but the number of a page.
bool is_page_number(std::string_view key);

// "第三部分..." -> 3, else 0.
int part_number(std::string_view key);

// Leaders and page numbers at the end of a line of contents: "收入决算表......12" -> "收入决算表".
std::string without_leaders(std::string_view text);

}  // namespace mingzhang
