#include "read/pdf/read_pdf.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/sha256.h"
#include "read/pdf/page_blocks.h"
#include "read/pdf/poppler_file.h"

namespace mingzhang {
namespace {

using pdf::Glyph;
using pdf::PageContent;

// A scan with recognised text has it drawn invisibly under its picture; else what is not seen is not part of the page.
void use_hidden_text_of_scan(PageContent& page) {
  constexpr double kScan = 0.5;  // of the page is picture
  if (page.picture_area < kScan || page.hidden_glyphs.size() <= page.glyphs.size()) return;
  page.glyphs.insert(page.glyphs.end(), page.hidden_glyphs.begin(), page.hidden_glyphs.end());
  page.hidden_glyphs.clear();
}

class PdfReader {
 public:
  PdfReader(const pdf::PopplerFile& file, const Limits& limits) : file_(file), limits_(limits) {}

  Document read() {
    if (file_.was_repaired()) note({"read.pdf.repaired", "文件结构有损坏，已尽量修复；请对照原件核对内容是否完整", {}});
    for (int number = 1; number <= file_.page_count(); ++number) read_page(number);
    return std::move(document_);
  }

 private:
  void read_page(int number) {
    PageContent page = file_.draw_page(number, limits_);
    document_.blocks.emplace_back(PageBreak{number});
    use_hidden_text_of_scan(page);
    note_faults(page);
    for (Block& block : pdf::page_blocks(page, limits_)) document_.blocks.push_back(std::move(block));
  }

  void note_faults(const PageContent& page) {
    Place place;
    place.page = page.number;
    const auto is_ink = [](const Glyph& glyph) { return glyph.value != U' '; };
    if (page.over_limit) note({"read.pdf.page_over_limit", "这一页的文字或线条数量超过上限，只读了一部分", place});
    if (page.unreadable_glyphs > 0) {
      note({"read.pdf.unreadable_character",
            fmt::format("这一页有 {} 个字符读不出，请对照原件核对", page.unreadable_glyphs), place});
    }
    const auto hidden = std::count_if(page.hidden_glyphs.begin(), page.hidden_glyphs.end(), is_ink);
    if (hidden > 0) note({"read.pdf.hidden_text", fmt::format("这一页有 {} 个看不见的字符，没有读入", hidden), place});
    if (std::none_of(page.glyphs.begin(), page.glyphs.end(), is_ink) && page.picture_area > 0) {
      note({"read.pdf.page_without_text", "这一页只有图像，没有文字，没有读入", place});
    }
  }

  void note(Note note) { document_.notes.push_back(std::move(note)); }

  const pdf::PopplerFile& file_;
  const Limits& limits_;
  Document document_;
};

}  // namespace

Result<Document> read_pdf(std::string_view bytes, const std::string& path, const Limits& limits) {
  TRY(const pdf::PopplerFile file, pdf::PopplerFile::open(bytes, path, limits));
  Document document = PdfReader(file, limits).read();
  document.path = path;
  document.format = "pdf";
  document.sha256 = sha256_hex(bytes);
  return document;
}

}  // namespace mingzhang
