#include "read/read.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

#include <fmt/format.h>

#include "base/file.h"
#include "base/sha256.h"
#include "read/text/read_text.h"

namespace mingzhang {
namespace {

constexpr int kSecondsOfPicture = 10, kSecondsOfPicturesMax = 600;  // of computing, to recognise the characters of scanned pages

std::string_view without_byte_order_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return bytes;
}

bool is_isolated(Format format) { return format == Format::Pdf || format == Format::Package || format == Format::Html; }

}  // namespace

DocumentReading::DocumentReading(std::string_view bytes, std::string path, const Limits& limits)
    : bytes_(bytes), path_(std::move(path)), limits_(limits), format_(recognise_format(bytes)) {
  if (is_isolated(format_.format)) isolated_ = IsolatedReading::start(bytes_, path_, limits_);
}

Result<Document> DocumentReading::finish() {
  switch (format_.format) {
    case Format::Text: return read_text(bytes_, path_, limits_);
    case Format::DocumentJson: return document_from_json(without_byte_order_mark(bytes_), path_);
    case Format::EncryptedOffice:
      return fail("read.office.encrypted", fmt::format("文件“{}”设有密码，无法读取", path_), "请用办公软件打开，取消密码后另存一份。", path_);
    case Format::Other: return unsupported_format(format_.name, path_);
    case Format::OldWriter: return finish_old(OfficeProgram::Writer);
    case Format::OldCalc: return finish_old(OfficeProgram::Calc);
    case Format::Pdf:
    case Format::Package:
    case Format::Html: break;
  }
  if (!*isolated_) return tl::unexpected<Error>(isolated_->error());
  return finish_isolated(**isolated_);
}

Result<Document> DocumentReading::finish_old(OfficeProgram program) const {
  TRY(const std::string converted, convert_with_libreoffice(bytes_, program, path_));
  TRY(IsolatedReading isolated, IsolatedReading::start(converted, path_, limits_));
  TRY(Document document, finish_isolated(isolated));
  document.format = program == OfficeProgram::Writer ? "doc" : "xls";
  return document;
}

// Scans are read once more with the time that recognising their pages takes. If that fails, the notes of the first reading
// say which pages are missing.
Document DocumentReading::with_pictures_read(Document document) const {
  const auto pictures = std::count_if(document.notes.begin(), document.notes.end(), [](const Note& note) { return note.id == "read.pdf.page_without_text"; });
  if (pictures == 0) return document;
  Limits limits = limits_;
  limits.read_seconds_max += static_cast<int>(std::min<std::ptrdiff_t>(pictures * kSecondsOfPicture, kSecondsOfPicturesMax));
  Result<IsolatedReading> again = IsolatedReading::start(bytes_, path_, limits, {std::string(kRecogniseOption)});
  if (!again) return document;
  Result<Document> complete = again->finish();
  return complete ? std::move(*complete) : std::move(document);
}

Result<Document> DocumentReading::finish_isolated(IsolatedReading& isolated) const {
  std::string sha256 = sha256_hex(bytes_);  // while the other process is at work
  TRY(Document document, isolated.finish());
  document = with_pictures_read(std::move(document));
  document.path = path_;
  document.sha256 = std::move(sha256);
  return document;
}

namespace {

struct ExpectedDocument {
  std::string bytes, path;
  std::optional<DocumentReading> reading;
};

// Never destroyed: what is still at work when the program ends is ended with it.
struct Expectation {
  std::mutex mutex;
  std::unique_ptr<ExpectedDocument> document;
};
Expectation& expectation() {
  static auto* only = new Expectation;
  return *only;
}

std::unique_ptr<ExpectedDocument> take_expected(std::string_view bytes, const std::string& path) {
  const std::lock_guard lock(expectation().mutex);
  std::unique_ptr<ExpectedDocument>& document = expectation().document;
  if (document == nullptr || document->path != path || document->bytes != bytes) return nullptr;
  return std::move(document);
}

}  // namespace

void expect_document(const std::string& path) {
  auto bytes = read_file(path);
  if (!bytes || !is_isolated(recognise_format(*bytes).format)) return;
  auto document = std::make_unique<ExpectedDocument>(ExpectedDocument{std::move(*bytes), path, std::nullopt});
  document->reading.emplace(document->bytes, path);
  const std::lock_guard lock(expectation().mutex);
  expectation().document = std::move(document);
}

Result<Document> read_document_bytes(std::string_view bytes, const std::string& path, const Limits& limits) {
  if (const auto expected = take_expected(bytes, path)) return expected->reading->finish();
  return DocumentReading(bytes, path, limits).finish();
}

Result<Document> read_document(const std::string& path, const Limits& limits) {
  TRY(const std::string bytes, read_file(path, limits));
  return read_document_bytes(bytes, path, limits);
}

}  // namespace mingzhang
