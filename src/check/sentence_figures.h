#pragma once
// What a sentence says of one amount by itself, whatever the tables say: this year's amount, last year's, the change, the rate.

#include <string>

#include "disclosure/disclosure.h"

namespace mingzhang {

// The change or the rate follows from the amounts that are printed with it. False also when they are not printed.
bool fits_its_sentence(const Disclosure& disclosure, const Claim& claim);

// “(352.67 − 348.52) ÷ 348.52 = 1.19% ≠ 0.53%”: the rate beside what its sentence makes of it; "" when its amounts are not
// printed, or last year's is zero.
std::string rate_calculation(const Disclosure& disclosure, const Comparison& comparison);

// part / whole as a percentage with these decimals; whole is positive.
std::string percentage(std::int64_t part, std::int64_t whole, int decimals);

}  // namespace mingzhang
