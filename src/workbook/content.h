#pragma once
// What stands in the cells of a workbook, as text, sheet by sheet as the layout has them: between the ledger and the file.

#include <string>
#include <vector>

#include "compile/ledger_json.h"
#include "score/actuals.h"
#include "workbook/layout.h"

namespace mingzhang {

struct ContentRow {
  std::vector<std::string> cells;  // as the columns of the layout; amounts as plain digits
  std::string sum_of;              // economic item whose lines give the amount of this year; "" when it is typed
  int number = 0;                  // of the row in the file, from 1; when it was read
};

struct SheetContent {
  bool found = false;
  std::string title;                // of the sheet
  std::vector<std::string> fields;  // as the fields of the layout
  std::vector<ContentRow> rows;
  // When it was read: where fields stand, the letters of the columns ("" for one that is missing), the row of their titles.
  std::vector<std::string> field_cells, letters;
  int header_row = 0;

  std::string cell(const ContentRow& row, int column) const;  // "支出明细!F7"
  std::string field_cell(std::size_t field) const;
};

using Content = std::vector<SheetContent>;  // as WorkbookLayout::sheets

// What a clerk types, and the values that were reached.
struct UnitData {
  LedgerFile file;
  Actuals actuals;
};

// Lines at one point are added up and those of nothing left out; nodes that the catalog does not have become the nearest
// above them that it has.
Content to_content(const UnitData& data, const WorkbookLayout& layout, const Knowledge& knowledge, bool final_accounts);

std::string print_amount(Amount amount, Unit unit);  // "1234.50", "3", "120.5"
// The number of a cell on the scale of its unit; nullopt when it is none. `too_fine`: it has digits finer than a fen.
std::optional<Amount> parse_amount(std::string_view text, Unit unit, bool& too_fine);

// ">=" and "≥".
std::string comparator_sign(std::string_view comparator);
std::string comparator_of_sign(std::string_view sign);

// The columns that are plain words of the unit: field name and where it is kept.
struct IndicatorText { std::string_view field; std::string Indicator::* text; };
struct ProjectText { std::string_view field; std::string ProjectFacts::* text; };
inline constexpr IndicatorText kIndicatorTexts[] = {
    {"level1", &Indicator::level1}, {"level2", &Indicator::level2}, {"name", &Indicator::name}, {"target", &Indicator::target},
    {"unit", &Indicator::unit}, {"weight", &Indicator::weight}, {"basis", &Indicator::basis}, {"last_year", &Indicator::last_year},
    {"scoring_rule", &Indicator::scoring_rule}, {"evidence", &Indicator::evidence}};
inline constexpr ProjectText kProjectTexts[] = {
    {"name", &ProjectFacts::name}, {"basis", &ProjectFacts::basis}, {"executor", &ProjectFacts::executor}, {"allocation", &ProjectFacts::allocation},
    {"period", &ProjectFacts::period}, {"responsible", &ProjectFacts::responsible}, {"goal", &ProjectFacts::goal}};

inline constexpr std::string_view kReasonKind = "增减原因", kPurposeKind = "主要用途";
inline constexpr char kBetweenNodes = '|';  // of a set of nodes in one cell

}  // namespace mingzhang
