// Tables of real documents: each table that the document's own contents name is there, and its amounts stand in proven rows
// and columns.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "pipeline.h"
#include "read/read.h"

namespace mingzhang::tests {
namespace {

struct Expected {
  const char* file;
  std::size_t tables;
  int missing = 0;  // listed in the contents and not printed
};

constexpr Expected kDocuments[] = {
    {"sh_putuo_sfj_2026_unit_budget.pdf", 9},
    {"sh_putuo_shfly_2024_unit_budget.pdf", 9},
    {"sh_czj_2025_unit_budget.pdf", 9},
    {"sh_putuo_wanli_2024_dept_budget.pdf", 9},
    {"sh_putuo_wanli_2025_dept_budget.pdf", 9},
    {"sh_putuo_czj_2024_dept_final.pdf", 9},
    {"sh_putuo_czj_2024_dept_final_seeded.pdf", 8, 1},
    {"js_fy_2017_budget_full.pdf", 12},
    {"js_fy_2018_budget_full.pdf", 12},
    {"js_sw_2018_budget_tables.pdf", 12},
    {"js_rd_2018_budget_full.pdf", 12},
};

// Figures of grids that are in no table.
std::vector<const Open*> open_cells(const Document& document, const Disclosure& disclosure) {
  std::set<Place> cells;
  for (const Block& block : document.blocks)
    if (const Grid* grid = std::get_if<Grid>(&block))
      for (const Cell& cell : grid->cells) cells.insert(cell.place);
  std::vector<const Open*> open;
  for (const Open& each : disclosure.open)
    if (cells.contains(each.place)) open.push_back(&each);
  return open;
}

class TableCorpus : public testing::TestWithParam<Expected> {};

TEST_P(TableCorpus, TablesAreFoundAndTheirAmountsPlaced) {
  REQUIRE_CORPUS(path, GetParam().file);
  const auto document = read_document_bytes(*read_file(path), path);
  ASSERT_TRUE(document.has_value()) << document.error().message;
  const Disclosure disclosure = understand(*document, *engine().knowledge, engine().words);
  int missing = 0;
  for (const ContentsEntry& entry : disclosure.contents) missing += entry.table && !entry.found;
  EXPECT_EQ(missing, GetParam().missing);
  std::set<std::string> titles;
  for (const Table& table : disclosure.tables) titles.insert(table.title);
  EXPECT_EQ(titles.size(), GetParam().tables);
  int placed = 0, printed = 0;
  for (const Claim& claim : disclosure.claims) {
    if (claim.cell.row < 0) continue;
    ++printed;
    placed += claim.standing == Standing::Proven;
    if (claim.standing != Standing::Proven) fmt::print("  p{} {}: {}\n", claim.place.page, claim.quote, claim.reason);
  }
  for (const Open* open : open_cells(*document, disclosure)) {
    ++printed;
    fmt::print("  p{} {}: {}\n", open->place.page, open->quote, open->reason);
  }
  fmt::print("{} of {} amounts of tables in proven rows and columns\n", placed, printed);
  EXPECT_GT(printed, 0);
  EXPECT_GE(placed * 1000, printed * 995);
}

INSTANTIATE_TEST_SUITE_P(Documents, TableCorpus, testing::ValuesIn(kDocuments),
                         [](const auto& info) { return std::string(info.param.file).substr(0, std::string(info.param.file).find('.')); });

class BlankForms : public testing::TestWithParam<const char*> {};

TEST_P(BlankForms, AreTemplates) {
  REQUIRE_CORPUS(path, GetParam());
  const auto disclosure = open_disclosure(path, engine());
  ASSERT_TRUE(disclosure) << disclosure.error().message;
  EXPECT_EQ(disclosure->kind, DocumentKind::Template);
  EXPECT_FALSE(disclosure->tables.empty());
}

INSTANTIATE_TEST_SUITE_P(Documents, BlankForms, testing::Values("sh_template_2024_dept_final.pdf", "sh_template_2026_dept_budget.xlsx"));

}  // namespace
}  // namespace mingzhang::tests
