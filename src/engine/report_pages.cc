#include "engine/report_pages.h"

#include <set>

#include <fmt/format.h>

#include "base/file.h"
#include "read/isolate/page_work.h"
#include "render/report_words.h"

namespace mingzhang {
namespace {

constexpr std::uint64_t kImageBytesMax = 24u << 20;  // of all pictures of a report
constexpr int kDotsPerInch = 100;

bool is_pdf(std::string_view bytes) { return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos; }

std::vector<int> pages_with_findings(const FileReport& file) {
  std::set<int> pages;
  for (const Finding& finding : file.findings) {
    if (finding.at.place.page > 0) pages.insert(finding.at.place.page);
    for (const FindingPlace& place : finding.related)
      if (place.path.empty() && place.place.page > 0) pages.insert(place.place.page);
  }
  return {pages.begin(), pages.end()};
}

int colour_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return 0xB3261E;
    case Severity::Warning:
      return 0xC98A00;
    case Severity::Note:
      return 0x1F5FA8;
  }
  return 0;
}

// What a viewer shows when the mark is opened.
std::string note_of(const Finding& finding, Language language) {
  std::string note = fmt::format("{}[{}] {}\n{}", severity_word(finding.severity, language), finding.code, headline(finding, language),
                                 in(language, finding.message));
  if (!finding.calculation.empty()) note += fmt::format("\n{}{}", pick(language, "计算：", "Calculation: "), finding.calculation);
  if (!finding.proposed.empty()) note += fmt::format("\n{}{}", pick(language, "建议改为 ", "Change to "), finding.proposed);
  return note;
}

std::vector<PageMark> marks_of(const FileReport& file, Language language) {
  std::vector<PageMark> marks;
  for (const Finding& finding : file.findings) {
    const std::string title = "mingzhang " + finding.code, note = note_of(finding, language);
    marks.push_back({finding.at.place.page, finding.at.place.box, colour_of(finding.severity), title, note});
    for (const FindingPlace& place : finding.related)
      if (place.path.empty() && place.place.page > 0 && !place.place.box.empty())
        marks.push_back({place.place.page, place.place.box, colour_of(Severity::Note), title, std::string(pick(language, "另见：", "See also: ")) + note});
  }
  return marks;
}

}  // namespace

namespace {

std::vector<PageImage> pictures_of(const FileReport& file, std::string_view bytes, std::uint64_t image_bytes_max) {
  const PageRequest request{pages_with_findings(file), kDotsPerInch, image_bytes_max, {}, false, file.path};
  if (file.error || request.pages.empty() || !is_pdf(bytes)) return {};
  return page_images_of(bytes, request).value_or(std::vector<PageImage>{});
}

}  // namespace

PageImages page_images_of(const Report& report) {
  PageImages images;
  std::uint64_t left = kImageBytesMax;
  for (const FileReport& file : report.files) {
    if (file.error || pages_with_findings(file).empty()) continue;
    const auto bytes = read_file(file.path);
    if (!bytes) continue;
    std::vector<PageImage> pictures = pictures_of(file, *bytes, left);
    for (const PageImage& picture : pictures) left -= std::min<std::uint64_t>(left, picture.png.size());
    if (!pictures.empty()) images[file.path] = std::move(pictures);
  }
  return images;
}

std::vector<PageImage> page_images_of(const FileReport& file, std::string_view bytes) { return pictures_of(file, bytes, kImageBytesMax); }

Result<std::string> marked_pdf_of(const Report& report, Language language) {
  const FileReport& file = report.files.front();
  if (report.files.size() > 1)
    return fail("check.not_pdf", "pdf 格式一次只能标注一份文件", "请逐份标注，或改用 --format html。", report.files[1].path);
  if (file.error) return tl::unexpected<Error>(*file.error);
  TRY(const std::string bytes, read_file(file.path));
  return marked_pdf_of(file, bytes, language);
}

Result<std::string> marked_pdf_of(const FileReport& file, std::string_view bytes, Language language) {
  if (file.error) return tl::unexpected<Error>(*file.error);
  if (!is_pdf(bytes))
    return fail("check.not_pdf", fmt::format("“{}”不是 PDF，不能在上面加标注", file.path), "请改用 html 或 xlsx 格式。", file.path);
  PageRequest request;
  request.marks = marks_of(file, language);
  request.mark = true;
  request.path = file.path;
  return marked_pdf(bytes, request);
}

}  // namespace mingzhang
