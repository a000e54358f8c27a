// Placement is honest: tables of random ledgers lose their empty cells, are read again, and no figure may be proven to stand
// in a column where it does not.

#include <fmt/format.h>

#include <map>
#include <string>
#include <tuple>

#include "compile/compile_tables.h"
#include "pipeline.h"
#include "random_ledger.h"
#include "tables_document.h"

namespace mingzhang::tests {
namespace {

// As a PDF's text comes out: header cells a line each, empty cells gone.
std::string flattened(const Document& document, int year) {
  std::string text = "第二部分 " + std::to_string(year) + " 年部门预算公开表\n";
  for (const Block& block : document.blocks) {
    if (const Text* line = std::get_if<Text>(&block)) text += line->text + "\n\n";
    const Grid* grid = std::get_if<Grid>(&block);
    if (grid == nullptr) continue;
    int row = -1;
    for (const Cell& cell : grid->cells) {
      if (cell.text.empty()) continue;
      text += cell.row == row ? " " : "\n";
      text += cell.text;
      row = cell.row;
    }
    text += "\n";
  }
  return text;
}

using CellKey = std::tuple<std::string, std::string, std::string, int>;  // table, panel, row, column

CellKey key_of(const Disclosure& disclosure, const Claim& claim) {
  const Table& table = disclosure.tables[static_cast<std::size_t>(claim.cell.table)];
  return {table.id, table.panel, table.rows[static_cast<std::size_t>(claim.cell.row)].label, claim.cell.column};
}

struct Tally {
  int tables = 0, figures = 0, proven = 0, wrong = 0, lost = 0;
};

void compare(const Disclosure& truth, const Disclosure& read, Tally& tally) {
  std::map<CellKey, std::string> printed;
  for (const Claim& claim : truth.claims) printed[key_of(truth, claim)] = claim.quote;
  tally.tables += static_cast<int>(truth.tables.size());
  tally.figures += static_cast<int>(printed.size());
  int seen = 0;
  for (const Claim& claim : read.claims) {
    if (claim.cell.row < 0 || claim.nil) continue;
    ++seen;
    if (claim.standing != Standing::Proven) continue;
    ++tally.proven;
    const auto found = printed.find(key_of(read, claim));
    if (found != printed.end() && found->second == claim.quote) continue;
    ++tally.wrong;
    ADD_FAILURE() << "proven, but not printed there: " << claim.quote << " in " << std::get<0>(key_of(read, claim)) << " "
                  << std::get<2>(key_of(read, claim)) << " column " << claim.cell.column;
  }
  tally.lost += static_cast<int>(printed.size()) - seen;
}

TEST(Placement, NoFigureOfRandomTablesIsWronglyProven) {
  const Knowledge& knowledge = *engine().knowledge;
  const Form* form = knowledge.find_form("xinjiang-budget-2024");
  ASSERT_NE(form, nullptr);
  Tally tally;
  for (std::uint64_t seed = 1; tally.tables < 10'000 / kSample; ++seed) {
    const LedgerFile file = RandomLedger(knowledge, seed).make();
    const Disclosure truth = compile_tables(file, *form, knowledge);
    compare(truth, understand_text(flattened(tables_document(truth, *form), file.year)), tally);
    if (::testing::Test::HasFailure()) {
      fmt::print("seed {}\n", seed);
      break;
    }
  }
  fmt::print("{} tables, {} figures: {} proven ({:.2f} %), {} wrongly proven, {} not read\n", tally.tables, tally.figures, tally.proven,
             100.0 * tally.proven / tally.figures, tally.wrong, tally.lost);
  EXPECT_EQ(tally.wrong, 0);
  EXPECT_EQ(tally.lost, 0);
}

}  // namespace
}  // namespace mingzhang::tests
