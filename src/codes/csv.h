#pragma once
// The tables of catalog/codes: comma separated, one record a line, with a header line. Their editors are finance people
// with spreadsheets, so a byte order mark, CRLF, GB18030, empty lines (with or without commas) and quoted fields are
// fine; a quoted field ends on its line.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mingzhang {

using CsvFields = std::span<const std::string>;  // as many as there are columns; valid during the call

// Calls `take` with every record. It answers what is wrong with the record, in Chinese, or nothing; a wrong record ends
// the reading. Returns the error, or nullopt when all is well: those of read_file(), and codes.csv.malformed with file
// and line when the first line is not exactly `columns`, a line cannot be split into them, or `take` objects.
std::optional<Error> read_csv(const std::string& path, std::span<const std::string_view> columns,
                              const std::function<std::string(CsvFields)>& take);

}  // namespace mingzhang
