#include <algorithm>

#include <fmt/format.h>

#include "write/write.h"

namespace mingzhang {
namespace {

constexpr std::string_view kStyle = R"(<style>
:root { color-scheme: light dark; }
body { font-family: "Noto Serif CJK SC", "Songti SC", SimSun, serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; line-height: 1.6; }
h2 { text-align: center; font-size: 1.25rem; margin: .25rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 2.5rem; font-size: .875rem; }
td { border: 1px solid #888; padding: .2rem .5rem; }
td.amount { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
@media print { body { max-width: none; margin: 0; } table { page-break-inside: auto; } tr { page-break-inside: avoid; } }
</style>
)";

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

bool is_amount(std::string_view text) {
  return text.find('.') != std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-'; });
}

// Is this position covered by a cell that began further up or left?
bool covered(const Grid& grid, int row, int column) {
  return std::any_of(grid.cells.begin(), grid.cells.end(), [&](const Cell& c) {
    return c.row <= row && row < c.row + c.row_span && c.column <= column && column < c.column + c.column_span;
  });
}

void write_grid(const Grid& grid, std::string& out) {
  out += "<div class=\"scroll\"><table>\n";
  std::size_t next = 0;
  for (int row = 0; row < grid.row_count; ++row) {
    out += "<tr>";
    int column = 0;
    for (; next < grid.cells.size() && grid.cells[next].row == row; ++next) {
      const Cell& cell = grid.cells[next];
      for (; column < cell.column; ++column)
        if (!covered(grid, row, column)) out += "<td></td>";
      const std::string rows = cell.row_span > 1 ? fmt::format(" rowspan=\"{}\"", cell.row_span) : "";
      const std::string columns = cell.column_span > 1 ? fmt::format(" colspan=\"{}\"", cell.column_span) : "";
      out += fmt::format("<td{}{}{}>{}</td>", rows, columns, is_amount(cell.text) ? " class=\"amount\"" : "", escaped(cell.text));
      column = cell.column + cell.column_span;
    }
    out += "</tr>\n";
  }
  out += "</table></div>\n";
}

}  // namespace

std::string write_html(const Document& document, const std::string& title) {
  std::string out = "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + escaped(title) + "</title>\n";
  out += kStyle;
  out += "</head>\n<body>\n";
  for (const Block& block : document.blocks) {
    if (const Text* text = std::get_if<Text>(&block)) {
      const std::string tag = text->heading_level > 0 ? fmt::format("h{}", text->heading_level) : "p";
      out += fmt::format("<{0}>{1}</{0}>\n", tag, escaped(text->text));
    }
    if (const Grid* grid = std::get_if<Grid>(&block)) write_grid(*grid, out);
  }
  out += "</body>\n</html>\n";
  return out;
}

}  // namespace mingzhang
