#pragma once
// Any file -> Document: the format is recognised by content, never by the file's name. Plain text and our own JSON are read
// here; every other format by the program mingzhang-read in a process of its own (read/isolate), with limits; those of old
// office programs are converted before (read/office).

#include <optional>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "document/document.h"
#include "read/format/format.h"
#include "read/isolate/isolated_reading.h"
#include "read/office/convert.h"

namespace mingzhang {

// Begins to read a file that read_document_bytes() will be asked for, beside whatever else the caller does until then. One at
// a time; a format that is read in this process waits until then, and so do all errors.
void expect_document(const std::string& path);

// A file while it is being read, beside whatever else the caller does. `bytes` must outlive it.
class DocumentReading {
 public:
  DocumentReading(std::string_view bytes, std::string path, const Limits& limits = {});  // path: what the user calls them

  // Errors: read.*, document.json.*.
  Result<Document> finish();  // once

 private:
  Result<Document> finish_old(OfficeProgram program) const;
  Result<Document> finish_isolated(IsolatedReading& isolated) const;
  Document with_pictures_read(Document document) const;

  std::string_view bytes_;
  std::string path_;
  Limits limits_;
  RecognisedFormat format_;
  std::optional<Result<IsolatedReading>> isolated_;  // for formats that are read in another process
};

Result<Document> read_document_bytes(std::string_view bytes, const std::string& path, const Limits& limits = {});

// The same for a file. Errors: read.file.* as well.
Result<Document> read_document(const std::string& path, const Limits& limits = {});

}  // namespace mingzhang
