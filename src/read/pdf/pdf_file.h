#pragma once
// The only door to poppler: PDF bytes -> what each page draws. Poppler is GPL, so is a program that links this.

#include <memory>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "read/pdf/page_content.h"

namespace mingzhang::pdf {

class PdfFile {
 public:
  // The bytes must outlive the file. Errors: read.pdf.encrypted, .damaged, .too_many_pages.
  static Result<PdfFile> open(std::string_view bytes, const std::string& path, const Limits& limits);

  PdfFile(PdfFile&&) noexcept;
  PdfFile& operator=(PdfFile&&) noexcept;
  ~PdfFile();

  int page_count() const;
  bool was_repaired() const;  // the table of objects was broken and has been found again

  PageContent draw_page(int number, const Limits& limits) const;  // number from 1

 private:
  struct Poppler;
  explicit PdfFile(std::unique_ptr<Poppler> poppler);
  std::unique_ptr<Poppler> poppler_;
};

}  // namespace mingzhang::pdf
