#include "read/pdf/page_blocks.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "base/utf8.h"
#include "read/pdf/aligned_tables.h"
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

bool is_of_figure(char32_t value) {
  return (value >= U'0' && value <= U'9') || value == U'.' || value == U',' || value == U'-';
}

// 12.80: begins and ends as an amount does.
bool is_amount(std::span<const Glyph> glyphs) {
  constexpr std::size_t kLeast = 4;
  return glyphs.size() >= kLeast && glyphs[glyphs.size() - 3].value == U'.' &&
         std::all_of(glyphs.begin(), glyphs.end(), [](const Glyph& glyph) { return is_of_figure(glyph.value); });
}

class PageReader {
 public:
  PageReader(const PageContent& page, const Limits& limits)
      : turn_(main_turn(page.glyphs)),
        frame_(page.size, turn_),
        page_(upright(page, frame_, turn_)),
        limits_(limits) {}

  std::vector<Block> read() {
    const auto horizontals = merged_rulings(std::move(page_.horizontals));
    const auto verticals = merged_rulings(std::move(page_.verticals));
    std::vector<Lattice> frames;  // around rows, or around text: no ruling tells their columns
    for (Lattice& lattice : find_lattices(horizontals, verticals, limits_.page_grid_positions_max)) {
      if (lattice.column_count() > 1) add_table(std::move(lattice));
      else frames.push_back(std::move(lattice));
    }
    share_out(std::move(page_.glyphs));
    give_up_tables_that_are_none();
    find_lines();
    const std::size_t ruled = tables_.size();
    for (Lattice& lattice : find_aligned_tables(lines_, horizontals, areas())) add_table(std::move(lattice));
    const std::vector<Rect> areas_taken = areas();
    for (Lattice& frame : frames) {
      const auto is_inside = [&](const Rect& area) { return frame.area().contains(area.centre()); };
      if (std::none_of(areas_taken.begin() + static_cast<std::ptrdiff_t>(ruled), areas_taken.end(), is_inside)) add_table(std::move(frame));
    }
    if (tables_.size() > ruled) {
      share_out(std::exchange(free_, {}));
      give_up_tables_that_are_none();
      find_lines();
    }
    return blocks();
  }

 private:
  struct CellRef {
    int table = -1, cell = -1;
    friend bool operator==(const CellRef&, const CellRef&) = default;
  };

  void add_table(Lattice lattice) {
    Table table{std::move(lattice), {}};
    table.glyphs.resize(table.lattice.cells.size());
    tables_.push_back(std::move(table));
  }

  std::vector<Rect> areas() const {
    std::vector<Rect> result;
    for (const Table& table : tables_) result.push_back(table.lattice.area());
    return result;
  }

  // A word goes where its middle lies, even when it stands over the side of its cell.
  void share_out(const std::vector<Glyph>& glyphs) {
    for (std::size_t begin = 0; begin < glyphs.size();) {
      std::size_t end = begin + 1;
      while (end < glyphs.size() && glyphs[end].run == glyphs[begin].run &&
             (glyphs[end].value == U' ') == (glyphs[begin].value == U' ')) {
        ++end;
      }
      end = begin + size_in_one_cell(std::span(glyphs).subspan(begin, end - begin));
      const Point first = glyphs[begin].anchor, last = glyphs[end - 1].anchor;
      std::vector<Glyph>& target = glyphs_at(cell_at({(first.x + last.x) / 2, (first.y + last.y) / 2}));
      target.insert(target.end(), glyphs.begin() + static_cast<std::ptrdiff_t>(begin),
                    glyphs.begin() + static_cast<std::ptrdiff_t>(end));
      begin = end;
    }
  }

  // A name and an amount, or two amounts, drawn without a gap are two words where the side of a cell passes between them.
  std::size_t size_in_one_cell(std::span<const Glyph> run) const {
    if (cell_at(run.front().anchor) == cell_at(run.back().anchor)) return run.size();
    for (std::size_t i = 1; i < run.size(); ++i) {
      const bool changes = is_of_figure(run[i - 1].value) != is_of_figure(run[i].value);
      if (!changes && !(is_amount(run.first(i)) && is_amount(run.subspan(i)))) continue;
      if (cell_at(run[i - 1].anchor) != cell_at(run[i].anchor)) return i;
    }
    return run.size();
  }

  CellRef cell_at(Point p) const {
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      const int cell = tables_[i].lattice.cell_index(p);
      if (cell >= 0) return {static_cast<int>(i), cell};
    }
    return {};
  }

  std::vector<Glyph>& glyphs_at(CellRef ref) {
    return ref.table < 0 ? free_ : tables_[static_cast<std::size_t>(ref.table)].glyphs[static_cast<std::size_t>(ref.cell)];
  }

  // Frames of charts and empty boxes.
  void give_up_tables_that_are_none() {
    std::erase_if(tables_, [](const Table& table) {
      return std::all_of(table.glyphs.begin(), table.glyphs.end(), [](const auto& glyphs) { return glyphs.empty(); });
    });
  }

  static bool is_before(const Rect& a, const Rect& b) { return std::pair(a.top, a.left) < std::pair(b.top, b.left); }

  void find_lines() {
    lines_ = lines_of(free_);
    std::stable_sort(lines_.begin(), lines_.end(), [&](const Line& a, const Line& b) { return is_before(a.box, b.box); });
  }

  std::vector<Block> blocks() {
    std::sort(tables_.begin(), tables_.end(),
              [](const Table& a, const Table& b) { return is_before(a.lattice.area(), b.lattice.area()); });
    std::vector<Block> result;
    auto table = tables_.begin();
    for (const Line& line : lines_) {
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
  std::vector<Line> lines_;  // of them, from top to bottom
  int line_count_ = 0;
};

}  // namespace

std::vector<Block> page_blocks(const PageContent& page, const Limits& limits) {
  return PageReader(page, limits).read();
}

}  // namespace mingzhang::pdf
