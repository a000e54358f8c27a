#include "read/pdf/poppler_file.h"

#include <fmt/format.h>
#include <poppler/ErrorCodes.h>
#include <poppler/GlobalParams.h>
#include <poppler/PDFDoc.h>
#include <poppler/Stream.h>

#include "read/pdf/page_device.h"

namespace mingzhang::pdf {

struct PopplerFile::Poppler {
  GlobalParamsIniter globals{[](ErrorCategory, Goffset, const char*) {}};  // quiet
  bool repaired = false;
  std::unique_ptr<PDFDoc> document;
};

PopplerFile::PopplerFile(std::unique_ptr<Poppler> poppler) : poppler_(std::move(poppler)) {}
PopplerFile::PopplerFile(PopplerFile&&) noexcept = default;
PopplerFile& PopplerFile::operator=(PopplerFile&&) noexcept = default;
PopplerFile::~PopplerFile() = default;

Result<PopplerFile> PopplerFile::open(std::string_view bytes, const std::string& path, const Limits& limits) {
  auto poppler = std::make_unique<Poppler>();
  auto* stream = new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull));
  poppler->document = std::make_unique<PDFDoc>(stream, std::optional<GooString>{}, std::optional<GooString>{}, nullptr,
                                               [repaired = &poppler->repaired] { *repaired = true; });
  PDFDoc& document = *poppler->document;
  if (!document.isOk() && document.getErrorCode() == errEncrypted) {
    return fail("read.pdf.encrypted", fmt::format("PDF 文件“{}”有打开密码", path),
                "请用密码打开后另存为没有密码的 PDF，再提交。", path);
  }
  if (!document.isOk() || document.getNumPages() <= 0) {
    return fail("read.pdf.damaged", fmt::format("PDF 文件“{}”已损坏，打不开", path),
                "请重新下载或重新导出；能用阅读器打开的，请另存为新的 PDF 后再试。", path);
  }
  if (document.getNumPages() > limits.pages_max) {
    return fail("read.pdf.too_many_pages", fmt::format("PDF 文件“{}”有 {} 页，超过 {} 页的上限", path,
                                                       document.getNumPages(), limits.pages_max),
                "请把合订的文件拆开后逐份提交。", path);
  }
  return PopplerFile(std::move(poppler));
}

PDFDoc& PopplerFile::document() const {
  return *poppler_->document;
}

int PopplerFile::page_count() const {
  return poppler_->document->getNumPages();
}

bool PopplerFile::was_repaired() const {
  return poppler_->repaired;
}

PageContent PopplerFile::draw_page(int number, const Limits& limits) const {
  constexpr double kDotsPerInch = 72;  // a dot is a point
  PageDevice device(number, limits);
  const auto stop = [](void* data) { return static_cast<PageDevice*>(data)->over_limit(); };
  poppler_->document->displayPage(&device, number, kDotsPerInch, kDotsPerInch, 0, false, true, false, stop, &device);
  return device.take();
}

}  // namespace mingzhang::pdf
