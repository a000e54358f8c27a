#pragma once
// A ledger for people, as parts of a page: how much, from where, for what, on what, and how that changed; pictures with the tables
// that say the same.

#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "cube/ledger.h"
#include "render/shares.h"

namespace mingzhang {

std::string period_words(const Period& period, Language language);  // "2024 年预算"

// "1,158.60", "12.35亿元": as printed in tables (万元) and in pictures.
std::string in_wan_yuan(Amount amount);
std::string short_amount(Amount amount, Language language);
// "12.34%" of the change, half away from zero; "—" where there is no base, or a negative one.
std::string change_rate(Amount before, Amount now);

// The flow from source through function to economic class, as a <figure> with its table; "" when there is nothing to show. `id`
// is unique in the page.
std::string flow_html(const Ledger& ledger, const Period& period, std::string_view id, Language language);

// Tables with bars: each breakdown in each period, the newest last. `level`: of their headings.
std::string changes_html(const std::vector<PeriodShares>& periods, int level, Language language);

}  // namespace mingzhang
