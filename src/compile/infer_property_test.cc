// Disclosures made from random ledgers: whatever they say, some ledger says it, and infer must find one.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <random>
#include <set>

#include "compile/infer.h"
#include "compile/infer_sheet_for_tests.h"

namespace mingzhang::tests {
namespace {

constexpr const char* kFunctions[] = {"2010101", "2010102", "2010199", "2050201", "2080505", "2080506", "2210201"};
constexpr const char* kEconomics[] = {"30101", "30102", "30108", "30113", "30201", "30299", "30302", "31002"};
constexpr const char* kSources[] = {"fiscal.general.own", "fiscal.general.upper", "fiscal.fund.own", "unit_funds.other",
                                    "carryover.nonfiscal.unit_funds"};
constexpr const char* kProjects[] = {"古籍数字化", "公益讲座"};

class RandomDisclosure {
 public:
  explicit RandomDisclosure(std::uint64_t seed) : random_(seed), exact_(one_in(6)) {
    const int lines = 1 + below(25);
    for (int i = 0; i < lines; ++i) add_line();
    by_function();
    by_economic_class();
    for (int i = below(8); i > 0; --i) add_sentence();
  }

  Sheet sheet;
  Ledger ledger;

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  bool one_in(int n) { return below(n) == 0; }
  template <std::size_t kCount>
  std::string pick(const char* const (&items)[kCount]) {
    return items[below(kCount)];
  }

  void add_line() {
    std::string where = "function=" + pick(kFunctions) + " source=" + pick(kSources);
    if (one_in(4)) where += " year=2023";
    if (one_in(3)) {
      where += " nature=project economic=30201";
      if (one_in(2)) where += " project=" + pick(kProjects);
    } else {
      const std::string economic = pick(kEconomics);
      const bool personnel = economic.starts_with("301") || economic.starts_with("303");
      where += " economic=" + economic + (personnel ? " nature=basic.personnel" : " nature=basic.public");
    }
    const std::int64_t fen = one_in(3) ? 100'000 * (1 + below(300)) : 1 + below(40'000'000);
    ledger.lines.push_back({sheet.region(where), Amount::from_fen(fen)});
  }

  std::int64_t value(const Region& region) {
    ledger.space = sheet.disclosure.space;  // sentences may have added sets
    return ledger.evaluate(catalog().canonical(ledger.space, region)).fen();
  }

  Figure figure(std::int64_t fen) {
    if (exact_) return round_to_figure(Amount::from_fen(fen), Unit::Yuan, 2);
    return round_to_figure(Amount::from_fen(fen), Unit::WanYuan, 2);
  }

  std::string cell(const Region& region) {
    const std::int64_t fen = value(region);
    return fen == 0 ? "" : print_with_unit(figure(fen));
  }

  void add_table(std::string_view scope, const std::vector<Region>& rows, const std::vector<Region>& columns) {
    std::vector<std::string> cells;
    for (const Region& row : rows)
      for (const Region& column : columns) cells.push_back(cell(cell_region(sheet.disclosure.space, column, row)));
    sheet.table(scope, rows, columns, cells);
  }

  // Rows of all codes that have money, as a real table has them.
  std::vector<Region> rows_of(std::string_view dimension, std::span<const char* const> codes, std::string_view scope) {
    std::vector<Region> rows{sheet.region("")};
    std::set<std::string> printed;
    for (const std::string code : codes)
      for (std::size_t digits = 3; digits <= code.size(); digits += 2) printed.insert(code.substr(0, digits));
    for (const std::string& code : printed) {
      const std::string here = std::string(dimension) + "=" + code;
      if (value(sheet.region(std::string(scope) + (scope.empty() ? "" : " ") + here)) != 0) rows.push_back(sheet.region(here));
    }
    return rows;
  }

  void by_function() {
    const std::vector<Region> rows = rows_of("function", kFunctions, "");
    const Region all = sheet.region("");
    const auto column = [&](const char* text) { return sheet.region(text); };
    add_table("", rows, {all, column("source=fiscal"), column("source=fiscal.general"), column("source=unit_funds"),
                         column("source=carryover"), column("nature=basic"), column("nature=project")});
    sheet.list(Dimension::Function, rows);
  }

