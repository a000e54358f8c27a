#pragma once
// How the workbook looks: its sheets, their columns and what each column holds. Data in catalog/workbook.yaml; the same
// layout writes the workbook and reads it.

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cube/space.h"
#include "forms/knowledge.h"
#include "money/figure.h"

namespace mingzhang {

// Where an amount belongs in time.
struct AmountColumn {
  int year_offset = 0;  // 0 this year, -1 the year before
  Extent stage;
};

struct ColumnLayout {
  std::string field;  // "function", "amount", "weight", "function_name" ...
  std::string title;  // without the mark of required columns
  int width = 12;     // characters
  bool required = false, is_long = false;
  std::vector<std::string> choices = {};
  std::optional<Dimension> dimension = {};   // the cell is a node
  std::optional<Dimension> name_of = {};     // a formula: the name of the code beside it
  std::optional<AmountColumn> amount = {};   // nullopt for the amounts of sheets whose lines say their own year
  bool is_amount() const { return field == "amount"; }
  bool is_formula() const;
};

// A row that stands there from the start.
struct RowLayout {
  std::optional<NodeId> measure, source;
  std::string unit;    // what is counted, as people call it: 元, 人, 平方米
  std::string sum_of;  // economic item whose lines give the amount; "" when it is typed
  bool needed = false;  // its amount of this year must be typed, and be it 0
};

enum class Holds { Facts, Lines, Income, Projects, Indicators, Remarks, Glossary };

struct FieldLayout {
  std::string field, title;
  bool required = false, is_long = false;
};

struct SheetLayout {
  std::string id, title, hint;
  Holds holds = Holds::Facts;
  std::vector<FieldLayout> fields;
  std::vector<ColumnLayout> columns;
  std::vector<RowLayout> rows;
  Region scope;
  std::vector<std::string> needs;       // columns of which at least one row must be filled, and fields
  std::vector<NodeId> measures, flows;  // what its lines may be about, with all below; empty: anything
  bool total = false;                   // a row above the table adds up the amounts
  int room = 20;                        // empty rows that stand ready

  int column(std::string_view field) const;  // -1 when there is none
  const ColumnLayout* column_of(Dimension d) const;
};

struct CodeListLayout {
  std::string title, code, name;  // of the sheet and its two columns
};

struct WorkbookLayout {
  std::string all, missing;  // words in cells: all of a dimension; a code that does not exist
  std::string guide_title;
  std::vector<std::string> guide;
  CodeListLayout functions, economics;
  std::vector<SheetLayout> sheets;

  const SheetLayout* find(std::string_view id) const;
};

// The workbook of budgets or of final accounts. Errors: catalog.yaml.missing, catalog.yaml.invalid.
Result<WorkbookLayout> load_workbook_layout(const std::string& path, const Knowledge& knowledge, bool final_accounts);

// What a word for things counted means: 元 and 平方米 are measured, all else is counted.
Unit unit_of_word(std::string_view word);

}  // namespace mingzhang
