#include "check/witness.h"

#include <array>

namespace mingzhang {
namespace {

// Wrong guesses to take back before giving up; the linear program decides then.
constexpr int kRetreatsMax = 200;

// The nearest value to the target, else an end of the domain, else its middle.
bool decide_near(Propagator& propagator, int unknown, std::int64_t target, int& retreats) {
  const Domain domain = propagator.domain(unknown);
  const std::int64_t nearest = domain.nearest(target);
  std::array<std::int64_t, 4> guesses = {nearest, nearest, nearest, nearest};
  if (domain.has_low()) guesses[1] = domain.low;
  if (domain.has_high()) guesses[2] = domain.high;
  if (domain.has_low() && domain.has_high()) guesses[3] = domain.low + (domain.high - domain.low) / 2;
  const std::size_t mark = propagator.mark();
  for (std::size_t i = 0; i < guesses.size(); ++i) {
    if (i > 0 && guesses[i] == nearest) continue;
    if (propagator.decide(unknown, guesses[i])) return true;
    propagator.undo(mark);
    if (++retreats > kRetreatsMax) return false;
  }
  return false;
}

}  // namespace

std::optional<std::vector<std::int64_t>> find_witness(const ExactSystem& system, const ActiveRows& active,
                                                      Propagator& propagator, std::span<const std::int64_t> targets) {
  const std::size_t mark = propagator.mark();
  int retreats = 0;
  const int count = static_cast<int>(system.unknowns.size());
  std::vector<std::int64_t> values(system.unknowns.size());
  bool decided = true;
  for (int u = 0; u < count && decided; ++u) {
    decided = propagator.domain(u).is_single() || decide_near(propagator, u, targets[u], retreats);
  }
  for (int u = 0; u < count; ++u) values[u] = propagator.domain(u).low;
  propagator.undo(mark);
  // Propagation works within limits, so the rows are looked at once more.
  if (!decided || !satisfies(system, active, values)) return std::nullopt;
  return values;
}

}  // namespace mingzhang
