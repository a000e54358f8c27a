#pragma once
// In flat text empty cells are lost: a row prints n figures for m columns, in order. Which columns? One joint question over
// the whole document: candidates per row, identities among regions, propagation until nothing changes, and a small exact
// search for what is left. A row with one candidate is proven, with several it stays open.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cube/identities.h"
#include "disclosure/disclosure.h"
#include "money/interval.h"

namespace mingzhang {

struct PlacementRow {
  std::vector<std::uint32_t> cells;  // region of each column; with more than 32 the row stays open
  std::vector<Interval> figures;     // what is printed, in order
};

struct PlacementProblem {
  IdentitySet identities;
  std::vector<PlacementRow> rows;
  std::vector<std::pair<std::uint32_t, Interval>> facts;    // figures whose region is known, from tables
  std::vector<std::pair<std::uint32_t, Interval>> sayings;  // the same from sentences: asked only when tables leave a choice
};

struct PlacedRow {
  Standing standing = Standing::Open;
  std::vector<int> columns;                    // of each figure; empty when Open
  std::vector<std::vector<int>> alternatives;  // the readings left, when Open (at most 8)
  bool contradicted = false;                   // no reading satisfies what the document says
};

std::vector<PlacedRow> place_figures(const PlacementProblem& problem);

}  // namespace mingzhang
