#include "read/docx/flow.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"
#include "read/package/xml.h"

namespace mingzhang {
namespace {

constexpr std::string_view kTransparent[] = {"sdt", "sdtContent", "customXml", "ins", "moveTo"};

bool is_transparent(std::string_view name) { return std::find(std::begin(kTransparent), std::end(kTransparent), name) != std::end(kTransparent); }

std::string_view value(const pugi::xml_node& node, std::string_view name) { return attribute(child(node, name), "val"); }

void append_row(std::string& out, const std::string& cell, bool first_of_row) {
  if (!out.empty()) out += first_of_row ? "\n" : "  ";
  out += cell;
}

}  // namespace

std::string flattened(const std::vector<Block>& blocks) {
  std::string text;
  for (const Block& block : blocks) {
    if (const Text* line = std::get_if<Text>(&block)) append_row(text, line->text, true);
    if (const Grid* grid = std::get_if<Grid>(&block)) {
      int row = -1;
      for (const Cell& cell : grid->cells) append_row(text, cell.text, std::exchange(row, cell.row) != cell.row);
    }
  }
  return text;
}

std::vector<Block> FlowReader::read(const pugi::xml_node& container) {
  std::vector<Block> blocks;
  read_children(container, blocks);
  return blocks;
}

void FlowReader::read_children(const pugi::xml_node& container, std::vector<Block>& blocks) {
  for (const pugi::xml_node node : container.children()) {
    if (too_large()) return;
    const std::string_view name = local_name(node);
    if (name == "p") read_paragraph(node, blocks);
    else if (name == "tbl") read_table(node, blocks);
    else if (name == "AlternateContent") read_children(chosen_alternative(node), blocks);
    else if (is_transparent(name)) read_children(node, blocks);
  }
}

std::string FlowReader::number_of_paragraph(const ParagraphProperties& own, const ParagraphProperties& style, std::string_view style_name) {
  const std::string& list = own.list.empty() ? style.list : own.list;
  if (list.empty() || list == "0") return {};
  int level = own.list_level;
  if (level < 0 && own.list.empty()) level = style.list_level >= 0 ? style.list_level : numbering_.level_of_style(list, style_name);
  return numbering_.next(list, std::max(level, 0));
}

void FlowReader::read_paragraph(const pugi::xml_node& paragraph, std::vector<Block>& blocks) {
  const pugi::xml_node properties = child(paragraph, "pPr");
  const std::string_view style_name = value(properties, "pStyle");
  const ParagraphProperties own = properties_of(properties), style = styles_.of(style_name);
  const int outline_level = own.outline_level >= 0 ? own.outline_level : style.outline_level;

  ParagraphContent content = paragraphs_.read(paragraph);
  notes_.insert(notes_.end(), content.notes.begin(), content.notes.end());
  const bool blank = std::all_of(content.lines.begin(), content.lines.end(), [](const std::string& line) { return trimmed(line).empty(); });
  // A number without text says nothing, but counts.
  const std::string number = number_of_paragraph(own, style, style_name);
  if (!blank) content.lines.front().insert(0, number);

  if (is_on(child(properties, "pageBreakBefore"))) blocks.emplace_back(PageBreak{});
  for (std::size_t i = 0; i < content.lines.size(); ++i) {
    if (std::find(content.page_breaks.begin(), content.page_breaks.end(), i) != content.page_breaks.end()) blocks.emplace_back(PageBreak{});
    const std::string_view line = trimmed(content.lines[i]);
    if (line.empty()) continue;
    Place place;
    place.line = ++line_;
    place.column = 1;
    place.length = static_cast<int>(count_code_points(line));
    blocks.emplace_back(Text{std::string(line), place, false, outline_level >= 0 && outline_level < 9 ? outline_level + 1 : 0});
    ++blocks_;
  }
  if (!blank) {
    const auto last = std::find_if(blocks.rbegin(), blocks.rend(), [](const Block& block) { return std::holds_alternative<Text>(block); });
    std::get<Text>(*last).ends_paragraph = true;
  }
  for (const pugi::xml_node& box : content.text_boxes) read_children(box, blocks);
  const pugi::xml_node section = child(properties, "sectPr");
  if (section && value(section, "type") != "continuous") blocks.emplace_back(PageBreak{});
}

// A table of one cell that holds a table only frames it.
void FlowReader::read_table(const pugi::xml_node& table, std::vector<Block>& blocks) {
  Grid grid;
  grid.place.line = line_ + 1;
  grid.place.column = 1;
  std::vector<Block> content;  // of its last cell
  open_cells_.emplace_back();
  read_rows(table, grid, content);
  open_cells_.pop_back();
  const auto is_grid = [](const Block& block) { return std::holds_alternative<Grid>(block); };
  if (grid.cells.size() == 1 && std::any_of(content.begin(), content.end(), is_grid)) {
    blocks.insert(blocks.end(), std::make_move_iterator(content.begin()), std::make_move_iterator(content.end()));
  } else if (!grid.cells.empty()) {
    for (const Cell& cell : grid.cells) grid.column_count = std::max(grid.column_count, cell.column + cell.column_span);
    blocks.emplace_back(std::move(grid));
  }
}

void FlowReader::read_rows(const pugi::xml_node& container, Grid& grid, std::vector<Block>& content) {
  for (const pugi::xml_node node : container.children()) {
    const std::string_view name = local_name(node);
    if (name == "tr") read_row(node, grid, content);
    else if (is_transparent(name)) read_rows(node, grid, content);
  }
}

void FlowReader::read_row(const pugi::xml_node& node, Grid& grid, std::vector<Block>& content) {
  const pugi::xml_node properties = child(node, "trPr");
  if (child(properties, "del") || is_on(child(properties, "hidden")) || too_large() || grid.row_count == limits_.grid_rows_max) return;
  TableRow row;
  row.index = grid.row_count++;
  row.line = ++line_;
  row.column = std::clamp(number_of(value(properties, "gridBefore"), 0), 0, limits_.grid_columns_max);
  if (grid.header_row_count == row.index && is_on(child(properties, "tblHeader"))) ++grid.header_row_count;
  read_cells(node, row, grid, content);
  line_ = row.line;  // of what its cells hold, only the row counts
}

void FlowReader::read_cells(const pugi::xml_node& container, TableRow& row, Grid& grid, std::vector<Block>& content) {
  for (const pugi::xml_node node : container.children()) {
    const std::string_view name = local_name(node);
    if (name == "tc") read_cell(node, row, grid, content);
    else if (is_transparent(name)) read_cells(node, row, grid, content);
  }
}

void FlowReader::read_cell(const pugi::xml_node& node, TableRow& row, Grid& grid, std::vector<Block>& content) {
  const pugi::xml_node properties = child(node, "tcPr");
  const int span = std::clamp(number_of(value(properties, "gridSpan"), 1), 1, limits_.grid_columns_max);
  const int column = row.column;
  if (column + span > limits_.grid_columns_max || ++cells_ > limits_.cells_max) return;
  row.column += span;

  std::map<int, OpenCell>& open = open_cells_.back();
  const pugi::xml_node merge = child(properties, "vMerge");
  const auto above = open.find(column);
  const bool goes_on = merge && attribute(merge, "val") != "restart" && above != open.end() && above->second.last_row == row.index - 1 &&
                       grid.cells[above->second.index].column_span == span;
  if (goes_on) {
    ++grid.cells[above->second.index].row_span;
    above->second.last_row = row.index;
    return;
  }
  content = read(node);
  Place place;
  place.line = row.line;
  place.column = column + 1;
  grid.cells.push_back({row.index, column, 1, span, flattened(content), place});
  if (merge) open[column] = {grid.cells.size() - 1, row.index};
}

}  // namespace mingzhang
