#pragma once
// The tables of a disclosure as blocks of a Document: titles, money unit, header rows with their spans, code columns, empty-table
// statements, as the form lays them out.

#include <vector>

#include "disclosure/disclosure.h"
#include "document/document.h"
#include "forms/form.h"

namespace mingzhang {

// Where a figure stands in what was rendered: a cell of a block that is a table, or bytes of one that is a paragraph.
struct FigureSpot {
  int claim = -1;
  std::size_t block = 0;
  int row = -1, column = -1;
  std::size_t begin = 0, end = 0;
};

// One table after another, each with its caption and on a page of its own. `figures`, if given, learns where each claim stands.
std::vector<Block> render_tables(const Disclosure& disclosure, const Form& form, std::vector<FigureSpot>* figures = nullptr);

}  // namespace mingzhang
