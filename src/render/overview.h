#pragma once
// A ledger for people: how much, from where, for what, on what, and how that changed. First as numbers, then as parts of a page:
// pictures with the tables that say the same.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "codes/catalog.h"
#include "cube/ledger.h"

namespace mingzhang {

// Codes that a ledger only implies (the class of an item) get the names they have in the year.
void name_codes(Space& space, const Catalog& catalog, int year);

// The budget of a year, or its final accounts.
struct Period {
  int year = 0;
  bool final_accounts = false;
  friend auto operator<=>(const Period&, const Period&) = default;
};
std::string period_words(const Period& period, Language language);  // "2024 年预算"

enum class Breakdown { Source, Function, Economic, Nature, ThreePublic };
inline constexpr std::array kBreakdowns = {Breakdown::Source, Breakdown::Function, Breakdown::Economic, Breakdown::Nature, Breakdown::ThreePublic};

// One row of a breakdown: a class of the function or economic tree, a kind of money, a nature; id "" is what names none.
struct Share {
  std::string id, name;
  Amount amount;
};

// What is spent in a period; of a budget that is also what comes in. Nothing that is zero.
struct PeriodShares {
  Period period;
  Amount total;
  std::array<std::vector<Share>, kBreakdowns.size()> by;

  const std::vector<Share>& operator[](Breakdown breakdown) const { return by[static_cast<std::size_t>(breakdown)]; }
};
PeriodShares shares_of(const Ledger& ledger, const Period& period, Language language);

// "1,158.60", "12.35亿元": as printed in tables (万元) and in pictures.
std::string in_wan_yuan(Amount amount);
std::string short_amount(Amount amount, Language language);
// "12.34%" of the change, half away from zero; "—" where there is no base, or a negative one.
std::string change_rate(Amount before, Amount now);

// The periods that stand beside this one: the year before, and beside accounts the budget of their year; those with money, this last.
std::vector<Period> compared_periods(const Ledger& ledger, const Period& period);

// The flow from source through function to economic class, as a <figure> with its table; "" when there is nothing to show. `id`
// is unique in the page.
std::string flow_html(const Ledger& ledger, const Period& period, std::string_view id, Language language);

// Tables with bars: each breakdown in each period, the newest last. `level`: of their headings.
std::string changes_html(const std::vector<PeriodShares>& periods, int level, Language language);

}  // namespace mingzhang
