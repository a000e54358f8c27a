#pragma once
// The only door to poppler: PDF bytes -> its document, or an Error. Poppler is under the GPL, and so is a program that links this.

#include <memory>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "read/pdf/page_content.h"

class PDFDoc;

namespace mingzhang::pdf {

class PopplerFile {
 public:
  // The bytes must outlive the file. Errors: read.pdf.encrypted, .damaged, .too_many_pages.
  static Result<PopplerFile> open(std::string_view bytes, const std::string& path, const Limits& limits);

  PopplerFile(PopplerFile&&) noexcept;
  PopplerFile& operator=(PopplerFile&&) noexcept;
  ~PopplerFile();

  PDFDoc& document() const;
  int page_count() const;
  bool was_repaired() const;  // the table of objects was broken and has been found again

  PageContent draw_page(int number, const Limits& limits) const;  // number from 1

 private:
  struct Poppler;
  explicit PopplerFile(std::unique_ptr<Poppler> poppler);
  std::unique_ptr<Poppler> poppler_;
};

}  // namespace mingzhang::pdf
