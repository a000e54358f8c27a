#pragma once
// PDFs written by hand, or changed by hand, for what no program draws.

#include <fmt/format.h>
#include <poppler/PDFDoc.h>
#include <poppler/Page.h>
#include <poppler/Stream.h>

#include <string>
#include <vector>

#include "read/pdf/poppler_file.h"
#include "read/pdf/string_stream.h"

namespace mingzhang::pdf {

// Objects 1, 2, ..., the first being the catalog.
inline std::string written_pdf(const std::vector<std::string>& objects, const std::string& trailer = "") {
  std::string text = "%PDF-1.4\n", table = "0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", text.size());
    text += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  const std::size_t start = text.size(), count = objects.size() + 1;
  return text + fmt::format("xref\n0 {}\n{}trailer\n<</Size {}/Root 1 0 R{}>>\nstartxref\n{}\n%%EOF\n", count, table, count, trailer, start);
}

// All pages with /Rotate.
inline std::string turned_pages(const std::string& bytes, int degrees) {
  const auto file = PopplerFile::open(bytes, "test", {});
  XRef* table = file->document().getXRef();
  for (int number = 1; number <= file->page_count(); ++number) {
    const Ref ref = file->document().getPage(number)->getRef();
    Object page = table->fetch(ref);
    page.dictSet("Rotate", Object(degrees));
    table->setModifiedObject(&page, ref);
  }
  StringStream out;
  file->document().saveAs(&out, writeForceIncremental);
  return out.text;
}

}  // namespace mingzhang::pdf
