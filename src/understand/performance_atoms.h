#pragma once
// The smallest stretches of text that a cell can be made of, and the known words among them.

#include <vector>

#include "understand/performance_glyphs.h"

namespace mingzhang {

// A known word where it is printed.
struct KnownWord : KnownMeaning {
  Run run;
};

// Text between gaps, and between the words of the grammar where these are glued to their neighbours ("≥90%计划标准").
struct Atom {
  Run run;
  std::vector<KnownWord> words;  // that begin with this atom and end with one
};

std::vector<Atom> split_into_atoms(const Glyphs& glyphs, Run within, const PerformanceWords& words);

}  // namespace mingzhang
