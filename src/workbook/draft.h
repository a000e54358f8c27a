#pragma once
// Next year's draft from what was published: what was this year's becomes last year's, what a unit is and does is kept.

#include "disclosure/disclosure.h"
#include "forms/knowledge.h"
#include "workbook/content.h"

namespace mingzhang {

// Of the facts what the document states in a way that can be taken over: duties, offices, projects, targets, terms, what money
// is used for. Reasons of changes are not: they are of one year.
UnitFacts facts_of(const Disclosure& disclosure, const Knowledge& knowledge, Space& space);

// A year later: amounts of the year stay as those of the year before, older ones, reasons and values reached are left out.
void move_to_next_year(UnitData& data);

}  // namespace mingzhang
