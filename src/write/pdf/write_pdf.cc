// PDF: laid out twice by the same code, once to learn on which pages the headings are, once to draw.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "write/contents.h"
#include "write/page_plan.h"
#include "write/pdf/canvas.h"
#include "write/pdf/pdf_table.h"
#include "write/printed.h"
#include "write/write.h"

namespace mingzhang {
namespace {

constexpr int kHeadingSizes[] = {180, 150, 140, 130, 120, 120, 120, 120, 120};
constexpr TextStyle kBody{Typeface::Song, 120, 220, Alignment::Left, 240};
constexpr TextStyle kLine{Typeface::Song, 105, 160, Alignment::Left, 0};
constexpr TextStyle kTitle{Typeface::Hei, 220, 330, Alignment::Center, 0};
constexpr TextStyle kContentsTitle{Typeface::Hei, 160, 260, Alignment::Center, 0};
constexpr TextStyle kContentsLine{Typeface::Song, 105, 190, Alignment::Left, 0};
constexpr TextStyle kFooter{Typeface::Song, 90, 120, Alignment::Center, 0};
constexpr int kContentsIndent = 210;
constexpr int kNotesMax = 2;
constexpr int kRowsKept = 600;  // room below the caption of a table, so that it is not alone

class PdfFlow {
 public:
  PdfFlow(Canvas& canvas, const Document& document, const WriteOptions& options, const PagePlan& plan)
      : canvas_(canvas), document_(document), options_(options), plan_(plan) {}

  // `heading_pages`: as an earlier run found them, empty in the first.
  void run(const std::vector<int>& heading_pages) {
    if (options_.contents) write_contents(heading_pages);
    for (const PageStretch& stretch : plan_.stretches) {
      begin_page(stretch.landscape);
      for (std::size_t i = stretch.first; i < stretch.last; ++i) write_block(i);
    }
    if (canvas_.page() == 0) begin_page(false);
  }

  const std::vector<int>& heading_pages() const { return heading_pages_; }

 private:
  int bottom() const { return canvas_.page_height() - kPageMargin; }
  int room() const { return canvas_.page_width() - 2 * kPageMargin; }

  int begin_page(bool landscape) {
    landscape_ = landscape;
    canvas_.begin_page(landscape);
    const std::string number = fmt::format("— {} —", canvas_.page());
    canvas_.draw_lines(number, kFooter, kPageMargin, canvas_.page_height() - kPageMargin + 150, room(), 0, 1);
    return y_ = kPageMargin;
  }

  void need(int height) {
    if (y_ > kPageMargin && y_ + height > bottom()) begin_page(landscape_);
  }

  void write_block(std::size_t index) {
    if (const Text* text = std::get_if<Text>(&document_.blocks[index])) {
      if (plan_.blocks[index].role == TextRole::Heading) return write_heading(index, *text);
      if (plan_.blocks[index].role == TextRole::Caption) return write_caption(*text);
      return write_flowing(text->text, plan_.blocks[index].role == TextRole::Paragraph && !continues_paragraph(document_, plan_, index) ? kBody : kLine);
    }
    if (const Grid* grid = std::get_if<Grid>(&document_.blocks[index])) {
      PdfTable table(canvas_, *grid, *plan_.blocks[index].shape, *plan_.blocks[index].setting);
      const bool stands_narrow = plan_.blocks[index].setting->landscape && !landscape_;
      ASSERT(!stands_narrow);
      table.fit(bottom() - y_ - notes_height(index));
      need(table.head_height());
      const int left = (canvas_.page_width() - table_width(*plan_.blocks[index].setting)) / 2;
      y_ = table.draw(left, y_, bottom(), [&] { return begin_page(landscape_); }) + 80;
    }
  }

  // The notes between a table and the end of its page stay with it.
  int notes_height(std::size_t grid) const {
    int lines = 0;
    for (std::size_t i = grid + 1; i < document_.blocks.size(); ++i, ++lines)
      if (!std::holds_alternative<Text>(document_.blocks[i]) || lines > kNotesMax) break;
    return lines > kNotesMax ? 0 : lines * kLine.line_height + 80;
  }

  static int table_width(const TableSetting& setting) {
    int width = 0;
    for (int column : setting.widths) width += column;
    return width;
  }

  void write_heading(std::size_t index, const Text& text) {
    const bool of_table = is_table_title(document_, plan_, index);
    TextStyle style{Typeface::Hei, kHeadingSizes[text.heading_level - 1], 0, Alignment::Left, 0};
    style.line_height = style.size * 3 / 2;
    if (of_table || text.heading_level == 1) style.alignment = Alignment::Center;
    y_ += y_ > kPageMargin ? 80 : 0;
    need(style.line_height + (of_table ? kRowsKept : 2 * kBody.line_height));
    heading_pages_.push_back(canvas_.page());
    canvas_.add_bookmark(text.text, text.heading_level, y_);
    write_flowing(text.text, style);
    y_ += 40;
  }

