#include "money/amount.h"

#include "base/result.h"

namespace mingzhang {

std::optional<Amount> Amount::checked_add(Amount a, Amount b) {
  std::int64_t fen;
  if (__builtin_add_overflow(a.fen_, b.fen_, &fen)) return std::nullopt;
  return Amount(fen);
}

std::optional<Amount> Amount::checked_subtract(Amount a, Amount b) {
  std::int64_t fen;
  if (__builtin_sub_overflow(a.fen_, b.fen_, &fen)) return std::nullopt;
  return Amount(fen);
}

Amount operator+(Amount a, Amount b) {
  const std::optional<Amount> sum = Amount::checked_add(a, b);
  ASSERT(sum.has_value());
  return *sum;
}

Amount operator-(Amount a, Amount b) {
  const std::optional<Amount> difference = Amount::checked_subtract(a, b);
  ASSERT(difference.has_value());
  return *difference;
}

Amount Amount::operator-() const {
  return Amount() - *this;
}

}  // namespace mingzhang
