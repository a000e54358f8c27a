#pragma once
// Small PDFs for tests, drawn by cairo and Pango as office programs draw them. Lengths in points, y down.

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <string>
#include <string_view>
#include <vector>

namespace mingzhang::pdf {

class Sheet {
 public:
  explicit Sheet(double width = 595, double height = 842) {
    surface_ = cairo_pdf_surface_create_for_stream(&append, &bytes_, width, height);
    cairo_ = cairo_create(surface_);
    cairo_set_line_width(cairo_, 0.5);
  }
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;
  ~Sheet() {
    cairo_destroy(cairo_);
    cairo_surface_destroy(surface_);
  }

  cairo_t* cairo() { return cairo_; }  // for colours, clips, turns
  Sheet& size(double points) {
    size_ = points;
    return *this;
  }

  // The line's top left (right) corner is at x, y.
  Sheet& text(double x, double y, const std::string& words) { return draw(x, y, words, 0); }
  Sheet& right(double x, double y, const std::string& words) { return draw(x, y, words, 1); }
  Sheet& centre(double x, double y, const std::string& words) { return draw(x, y, words, 0.5); }

  Sheet& line(double x1, double y1, double x2, double y2) {
    cairo_move_to(cairo_, x1, y1);
    cairo_line_to(cairo_, x2, y2);
    cairo_stroke(cairo_);
    return *this;
  }
  Sheet& rules(double left, double right, const std::vector<double>& ys) {
    for (const double y : ys) line(left, y, right, y);
    return *this;
  }
  Sheet& grid(const std::vector<double>& xs, const std::vector<double>& ys) {
    rules(xs.front(), xs.back(), ys);
    for (const double x : xs) line(x, ys.front(), x, ys.back());
    return *this;
  }

  Sheet& new_page() {
    cairo_show_page(cairo_);
    return *this;
  }
  std::string finish() {
    cairo_surface_finish(surface_);
    return bytes_;
  }

 private:
  static cairo_status_t append(void* bytes, const unsigned char* data, unsigned length) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
  }

  Sheet& draw(double x, double y, const std::string& words, double share_left_of_x) {
    PangoLayout* layout = pango_cairo_create_layout(cairo_);
    PangoFontDescription* font = pango_font_description_from_string("Noto Sans CJK SC");
    pango_font_description_set_absolute_size(font, size_ * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, words.c_str(), -1);
    int width = 0;
    pango_layout_get_size(layout, &width, nullptr);
    cairo_move_to(cairo_, x - share_left_of_x * width / PANGO_SCALE, y);
    pango_cairo_show_layout(cairo_, layout);
    pango_font_description_free(font);
    g_object_unref(layout);
    return *this;
  }

  std::string bytes_;
  cairo_surface_t* surface_ = nullptr;
  cairo_t* cairo_ = nullptr;
  double size_ = 10;
};

}  // namespace mingzhang::pdf
