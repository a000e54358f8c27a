#pragma once
// Tables in text copied from web pages: their cells are parted by bars, a row a line or a cell a line.
//
//   项目 | 预算数 | 增减            项目 |                项 目
//   合计 | 12.00 | -1.00           预算数 |              |
//                                  合计 |                预算数
//                                  12.00 |               |

#include <vector>

#include "document/document.h"

namespace mingzhang {

// Makes a Grid of every run of lines whose bars prove how its cells stand in rows; other lines stay as they are, and so does
// what stands in the run before or behind its rows. A cell has the place of its first line.
void make_bar_tables(std::vector<Block>& blocks);

}  // namespace mingzhang
