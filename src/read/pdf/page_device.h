#pragma once
// What poppler draws, taken down as glyphs and ruling lines. Only poppler_file.cc includes this.

#include <string>
#include <vector>

#include <poppler/GfxFont.h>
#include <poppler/GfxState.h>
#include <poppler/OutputDev.h>

#include "base/limits.h"
#include "read/pdf/page_content.h"

namespace mingzhang::pdf {

class PageDevice : public OutputDev {
 public:
  PageDevice(int page_number, const Limits& limits) : limits_(limits) { content_.number = page_number; }

  PageContent take();  // once, after the page is drawn
  bool over_limit() const { return content_.over_limit; }

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }

  void startPage(int number, GfxState* state, XRef* xref) override;
  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y,
                CharCode code, int byte_count, const Unicode* characters, int character_count) override;
  void beginString(GfxState* state, const GooString* text) override;
  void beginActualText(GfxState* state, const GooString* text) override;
  void endActualText(GfxState* state) override;
  void stroke(GfxState* state) override;
  void fill(GfxState* state) override;
  void eoFill(GfxState* state) override { fill(state); }
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* colors,
                 bool interpolate, const int* mask, bool inline_image) override;
  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height, bool invert, bool interpolate,
                     bool inline_image) override;

  // Nothing of what masks or shades is text or a line; poppler would else break it up into thousands of fills.
  void beginTransparencyGroup(GfxState* state, const double* box, GfxColorSpace* space, bool isolated, bool knockout,
                              bool for_soft_mask) override;
  void endTransparencyGroup(GfxState* state) override;
  bool useTilingPatternFill() override { return true; }
  bool tilingPatternFill(GfxState*, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double,
                         double) override {
    return true;
  }
  bool useShadedFills(int) override { return true; }
  bool functionShadedFill(GfxState*, GfxFunctionShading*) override { return true; }
  bool axialShadedFill(GfxState*, GfxAxialShading*, double, double) override { return true; }
  bool radialShadedFill(GfxState*, GfxRadialShading*, double, double) override { return true; }
  bool gouraudTriangleShadedFill(GfxState*, GfxGouraudTriangleShading*) override { return true; }
  bool patchMeshShadedFill(GfxState*, GfxPatchMeshShading*) override { return true; }

 private:
  // A glyph as drawn, before it is known which characters it stands for.
  struct Stamp {
    Glyph glyph;
    bool hidden = false, white = false;
  };

  Stamp stamp(const GfxState& state, Point origin, Point advance);
  int run_of(const Stamp& stamp);
  void add(const Stamp& stamp, std::u32string_view characters);
  void add_character(const Stamp& stamp, const Rect& box, char32_t value);
  void add_picture(const GfxState& state);
  void add_filled(const Rect& rect, const Rect& clip);
  void add_horizontal(double y, double from, double to, const Rect& clip);
  void add_vertical(double x, double from, double to, const Rect& clip);
  bool count_segment();
  void hide_white_on_white();

  Limits limits_;
  PageContent content_;
  std::vector<Glyph> white_glyphs_;
  std::vector<Rect> backgrounds_;  // filled or pictured areas, against which white is seen
  std::vector<bool> in_mask_;      // of the open transparency groups
  // ActualText: what a span says instead of its glyphs.
  bool in_span_ = false;
  std::u32string span_text_;
  std::vector<Stamp> span_stamps_;
  std::vector<std::u32string> span_characters_;
  // Of the glyph before.
  bool string_begins_ = true;
  Point pen_;
  int run_ = 0;
};

}  // namespace mingzhang::pdf
