// Tables of real documents: each table that the document's own contents name is there, and its amounts stand in proven rows
// and columns.
#include <set>

#include "pipeline.h"

namespace mingzhang::tests {
namespace {

struct Expected {
  const char* file;
  std::size_t tables;
};

constexpr Expected kDocuments[] = {
    {"sh_putuo_sfj_2026_unit_budget.pdf", 9},   {"sh_putuo_shfly_2024_unit_budget.pdf", 9},
    {"sh_czj_2025_unit_budget.pdf", 9},         {"sh_putuo_wanli_2024_dept_budget.pdf", 9},
    {"sh_putuo_wanli_2025_dept_budget.pdf", 9}, {"sh_putuo_czj_2024_dept_final.pdf", 9},
    {"sh_putuo_czj_2024_dept_final_seeded.pdf", 8},  // one was taken out of it
    {"js_fy_2017_budget_full.pdf", 12},         {"js_fy_2018_budget_full.pdf", 12},
    {"js_sw_2018_budget_tables.pdf", 12},       {"js_rd_2018_budget_full.pdf", 12},
};

// A build without the reader of a format leaves its documents out.
#define OPEN_OR_SKIP(disclosure, path)                                                                            \
  const auto disclosure = open_disclosure(path, engine());                                                        \
  if (!disclosure && disclosure.error().id == "read.format.unsupported") GTEST_SKIP() << disclosure.error().message; \
  ASSERT_TRUE(disclosure) << disclosure.error().message

class TableCorpus : public testing::TestWithParam<Expected> {};

TEST_P(TableCorpus, TablesAreFoundAndTheirAmountsPlaced) {
  REQUIRE_CORPUS(path, GetParam().file);
  OPEN_OR_SKIP(disclosure, path);
  std::set<std::string> titles;
  for (const Table& table : disclosure->tables) titles.insert(table.title);
  EXPECT_EQ(titles.size(), GetParam().tables);
  int placed = 0, printed = 0;
  for (const Claim& claim : disclosure->claims) {
    if (claim.cell.row < 0) continue;
    ++printed;
    placed += claim.standing == Standing::Proven;
  }
  for (const Open& open : disclosure->open) printed += !open.place.cell.empty() || open.reason.find("表头") != std::string::npos;
  EXPECT_GT(printed, 0);
  EXPECT_GE(placed * 1000, printed * 995) << placed << " of " << printed;
}

INSTANTIATE_TEST_SUITE_P(Documents, TableCorpus, testing::ValuesIn(kDocuments),
                         [](const auto& info) { return std::string(info.param.file).substr(0, std::string(info.param.file).find('.')); });

class BlankForms : public testing::TestWithParam<const char*> {};

TEST_P(BlankForms, AreTemplates) {
  REQUIRE_CORPUS(path, GetParam());
  OPEN_OR_SKIP(disclosure, path);
  EXPECT_EQ(disclosure->kind, DocumentKind::Template);
  EXPECT_FALSE(disclosure->tables.empty());
}

INSTANTIATE_TEST_SUITE_P(Documents, BlankForms, testing::Values("sh_template_2024_dept_final.pdf", "sh_template_2026_dept_budget.xlsx"));

}  // namespace
}  // namespace mingzhang::tests
