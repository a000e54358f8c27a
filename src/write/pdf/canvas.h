#pragma once
// Pages of a PDF: the one place that knows cairo and Pango. All lengths in tenths of a point, y downwards.

#include <memory>
#include <string>
#include <string_view>

#include "write/table_shape.h"

namespace mingzhang {

enum class Typeface { Song, Hei };  // the faces of print and of headings

struct TextStyle {
  Typeface face = Typeface::Song;
  int size = 105;
  int line_height = 160;
  Alignment alignment = Alignment::Left;
  int indent = 0;  // of the first line
};


class Canvas {
 public:
  enum class Mode { Measure, Draw };  // a measuring canvas breaks lines like the other, and draws nothing
  static std::string missing();  // the library without which there is no canvas; "" when it is installed
  explicit Canvas(Mode mode, const std::string& title);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  bool has_glyphs_for(std::string_view text);

  void begin_page(bool landscape);
  int page() const { return page_; }
  int page_width() const { return width_; }
  int page_height() const { return height_; }

  int count_lines(std::string_view text, const TextStyle& style, int width);
  // Lines [first, first + count) of the text, the first with its top at y.
  void draw_lines(std::string_view text, const TextStyle& style, int x, int y, int width, int first, int count);
  void draw_frame(int x, int y, int width, int height, bool shaded);
  void draw_leader(int x, int y, int width);  // dots between a heading and its page
  void add_bookmark(std::string_view text, int level, int y);
  void begin_link(int page);
  void end_link();

  std::string finish();  // the bytes; "" of a measuring canvas, or when cairo failed: see status()
  std::string status() const;

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
  int page_ = 0, width_ = 0, height_ = 0;
};

}  // namespace mingzhang
