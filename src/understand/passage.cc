#include "understand/passage.h"

#include <algorithm>

#include "base/display_width.h"
#include "base/find_word.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

bool is_chinese_digit(char32_t c) { return std::u32string_view(U"一二三四五六七八九十百零〇").find(c) != std::u32string_view::npos; }
bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }

bool ends_paragraph(std::string_view text) {
  for (std::string_view mark : Literals{"。", "；", ";", "！"})
    if (text.ends_with(mark)) return true;
  return false;
}

// A comma or a colon at the end of a line promises more.
bool ends_open(std::string_view text) {
  for (std::string_view mark : Literals{"，", ",", "、", "：", ":"})
    if (text.ends_with(mark)) return true;
  return false;
}

// Where a line stands between the margins: in tenths of a point where the reader saw boxes, else in half-width characters.
struct LineEnds {
  int left = 0, right = 0;
  int em = 2;  // the width of one character
};

LineEnds horizontal(const Text& line) {
  const Box& box = line.place.box;
  if (!box.empty()) return {box.left, box.right, box.bottom - box.top};
  const std::string_view text = line.text;
  std::size_t begin = 0;
  while (begin < text.size() && is_space(code_point_at(text, begin).value)) begin += code_point_at(text, begin).size;
  return {display_width(text.substr(0, begin)), display_width(text), 2};
}

// Paragraphs begin indented. A line that reaches the right margin and is followed by one that begins further left than its
// paragraph did goes on there, even when a sentence happens to end with the line.
bool goes_on(const LineEnds& first, const LineEnds& line, const LineEnds& next, int right_margin) {
  return line.right + line.em * 3 / 2 >= right_margin && next.left + next.em <= first.left;
}

// The box of a line from this byte to the next space.
Box rest_of_line(const Text& line, std::size_t begin) {
  const std::string_view text = line.text;
  std::size_t end = begin;
  while (end < text.size() && !is_space(code_point_at(text, end).value)) end += code_point_at(text, end).size;
  const int width = std::max(1, display_width(text)), room = line.place.box.right - line.place.box.left;
  Box box = line.place.box;
  box.left += room * display_width(text.substr(0, begin)) / width;
  box.right = line.place.box.left + room * display_width(text.substr(0, end)) / width;
  return box;
}

}  // namespace

std::size_t numbering_length(std::string_view text, int* level) {
  std::size_t offset = 0;
  bool bracket = false;
  int chinese = 0, arabic = 0;
  while (offset < text.size()) {
    const CodePoint c = code_point_at(text, offset);
    if (is_space(c.value)) {
      offset += c.size;
    } else if ((c.value == U'(' || c.value == U'（') && !bracket && chinese + arabic == 0) {
      bracket = true;
      offset += c.size;
    } else if (is_chinese_digit(c.value) && arabic == 0) {
      ++chinese;
      offset += c.size;
    } else if (is_digit(c.value) && chinese == 0 && arabic < 2) {
      ++arabic;
      offset += c.size;
    } else {
      const bool closes = c.value == U')' || c.value == U'）';
      const bool separates = c.value == U'、' || c.value == U'．' || c.value == U'.';
      if (chinese + arabic == 0 || (bracket ? !closes : !separates)) return 0;
      offset += c.size;
      // "1.5" is a number, not an item.
      if (c.value == U'.' && offset < text.size() && is_digit(code_point_at(text, offset).value)) return 0;
      if (c.value == U'.' && chinese > 0) return 0;
      if (level != nullptr) *level = bracket ? (chinese > 0 ? 2 : 4) : (chinese > 0 ? 1 : 3);
      return offset;
    }
  }
  return 0;
}

int full_width(std::span<const Text* const> lines) {
  std::vector<int> widths;
  widths.reserve(lines.size());
  for (const Text* line : lines) widths.push_back(display_width(line->text));
  if (widths.empty()) return 0;
  const auto high = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() * 9 / 10);
  std::nth_element(widths.begin(), high, widths.end());
  return *high;
}

namespace {

// Without the spaces; each word knows where it stands.
void append_words(const Text& line, Passage& passage) {
  const std::string_view text = line.text;
  int column = line.place.column > 0 ? line.place.column : 1;
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint point = code_point_at(text, offset);
    if (is_space(point.value)) {
      offset += point.size;
      ++column;
      continue;
    }
    Place place = line.place;
    place.column = column;
    place.length = 0;
    if (!place.box.empty()) place.box = rest_of_line(line, offset);
    passage.anchors.push_back({static_cast<std::uint32_t>(passage.text.size()), std::move(place)});
    const std::size_t begin = offset;
    for (CodePoint next = point; !is_space(next.value); next = code_point_at(text, offset)) {
      offset += next.size;
      ++column;
      if (offset == text.size()) break;
    }
    passage.text.append(text.substr(begin, offset - begin));
  }
}

}  // namespace

Passage join_lines(std::span<const Text* const> lines, int full_width) {
  Passage passage;
  std::vector<LineEnds> ends;
  ends.reserve(lines.size());
  passage.anchors.reserve(lines.size());
  std::size_t bytes = 0;
  for (const Text* line : lines) bytes += line->text.size() + 1;
  passage.text.reserve(bytes);
  int right_margin = 0;
  for (const Text* line : lines) {
    ends.push_back(horizontal(*line));
    right_margin = std::max(right_margin, ends.back().right);
  }
  LineEnds first, before;
  bool short_line = false, marked = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Text* line = lines[i];
    const bool item = numbering_length(line->text) > 0;
    const LineEnds here = ends[i];
    const bool ended = marked || short_line || (ends_paragraph(passage.text) && !goes_on(first, before, here, right_margin));
    if (item || ended || passage.text.empty()) first = here;
    if (!passage.text.empty() && (item || ended)) passage.text += '\n';
    before = here;
    marked = line->ends_paragraph;
    const int width = line->place.box.empty() ? here.right : display_width(line->text);
    short_line = width * 10 < full_width * 7 && !ends_open(line->text);
    append_words(*line, passage);
  }
  return passage;
}

Passage part_of(const Passage& passage, std::size_t begin, std::size_t length) {
  Passage part;
  part.text = passage.text.substr(begin, length);
  if (!part.text.empty()) part.anchors.push_back({0, passage.place_at(begin)});
  for (const auto& anchor : passage.anchors)
    if (anchor.offset > begin && anchor.offset < begin + length)
      part.anchors.push_back({static_cast<std::uint32_t>(anchor.offset - begin), anchor.place});
  return part;
}

}  // namespace mingzhang
