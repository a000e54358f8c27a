#include "read/pdf/read_pdf.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/sha256.h"
#include "read/pdf/page_blocks.h"
#include "read/pdf/poppler_file.h"
#include "read/pdf/scanned_page.h"
#include "read/pdf/tesseract.h"

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

bool is_ink(const Glyph& glyph) { return glyph.value != U' '; }

class PdfReader {
 public:
  PdfReader(const pdf::PopplerFile& file, const Limits& limits, bool recognise) : file_(file), limits_(limits), recognise_(recognise) {}

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
    if (std::none_of(page.glyphs.begin(), page.glyphs.end(), is_ink) && page.picture_area > 0) page = recognised(std::move(page));
    for (Block& block : pdf::page_blocks(page, limits_)) document_.blocks.push_back(std::move(block));
  }

  void note_faults(const PageContent& page) {
    const Place place = place_of(page);
    if (page.over_limit) note({"read.pdf.page_over_limit", "这一页的文字或线条数量超过上限，只读了一部分", place});
    if (page.unreadable_glyphs > 0) {
      note({"read.pdf.unreadable_character",
            fmt::format("这一页有 {} 个字符读不出，请对照原件核对", page.unreadable_glyphs), place});
    }
    const auto hidden = std::count_if(page.hidden_glyphs.begin(), page.hidden_glyphs.end(), is_ink);
    if (hidden > 0) note({"read.pdf.hidden_text", fmt::format("这一页有 {} 个看不见的字符，没有读入", hidden), place});
  }

  PageContent recognised(PageContent page) {
    const Place place = place_of(page);
    if (recognise_ && !tesseract_) tesseract_ = pdf::Tesseract::load();
    if (!tesseract_) {
      std::string message = "这一页只有图像，没有文字，没有读入";
      if (recognise_) message += fmt::format("：没有安装文字识别（软件包 {}）", pdf::kTesseractPackages);
      note({"read.pdf.page_without_text", message, place});
      return page;
    }
    pdf::ScannedPage scanned = pdf::scanned_page(file_, std::move(page), *tesseract_);
    if (scanned.content.glyphs.empty()) {
      note({"read.pdf.page_without_text", "这一页只有图像，从中没有认出文字", place});
      return std::move(scanned.content);
    }
    note({"read.pdf.recognised", fmt::format("这一页是图像，文字由 OCR 识别，平均可信度 {}%，请对照原件", scanned.confidence), place});
    for (const pdf::DoubtfulWord& word : scanned.doubtful) note_doubtful(word, place);
    return std::move(scanned.content);
  }

  void note_doubtful(const pdf::DoubtfulWord& word, Place place) {
    if (++doubtful_ > static_cast<int>(limits_.reader_notes_max)) return;
    place.box = pdf::box_of(word.box);
    note({"read.pdf.doubtful_figure", fmt::format("OCR 认作“{}”，可信度只有 {}%", word.text, word.confidence), place});
  }

  static Place place_of(const PageContent& page) {
    Place place;
    place.page = page.number;
    return place;
  }

  void note(Note note) { document_.notes.push_back(std::move(note)); }

  const pdf::PopplerFile& file_;
  const Limits& limits_;
  bool recognise_;
  std::optional<pdf::Tesseract> tesseract_;  // loaded for the first page that needs it
  int doubtful_ = 0;
  Document document_;
};

}  // namespace

Result<Document> read_pdf(std::string_view bytes, const std::string& path, const Limits& limits, bool recognise) {
  TRY(const pdf::PopplerFile file, pdf::PopplerFile::open(bytes, path, limits));
  Document document = PdfReader(file, limits, recognise).read();
  document.path = path;
  document.format = "pdf";
  document.sha256 = sha256_hex(bytes);
  return document;
}

}  // namespace mingzhang