  // What stands apart on the line above a table stands at its ends.
  void write_caption(const Text& text) {
    need(kLine.line_height + kRowsKept);
    const std::vector<std::string> parts = gap_parts(writable(text.text));
    if (parts.size() != 2) return write_flowing(text.text, kLine);
    TextStyle right = kLine;
    right.alignment = Alignment::Right;
    canvas_.draw_lines(parts[0], kLine, kPageMargin, y_, room(), 0, 1);
    canvas_.draw_lines(parts[1], right, kPageMargin, y_, room(), 0, 1);
    y_ += kLine.line_height;
  }

  void write_flowing(const std::string& raw, const TextStyle& style) {
    const std::string text = writable(raw);
    const int lines = canvas_.count_lines(text, style, room());
    for (int line = 0; line < lines;) {
      need(style.line_height);
      const int count = std::clamp((bottom() - y_) / style.line_height, 1, lines - line);
      canvas_.draw_lines(text, style, kPageMargin, y_, room(), line, count);
      y_ += count * style.line_height;
      line += count;
    }
  }

  void write_contents(const std::vector<int>& pages) {
    begin_page(false);
    if (!options_.title.empty()) {
      y_ += 200;
      write_flowing(options_.title, kTitle);
      y_ += 240;
    }
    write_flowing(kContentsHeading, kContentsTitle);
    y_ += 80;
    for (const ContentsLine& entry : contents_entries(document_)) {
      need(kContentsLine.line_height);
      write_contents_line(entry, pages.empty() ? 0 : pages[static_cast<std::size_t>(entry.heading)]);
    }
  }

  void write_contents_line(const ContentsLine& entry, int page) {
    const int left = kPageMargin + (entry.level - 1) * kContentsIndent, right = kPageMargin + room();
    const std::string number = std::to_string(page), text = writable(entry.text);
    TextStyle at_right = kContentsLine;
    at_right.alignment = Alignment::Right;
    const int text_end = left + std::min(set_width(text) * kContentsLine.size / 100, right - left - 600);
    canvas_.begin_link(page);
    canvas_.draw_lines(text, kContentsLine, left, y_, right - left - 500, 0, 1);
    canvas_.draw_lines(number, at_right, kPageMargin, y_, room(), 0, 1);
    canvas_.end_link();
    canvas_.draw_leader(text_end + 60, y_ + 120, right - 300 - text_end - 60);
    y_ += kContentsLine.line_height;
  }

  Canvas& canvas_;
  const Document& document_;
  const WriteOptions& options_;
  const PagePlan& plan_;
  int y_ = 0;
  bool landscape_ = false;
  std::vector<int> heading_pages_;
};

std::vector<int> heading_pages_of(const Document& document, const WriteOptions& options, const PagePlan& plan) {
  Canvas canvas(Canvas::Mode::Measure, options.title);
  PdfFlow flow(canvas, document, options, plan);
  flow.run({});
  return flow.heading_pages();
}

}  // namespace

std::vector<ContentsLine> contents_of(const Document& document, const WriteOptions& options) {
  std::vector<ContentsLine> entries = contents_entries(document);
  if (!Canvas::missing().empty()) return entries;
  const std::vector<int> pages = heading_pages_of(document, options, plan_pages(document));
  for (ContentsLine& entry : entries) entry.page = pages[static_cast<std::size_t>(entry.heading)];
  return entries;
}

Result<std::string> write_pdf(const Document& document, const WriteOptions& options) {
  if (const std::string library = Canvas::missing(); !library.empty())
    return fail("write.pdf.failed", fmt::format("PDF 没有写成：没有安装 {}", library), "请安装 Pango 和 cairo 后再试。");
  const PagePlan plan = plan_pages(document);
  std::vector<int> pages;
  if (options.contents) pages = heading_pages_of(document, options, plan);
  Canvas canvas(Canvas::Mode::Draw, options.title);
  if (!canvas.has_glyphs_for("预算")) {
    return fail("write.pdf.no_font", "没有安装含汉字的字体，写不出 PDF", "请安装软件包 fonts-noto-cjk（或宋体、黑体）后再试。");
  }
  PdfFlow(canvas, document, options, plan).run(pages);
  std::string bytes = canvas.finish();
  if (bytes.empty()) return fail("write.pdf.failed", "PDF 没有写成：" + canvas.status(), "请检查可用内存后再试。");
  return bytes;
}

}  // namespace mingzhang
