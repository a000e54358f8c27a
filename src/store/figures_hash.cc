#include "store/figures_hash.h"

#include <fmt/format.h>

#include "base/sha256.h"

namespace mingzhang {
namespace {

constexpr int kTextsOfClaim = 5, kTextsOfLine = 10;

void add_rows(std::string& text, const Rows& rows, int texts) {
  add_netstring(text, fmt::format("{}", rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    RowReader row = rows[i];
    for (int column = 0; column < texts; ++column) add_netstring(text, row.text());
    add_netstring(text, fmt::format("{}", row.integer()));
  }
}

}  // namespace

void add_netstring(std::string& text, std::string_view field) { text += fmt::format("{}:{},", field.size(), field); }

Result<std::string> hash_of_figures(Connection& connection, std::int64_t filing, std::int64_t version) {
  TRY(const Rows claims, connection.run("SELECT table_title, row_label, column_label, region, printed, amount_fen FROM claims"
                                        " WHERE filing_id = ? AND version = ? ORDER BY id",
                                        {filing, version}));
  TRY(const Rows lines,
      connection.run("SELECT line_unit, line_year, line_stage, flow, source, function, economic, nature, project, measure, amount_fen"
                     " FROM ledger_lines WHERE filing_id = ? AND version = ? ORDER BY id",
                     {filing, version}));
  std::string text;
  add_rows(text, claims, kTextsOfClaim);
  add_rows(text, lines, kTextsOfLine);
  return sha256_hex(text);
}

}  // namespace mingzhang
