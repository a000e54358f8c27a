#pragma once
// Signs that stand where a name or a number belongs, and documents that consist of them.

#include <vector>

#include "check/rules/printed_text.h"

namespace mingzhang {

struct Placeholder {
  const PrintedText* text = nullptr;
  Span span;
};

// In the order of the texts, which must outlive them.
std::vector<Placeholder> placeholders_in(const std::vector<PrintedText>& texts);

// A document with so many gaps was never filled in: it gets one finding, not one for each of them.
inline constexpr std::size_t kTemplatePlaceholders = 30;

}  // namespace mingzhang
