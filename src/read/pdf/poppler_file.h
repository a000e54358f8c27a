#pragma once
// The only door to poppler's documents. Poppler is under the GPL, and so is a program that links this.

#include <memory>
#include <string>
#include <string_view>

#include <poppler/GlobalParams.h>
#include <poppler/PDFDoc.h>

#include "base/limits.h"
#include "base/result.h"

namespace mingzhang::pdf {

class PopplerFile {
 public:
  // The bytes must outlive the file. Errors: read.pdf.encrypted, .damaged, .too_many_pages.
  static Result<PopplerFile> open(std::string_view bytes, const std::string& path, const Limits& limits);

  PDFDoc& document() const { return *document_; }
  bool was_repaired() const { return *repaired_; }  // the table of objects was broken and has been found again

 private:
  PopplerFile() = default;

  std::unique_ptr<GlobalParamsIniter> globals_;
  std::unique_ptr<bool> repaired_;
  std::unique_ptr<PDFDoc> document_;
};

}  // namespace mingzhang::pdf
