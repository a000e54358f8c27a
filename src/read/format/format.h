#pragma once
// What kind of file some bytes are, by content, never by name.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mingzhang {

enum class Format : std::uint8_t {
  Text,           // whatever is nothing else
  DocumentJson,   // our own
  Pdf,
  Package,        // ZIP: DOCX, XLSX, or something else in a ZIP
  Html,           // web pages, JSP, and what calls itself .doc or .xls but is a web page
  OldWriter,      // DOC, RTF, WPS, Word XML: what a word processor must convert
  OldCalc,        // XLS, ET: what a spreadsheet program must convert
  EncryptedOffice,  // DOCX or XLSX under a password
  Other,          // images, archives: never a document for us
};

struct RecognisedFormat {
  Format format = Format::Text;
  std::string_view name;  // Chinese, for messages
};

RecognisedFormat recognise_format(std::string_view bytes);

// read.format.unsupported, which names the format and those that can be read.
tl::unexpected<Error> unsupported_format(std::string_view name, const std::string& path);

}  // namespace mingzhang
