#pragma once
// Formats of old office programs (DOC, XLS, RTF, WPS, ET, Office XML), through LibreOffice where it is installed.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mingzhang {

enum class OfficeProgram : std::uint8_t { Writer, Calc };

// The bytes of a DOCX (Writer) or XLSX (Calc). LibreOffice works as any Process does, with limits and without network, in a
// directory and with a profile of its own that are removed behind it. It takes a second or more.
// Errors: read.office.no_converter, .not_converted, read.process.failed.
Result<std::string> convert_with_libreoffice(std::string_view bytes, OfficeProgram program, const std::string& path);

}  // namespace mingzhang
