#include "base/errors.h"

#include <algorithm>

namespace mingzhang {
namespace {

constexpr ErrorExplanation kExplanations[] = {
#define MZ_ERROR(id, zh, en) {id, zh, en},
#include "base/errors.def"
#undef MZ_ERROR
};

static_assert(std::is_sorted(std::begin(kExplanations), std::end(kExplanations),
                             [](const auto& a, const auto& b) { return a.id < b.id; }));

}  // namespace

std::span<const ErrorExplanation> error_explanations() {
  return kExplanations;
}

std::optional<ErrorExplanation> explain_error(std::string_view id) {
  const auto found = std::find_if(std::begin(kExplanations), std::end(kExplanations),
                                  [&](const ErrorExplanation& each) { return each.id == id; });
  if (found == std::end(kExplanations)) return std::nullopt;
  return *found;
}

}  // namespace mingzhang
