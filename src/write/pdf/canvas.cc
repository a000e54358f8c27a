#include "write/pdf/canvas.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include "base/late_library.h"
#include "write/fixed_date.h"
#include "write/printed.h"

namespace mingzhang {
namespace {

LateLibrary pangocairo(MINGZHANG_PANGO_FILE);  // brings Pango, cairo and GObject
#define LATE_PANGO(name) LATE_FUNCTION(pangocairo, name)
LATE_PANGO(cairo_create);
LATE_PANGO(cairo_destroy);
LATE_PANGO(cairo_fill_preserve);
LATE_PANGO(cairo_move_to);
LATE_PANGO(cairo_pdf_surface_add_outline);
LATE_PANGO(cairo_pdf_surface_create_for_stream);
LATE_PANGO(cairo_pdf_surface_set_metadata);
LATE_PANGO(cairo_pdf_surface_set_size);
LATE_PANGO(cairo_rectangle);
LATE_PANGO(cairo_rel_line_to);
LATE_PANGO(cairo_set_dash);
LATE_PANGO(cairo_set_line_width);
LATE_PANGO(cairo_set_source_rgb);
LATE_PANGO(cairo_show_page);
LATE_PANGO(cairo_status);
LATE_PANGO(cairo_status_to_string);
LATE_PANGO(cairo_stroke);
LATE_PANGO(cairo_surface_destroy);
LATE_PANGO(cairo_surface_finish);
LATE_PANGO(cairo_surface_status);
LATE_PANGO(cairo_tag_begin);
LATE_PANGO(cairo_tag_end);
LATE_PANGO(g_object_unref);
LATE_PANGO(pango_cairo_context_set_resolution);
LATE_PANGO(pango_cairo_create_layout);
LATE_PANGO(pango_cairo_show_layout_line);
LATE_PANGO(pango_context_set_language);
LATE_PANGO(pango_font_description_free);
LATE_PANGO(pango_font_description_new);
LATE_PANGO(pango_font_description_set_family_static);
LATE_PANGO(pango_font_description_set_size);
LATE_PANGO(pango_language_from_string);
LATE_PANGO(pango_layout_context_changed);
LATE_PANGO(pango_layout_get_context);
LATE_PANGO(pango_layout_get_iter);
LATE_PANGO(pango_layout_get_line_count);
LATE_PANGO(pango_layout_get_unknown_glyphs_count);
LATE_PANGO(pango_layout_iter_free);
LATE_PANGO(pango_layout_iter_get_line_extents);
LATE_PANGO(pango_layout_iter_get_line_readonly);
LATE_PANGO(pango_layout_iter_next_line);
LATE_PANGO(pango_layout_set_alignment);
LATE_PANGO(pango_layout_set_font_description);
LATE_PANGO(pango_layout_set_indent);
LATE_PANGO(pango_layout_set_text);
LATE_PANGO(pango_layout_set_width);
LATE_PANGO(pango_layout_set_wrap);
#undef LATE_PANGO

// The first that is installed; with the usual names of both systems.
constexpr const char* kFamilies[] = {"Noto Serif CJK SC, Source Han Serif SC, Songti SC, SimSun, serif",
                                     "Noto Sans CJK SC, Source Han Sans SC, Heiti SC, SimHei, sans-serif"};

double points(int tenths) {
  return tenths / 10.0;
}

int pango_units(int tenths) {
  return tenths * PANGO_SCALE / 10;
}

struct FreeSurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct FreeCairo {
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
struct FreeObject {
  void operator()(void* object) const { g_object_unref(object); }
};
struct FreeFont {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

}  // namespace

struct Canvas::Handles {
  bool draws = false;
  std::string bytes;
  std::unique_ptr<cairo_surface_t, FreeSurface> surface;
  std::unique_ptr<cairo_t, FreeCairo> cairo;
  std::unique_ptr<PangoLayout, FreeObject> layout;
  std::unique_ptr<PangoFontDescription, FreeFont> fonts[2];
  std::array<int, 10> bookmarks{};  // the last of each level; 0 is the root

