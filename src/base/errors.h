#pragma once
// The list of everything that can be wrong with an input (errors.def).

#include <optional>
#include <span>
#include <string_view>

namespace mingzhang {

struct ErrorExplanation {
  std::string_view id;
  std::string_view zh, en;  // what happened and what to do next
};

std::span<const ErrorExplanation> error_explanations();  // sorted by id
std::optional<ErrorExplanation> explain_error(std::string_view id);

}  // namespace mingzhang
