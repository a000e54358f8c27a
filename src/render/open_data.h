#pragma once
// A ledger and what is printed from it as open data: CSV (UTF-8, comma, CRLF, as RFC 4180) and the description of both as
// a Frictionless Data Package with types and titles of the fields and the lists of codes. Spreadsheets that open the CSV
// run nothing: texts that look like formulas begin with an apostrophe.

#include <map>
#include <string>

#include "cube/ledger.h"
#include "disclosure/disclosure.h"

namespace mingzhang {

std::string csv_field(std::string_view text);  // quoted where needed, never a formula

// Measures that are not money ("staff.serving": Count); what is not named is money, in yuan.
using MeasureUnits = std::map<std::string, Unit, std::less<>>;

std::string ledger_csv(const Ledger& ledger, const MeasureUnits& measure_units);
std::string claims_csv(const Disclosure& disclosure);  // the figures of the tables, with the names by which they are linked to

// `ledger` and `claims`: the files' bytes, for their sizes and checksums.
std::string data_package(const Disclosure& disclosure, const std::string& ledger, const std::string& claims);

}  // namespace mingzhang
