#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace mingzhang {

// For each of `count` things the numbers that were noted for it, in the order in which they were noted.
class Incidence {
 public:
  using Note = std::pair<std::uint32_t, std::uint32_t>;  // thing, number

  Incidence() = default;
  Incidence(std::size_t count, std::span<const Note> notes) : begin_(count + 1), numbers_(notes.size()) {
    for (const Note& note : notes) ++begin_[note.first + 1];
    for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
    std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
    for (const auto& [thing, number] : notes) numbers_[next[thing]++] = number;
  }
  std::span<const std::uint32_t> of(std::size_t thing) const {
    return std::span(numbers_).subspan(begin_[thing], begin_[thing + 1] - begin_[thing]);
  }

 private:
  std::vector<std::uint32_t> begin_, numbers_;
};

}  // namespace mingzhang
