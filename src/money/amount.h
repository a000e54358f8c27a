#pragma once
// Exact money: an integer number of fen (分, 0.01 元). No floating point anywhere; construction from `double` does not
// compile. The range is +-9.2e16 元, far above any public budget.

#include <compare>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>

namespace mingzhang {

class Amount {
 public:
  constexpr Amount() = default;
  // Any integer type whose values all fit; a 64-bit unsigned number or a bool does not compile.
  template <std::integral T>
  requires(std::numeric_limits<T>::digits <= 63 && !std::same_as<T, bool>) static constexpr Amount from_fen(T fen) {
    return Amount(static_cast<std::int64_t>(fen));
  }
  static Amount from_fen(std::floating_point auto) = delete;

  constexpr std::int64_t fen() const { return fen_; }
  constexpr bool is_zero() const { return fen_ == 0; }

  // Overflow is our bug or a hostile input that a limit should have stopped: the operators ASSERT. Code that sums
  // figures of strangers uses the checked forms.
  friend Amount operator+(Amount a, Amount b);
  friend Amount operator-(Amount a, Amount b);
  Amount operator-() const;
  static std::optional<Amount> checked_add(Amount a, Amount b);
  static std::optional<Amount> checked_subtract(Amount a, Amount b);
  friend constexpr auto operator<=>(Amount, Amount) = default;

 private:
  explicit constexpr Amount(std::int64_t fen) : fen_(fen) {}
  std::int64_t fen_ = 0;
};

}  // namespace mingzhang
