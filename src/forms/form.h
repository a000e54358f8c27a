#pragma once
// A form: which tables a disclosure must have, how they look, and through the vocabulary what their cells mean.
// One YAML file each (catalog/forms). The same form is used to understand, to check completeness and to compile.

#include <string>
#include <vector>

#include "base/result.h"
#include "cube/identities.h"
#include "cube/space.h"
#include "forms/vocabulary.h"
#include "money/figure.h"

namespace mingzhang {

struct FormColumn {
  std::vector<std::string> path;         // header texts from the top
  std::vector<std::string> code_levels;  // code columns: 类 款 项
  bool amount = false;
  Region region;  // amount columns: the table's scope with what the header says
};

struct FormRow {
  std::string label;
  int depth = 0;
  bool total = false;
  Region region;  // what the label path says; dimensions it does not speak of are the root
};

enum class Axis : std::uint8_t { Rows, Function, Economic, Project };

// One list of rows with its own columns; tables with income on the left and expenditure on the right have two.
struct FormPanel {
  std::string name;
  Axis axis = Axis::Rows;
  int level = 0;           // code axes: 1 lists classes only; 0 lists all levels
  bool all_codes = false;  // prints every class, with or without an amount
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
  std::string title_key;  // word_key(title)
  std::string empty;  // statement of an empty table, {unit} and {year} to fill in; "" when it may not be empty
  bool numbering = false;
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
};

struct Form {
  std::string id, name;
  bool final_accounts = false;
  Unit money_unit = Unit::WanYuan;
  int decimals = 2;
  std::string unit_label;
  int tables_required_min = 1;
  std::vector<FormPart> parts;
  std::vector<FormTable> tables;
  std::vector<FormSection> sections;
  std::string performance_whole_unit, performance_project;  // titles; "" when the form has none
};

Result<Form> load_form(const std::string& path, Space& space, const Vocabulary& vocabulary);

}  // namespace mingzhang
