#include "read/pdf/page_blocks.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "read/pdf/lattice.h"
#include "read/pdf/rulings.h"
#include "read/pdf/text_lines.h"

namespace mingzhang::pdf {
namespace {

// The direction most of the text reads in.
Turn main_turn(const std::vector<Glyph>& glyphs) {
  std::array<std::size_t, 4> count{};
  for (const Glyph& glyph : glyphs) {
    if (!glyph.slanted && glyph.value != U' ') ++count[static_cast<std::size_t>(glyph.turn)];
  }
  return static_cast<Turn>(std::max_element(count.begin(), count.end()) - count.begin());
}

PageContent upright(const PageContent& page, const Frame& frame, Turn turn) {
  PageContent result = page;
  if (turn == 0) return result;
  result.size = frame.size();
  for (Glyph& glyph : result.glyphs) {
    glyph.box = frame.upright(glyph.box);
    glyph.anchor = frame.upright(glyph.anchor);
    glyph.turn = (glyph.turn + 4 - turn) % 4;
  }
  result.horizontals.clear();
  result.verticals.clear();
  const auto add = [&](const Rect& line, bool level) {
    if (level) result.horizontals.push_back({line.top, line.left, line.right});
    if (!level) result.verticals.push_back({line.left, line.top, line.bottom});
  };
  const bool level = turn % 2 == 0;
  for (const Segment& s : page.horizontals) add(frame.upright(Rect{s.from, s.position, s.to, s.position}), level);
  for (const Segment& s : page.verticals) add(frame.upright(Rect{s.position, s.from, s.position, s.to}), !level);
  return result;
}

// A table of the page with what stands in its cells.
struct Table {
  Lattice lattice;
  std::vector<std::vector<Glyph>> glyphs;  // by cell
};

class PageReader {
 public:
  PageReader(const PageContent& page, const Limits& limits)
      : turn_(main_turn(page.glyphs)),
        frame_(page.size, turn_),
        page_(upright(page, frame_, turn_)),
        limits_(limits) {}

  std::vector<Block> read() {
    find_tables();
    share_out_glyphs();
    give_up_tables_that_are_none();
    return blocks();
  }

 private:
  void find_tables() {
    const auto horizontals = merged_rulings(std::move(page_.horizontals));
    const auto verticals = merged_rulings(std::move(page_.verticals));
    for (Lattice& lattice : find_lattices(horizontals, verticals, limits_.page_grid_positions_max)) {
      Table table{std::move(lattice), {}};
      table.glyphs.resize(table.lattice.cells.size());
      tables_.push_back(std::move(table));
    }
  }

  // A word goes where its middle lies, even when it stands over the side of its cell.
  void share_out_glyphs() {
    const std::vector<Glyph>& glyphs = page_.glyphs;
    for (std::size_t begin = 0; begin < glyphs.size();) {
      std::size_t end = begin + 1;
      while (end < glyphs.size() && glyphs[end].run == glyphs[begin].run &&
             (glyphs[end].value == U' ') == (glyphs[begin].value == U' ')) {
        ++end;
      }
      const Point first = glyphs[begin].anchor, last = glyphs[end - 1].anchor;
      std::vector<Glyph>& target = glyphs_at({(first.x + last.x) / 2, (first.y + last.y) / 2});
      target.insert(target.end(), glyphs.begin() + static_cast<std::ptrdiff_t>(begin),
                    glyphs.begin() + static_cast<std::ptrdiff_t>(end));
      begin = end;
    }
  }

  std::vector<Glyph>& glyphs_at(Point p) {
    for (Table& table : tables_) {
      const int cell = table.lattice.cell_index(p);
      if (cell >= 0) return table.glyphs[static_cast<std::size_t>(cell)];
    }
    return free_;
  }

  // Frames of charts and empty boxes.
  void give_up_tables_that_are_none() {
    for (Table& table : tables_) {
      const auto filled = std::count_if(table.glyphs.begin(), table.glyphs.end(), [](const auto& g) { return !g.empty(); });
      if (filled > 0) continue;
      table.glyphs.clear();
    }
    std::erase_if(tables_, [](const Table& table) { return table.glyphs.empty(); });
  }

  std::vector<Block> blocks() {
    std::vector<Line> lines = lines_of(std::move(free_));
    const auto by_position = [](const Rect& a, const Rect& b) { return std::pair(a.top, a.left) < std::pair(b.top, b.left); };
    std::stable_sort(lines.begin(), lines.end(), [&](const Line& a, const Line& b) { return by_position(a.box, b.box); });
    std::sort(tables_.begin(), tables_.end(),
              [&](const Table& a, const Table& b) { return by_position(a.lattice.area(), b.lattice.area()); });
    std::vector<Block> result;
    auto table = tables_.begin();
    for (const Line& line : lines) {
      for (; table != tables_.end() && table->lattice.area().top <= line.box.centre().y; ++table) result.push_back(grid_of(*table));
      result.push_back(text_of(line));
    }
    for (; table != tables_.end(); ++table) result.push_back(grid_of(*table));
    return result;
  }

  Place place_of(const Rect& box, int line) const {
    Place place;
    place.page = page_.number;
    place.line = line;
    place.column = 1;
    place.box = box_of(frame_.shown(box));
    return place;
  }

  Text text_of(const Line& line) {
    Text text;
    text.text = line.text;
    text.place = place_of(line.box, ++line_count_);
    text.place.length = static_cast<int>(count_code_points(line.text));
    return text;
  }

  // Rows count as lines.
  Grid grid_of(Table& table) {
    const Lattice& lattice = table.lattice;
    Grid grid{lattice.row_count(), lattice.column_count(), {}, place_of(lattice.area(), line_count_ + 1)};
    for (std::size_t i = 0; i < lattice.cells.size(); ++i) {
      const LatticeCell& cell = lattice.cells[i];
      std::string text;
      for (const Line& line : lines_of(std::move(table.glyphs[i]))) text += (text.empty() ? "" : "\n") + line.text;
      grid.cells.push_back({cell.row, cell.column, cell.row_span, cell.column_span, std::move(text),
                            place_of(lattice.area(cell), line_count_ + 1 + cell.row)});
    }
    line_count_ += lattice.row_count();
    return grid;
  }

  Turn turn_;
  Frame frame_;
  PageContent page_;  // upright
  const Limits& limits_;
  std::vector<Table> tables_;
  std::vector<Glyph> free_;  // glyphs in no table
  int line_count_ = 0;
};

}  // namespace

std::vector<Block> page_blocks(const PageContent& page, const Limits& limits) {
  return PageReader(page, limits).read();
}

}  // namespace mingzhang::pdf