  static cairo_status_t append(void* self, const unsigned char* data, unsigned int length) {
    static_cast<Handles*>(self)->bytes.append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
  }

  void set(std::string_view text, const TextStyle& style, int width) {
    PangoFontDescription* font = fonts[static_cast<int>(style.face)].get();
    pango_font_description_set_size(font, pango_units(style.size));
    pango_layout_set_font_description(layout.get(), font);
    pango_layout_set_width(layout.get(), pango_units(width));
    pango_layout_set_indent(layout.get(), pango_units(style.indent));
    constexpr PangoAlignment kAlignments[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
    pango_layout_set_alignment(layout.get(), kAlignments[static_cast<int>(style.alignment)]);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  }

  // Most cells are far from their width; breaking lines costs more than all else.
  static bool surely_one_line(std::string_view text, const TextStyle& style, int width) {
    return text.find('\n') == std::string_view::npos && (set_width(text) * style.size / 100 + style.indent) * 6 / 5 < width;
  }
};

std::string Canvas::missing() { return pangocairo.is_there() ? "" : pangocairo.file(); }

Canvas::Canvas(Mode mode, const std::string& title) : handles_(std::make_unique<Handles>()) {
  Handles& h = *handles_;
  h.draws = mode == Mode::Draw;
  h.surface.reset(cairo_pdf_surface_create_for_stream(h.draws ? Handles::append : nullptr, &h, points(kPageShort), points(kPageLong)));
  cairo_pdf_surface_set_metadata(h.surface.get(), CAIRO_PDF_METADATA_TITLE, writable(title).c_str());
  cairo_pdf_surface_set_metadata(h.surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, kFixedDateTime);
  h.cairo.reset(cairo_create(h.surface.get()));
  h.layout.reset(pango_cairo_create_layout(h.cairo.get()));
  pango_cairo_context_set_resolution(pango_layout_get_context(h.layout.get()), 72);
  pango_context_set_language(pango_layout_get_context(h.layout.get()), pango_language_from_string("zh-cn"));
  pango_layout_context_changed(h.layout.get());
  pango_layout_set_wrap(h.layout.get(), PANGO_WRAP_WORD_CHAR);
  for (int i = 0; i < 2; ++i) {
    h.fonts[i].reset(pango_font_description_new());
    pango_font_description_set_family_static(h.fonts[i].get(), kFamilies[i]);
  }
}

Canvas::~Canvas() = default;

bool Canvas::has_glyphs_for(std::string_view text) {
  handles_->set(text, TextStyle{}, kPageShort);
  return pango_layout_get_unknown_glyphs_count(handles_->layout.get()) == 0;
}

void Canvas::begin_page(bool landscape) {
  Handles& h = *handles_;
  width_ = landscape ? kPageLong : kPageShort;
  height_ = landscape ? kPageShort : kPageLong;
  if (h.draws && page_ > 0) cairo_show_page(h.cairo.get());
  if (h.draws) cairo_pdf_surface_set_size(h.surface.get(), points(width_), points(height_));
  ++page_;
}

int Canvas::count_lines(std::string_view text, const TextStyle& style, int width) {
  if (Handles::surely_one_line(text, style, width)) return 1;
  handles_->set(text, style, width);
  return pango_layout_get_line_count(handles_->layout.get());
}

void Canvas::draw_lines(std::string_view text, const TextStyle& style, int x, int y, int width, int first, int count) {
  Handles& h = *handles_;
  if (!h.draws || text.empty()) return;
  h.set(text, style, width);
  PangoLayoutIter* lines = pango_layout_get_iter(h.layout.get());
  int line = 0;
  do {
    if (line >= first && line < first + count) {
      PangoRectangle box;
      pango_layout_iter_get_line_extents(lines, nullptr, &box);
      // Ideographs stand 0.88 of the size above the baseline and 0.12 below it: centred in the line height.
      const int baseline = y + (line - first) * style.line_height + (style.line_height - style.size) / 2 + style.size * 88 / 100;
      cairo_move_to(h.cairo.get(), points(x) + static_cast<double>(box.x) / PANGO_SCALE, points(baseline));
      pango_cairo_show_layout_line(h.cairo.get(), pango_layout_iter_get_line_readonly(lines));
    }
    ++line;
  } while (pango_layout_iter_next_line(lines));
  pango_layout_iter_free(lines);
}

void Canvas::draw_frame(int x, int y, int width, int height, bool shaded) {
  Handles& h = *handles_;
  if (!h.draws) return;
  cairo_rectangle(h.cairo.get(), points(x), points(y), points(width), points(height));
  if (shaded) {
    cairo_set_source_rgb(h.cairo.get(), 0.95, 0.95, 0.95);
    cairo_fill_preserve(h.cairo.get());
  }
  cairo_set_source_rgb(h.cairo.get(), 0, 0, 0);
  cairo_set_line_width(h.cairo.get(), 0.5);
  cairo_stroke(h.cairo.get());
}

void Canvas::draw_leader(int x, int y, int width) {
  Handles& h = *handles_;
  if (!h.draws || width <= 0) return;
  constexpr double kDots[] = {0.8, 3.2};
  cairo_set_dash(h.cairo.get(), kDots, 2, 0);
  cairo_set_line_width(h.cairo.get(), 0.8);
  cairo_move_to(h.cairo.get(), points(x), points(y));
  cairo_rel_line_to(h.cairo.get(), points(width), 0);
  cairo_stroke(h.cairo.get());
  cairo_set_dash(h.cairo.get(), nullptr, 0, 0);
}

void Canvas::add_bookmark(std::string_view text, int level, int y) {
  Handles& h = *handles_;
  if (!h.draws) return;
  int parent = CAIRO_PDF_OUTLINE_ROOT;
  for (int above = level - 1; above > 0 && parent == CAIRO_PDF_OUTLINE_ROOT; --above) parent = h.bookmarks[static_cast<std::size_t>(above)];
  const std::string target = fmt::format("page={} pos=[0 {}]", page_, points(y));
  const int id = cairo_pdf_surface_add_outline(h.surface.get(), parent, writable(text).c_str(), target.c_str(),
                                               level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : static_cast<cairo_pdf_outline_flags_t>(0));
  h.bookmarks[static_cast<std::size_t>(level)] = id;
  std::fill(h.bookmarks.begin() + level + 1, h.bookmarks.end(), CAIRO_PDF_OUTLINE_ROOT);
}

void Canvas::begin_link(int page) {
  if (handles_->draws) cairo_tag_begin(handles_->cairo.get(), CAIRO_TAG_LINK, fmt::format("page={} pos=[0 0]", page).c_str());
}

void Canvas::end_link() {
  if (handles_->draws) cairo_tag_end(handles_->cairo.get(), CAIRO_TAG_LINK);
}

std::string Canvas::finish() {
  Handles& h = *handles_;
  if (!h.draws) return "";
  cairo_show_page(h.cairo.get());
  cairo_surface_finish(h.surface.get());
  const bool sound = cairo_status(h.cairo.get()) == CAIRO_STATUS_SUCCESS && cairo_surface_status(h.surface.get()) == CAIRO_STATUS_SUCCESS;
  return sound ? std::move(h.bytes) : "";
}

std::string Canvas::status() const {
  const cairo_status_t drawing = cairo_status(handles_->cairo.get());
  return cairo_status_to_string(drawing != CAIRO_STATUS_SUCCESS ? drawing : cairo_surface_status(handles_->surface.get()));
}

}  // namespace mingzhang
