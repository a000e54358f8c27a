// There and back: from a printed document to its ledger and to the same tables again; from our own tables through text; and
// through both JSON forms to the same report.

#include <fmt/format.h>

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "base/paths.h"
#include "base/text.h"
#include "check/check.h"
#include "compile/compile_tables.h"
#include "compile/infer.h"
#include "pipeline.h"
#include "read/read.h"
#include "render/report_json.h"
#include "tables_document.h"
#include "write/document_for_tests.h"
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
  const Disclosure again = understand_text(write_text(tables_document(ours, form)));
  EXPECT_EQ(again.unit, ledger->unit);
  EXPECT_EQ(again.year, ledger->year);
  EXPECT_EQ(again.form, form.id);
  int seen = 0;
  for (const Claim& claim : again.claims) seen += claim.cell.row >= 0 && !claim.nil;
  EXPECT_EQ(seen, static_cast<int>(figures_of(ours).size()));
  for (const Finding& finding : check(again, knowledge).findings)
    EXPECT_TRUE(finding.severity != Severity::Error || finding.code == "FRM101") << finding.code << " " << finding.message.zh;
}

// Claims with what they are about, kind and figure; equal ones are counted. Regions as the checks compare them.
using Claims = std::map<std::string, int>;

Claims claims_of(const Disclosure& disclosure, bool of_tables) {
  static constexpr std::string_view kKinds[] = {"", "增减额", "增减比例", "占比"};
  const Knowledge& knowledge = *engine().knowledge;
  Claims claims;
  for (const Claim& claim : disclosure.claims)
    if ((claim.cell.table >= 0) == of_tables)
      ++claims[disclosure.space.describe(knowledge.canonical(disclosure.space, claim.region)) + "：" +
               std::string(kKinds[static_cast<std::size_t>(claim.kind)]) + print_with_unit(claim.figure)];
  return claims;
}

// What is in `a` and not in `b`.
std::vector<std::string> missing(const Claims& a, const Claims& b) {
  std::vector<std::string> missing;
  for (const auto& [claim, count] : a)
    for (int i = b.contains(claim) ? b.at(claim) : 0; i < count; ++i) missing.push_back(claim);
  return missing;
}

void expect_same_claims(const Disclosure& before, const Disclosure& after, const char* format) {
  for (const bool in_cells : {true, false}) {
    const Claims claims = claims_of(before, in_cells), claims_after = claims_of(after, in_cells);
    for (const std::string& claim : missing(claims, claims_after)) ADD_FAILURE() << format << " lost " << claim;
    for (const std::string& claim : missing(claims_after, claims)) ADD_FAILURE() << format << " invented " << claim;
  }
}

struct Written {
  const char* format;
  Result<std::string> bytes;
};

std::vector<Written> in_all_formats(const Document& document) {
  const WriteOptions options{.title = "", .contents = false};
  return {{"docx", write_docx(document, options)}, {"xlsx", write_xlsx(document, options)}, {"html", write_html(document, options)}};
}

class RoundTripOf : public testing::TestWithParam<const char*> {};

// A PDF's Document in another format says the same.
TEST_P(RoundTripOf, ARealDocumentMakesTheSameClaims) {
  REQUIRE_CORPUS(path, GetParam());
  const auto document = read_document_bytes(*read_file(path), path);
  ASSERT_TRUE(document.has_value()) << document.error().message;
  const Disclosure before = understand(*document, *engine().knowledge, engine().words);
  for (const Written& written : in_all_formats(*document)) {
    ASSERT_TRUE(written.bytes.has_value()) << written.bytes.error().message;
    const auto again = read_document_bytes(*written.bytes, std::string("copy.") + written.format);
    ASSERT_TRUE(again.has_value()) << written.format << ": " << again.error().message;
    expect_same_claims(before, understand(*again, *engine().knowledge, engine().words), written.format);
  }
}

INSTANTIATE_TEST_SUITE_P(Documents, RoundTripOf,
                         testing::Values("sh_putuo_sfj_2026_unit_budget.pdf", "sh_putuo_shfly_2024_unit_budget.pdf", "sh_czj_2025_unit_budget.pdf",
                                         "sh_putuo_wanli_2024_dept_budget.pdf", "sh_putuo_wanli_2025_dept_budget.pdf",
                                         "sh_putuo_czj_2024_dept_final.pdf", "sh_putuo_czj_2024_dept_final_seeded.pdf",
                                         "js_fy_2017_budget_full.pdf", "js_fy_2018_budget_full.pdf", "js_sw_2018_budget_tables.pdf",
                                         "js_sw_2018_budget_text.pdf", "js_rd_2018_budget_full.pdf"),
                         [](const auto& info) { return std::string(info.param).substr(0, std::string(info.param).find('.')); });

// The words of a Document in reading order, grids with their spans.
std::string content_of(const Document& document) {
  std::string content;
  for (const Block& block : document.blocks) {
    if (const Text* text = std::get_if<Text>(&block)) content += fmt::format("h{} {}\n", text->heading_level, text->text);
    if (const Grid* grid = std::get_if<Grid>(&block)) {
      content += fmt::format("{}x{}\n", grid->row_count, grid->column_count);
      for (const Cell& cell : grid->cells) content += fmt::format("  {},{} {}x{} {}\n", cell.row, cell.column, cell.row_span, cell.column_span, cell.text);
    }
  }
  return content;
}

TEST(RoundTrip, RandomDocumentsAreReadAsTheyWereWritten) {
  for (unsigned seed = 1; seed <= 20u; ++seed) {
    const Document document = random_document(seed);
    for (const Written& written : in_all_formats(document)) {
      if (written.format == std::string_view("xlsx")) continue;  // a sheet has no paragraphs, and its used range no empty edges
      ASSERT_TRUE(written.bytes.has_value()) << written.bytes.error().message;
      const auto again = read_document_bytes(*written.bytes, std::string("random.") + written.format);
      ASSERT_TRUE(again.has_value()) << written.format << ": " << again.error().message;
      ASSERT_EQ(content_of(*again), content_of(document)) << written.format << ", seed " << seed;
    }
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
