#include "read/html/page_reader.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

constexpr int kDepthMax = 3'000;  // pages that never close a <font> are hundreds of levels deep
constexpr int kSpanMax = 1'000;   // as browsers do

int number_attribute(const GumboElement& element, const char* name, int fallback) {
  const std::string_view text = trimmed(attribute_of(element, name));
  int value = fallback;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_html_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool is_wide(std::string_view character) { return character.size() >= 3 && code_point_at(character, 0).value >= 0x2E80; }

// Ideographs and full-width signs, between which a line break of the source prints nothing.
bool ends_wide(std::string_view text) { return text.size() >= 3 && is_wide(text.substr(text.size() - 3)); }

int heading_level_of(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? tag - GUMBO_TAG_H1 + 1 : 0; }

std::string lines_of(const std::vector<Block>& blocks) {
  std::string text;
  for (const Block& block : blocks) {
    if (const Text* line = std::get_if<Text>(&block)) text += (text.empty() ? "" : "\n") + line->text;
  }
  return text;
}

// Columns are those in which a cell begins: titles often span more than there are.
void fit_columns(Grid& grid) {
  for (const Cell& cell : grid.cells) grid.column_count = std::max(grid.column_count, cell.column + 1);
  for (Cell& cell : grid.cells) cell.column_span = std::min(cell.column_span, grid.column_count - cell.column);
}

// A table that holds tables, or a few cells of many lines: what is in it is the page itself.
bool lays_out(const Grid& grid, const std::vector<Block>& content) {
  constexpr std::size_t kFewCells = 4;
  constexpr int kManyLines = 8;
  if (std::any_of(content.begin(), content.end(), [](const Block& block) { return std::holds_alternative<Grid>(block); })) return true;
  return grid.cells.size() <= kFewCells && std::any_of(grid.cells.begin(), grid.cells.end(), [](const Cell& cell) {
           return std::count(cell.text.begin(), cell.text.end(), '\n') >= kManyLines;
         });
}

const GumboElement* element_of(const void* node) {
  const auto* each = static_cast<const GumboNode*>(node);
  return each->type == GUMBO_NODE_ELEMENT ? &each->v.element : nullptr;
}

}  // namespace

std::vector<Block> PageReader::read(const GumboNode& root) {
  Flow flow;
  read_node(root, flow, 0);
  end_paragraph(flow);
  return std::move(flow.blocks);
}

void PageReader::read_node(const GumboNode& node, Flow& flow, int depth) {
  if (depth > kDepthMax) too_deep_ = true;
  if (too_deep_ || too_large()) return;
  switch (node.type) {
    case GUMBO_NODE_ELEMENT: return read_element(node.v.element, flow, depth);
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
    case GUMBO_NODE_WHITESPACE: return add_text(node.v.text.text, flow);
    default: return;
  }
}

void PageReader::read_children(const GumboElement& element, Flow& flow, int depth) {
  for (unsigned i = 0; i < element.children.length; ++i) read_node(*static_cast<const GumboNode*>(element.children.data[i]), flow, depth + 1);
}

void PageReader::read_element(const GumboElement& element, Flow& flow, int depth) {
  if (!is_printed(element)) return;
  if (element.tag == GUMBO_TAG_BR) return end_line(flow);
  if (element.tag == GUMBO_TAG_TABLE) return read_table(element, flow, depth);
  if (!is_block(element)) return read_children(element, flow, depth);
  end_paragraph(flow);
  const int level = heading_level_of(element.tag);
  const int outer_level = std::exchange(flow.heading_level, level > 0 ? level : flow.heading_level);
  const bool outer_preformatted = std::exchange(flow.preformatted, flow.preformatted || element.tag == GUMBO_TAG_PRE);
  read_children(element, flow, depth);
  end_paragraph(flow);
  flow.heading_level = outer_level;
  flow.preformatted = outer_preformatted;
}

// White space is one space, none at the ends of a line, none where the source breaks its line between ideographs.
void PageReader::add_text(std::string_view text, Flow& flow) const {
  std::string& line = flow.line;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (flow.preformatted && c == '\n') {
      line += '\n';
    } else if (is_html_space(c)) {
      (c == '\n' || c == '\r' ? flow.newline_due : flow.space_due) = true;
    } else {
      const bool joined = !flow.space_due && ends_wide(line) && is_wide(text.substr(i, 3));
      if ((flow.space_due || flow.newline_due) && !line.empty() && line.back() != '\n' && !joined) line += ' ';
      flow.space_due = flow.newline_due = false;
      line += c;
    }
  }
}

