#include "read/pdf/text_lines.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "base/utf8.h"

namespace mingzhang::pdf {
namespace {

constexpr int kGapSpacesMax = 60;

bool is_wide(char32_t value) {
  return is_han(value) || (value >= 0x3000 && value <= 0x30FF) || (value >= 0xFF01 && value <= 0xFF60);
}

// How many spaces stand for the gap (in font sizes) between two characters.
int spaces_for(double gap, bool has_space, char32_t before, char32_t after) {
  constexpr double kWideGap = 1.2, kSpaceWidth = 0.5;
  if (gap >= kWideGap) return std::clamp(static_cast<int>(std::lround(gap / kSpaceWidth)), 2, kGapSpacesMax);
  double least = 0.2;
  if (has_space) {
    least = 0.08;
  } else if (is_wide(before) && is_wide(after)) {
    least = 0.6;  // less is letter-spacing
  } else if (is_wide(before) || is_wide(after)) {
    least = 0.35;  // less is the space that programs set between Han and Latin characters
  }
  return gap >= least ? 1 : 0;
}

bool same_place(const Glyph& a, const Glyph& b) {
  constexpr double kShift = 0.3;
  const Point p = a.box.centre(), q = b.box.centre();
  const double shift_max = kShift * std::min(a.box.width(), b.box.width());
  return a.value == b.value && std::abs(p.x - q.x) <= shift_max && std::abs(p.y - q.y) <= kShift * a.size;
}

// `glyphs` by their left sides.
void drop_doubles(std::vector<Glyph>& glyphs) {
  constexpr std::size_t kLookBack = 4;
  std::vector<Glyph> kept;
  for (const Glyph& glyph : glyphs) {
    const std::size_t from = kept.size() - std::min(kLookBack, kept.size());
    const bool doubled = std::any_of(kept.begin() + static_cast<std::ptrdiff_t>(from), kept.end(),
                                     [&](const Glyph& before) { return same_place(before, glyph); });
    if (!doubled) kept.push_back(glyph);
  }
  glyphs = std::move(kept);
}

bool is_digit(char32_t value) {
  return value >= U'0' && value <= U'9';
}

// Figures of neighbouring columns may come close; the characters around the space tell.
bool parts_figures(char32_t before, char32_t after) {
  return is_digit(before) && (is_digit(after) || after == U'-' || after == U'(');
}

// `glyphs` of one line, in any order.
Line line_of(std::vector<Glyph>& glyphs) {
  std::stable_sort(glyphs.begin(), glyphs.end(), [](const Glyph& a, const Glyph& b) { return a.box.left < b.box.left; });
  drop_doubles(glyphs);
  Line line;
  const Glyph* before = nullptr;
  bool has_space = false;
  for (const Glyph& glyph : glyphs) {
    if (glyph.value == U' ') {
      has_space = true;
      continue;
    }
    if (before == nullptr) {
      line.box = glyph.box;
      line.pieces.push_back({0, 0, glyph.box});
    } else {
      const double size = std::min(before->size, glyph.size);
      const double gap = size > 0 ? (glyph.box.left - before->box.right) / size : 0;
      const int spaces = spaces_for(gap, has_space, before->value, glyph.value);
      line.text.append(static_cast<std::size_t>(spaces), ' ');
      if (spaces >= 2 || (spaces == 1 && parts_figures(before->value, glyph.value))) line.pieces.push_back({line.text.size(), 0, glyph.box});
      line.box = join(line.box, glyph.box);
    }
    append_utf8(line.text, glyph.value);
    line.pieces.back().end = line.text.size();
    line.pieces.back().box = join(line.pieces.back().box, glyph.box);
    before = &glyph;
    has_space = false;
  }
  return line;
}

// A line is what overlaps its tallest glyph by half of its own height.
class LineGrouping {
 public:
  std::vector<Line> group(std::vector<Glyph> glyphs) {
    std::stable_sort(glyphs.begin(), glyphs.end(),
                     [](const Glyph& a, const Glyph& b) { return a.box.top + a.box.bottom < b.box.top + b.box.bottom; });
    for (const Glyph& glyph : glyphs) {
      if (!current_.empty() && !belongs(glyph)) finish();
      if (current_.empty() || is_better_core(glyph)) core_ = glyph;
      current_.push_back(glyph);
    }
    finish();
    return std::move(lines_);
  }

 private:
  bool belongs(const Glyph& glyph) const {
    const double overlap = std::min(core_.box.bottom, glyph.box.bottom) - std::max(core_.box.top, glyph.box.top);
    return overlap >= 0.5 * std::min(core_.box.height(), glyph.box.height());
  }
  bool is_better_core(const Glyph& glyph) const {
    if ((glyph.value == U' ') != (core_.value == U' ')) return core_.value == U' ';
    return glyph.box.height() > core_.box.height();
  }
  void finish() {
    if (current_.empty()) return;
    if (Line line = line_of(current_); !line.text.empty()) lines_.push_back(std::move(line));
    current_.clear();
  }

  std::vector<Line> lines_;
  std::vector<Glyph> current_;
  Glyph core_;
};

std::vector<Line> turned_lines(std::vector<Glyph> glyphs, Turn turn) {
  if (turn == 0) return LineGrouping().group(std::move(glyphs));
  const Frame frame({0, 0}, turn);
  for (Glyph& glyph : glyphs) glyph.box = frame.upright(glyph.box);
  std::vector<Line> lines = LineGrouping().group(std::move(glyphs));
  for (Line& line : lines) {
    line.box = frame.shown(line.box);
    line.pieces.clear();
  }
  return lines;
}

// Watermarks and the like: what was drawn together is a line.
void add_slanted(std::vector<Line>& lines, const std::vector<Glyph>& glyphs) {
  int run = -1;
  for (const Glyph& glyph : glyphs) {
    if (glyph.value == U' ') continue;
    if (glyph.run != run) lines.push_back({"", glyph.box, {}});
    run = glyph.run;
    append_utf8(lines.back().text, glyph.value);
    lines.back().box = join(lines.back().box, glyph.box);
  }
}

}  // namespace

std::vector<Line> lines_of(std::vector<Glyph> glyphs) {
  std::array<std::vector<Glyph>, 4> by_turn;
  std::vector<Glyph> slanted;
  for (const Glyph& glyph : glyphs) (glyph.slanted ? slanted : by_turn[static_cast<std::size_t>(glyph.turn)]).push_back(glyph);
  std::vector<Line> lines;
  for (Turn turn = 0; turn < 4; ++turn) {
    for (Line& line : turned_lines(std::move(by_turn[static_cast<std::size_t>(turn)]), turn)) lines.push_back(std::move(line));
  }
  add_slanted(lines, slanted);
  return lines;
}

}  // namespace mingzhang::pdf