  void by_economic_class() {
    const std::string scope = "source=fiscal.general nature=basic";
    const std::vector<Region> rows = rows_of("economic", kEconomics, scope);
    add_table(scope, rows, {sheet.region(scope), sheet.region("source=fiscal.general nature=basic.personnel"),
                            sheet.region("source=fiscal.general nature=basic.public")});
    sheet.list(Dimension::Economic, rows);
  }

  Region random_region() {
    std::string where;
    const auto add = [&](const std::string& word) { where += (where.empty() ? "" : " ") + word; };
    if (one_in(2)) add("function=" + pick(kFunctions).substr(0, 3 + 2 * static_cast<std::size_t>(below(3))));
    if (one_in(2)) add("source=" + pick(kSources));
    if (one_in(4)) add("nature=basic");
    if (one_in(6)) add("project=" + pick(kProjects));
    if (one_in(8)) add("source=special_account+unit_funds+carryover");
    return sheet.region(where);
  }

  void add_sentence() {
    const Region region = random_region();
    const Region before = region.with(Dimension::Year, sheet.disclosure.space.year(2023));
    const std::int64_t now = value(region), last = value(before);
    sheet.say(ClaimKind::Value, region, {}, figure(now));
    if (one_in(2)) sheet.say(ClaimKind::Change, region, before, figure(now - last));
    if (one_in(2) && last > 0 && now < last * 100) sheet.say(ClaimKind::Rate, region, before, percent(now - last, last));
    const std::int64_t total = value(sheet.region(""));
    if (one_in(2) && total > 0) sheet.say(ClaimKind::Share, region, sheet.region(""), percent(now, total));
  }

  static Figure percent(std::int64_t part, std::int64_t whole) {
    const std::int64_t doubled = part * 20'000 / whole;  // toward zero: half of the last digit is never lost
    return {(doubled + (doubled < 0 ? -1 : 1)) / 2, 2, Unit::Percent};
  }

  std::mt19937_64 random_;
  bool exact_;  // printed to the fen
};

// Looked at without the code under test.
void expect_said(const Claim& claim, const Ledger& ledger) {
  const auto value = [&](const Region& region) { return ledger.evaluate(catalog().canonical(ledger.space, region)).fen(); };
  const std::int64_t now = value(claim.region), base = value(claim.base);
  const Figure& figure = claim.figure;
  switch (claim.kind) {
    case ClaimKind::Value:
      EXPECT_EQ(round_to_figure(Amount::from_fen(now), figure.unit, figure.decimals), figure);
      return;
    case ClaimKind::Change:
      EXPECT_EQ(round_to_figure(Amount::from_fen(now - base), figure.unit, figure.decimals), figure);
      return;
    case ClaimKind::Rate:
    case ClaimKind::Share: {
      const auto part = static_cast<long double>(claim.kind == ClaimKind::Rate ? now - base : now);
      if (now == 0 && base == 0) return;
      EXPECT_NEAR(static_cast<double>(part / base * 10'000), figure.coefficient, 0.5001);
      return;
    }
  }
}

TEST(InferProperty, EveryClaimOfARandomLedgerIsReproduced) {
  constexpr int kDisclosures = 400;
  std::size_t claims = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (int seed = 1; seed <= kDisclosures && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    RandomDisclosure random(static_cast<std::uint64_t>(seed));
    const Disclosure& disclosure = random.sheet.disclosure;
    if (disclosure.claims.empty()) continue;
    const auto inference = infer(disclosure, catalog());
    ASSERT_TRUE(inference) << inference.error().id;
    EXPECT_TRUE(inference->set_aside.empty());
    EXPECT_TRUE(inference->missed.empty());
    EXPECT_TRUE(inference->open.empty());
    for (const Claim& claim : disclosure.claims) expect_said(claim, inference->file.ledger);
    claims += disclosure.claims.size();
  }
  const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - begin;
  std::printf("%d disclosures, %zu claims, %.1f ms each\n", kDisclosures, claims, spent.count() / kDisclosures);
}

}  // namespace
}  // namespace mingzhang::tests
