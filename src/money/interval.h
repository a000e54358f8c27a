#pragma once
// The real numbers between two integer ends, each end with its openness; an end may be infinite. Operations move an end
// together with its openness. Empty intervals do not exist: an empty meet is std::nullopt. (1, 2) is not empty: 1.5
// lies in it, though no integer does.
//
// Every operation is exact as long as the ends fit 64 bits. An end that does not fit moves outward: to infinity, or to
// the last 64-bit number when it left through the far side. The result then contains the true set, so an overflow may
// hide a defect but can never invent one.
//
// Tested against brute force over all small intervals on a grid of half integers (interval_test.cc).

#include <cstdint>
#include <optional>
#include <string>

namespace mingzhang {

class Interval {
 public:
  struct End {
    std::int64_t value = 0;  // 0 when infinite
    bool closed = true;      // false when infinite
    bool infinite = false;
    friend bool operator==(const End&, const End&) = default;
  };

  constexpr Interval() = default;  // [0, 0]
  static Interval exactly(std::int64_t value);
  static Interval closed(std::int64_t low, std::int64_t high);
  static std::optional<Interval> between(End low, End high);  // nullopt when no real number lies between
  static Interval at_least(std::int64_t low);
  static Interval at_most(std::int64_t high);
  static Interval everything();
  // All integers that round to value*quantum when printed in steps of `quantum` (positive), whichever way a tie goes:
  // [value*quantum - quantum/2, value*quantum + quantum/2]. Quantum 1 gives the single value.
  static Interval rounded(std::int64_t value, std::int64_t quantum);

  const End& low() const { return low_; }
  const End& high() const { return high_; }
  bool contains(std::int64_t value) const;
  bool contains(const Interval& other) const;
  bool is_single() const;

  friend Interval operator+(const Interval& a, const Interval& b);
  friend Interval operator-(const Interval& a, const Interval& b);
  Interval operator-() const;
  Interval scaled(std::int64_t factor) const;  // factor may be negative or zero
  friend std::optional<Interval> meet(const Interval& a, const Interval& b);
  friend Interval hull(const Interval& a, const Interval& b);
  friend bool operator==(const Interval&, const Interval&) = default;

  std::string to_string() const;  // "[127950, 128050]", "(-inf, 3)"

 private:
  constexpr Interval(End low, End high) : low_(low), high_(high) {}
  End low_, high_;
};

}  // namespace mingzhang
