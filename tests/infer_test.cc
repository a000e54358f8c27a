// Published documents turned back into data: what infer finds, put to the document's own claims again.

#include <fmt/format.h>

#include <chrono>

#include "compile/compile_tables.h"
#include "compile/infer.h"
#include "disclosure/claims_view.h"
#include "pipeline.h"
#include "random_ledger.h"
#include "sample_budget.h"

namespace mingzhang::tests {
namespace {

// Looked at without the code under test.
class Check {
 public:
  Check(const Disclosure& disclosure, const Ledger& ledger) : disclosure_(disclosure), ledger_(ledger) {}

  void figures_in_tables() {
    for (const Claim& claim : disclosure_.claims) {
      if (claim.cell.row < 0 || claim.nil || claim.standing == Standing::Open) continue;
      const Figure figure = round_to_figure(Amount::from_fen(value(claim.region)), claim.figure.unit, claim.figure.decimals);
      EXPECT_EQ(print(figure), print(claim.figure)) << disclosure_.space.describe(claim.region);
      ++tabled;
    }
  }

  void empty_cells() {
    Ledger ledger = ledger_;  // a cell's region may be a new set of nodes
    for (const Table& table : disclosure_.tables)
      for (std::size_t i = 0; i < table.cells.size(); ++i) {
        const Row& row = table.rows[i / table.columns.size()];
        if (table.cells[i] >= 0 || row.standing != Standing::Proven) continue;
        const Region region = cell_region(ledger.space, table.columns[i % table.columns.size()].region, row.region);
        EXPECT_EQ(ledger.evaluate(engine().knowledge->canonical(ledger.space, region)), Amount()) << row.label;
      }
  }

  void sentences() {
    for (const Claim& claim : disclosure_.claims) {
      if (claim.cell.row >= 0 || claim.weak || claim.standing == Standing::Open) continue;
      const std::int64_t now = value(claim.region), base = value(claim.base);
      const bool ratio = claim.kind == ClaimKind::Rate || claim.kind == ClaimKind::Share;
      if (ratio && base == 0) continue;
      const std::int64_t change = claim.kind == ClaimKind::Value || claim.kind == ClaimKind::Share ? now : now - base;
      const double quotient = ratio ? static_cast<double>(change) * 1e8 / static_cast<double>(base) : 0;
      const double printed = ratio ? static_cast<double>(claim.figure.value()) : 0;
      EXPECT_NEAR(quotient, printed, 5000.5) << claim.quote;
      EXPECT_TRUE(ratio || claim.interval().contains(change)) << claim.quote << " " << change;
      ++told;
    }
  }

  int tabled = 0, told = 0;

 private:
  std::int64_t value(const Region& region) {
    return ledger_.evaluate(engine().knowledge->canonical(ledger_.space, region)).fen();
  }

  const Disclosure& disclosure_;
  const Ledger& ledger_;
};

void expect_reproduced(const Disclosure& disclosure, int* tabled = nullptr) {
  const auto begin = std::chrono::steady_clock::now();
  const auto inference = infer(disclosure, *engine().knowledge);
  const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - begin;
  ASSERT_TRUE(inference) << inference.error().message;
  EXPECT_TRUE(inference->set_aside.empty());
  EXPECT_TRUE(inference->missed.empty());
  for (const Open& open : inference->open) ADD_FAILURE() << open.quote << " " << open.reason;
  Check check(disclosure, inference->file.ledger);
  check.figures_in_tables();
  check.empty_cells();
  check.sentences();
  if (!tabled) return;
  *tabled = check.tabled;
  fmt::print("{} figures in tables and {} in sentences reproduced by {} lines, {:.0f} ms\n", check.tabled, check.told,
             inference->file.ledger.lines.size(), spent.count());
  EXPECT_LT(spent.count(), 2000 * kSample);  // sanitizers are slow
}

TEST(Infer, ARealDocumentIsReproducedToTheLastDigit) {
  REQUIRE_CORPUS(path, kSeedDocument);
  const auto disclosure = open_disclosure(path, engine());
  ASSERT_TRUE(disclosure);
  int tabled = 0;
  expect_reproduced(*disclosure, &tabled);
  EXPECT_EQ(tabled, 248);
}

TEST(Infer, TheSampleIsReproduced) {
  int tabled = 0;
  expect_reproduced(understand_text(kSampleBudget), &tabled);
  EXPECT_GT(tabled, 100);
}

TEST(Infer, CompiledTablesOfRandomLedgersAreReproduced) {
  const Knowledge& knowledge = *engine().knowledge;
  const Form* form = knowledge.find_form("xinjiang-budget-2024");
  ASSERT_NE(form, nullptr);
  for (std::uint64_t seed = 1; seed <= 100 && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    expect_reproduced(compile_tables(RandomLedger(knowledge, seed).make(), *form, knowledge));
  }
}

}  // namespace
}  // namespace mingzhang::tests