void PageReader::end_line(Flow& flow) {
  std::string_view rest = flow.line;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const std::string_view text = trimmed(line);
    if (text.empty()) continue;
    Place place;
    place.line = ++line_;
    place.column = 1;
    place.length = static_cast<int>(count_code_points(text));
    flow.blocks.emplace_back(Text{std::string(text), place, false, flow.heading_level});
    ++blocks_count_;
  }
  flow.line.clear();
  flow.space_due = flow.newline_due = false;
}

void PageReader::end_paragraph(Flow& flow) {
  end_line(flow);
  if (flow.blocks.empty()) return;
  if (Text* last = std::get_if<Text>(&flow.blocks.back())) last->ends_paragraph = true;
}

void PageReader::collect_rows(const GumboElement& element, bool header, std::vector<TableRow>& rows, Flow& captions, int depth) {
  for (unsigned i = 0; i < element.children.length; ++i) {
    const GumboElement* each = element_of(element.children.data[i]);
    if (each == nullptr || !is_printed(*each)) continue;
    if (each->tag == GUMBO_TAG_TR) rows.push_back({each, header});
    else if (each->tag == GUMBO_TAG_CAPTION) read_element(*each, captions, depth + 1);
    else if (each->tag == GUMBO_TAG_THEAD || each->tag == GUMBO_TAG_TBODY || each->tag == GUMBO_TAG_TFOOT)
      collect_rows(*each, each->tag == GUMBO_TAG_THEAD, rows, captions, depth + 1);
  }
}

void PageReader::read_table(const GumboElement& table, Flow& flow, int depth) {
  end_paragraph(flow);
  std::vector<TableRow> rows;
  collect_rows(table, false, rows, flow, depth);
  Grid grid;
  grid.place.line = line_ + 1;
  grid.place.column = 1;
  grid.row_count = static_cast<int>(std::min<std::size_t>(rows.size(), static_cast<std::size_t>(limits_.grid_rows_max)));
  rows.resize(static_cast<std::size_t>(grid.row_count));
  std::vector<int> taken_until;  // by column: the first row below the cell that comes down from above
  std::vector<Block> content;    // of all its cells, in order
  for (int row = 0; row < grid.row_count; ++row) {
    if (too_deep_ || too_large()) return;
    if (rows[static_cast<std::size_t>(row)].header && grid.header_row_count == row) ++grid.header_row_count;
    read_row(*rows[static_cast<std::size_t>(row)].element, row, grid, taken_until, content, depth);
  }
  fit_columns(grid);
  grid_too_large_ = grid_too_large_ || std::int64_t{grid.row_count} * grid.column_count > limits_.grid_positions_max;
  if (lays_out(grid, content)) {
    flow.blocks.insert(flow.blocks.end(), std::make_move_iterator(content.begin()), std::make_move_iterator(content.end()));
  } else if (!grid.cells.empty()) {
    line_ = grid.place.line + grid.row_count - 1;  // of what its cells hold, only the rows count
    flow.blocks.emplace_back(std::move(grid));
  }
}

void PageReader::read_row(const GumboElement& element, int row, Grid& grid, std::vector<int>& taken_until, std::vector<Block>& content, int depth) {
  const auto is_free = [&](int column) { return column >= std::ssize(taken_until) || taken_until[static_cast<std::size_t>(column)] <= row; };
  int column = 0;
  for (unsigned i = 0; i < element.children.length; ++i) {
    const GumboElement* each = element_of(element.children.data[i]);
    if (each == nullptr || !is_printed(*each) || (each->tag != GUMBO_TAG_TD && each->tag != GUMBO_TAG_TH)) continue;
    while (!is_free(column)) ++column;
    const int columns_wanted = std::clamp(number_attribute(*each, "colspan", 1), 1, kSpanMax), rows_left = grid.row_count - row;
    int rows_wanted = number_attribute(*each, "rowspan", 1);
    if (rows_wanted == 0) rows_wanted = rows_left;  // to the end of the table
    if (column + columns_wanted > limits_.grid_columns_max || ++cells_count_ > limits_.cells_max) return;
    Cell cell{row, column, std::clamp(rows_wanted, 1, rows_left), 1, {}, {}};
    while (cell.column_span < columns_wanted && is_free(column + cell.column_span)) ++cell.column_span;
    cell.place.line = grid.place.line + row;
    cell.place.column = column + 1;
    column += cell.column_span;
    taken_until.resize(std::max(taken_until.size(), static_cast<std::size_t>(column)));
    std::fill(taken_until.begin() + cell.column, taken_until.begin() + column, row + cell.row_span);

    Flow flow;
    read_children(*each, flow, depth + 2);
    end_paragraph(flow);
    cell.text = lines_of(flow.blocks);
    grid.cells.push_back(std::move(cell));
    content.insert(content.end(), std::make_move_iterator(flow.blocks.begin()), std::make_move_iterator(flow.blocks.end()));
  }
}

}  // namespace mingzhang
