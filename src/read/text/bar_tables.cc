#include "read/text/bar_tables.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/text.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

constexpr char kBar = '|';
constexpr std::size_t kColumnsMin = 2, kColumnsMax = 16, kRowsMin = 3;
constexpr std::size_t kLinesOfCellMax = 3;   // between two bars
constexpr std::size_t kCellCharactersMax = 60;
constexpr std::size_t kCaptionsMax = 2;      // cells before the header: a caption, the unit of the money

struct Token {
  std::string text;
  Place place;
};

using Row = std::vector<Token>;

struct Found {
  std::vector<Row> rows;
  std::size_t first = 0, last = 0;  // tokens taken: [first, last)
};

bool has_bar(const Block& block) {
  const Text* text = std::get_if<Text>(&block);
  return text != nullptr && text->text.find(kBar) != std::string::npos;
}

bool is_short(const Block& block) {
  const Text* text = std::get_if<Text>(&block);
  return text != nullptr && count_code_points(text->text) <= kCellCharactersMax;
}

// 12.00, -1, 0%, （3.5）, or a dash: what stands in a column of figures.
bool is_figure(std::string_view text) {
  bool digit = false;
  for (const CodePoint& point : code_points(text)) {
    const char32_t c = point.value;
    digit = digit || (c >= U'0' && c <= U'9') || c == U'-' || c == U'—';
    const bool part = (c >= U'0' && c <= U'9') || c == U'.' || c == U',' || c == U'%' || c == U'-' || c == U'—' || c == U'(' || c == U')' || c == U'（' || c == U'）';
    if (!part) return false;
  }
  return digit;
}

bool is_label(const Token& token) { return !token.text.empty() && !is_figure(token.text); }

// The cells of one line or of several: what stands between bars. A cell on several lines is joined.
std::vector<Token> tokens_of(std::span<const Block> lines) {
  std::vector<Token> tokens(1);
  for (const Block& block : lines) {
    const Text& line = std::get<Text>(block);
    std::string_view rest = line.text;
    for (;;) {
      const std::size_t bar = rest.find(kBar);
      const std::string_view part = trimmed(rest.substr(0, bar));
      if (tokens.back().text.empty()) {
        tokens.back().place = line.place;
        if (!part.empty()) {
          const auto offset = static_cast<std::size_t>(part.data() - line.text.data());
          tokens.back().place.column = line.place.column + column_of_byte(line.text, offset) - 1;
          tokens.back().place.length = static_cast<int>(count_code_points(part));
        }
      }
      tokens.back().text += part;
      if (bar == std::string_view::npos) break;
      tokens.emplace_back();
      tokens.back().place = line.place;
      rest.remove_prefix(bar + 1);
    }
  }
  if (tokens.back().text.empty()) tokens.pop_back();  // behind the bar at the end
  return tokens;
}

// A row of labels above rows that begin with one: every other cell a figure or empty.
bool is_table(std::span<const Row> rows) {
  if (rows.size() < kRowsMin) return false;
  if (!std::all_of(rows.front().begin(), rows.front().end(), is_label)) return false;
  std::size_t figures = 0;
  for (const Row& row : rows.subspan(1)) {
    if (!is_label(row.front())) return false;
    for (const Token& cell : std::span(row).subspan(1)) {
      if (!cell.text.empty() && !is_figure(cell.text)) return false;
      figures += is_figure(cell.text);
    }
  }
  return figures >= 2;
}

// Each line a row: what one writes by hand, or what keeps the rows of the page. Cells may hold text of any kind.
std::optional<Found> rows_by_line(std::span<const Block> lines) {
  Found found;
  std::size_t columns = 0, captions = 0, token = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Row row = tokens_of(lines.subspan(i, 1));
    const std::size_t count = row.size();
    while (!row.empty() && row.back().text.empty()) row.pop_back();
    if (!row.empty() && row.front().text.empty()) return std::nullopt;
    const bool is_caption = row.size() < kColumnsMin && found.rows.empty() && captions < kCaptionsMax;
    token += count;
    if (is_caption) {
      ++captions;
      found.first = i + 1;
      continue;
    }
    if (row.size() < kColumnsMin || row.size() > kColumnsMax) return std::nullopt;
    columns = std::max(columns, row.size());
    found.rows.push_back(std::move(row));
  }
  found.last = lines.size();
  if (found.rows.size() < kColumnsMin || found.rows.front().size() < columns) return std::nullopt;
  for (Row& row : found.rows) row.resize(columns);
  return found;
}

