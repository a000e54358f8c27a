#pragma once
// Performance targets (绩效目标表) out of flat text: tables whose cell borders are lost, so that a wrapped cell is
// several lines and a line may be several cells. Understood by grammar and by the words of catalog/performance.yaml.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "disclosure/disclosure.h"
#include "document/document.h"
#include "understand/performance_words.h"

namespace mingzhang {

struct PrintedAmount {
  std::string label;  // as named in the catalog: 年度预算总额, 其中：财政拨款, 上级安排, 本级安排, 其他资金 ...
  Figure figure;  // in the unit that the labels give; 万元 where they give none
  std::string quote;
  Place place;
};

struct PerformanceText {
  PerformanceTable table;
  std::vector<PrintedAmount> amounts;
  std::vector<Open> open;  // printed, but no part of any of the above: no digit of the table is lost
};

// `lines`: one performance table, from its title to the line before the next title or section. Never fails.
PerformanceText parse_performance(std::span<const Text* const> lines, const PerformanceWords& words);

// "部门整体绩效目标表", "表12 2024年 项目支出绩效目标表（2024年）" ...; not a line of a table of contents, not a
// "(续)".
bool is_performance_title(std::string_view line);

// The first line after the table whose title is lines[title_index]: the next title, a section heading after the
// indicators ("（五）…"), a "第四部分", or the end. A title repeated at the top of a page does not end the table.
std::size_t performance_table_end(std::span<const Text* const> lines, std::size_t title_index);

}  // namespace mingzhang
