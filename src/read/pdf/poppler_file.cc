#include "read/pdf/poppler_file.h"

#include <fmt/format.h>
#include <poppler/ErrorCodes.h>
#include <poppler/Stream.h>

namespace mingzhang::pdf {

Result<PopplerFile> PopplerFile::open(std::string_view bytes, const std::string& path, const Limits& limits) {
  PopplerFile file;
  file.globals_ = std::make_unique<GlobalParamsIniter>([](ErrorCategory, Goffset, const char*) {});  // quiet
  file.repaired_ = std::make_unique<bool>(false);
  auto* stream = new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull));
  file.document_ = std::make_unique<PDFDoc>(stream, std::optional<GooString>{}, std::optional<GooString>{}, nullptr,
                                            [repaired = file.repaired_.get()] { *repaired = true; });
  PDFDoc& document = *file.document_;
  if (!document.isOk() && document.getErrorCode() == errEncrypted) {
    return fail("read.pdf.encrypted", fmt::format("PDF 文件“{}”有打开密码", path),
                "请用密码打开后另存为没有密码的 PDF，再提交。", path);
  }
  if (!document.isOk() || document.getNumPages() <= 0) {
    return fail("read.pdf.damaged", fmt::format("PDF 文件“{}”已损坏，打不开", path),
                "请重新下载或重新导出；能用阅读器打开的，请另存为新的 PDF 后再试。", path);
  }
  if (document.getNumPages() > limits.pages_max) {
    return fail("read.pdf.too_many_pages", fmt::format("PDF 文件“{}”有 {} 页，超过 {} 页的上限", path, document.getNumPages(), limits.pages_max),
                "请把合订的文件拆开后逐份提交。", path);
  }
  return file;
}

}  // namespace mingzhang::pdf
