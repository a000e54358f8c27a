#pragma once
// What a check or an error id means: `mingzhang explain`, docs/checks.md.

#include <span>
#include <string>

#include "base/errors.h"
#include "base/language.h"
#include "check/checks.h"

namespace mingzhang {

std::string explain_text(const CheckInfo& check, Language language);
std::string explain_text(const ErrorExplanation& error, Language language);

// One line a check: code, severity, title.
std::string list_text(Language language);

// Arrays of objects with both languages.
std::string explain_json(std::span<const CheckInfo> checks);
std::string explain_json(const ErrorExplanation& error);

std::string explain_markdown(const CheckInfo& check, Language language);  // a section of the page below
std::string explain_markdown(Language language);                          // all checks: docs/checks.md

}  // namespace mingzhang
