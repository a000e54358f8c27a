#include "read/pdf/scanned_page.h"

#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "read/pdf/picture_rulings.h"

namespace mingzhang::pdf {
namespace {

constexpr int kDotsPerInch = 300;
constexpr int kSecondsMax = 60;  // a page

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The recogniser takes rulings for characters; erasing them first makes it lose the tables. So they go from the ends of figures,
// and where they stand alone.
void drop_rulings(std::string& text) {
  constexpr std::string_view kLikeRulings[] = {"|", "[", "]", "“", "”", "《", "》", "_", "‘", "’"};
  std::string_view rest = text;
  const auto is_figure = [](std::string_view part) { return part.find_first_not_of("0123456789.,-") == std::string_view::npos; };
  for (bool dropped = true; dropped;) {
    dropped = false;
    for (const std::string_view mark : kLikeRulings) {
      if (rest.starts_with(mark)) rest.remove_prefix(mark.size()), dropped = true;
      if (rest.ends_with(mark)) rest.remove_suffix(mark.size()), dropped = true;
    }
  }
  if (is_figure(rest)) text = std::string(rest);
}

// "1," and "234.56" close to one another are one figure.
bool goes_on(const RecognisedWord& before, const RecognisedWord& word) {
  constexpr double kGapMax = 0.8;  // of the height of the line
  const double gap = word.box.left - before.box.right;
  const bool level = std::min(before.box.bottom, word.box.bottom) > std::max(before.box.top, word.box.top);
  return level && gap >= 0 && gap < kGapMax * word.line_height && before.text.size() >= 2 && is_digit(before.text[before.text.size() - 2]) &&
         (before.text.back() == ',' || before.text.back() == '.') && is_digit(word.text.front());
}

// The recogniser knows words, not where each of their characters stands.
class GlyphWriter {
 public:
  GlyphWriter(double scale, std::vector<Glyph>& glyphs) : scale_(scale), glyphs_(glyphs) {}

  void write(const RecognisedWord& word, int run) {
    double units = 0;
    for (const CodePoint& point : code_points(word.text)) units += width_of(point.value);
    double left = word.box.left;
    for (const CodePoint& point : code_points(word.text)) {
      const double right = left + word.box.width() * width_of(point.value) / units;
      add(point.value, {left / scale_, word.box.top / scale_, right / scale_, word.box.bottom / scale_}, word.line_height / scale_, run);
      left = right;
    }
  }

 private:
  static double width_of(char32_t value) { return value < 0x2000 ? 1 : 2; }

  void add(char32_t value, const Rect& box, double size, int run) {
    Glyph glyph;
    glyph.value = value;
    glyph.box = box;
    glyph.anchor = box.centre();
    glyph.size = static_cast<float>(std::min(size, 1.5 * std::max(box.height(), box.width())));
    glyph.run = run;
    glyphs_.push_back(glyph);
  }

  double scale_;
  std::vector<Glyph>& glyphs_;
};

}  // namespace

ScannedPage scanned_page(const PopplerFile& file, PageContent page, Tesseract& tesseract) {
  constexpr double kDoubtful = 70;
  ScannedPage result{std::move(page), 0, {}};
  const GreyImage image = grey_image(file, result.content.number, kDotsPerInch);
  if (image.dots.empty()) return result;
  std::vector<RecognisedWord> words = tesseract.recognise(image, kSecondsMax);
  for (RecognisedWord& word : words) drop_rulings(word.text);
  std::erase_if(words, [](const RecognisedWord& word) { return word.text.empty(); });
  if (words.empty()) return result;
  result.content.horizontals = horizontal_rulings(image);
  result.content.verticals = vertical_rulings(image);
  GlyphWriter writer(image.dots_per_point, result.content.glyphs);
  double sum = 0;
  int run = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    RecognisedWord& word = words[i];
    const bool joined = i > 0 && goes_on(words[i - 1], word);
    if (joined) word.box.left = words[i - 1].box.right;
    writer.write(word, joined ? run : ++run);
    sum += word.confidence;
    const bool figure = std::any_of(word.text.begin(), word.text.end(), is_digit);
    const double scale = image.dots_per_point;
    if (figure && word.confidence < kDoubtful)
      result.doubtful.push_back({word.text, {word.box.left / scale, word.box.top / scale, word.box.right / scale, word.box.bottom / scale}, static_cast<int>(word.confidence)});
  }
  result.confidence = static_cast<int>(std::lround(sum / static_cast<double>(words.size())));
  return result;
}

}  // namespace mingzhang::pdf
