// There and back: from a printed document to its ledger and to the same tables again; from our own tables through text; and
// through both JSON forms to the same report.

#include <fmt/format.h>

#include <map>
#include <string>
#include <tuple>

#include "base/paths.h"
#include "base/text.h"
#include "check/check.h"
#include "compile/compile_tables.h"
#include "compile/infer.h"
#include "pipeline.h"
#include "publish/publish.h"
#include "render/report_json.h"
#include "render/tables.h"
#include "write/write.h"

namespace mingzhang::tests {
namespace {

using CellKey = std::tuple<std::string, std::string, std::string, int>;  // table, panel, row, column

std::map<CellKey, std::string> figures_of(const Disclosure& disclosure) {
  std::map<CellKey, std::string> figures;
  for (const Claim& claim : disclosure.claims) {
    if (claim.cell.row < 0 || claim.nil) continue;
    const Table& table = disclosure.tables[static_cast<std::size_t>(claim.cell.table)];
    const std::string row = without_spaces(table.rows[static_cast<std::size_t>(claim.cell.row)].label);
    figures[{table.id, table.panel, row, claim.cell.column}] = claim.quote;
  }
  return figures;
}

int equal_figures(const std::map<CellKey, std::string>& printed, const std::map<CellKey, std::string>& ours) {
  int equal = 0;
  for (const auto& [cell, figure] : printed) {
    const auto found = ours.find(cell);
    if (found != ours.end() && found->second == figure) ++equal;
    else ADD_FAILURE() << std::get<0>(cell) << " " << std::get<2>(cell) << " column " << std::get<3>(cell) << ": printed " << figure
                       << ", compiled " << (found == ours.end() ? "nothing" : found->second);
  }
  return equal;
}

TEST(RoundTrip, InferredLedgerCompilesToThePrintedTables) {
  REQUIRE_CORPUS(path, kSeedDocument);
  const Knowledge& knowledge = *engine().knowledge;
  const Disclosure printed = understand_text(*read_file(path));
  const auto inference = infer(printed, knowledge);
  ASSERT_TRUE(inference.has_value());
  const Disclosure ours = compile_tables(inference->file, *knowledge.find_form(printed.form), knowledge);
  const auto expected = figures_of(printed);
  const int equal = equal_figures(expected, figures_of(ours));
  fmt::print("infer and compile: {} of {} figures of the tables as printed\n", equal, expected.size());
  EXPECT_EQ(figures_of(ours).size(), expected.size());
}

TEST(RoundTrip, OurTablesAsTextAreUnderstoodAgain) {
  const Knowledge& knowledge = *engine().knowledge;
  const auto ledger = ledger_from_json(*read_file(source_path("examples/ledger.json")), knowledge.space, "ledger.json");
  ASSERT_TRUE(ledger.has_value());
  const Form& form = *knowledge.find_form("xinjiang-budget-2024");
  const Disclosure ours = compile_tables(*ledger, form, knowledge);
  const Disclosure again = understand_text(write_text(render_tables(ours, form)));
  EXPECT_EQ(again.unit, ledger->unit);
  EXPECT_EQ(again.year, ledger->year);
  EXPECT_EQ(again.form, form.id);
  int seen = 0;
  for (const Claim& claim : again.claims) seen += claim.cell.row >= 0 && !claim.nil;
  EXPECT_EQ(seen, static_cast<int>(figures_of(ours).size()));
  for (const Finding& finding : check(again, knowledge).findings)
    EXPECT_TRUE(finding.severity != Severity::Error || finding.code == "FRM101") << finding.code << " " << finding.message.zh;
}

// The gate of `compile -o`: every figure comes back from the bytes of each format with its meaning, and nothing is wrong.
TEST(RoundTrip, PublishedFilesReadBackAsCompiled) {
  const Knowledge& knowledge = *engine().knowledge;
  const auto ledger = ledger_from_json(*read_file(source_path("examples/ledger.json")), knowledge.space, "ledger.json");
  ASSERT_TRUE(ledger.has_value());
  const auto publication = publish(*ledger, *knowledge.find_form("xinjiang-budget-2024"), knowledge, engine().words);
  ASSERT_TRUE(publication.has_value()) << publication.error().message;
  ASSERT_EQ(publication->audits.size(), 4u);
  for (const Audit& audit : publication->audits) {
    EXPECT_GT(audit.figures, 200);
    EXPECT_TRUE(audit.passed()) << audit.name << ": " << (audit.lost.empty() ? "" : audit.lost.front());
  }
}

TEST(RoundTrip, BothJsonFormsGiveTheSameReport) {
  const Knowledge& knowledge = *engine().knowledge;
  const std::string path = source_path("examples/disclosure.txt");
  const auto document = read_text(*read_file(path), path);
  const Disclosure disclosure = understand(*document, knowledge, engine().words);
  const std::string report = to_json(check(disclosure, knowledge), Language::Chinese);
  EXPECT_NE(report.find("SUM101"), std::string::npos);

  const auto document_again = document_from_json(to_json(*document), path);
  ASSERT_TRUE(document_again.has_value());
  EXPECT_EQ(to_json(check(understand(*document_again, knowledge, engine().words), knowledge), Language::Chinese), report);

  const auto disclosure_again = disclosure_from_json(to_json(disclosure), path, knowledge.space);
  ASSERT_TRUE(disclosure_again.has_value());
  EXPECT_EQ(to_json(check(*disclosure_again, knowledge), Language::Chinese), report);
}

}  // namespace
}  // namespace mingzhang::tests
