#include "read/pdf/page_device.h"

#include <array>
#include <cmath>
#include <memory>
#include <optional>

#include <poppler/UTF.h>
#include <poppler/goo/gmem.h>

#include "base/utf8.h"
#include "read/pdf/glyph_repair.h"

namespace mingzhang::pdf {
namespace {

constexpr double kRulingThicknessMax = 3.5;  // points; anything thicker is an area
constexpr double kLevelWithin = 0.5;         // points by which a line may lean
constexpr std::size_t kBackgroundsMax = 1'000;

Point transformed(const GfxState& state, double x, double y) {
  Point p;
  state.transform(x, y, &p.x, &p.y);
  return p;
}

Rect clip_of(const GfxState& state) {
  Rect clip;
  state.getClipBBox(&clip.left, &clip.top, &clip.right, &clip.bottom);
  return clip;
}

bool is_white(const GfxRGB& color) {
  constexpr GfxColorComp kNearlyWhite = gfxColorComp1 - gfxColorComp1 / 50;
  return color.r >= kNearlyWhite && color.g >= kNearlyWhite && color.b >= kNearlyWhite;
}

bool shows_fill(const GfxState& state) {
  GfxRGB color;
  state.getFillRGB(&color);
  return state.getFillOpacity() > 0 && !is_white(color);
}

bool shows_stroke(const GfxState& state) {
  GfxRGB color;
  state.getStrokeRGB(&color);
  return state.getStrokeOpacity() > 0 && !is_white(color);
}

Point clamped(Point p, const Rect& r) {
  if (r.left > r.right || r.top > r.bottom) return p;
  return {std::clamp(p.x, r.left, r.right), std::clamp(p.y, r.top, r.bottom)};
}

bool has_curve(const GfxSubpath& subpath) {
  for (int i = 0; i < subpath.getNumPoints(); ++i) {
    if (subpath.getCurve(i)) return true;
  }
  return false;
}

Point point_of(const GfxState& state, const GfxSubpath& subpath, int i) {
  return transformed(state, subpath.getX(i), subpath.getY(i));
}

// The rectangle a subpath goes around, if it is one and stands level.
std::optional<Rect> rectangle_of(const GfxState& state, const GfxSubpath& subpath) {
  const int count = subpath.getNumPoints();
  if (count < 4 || count > 5 || has_curve(subpath)) return std::nullopt;
  std::array<Point, 4> corner;
  for (int i = 0; i < 4; ++i) corner[i] = point_of(state, subpath, i);
  for (int i = 0; i < 4; ++i) {
    const Point a = corner[i], b = corner[(i + 1) % 4];
    if (std::abs(a.x - b.x) > kLevelWithin && std::abs(a.y - b.y) > kLevelWithin) return std::nullopt;
  }
  const auto [left, right] = std::minmax(corner[0].x, corner[2].x);
  const auto [top, bottom] = std::minmax(corner[0].y, corner[2].y);
  return Rect{left, top, right, bottom};
}

// Browsers draw a border as the area between two rectangles.
bool is_thin_frame(const Rect& outer, const Rect& inner) {
  const std::array<double, 4> margins = {inner.left - outer.left, inner.top - outer.top, outer.right - inner.right,
                                         outer.bottom - inner.bottom};
  const auto thin = [](double margin) { return margin >= 0 && margin <= kRulingThicknessMax; };
  return std::all_of(margins.begin(), margins.end(), thin) && inner.width() > kRulingThicknessMax &&
         inner.height() > kRulingThicknessMax;
}

// Height of the font as shown. Type 3 fonts choose their own units, of which only the bounding box tells the size.
double size_of(const GfxState& state, const std::array<double, 4>& matrix) {
  const double size = std::hypot(matrix[2], matrix[3]);
  const auto& font = state.getFont();
  if (font == nullptr || font->getType() != fontType3) return size;
  const double* box = font->getFontBBox();
  const double height = std::abs((box[3] - box[1]) * font->getFontMatrix()[3]);
  return height > 0 ? size * height : size;
}

Turn turn_of(double x, double y) {
  if (std::abs(x) >= std::abs(y)) return x >= 0 ? 0 : 2;
  return y >= 0 ? 1 : 3;
}

bool is_slanted(double x, double y) {
  constexpr double kSlant = 0.09;  // about five degrees
  return std::min(std::abs(x), std::abs(y)) > kSlant * std::max(std::abs(x), std::abs(y));
}

Rect part_of(const Rect& box, Turn turn, std::size_t index, std::size_t count) {
  const double from = static_cast<double>(index) / count, to = static_cast<double>(index + 1) / count;
  Rect part = box;
  if (turn % 2 == 0) {
    part.left = box.left + from * box.width();
    part.right = box.left + to * box.width();
  } else {
    part.top = box.top + from * box.height();
    part.bottom = box.top + to * box.height();
  }
  return part;
}

}  // namespace

void PageDevice::startPage(int, GfxState* state, XRef*) {
  content_.size = {state->getPageWidth(), state->getPageHeight()};
}

// ---- text

PageDevice::Stamp PageDevice::stamp(const GfxState& state, Point origin, Point advance) {
  std::array<double, 4> matrix;
  state.getFontTransMat(&matrix[0], &matrix[1], &matrix[2], &matrix[3]);
  Stamp result;
  Glyph& glyph = result.glyph;
  const double size = size_of(state, matrix);
  glyph.size = static_cast<float>(size);
  glyph.turn = turn_of(matrix[0], matrix[1]);
  glyph.slanted = is_slanted(matrix[0], matrix[1]);
  const auto& font = state.getFont();
  const double ascent = size * std::clamp(font ? font->getAscent() : 0.88, 0.7, 1.0);
  const double descent = size * std::clamp(font ? font->getDescent() : -0.12, -0.3, -0.1);
  const double length = std::hypot(matrix[2], matrix[3]);
  const Point up = length > 0 ? Point{matrix[2] / length, matrix[3] / length} : Point{0, -1};
  const bool vertical_writing = font && font->getWMode() == 1;
  Rect box{origin.x, origin.y, origin.x, origin.y};
  const auto include = [&](Point p) { box = join(box, {p.x, p.y, p.x, p.y}); };
  if (vertical_writing) {  // centred on the line that goes down
    const Point half{up.y * size / 2, up.x * size / 2};
    for (const Point p : {origin, Point{origin.x + advance.x, origin.y + advance.y}}) {
      include({p.x - half.x, p.y - half.y});
      include({p.x + half.x, p.y + half.y});
    }
  } else {
    box = Rect{origin.x + up.x * ascent, origin.y + up.y * ascent, origin.x + up.x * ascent, origin.y + up.y * ascent};
    include({origin.x + up.x * descent, origin.y + up.y * descent});
    const Point end{origin.x + advance.x, origin.y + advance.y};
    include({end.x + up.x * ascent, end.y + up.y * ascent});
    include({end.x + up.x * descent, end.y + up.y * descent});
  }
  glyph.box = box;
  glyph.anchor = clamped(box.centre(), clip_of(state));
  constexpr int kInvisible = 3;  // text rendering mode
  result.hidden = state.getRender() == kInvisible || state.getFillOpacity() <= 0;
  if (!result.hidden && state.getRender() == 0) {
    GfxRGB color;
    state.getFillRGB(&color);
    result.white = is_white(color);
  }
  return result;
}

// Glyphs belong together while each begins where the one before has ended.
int PageDevice::run_of(const Stamp& stamp) {
  const Rect& box = stamp.glyph.box;
  const bool level = stamp.glyph.turn % 2 == 0, forwards = stamp.glyph.turn <= 1;
  const double begin = level ? (forwards ? box.left : box.right) : (forwards ? box.top : box.bottom);
  const double end = level ? (forwards ? box.right : box.left) : (forwards ? box.bottom : box.top);
  const double foot = level ? box.bottom : box.left;
  const double size = stamp.glyph.size;
  const double gap_max = (string_begins_ ? 0.05 : 0.3) * size;
  if (std::abs(begin - pen_.x) > gap_max || std::abs(foot - pen_.y) > 0.3 * size) ++run_;
  string_begins_ = false;
  pen_ = {end, foot};
  return run_;
}

void PageDevice::beginString(GfxState*, const GooString*) {
  string_begins_ = true;
}

void PageDevice::drawChar(GfxState* state, double x, double y, double dx, double dy, double, double, CharCode code, int,
                          const Unicode* characters, int character_count) {
  if (content_.over_limit || (!in_mask_.empty() && in_mask_.back())) return;
  double spacing = state->getCharSpace(), spacing_x = 0, spacing_y = 0;
  if (code == ' ') spacing += state->getWordSpace();
  state->textTransformDelta(spacing * state->getHorizScaling(), 0, &spacing_x, &spacing_y);
  Point advance;
  state->transformDelta(dx - spacing_x, dy - spacing_y, &advance.x, &advance.y);
  const Point origin = transformed(*state, x, y);
  Stamp drawn = stamp(*state, origin, advance);
  drawn.glyph.run = run_of(drawn);
  if (!Rect{0, 0, content_.size.x, content_.size.y}.contains(drawn.glyph.box.centre())) return;
  std::u32string meant(characters, characters + std::max(character_count, 0));
  if (meant.empty()) meant = code == ' ' ? U' ' : kReplacementCharacter;
  if (in_span_) {
    span_stamps_.push_back(drawn);
    span_characters_.push_back(std::move(meant));
  } else {
    add(drawn, meant);
  }
}

void PageDevice::add(const Stamp& stamp, std::u32string_view characters) {
  std::u32string meant;
  for (const char32_t value : characters) meant += repaired(value);
  for (std::size_t i = 0; i < meant.size(); ++i) {
    add_character(stamp, part_of(stamp.glyph.box, stamp.glyph.turn, i, meant.size()), meant[i]);
  }
}

void PageDevice::add_character(const Stamp& stamp, const Rect& box, char32_t value) {
  Glyph glyph = stamp.glyph;
  glyph.box = box;
  glyph.value = value;
  if (value == kReplacementCharacter && !stamp.hidden) ++content_.unreadable_glyphs;
  std::vector<Glyph>& target = stamp.hidden ? content_.hidden_glyphs : stamp.white ? white_glyphs_ : content_.glyphs;
  target.push_back(glyph);
  const std::size_t count = content_.glyphs.size() + content_.hidden_glyphs.size() + white_glyphs_.size();
  content_.over_limit |= count > limits_.page_glyphs_max;
}

void PageDevice::beginActualText(GfxState*, const GooString* text) {
  if (in_span_) return;
  in_span_ = true;
  Unicode* characters = nullptr;
  const int count = TextStringToUCS4(text->toStr(), &characters);
  span_text_.assign(characters, characters + count);
  gfree(characters);
}

// A span over one line says what is printed there. Longer ones would tear their text off its places.
void PageDevice::endActualText(GfxState*) {
  if (!in_span_) return;
  in_span_ = false;
  if (!span_stamps_.empty()) {
    Stamp whole = span_stamps_.front();
    for (const Stamp& stamp : span_stamps_) whole.glyph.box = join(whole.glyph.box, stamp.glyph.box);
    const bool level = whole.glyph.turn % 2 == 0;
    const double across = level ? whole.glyph.box.height() : whole.glyph.box.width();
    const bool one_line = across < 1.7 * whole.glyph.size;
    if (one_line && span_text_.size() <= 2 * span_stamps_.size() + 2) {
      whole.glyph.anchor = whole.glyph.box.centre();
      add(whole, span_text_);
    } else {
      for (std::size_t i = 0; i < span_stamps_.size(); ++i) add(span_stamps_[i], span_characters_[i]);
    }
  }
  span_stamps_.clear();
  span_characters_.clear();
}

// ---- lines and areas

bool PageDevice::count_segment() {
  if (content_.horizontals.size() + content_.verticals.size() < limits_.page_segments_max) return true;
  content_.over_limit = true;
  return false;
}

void PageDevice::add_horizontal(double y, double from, double to, const Rect& clip) {
  from = std::max(from, clip.left);
  to = std::min(to, clip.right);
  if (from > to || y < clip.top - 1 || y > clip.bottom + 1 || !count_segment()) return;
  content_.horizontals.push_back({y, from, to});
}

void PageDevice::add_vertical(double x, double from, double to, const Rect& clip) {
  from = std::max(from, clip.top);
  to = std::min(to, clip.bottom);
  if (from > to || x < clip.left - 1 || x > clip.right + 1 || !count_segment()) return;
  content_.verticals.push_back({x, from, to});
}

void PageDevice::stroke(GfxState* state) {
  if (content_.over_limit || (!in_mask_.empty() && in_mask_.back()) || !shows_stroke(*state)) return;
  if (state->getTransformedLineWidth() > kRulingThicknessMax) return;
  const Rect clip = clip_of(*state);
  const GfxPath& path = *state->getPath();
  for (int s = 0; s < path.getNumSubpaths(); ++s) {
    const GfxSubpath& subpath = *path.getSubpath(s);
    for (int i = 1; i < subpath.getNumPoints(); ++i) {
      if (subpath.getCurve(i) || subpath.getCurve(i - 1)) continue;
      const Point a = point_of(*state, subpath, i - 1), b = point_of(*state, subpath, i);
      if (std::abs(a.y - b.y) <= kLevelWithin) {
        add_horizontal((a.y + b.y) / 2, std::min(a.x, b.x), std::max(a.x, b.x), clip);
      } else if (std::abs(a.x - b.x) <= kLevelWithin) {
        add_vertical((a.x + b.x) / 2, std::min(a.y, b.y), std::max(a.y, b.y), clip);
      }
    }
  }
}

void PageDevice::fill(GfxState* state) {
  if (content_.over_limit || (!in_mask_.empty() && in_mask_.back()) || !shows_fill(*state)) return;
  const Rect clip = clip_of(*state);
  const GfxPath& path = *state->getPath();
  std::vector<Rect> rectangles;
  for (int s = 0; s < path.getNumSubpaths(); ++s) {
    if (const auto rectangle = rectangle_of(*state, *path.getSubpath(s))) rectangles.push_back(*rectangle);
  }
  if (rectangles.size() == 2 && is_thin_frame(rectangles[0], rectangles[1])) {
    const Rect& outer = rectangles[0];
    for (const double y : {outer.top, outer.bottom}) add_horizontal(y, outer.left, outer.right, clip);
    for (const double x : {outer.left, outer.right}) add_vertical(x, outer.top, outer.bottom, clip);
    return;
  }
  for (const Rect& rectangle : rectangles) add_filled(rectangle, clip);
}

// Most programs draw lines as thin rectangles, and their crossings as small squares that belong to both lines.
void PageDevice::add_filled(const Rect& r, const Rect& clip) {
  const bool thin = r.width() <= kRulingThicknessMax, flat = r.height() <= kRulingThicknessMax;
  if (flat && (thin || r.width() > r.height())) add_horizontal((r.top + r.bottom) / 2, r.left, r.right, clip);
  if (thin && (flat || r.height() > r.width())) add_vertical((r.left + r.right) / 2, r.top, r.bottom, clip);
  if (!thin && !flat && backgrounds_.size() < kBackgroundsMax) backgrounds_.push_back(r);
}

void PageDevice::add_picture(const GfxState& state) {
  Rect box;
  const Point a = transformed(state, 0, 0), b = transformed(state, 1, 1);
  box = join({a.x, a.y, a.x, a.y}, {b.x, b.y, b.x, b.y});
  const double page_area = content_.size.x * content_.size.y;
  if (page_area > 0) content_.picture_area += box.width() * box.height() / page_area;
  if (backgrounds_.size() < kBackgroundsMax) backgrounds_.push_back(box);
}

void PageDevice::drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                           GfxImageColorMap* colors, bool interpolate, const int* mask, bool inline_image) {
  add_picture(*state);
  OutputDev::drawImage(state, ref, stream, width, height, colors, interpolate, mask, inline_image);
}

void PageDevice::drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height, bool invert,
                               bool interpolate, bool inline_image) {
  add_picture(*state);
  OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, inline_image);
}

void PageDevice::beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool for_soft_mask) {
  in_mask_.push_back(for_soft_mask || (!in_mask_.empty() && in_mask_.back()));
}

void PageDevice::endTransparencyGroup(GfxState*) {
  if (!in_mask_.empty()) in_mask_.pop_back();
}

// ---- the whole page

void PageDevice::hide_white_on_white() {
  for (const Glyph& glyph : white_glyphs_) {
    const auto behind = [&](const Rect& background) { return background.contains(glyph.box.centre()); };
    const bool seen = std::any_of(backgrounds_.begin(), backgrounds_.end(), behind);
    (seen ? content_.glyphs : content_.hidden_glyphs).push_back(glyph);
  }
}

PageContent PageDevice::take() {
  endActualText(nullptr);
  hide_white_on_white();
  return std::move(content_);
}

}  // namespace mingzhang::pdf
