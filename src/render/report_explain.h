#pragma once
// What a check or the id of an error means: `mingzhang explain`, docs/checks.md.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/errors.h"
#include "base/language.h"
#include "check/checks.h"

namespace mingzhang {

using Explained = std::variant<const CheckInfo*, ErrorExplanation>;

// By code ("SUM101", "sum101"), by name ("total-differs-from-parts"), or by the id of an error ("read.text.blank").
std::optional<Explained> find_explained(std::string_view word);
std::vector<Explained> explained_checks();  // all of them, in order

std::string explain_text(const Explained& subject, Language language);
std::string explain_markdown(const Explained& subject, Language language);  // a section of a page
std::string explain_json(std::span<const Explained> subjects);              // an array, in both languages

std::string list_checks(Language language);     // one line a check
std::string page_of_checks(Language language);  // docs/checks.md

}  // namespace mingzhang
