#pragma once
// The rows of one list of a grid: their codes, names and places in the hierarchy, and what they say about the cube.

#include <string>
#include <vector>

#include "disclosure/disclosure.h"
#include "forms/knowledge.h"
#include "understand/grid_lattice.h"
#include "understand/grid_layout.h"
#include "understand/grid_words.h"

namespace mingzhang {

struct GridRow {
  std::size_t lattice_row = 0;
  Row row;                // region: all dimensions in full, of the list's scope and the label together
  std::string unknown;    // why it is not understood; "" when it is
  bool total = false;     // a total that says nothing else
  bool among = false;     // 其中: not all of its group is listed
};

struct GridRows {
  std::vector<GridRow> rows;
  std::vector<std::size_t> notes;  // rows of the lattice that are notes: "注：…"
};

// `scope`: what title and header say about the whole list; `form`: the panel of the form that it is, or nullptr.
GridRows read_grid_rows(const Lattice& lattice, const GridLayout& layout, const GridList& list, const Region& scope,
                        const FormPanel* form, const Knowledge& knowledge, Disclosure& disclosure);

}  // namespace mingzhang
