#include "read/read.h"

#include <utility>

#include "base/file.h"
#include "base/sha256.h"
#include "read/format/format.h"
#include "read/text/read_text.h"

namespace mingzhang {
namespace {

std::string_view without_byte_order_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return bytes;
}

}  // namespace

DocumentReading::DocumentReading(std::string_view bytes, std::string path, const Limits& limits)
    : bytes_(bytes), path_(std::move(path)), limits_(limits) {
  switch (recognise_format(bytes_).format) {
    case Format::Text:
    case Format::DocumentJson: break;
    default: isolated_ = IsolatedReading::start(bytes_, path_, limits_);
  }
}

Result<Document> DocumentReading::finish() {
  if (!isolated_) {
    const bool json = recognise_format(bytes_).format == Format::DocumentJson;
    return json ? document_from_json(without_byte_order_mark(bytes_), path_) : read_text(bytes_, path_, limits_);
  }
  if (!*isolated_) return tl::unexpected<Error>(isolated_->error());
  std::string sha256 = sha256_hex(bytes_);  // while the other process is at work
  TRY(Document document, (*isolated_)->finish());
  document.path = path_;
  document.sha256 = std::move(sha256);
  return document;
}

Result<Document> read_document_bytes(std::string_view bytes, const std::string& path, const Limits& limits) {
  return DocumentReading(bytes, path, limits).finish();
}

Result<Document> read_document(const std::string& path, const Limits& limits) {
  TRY(const std::string bytes, read_file(path, limits));
  return read_document_bytes(bytes, path, limits);
}

}  // namespace mingzhang
