#pragma once
// The smallest stretches of text that a cell can be made of, and the known words among them.

#include <vector>

#include "understand/performance_glyphs.h"

namespace mingzhang {

// A known word that can fill a cell of `column` by itself.
struct KnownWord {
  Run run;
  IndicatorColumn column = IndicatorColumn::Name;
  bool canonical = true;  // false: a short form ("产出") that may be an ordinary word
};

// Text between gaps, and between the words of the grammar where these are glued to their neighbours ("≥90%计划标准").
struct Atom {
  Run run;
  std::vector<KnownWord> words;  // that begin with this atom and end with one
};

std::vector<Atom> split_into_atoms(const Glyphs& glyphs, Run within, const PerformanceWords& words);

}  // namespace mingzhang
