#include <fmt/format.h>

#include "base/utf8.h"
#include "document/document.h"

namespace mingzhang {
namespace {

// "p3 L12:5" or "表3!B7"; parts that the format has not, and column 1, are left out.
std::string label(const Place& place) {
  std::string label;
  const auto add = [&](const std::string& part) { label += (label.empty() ? "" : " ") + part; };
  if (place.page > 0) add(fmt::format("p{}", place.page));
  if (place.line > 0) add(fmt::format("L{}", place.line) + (place.column > 1 ? fmt::format(":{}", place.column) : ""));
  if (!place.cell.empty()) add(place.cell.str());
  return label.empty() ? "-" : label;
}

// A block stays on its line, and nothing in it can steer the terminal.
std::string printable(std::string_view text) {
  std::string result;
  for (const CodePoint& point : code_points(text)) {
    if (point.value == '\n')
      result += "\\n";
    else if (is_control(point.value) || point.value == '\r' || point.value == '\f' || point.value == '\v')
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(point.value));
    else
      append_utf8(result, point.value);
  }
  return result;
}

void append(std::string& out, const Text& text) {
  out += label(text.place);
  if (text.heading_level > 0) out += fmt::format(" h{}", text.heading_level);
  out += " " + printable(text.text) + (text.ends_paragraph ? " ¶\n" : "\n");
}

void append(std::string& out, const Grid& grid) {
  const std::string header = grid.header_row_count > 0 ? fmt::format(" header {}", grid.header_row_count) : "";
  out += fmt::format("{} grid {}x{}{}\n", label(grid.place), grid.row_count, grid.column_count, header);
  for (const Cell& cell : grid.cells) {
    out += fmt::format("  {},{}", cell.row, cell.column);
    if (cell.row_span > 1 || cell.column_span > 1) out += fmt::format(" {}x{}", cell.row_span, cell.column_span);
    if (cell.place != Place{} && cell.place != grid.place) out += " [" + label(cell.place) + "]";
    out += " " + printable(cell.text) + "\n";
  }
}

void append(std::string& out, const PageBreak& page_break) {
  out += page_break.page > 0 ? fmt::format("---- p{}\n", page_break.page) : "----\n";
}

}  // namespace

std::string dump(const Document& document) {
  std::string out;
  for (const Block& block : document.blocks) {
    std::visit([&](const auto& each) { append(out, each); }, block);
  }
  for (const Note& note : document.notes) {
    out += fmt::format("! {} {}: {}\n", label(note.place), note.id, printable(note.message));
  }
  return out;
}

}  // namespace mingzhang
