#pragma once
// Comparisons as clauses of a sentence: their figures, their names, and the words they are printed in.

#include <optional>
#include <string>
#include <string_view>

#include "check/report.h"
#include "check/rules/printed_text.h"
#include "disclosure/disclosure.h"

namespace mingzhang {

const Claim* claim_at(const Disclosure& disclosure, int index);  // nullptr for -1

// The first figure for just this region, of those that are read and that bind; nullptr when there is none.
const Claim* value_of_region(const Disclosure& disclosure, const Region& region);

// Where a claim stands, with the names of its table, row and column, and its quote.
FindingPlace place_of(const Disclosure& disclosure, const Claim& claim);

// "…（款）住房公积金（项）：2024年预算数" -> "住房公积金"; "" without level words.
std::string_view last_level(std::string_view subject);

// What the comparison is about, for messages: the last level of a chain, else the subject without the unit, the year
// and words like “预算数”.
std::string item_name(const Disclosure& disclosure, const Comparison& comparison);

// The words from the subject to the last figure, as bytes of the section's body; nullopt when they cannot be found
// again.
struct Clause {
  const Section* section = nullptr;
  Span span;
  std::string_view body() const { return section->body.text; }
};
std::optional<Clause> clause_of(const Disclosure& disclosure, const Comparison& comparison);

// The same as a place; with the reason when asked for.
FindingPlace quote_clause(const Disclosure& disclosure, const Comparison& comparison, bool with_reason = false);

// -1, 0 or 1 as this year's amount is printed less than, equal to or greater than last year's; nullopt when the clause
// does not say. 0 only when every figure of change is zero.
std::optional<int> printed_change(const Disclosure& disclosure, const Comparison& comparison);

// The node of a fixed tree; the root when the tree has none.
Extent extent_of(const Disclosure& disclosure, Dimension dimension, std::string_view id);

}  // namespace mingzhang
