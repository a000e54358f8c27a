#pragma once
// Sentences -> claims. A sentence is read clause by clause and number by number: the words right before a number say whether
// it is a value, a share, a degree of completion, a change or a rate; the words before these, what of and compared with what.
// A number whose words say nothing known is listed as open, with the reason.

#include <string>

#include "disclosure/disclosure.h"
#include "forms/knowledge.h"

namespace mingzhang {

struct NarrativeContext {
  const Knowledge& knowledge;
  const Vocabulary& names;  // the document's own: its projects
  std::string unit;
  int year = 0;
};

// Sets the context of every section, and appends claims, comparisons and open items to the disclosure.
void read_narrative(const NarrativeContext& context, Disclosure& disclosure);

}  // namespace mingzhang
