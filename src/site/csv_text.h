#pragma once
// Open data read again: CSV as render/open_data.h writes it, with quoted fields over several lines and texts that were kept from
// looking like formulas.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mingzhang {

using CsvRecord = std::vector<std::string>;

// All records, the first being the header. nullopt when a quote is left open or a record has not as many fields as the header.
std::optional<std::vector<CsvRecord>> csv_records(std::string_view text);

}  // namespace mingzhang
