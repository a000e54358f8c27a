#pragma once
// A form: which tables a disclosure must have, how they look, and through the vocabulary what their cells mean.
// One YAML file each (catalog/forms). The same form is used to understand, to check completeness and to compile.

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "cube/identities.h"
#include "cube/space.h"
#include "forms/vocabulary.h"
#include "money/figure.h"

namespace mingzhang {

using Extents = std::vector<std::pair<Dimension, Extent>>;

struct FormColumn {
  std::vector<std::string> path;         // header texts from the top
  std::vector<Extents> means;            // per text of the path: what the form says that it means; none: what its words say
  std::vector<std::string> code_levels;  // code columns: 类 款 项
  bool amount = false;
  Region region;  // amount columns: the table's scope with what the header says
  bool line_numbers = false;  // 行次: the lines of all panels are numbered on
};

struct FormRow {
  std::string label;
  int depth = 0;
  bool total = false;
  bool unsaid = false;  // below another row, and its label does not say which part of it: printed without an amount
  bool foot = false;    // it and the rows behind it stand beside the foot of the other panels
  Region region;  // what the label path says; dimensions it does not speak of are the root
  Extents means;  // what the form says that it means; none: what its words say
};

enum class Axis : std::uint8_t { Rows, Function, Economic, Project };

// One list of rows with its own columns; tables with income on the left and expenditure on the right have two.
struct FormPanel {
  std::string name;
  Axis axis = Axis::Rows;
  int level = 0;                   // code axes: 1 lists classes only; 0 lists all levels
  std::vector<std::string> codes;  // code axes: only these and what lies below them; empty = all
  bool all_codes = false;          // prints every class, with or without an amount, or
  std::vector<std::string> always;  // only these, and others that have an amount
  bool ordinals = false;           // classes are numbered 一、二、 and printed without their codes
  bool more_rows = false;          // rows that the form does not name may stand among its rows
  bool unit_row = false;   // a row with the unit's name follows the total
  bool projects = false;   // code rows may carry a project's name
  std::string total;       // label of the total row that comes first; "" when `rows` has it
  std::vector<FormRow> rows;
  std::vector<FormColumn> columns;
  Region scope;

  std::vector<int> amount_columns() const;
};

struct FormTable {
  std::string id, number, title;
  std::vector<std::string> aliases;     // other titles it is printed under
  std::vector<std::string> title_keys;  // word_key() of the title and its aliases
  std::string note;   // what stands below the table: what it shows
  std::string empty;  // statement of an empty table, {unit} and {year} to fill in; "" when it may not be empty
  bool required = true;
  Unit money_unit = Unit::WanYuan;
  int decimals = 2;
  std::string numbering;  // of the amount columns: "※" marks each other column, a word (栏次) stands before them; "" for none
  Region scope;
  std::vector<FormPanel> panels;
};

struct FormSection {
  int number = 0;
  std::vector<std::string> words;  // all of them stand in the heading
};

struct FormPart {
  int number = 0;
  std::string title;
  bool tables = false;  // it holds the tables
  std::vector<std::string> words;  // all of them stand in the heading; the title itself when the form gives none
};

// Who publishes with this form. Units and departments of one region may have forms of their own.
enum class FormLevel : std::uint8_t { Any, Unit, Department };

struct Form {
  std::string path;  // of its file, which has the wording too (wording.h)
  std::string id, name;
  bool final_accounts = false;
  FormLevel level = FormLevel::Any;
  int year_from = 0, year_to = 0;  // 0 = not known to begin or end
  Unit money_unit = Unit::WanYuan;
  int decimals = 2;
  std::string unit_label;
  std::string money_label;  // 单位： before the unit of money
  std::string table_label;  // "表 {number}", above each title
  int tables_required_min = 1;             // so many of its titles must be found before the form is taken
  std::vector<std::string> recognised_by;  // of these words one is printed at least, and documents of other forms print none
  std::vector<FormPart> parts;
  std::vector<FormTable> tables;
  std::vector<FormSection> sections;
  std::string performance_whole_unit, performance_project;  // titles; "" when the form has none
};

// Errors: catalog.yaml.missing, catalog.yaml.invalid with the line and what is expected there.
Result<Form> load_form(const std::string& path, Space& space, const Vocabulary& vocabulary);

}  // namespace mingzhang