// Rows parted by an empty cell: "|" at the end of one and "|" at the beginning of the next.
std::optional<Found> rows_by_gap(const std::vector<Token>& tokens) {
  Found found;
  std::size_t captions = 0;
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t end = begin;
    while (end < tokens.size() && !tokens[end].text.empty()) ++end;
    if (end > begin) {
      Row row(tokens.begin() + static_cast<std::ptrdiff_t>(begin), tokens.begin() + static_cast<std::ptrdiff_t>(end));
      if (row.size() == 1 && found.rows.empty() && captions < kCaptionsMax) {
        ++captions;
        found.first = end;
      } else {
        if (!found.rows.empty() && row.size() != found.rows.front().size()) return std::nullopt;
        found.rows.push_back(std::move(row));
      }
    }
    begin = end + 1;
  }
  found.last = tokens.size();
  if (found.rows.empty() || found.rows.front().size() < kColumnsMin || found.rows.front().size() > kColumnsMax || !is_table(found.rows)) return std::nullopt;
  return found;
}

// Every cell follows the one before; where the rows end is known when only one width makes a table.
std::optional<Found> rows_by_width(const std::vector<Token>& tokens) {
  std::optional<Found> only;
  for (std::size_t first = 0; first <= kCaptionsMax && first < tokens.size(); ++first)
    for (std::size_t width = kColumnsMin; width <= kColumnsMax; ++width) {
      if ((tokens.size() - first) % width != 0) continue;
      Found found;
      found.first = first;
      found.last = tokens.size();
      for (std::size_t at = first; at < tokens.size(); at += width)
        found.rows.emplace_back(tokens.begin() + static_cast<std::ptrdiff_t>(at), tokens.begin() + static_cast<std::ptrdiff_t>(at + width));
      if (!is_table(found.rows)) continue;
      if (only) return std::nullopt;
      only = std::move(found);
    }
  return only;
}

Grid grid_of(const Found& found) {
  Grid grid;
  grid.row_count = static_cast<int>(found.rows.size());
  grid.column_count = static_cast<int>(found.rows.front().size());
  grid.place = found.rows.front().front().place;
  for (int r = 0; r < grid.row_count; ++r)
    for (int c = 0; c < grid.column_count; ++c) {
      const Token& token = found.rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
      grid.cells.push_back({r, c, 1, 1, token.text, token.place});
    }
  return grid;
}

// The run of lines from `begin`: with bars, or with at most a cell's lines between two that have them.
std::size_t run_end(const std::vector<Block>& blocks, std::size_t begin) {
  std::size_t end = begin;
  for (std::size_t i = begin; i < blocks.size() && i <= end + kLinesOfCellMax && (has_bar(blocks[i]) || is_short(blocks[i])); ++i)
    if (has_bar(blocks[i])) end = i;
  // Where bars stand alone between the cells, the last cell has none behind it.
  const bool stands_alone = std::get<Text>(blocks[end]).text.find_first_not_of("| ") == std::string::npos;
  return end + 1 + (stands_alone && end + 1 < blocks.size() && is_short(blocks[end + 1]) && is_figure(std::get<Text>(blocks[end + 1]).text));
}

// Where bars stand alone between the cells, the first cell has none before it.
std::size_t run_begin(const std::vector<Block>& blocks, std::size_t bar) {
  const std::string& text = std::get<Text>(blocks[bar]).text;
  return bar > 0 && trimmed(text).starts_with(kBar) && is_short(blocks[bar - 1]) ? bar - 1 : bar;
}

}  // namespace

void make_bar_tables(std::vector<Block>& blocks) {
  std::vector<Block> out;
  std::size_t taken = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!has_bar(blocks[i])) continue;
    const std::size_t end = run_end(blocks, i);
    for (const std::size_t begin : {i, std::max(taken, run_begin(blocks, i))}) {
      const std::span<const Block> lines(blocks.data() + begin, end - begin);
      const std::vector<Token> tokens = tokens_of(lines);
      std::optional<Found> found = rows_by_line(lines);
      const bool by_line = found.has_value();
      if (!found) found = rows_by_gap(tokens);
      if (!found) found = rows_by_width(tokens);
      if (!found) continue;
      std::move(blocks.begin() + static_cast<std::ptrdiff_t>(taken), blocks.begin() + static_cast<std::ptrdiff_t>(begin), std::back_inserter(out));
      for (std::size_t t = 0; t < found->first; ++t) {
        if (by_line) out.push_back(std::move(blocks[begin + t]));
        else if (!tokens[t].text.empty()) out.emplace_back(Text{tokens[t].text, tokens[t].place});
      }
      out.emplace_back(grid_of(*found));
      taken = end;
      break;
    }
    i = end - 1;
  }
  if (taken == 0) return;
  std::move(blocks.begin() + static_cast<std::ptrdiff_t>(taken), blocks.end(), std::back_inserter(out));
  blocks = std::move(out);
}

}  // namespace mingzhang
