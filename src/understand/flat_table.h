#pragma once
// Rows of a table out of plain lines that lost their borders and empty cells: what each row is, and which figures it prints,
// in order. Into which columns the figures belong is decided later, for all tables at once (place_figures.h).

#include <optional>
#include <string>
#include <vector>

#include "forms/knowledge.h"
#include "understand/outline.h"

namespace mingzhang {

struct PrintedFigure {
  Figure figure;
  std::string quote;
  Place place;
  bool nil = false;  // a dash: an empty cell that has kept its place
  Interval interval() const { return nil ? Interval::exactly(0) : figure.interval(); }
};

struct FlatRow {
  std::string code, name, project;
  std::string named_code;  // of a row that prints the name of a class without its code
  std::string unit;   // the subordinate unit whose row this is, or under whose row it stands; "" for the whole
  std::string label;  // as shown to people
  int form_row = -1;  // index into the panel's rows, when it is one of them
  bool total = false;
  Place place;
  std::vector<PrintedFigure> figures;
};

struct FlatPanel {
  const FormPanel* form = nullptr;
  std::vector<FlatRow> rows;
  std::string misfit;  // Chinese: why its columns are not those of the form; "" when they may be
};

struct FlatTable {
  std::vector<FlatPanel> panels;  // one for each of the form's
  Unit unit = Unit::WanYuan;
  std::optional<Passage> empty_statement;
  std::vector<Open> open;
};

FlatTable read_flat_table(const TableRange& range, const Knowledge& knowledge, int year, const std::string& unit);

}  // namespace mingzhang
