#include "cli/cli.h"

#include <optional>
#include <ostream>

#include <fmt/format.h>

#include "base/errors.h"

namespace mingzhang {
namespace {

std::string in_chinese(const Error& error) {
  std::string text = fmt::format("错误[{}]: {}\n", error.id, error.message);
  if (!error.where.empty()) text += fmt::format("  位置: {}\n", error.where);
  if (!error.advice.empty()) text += fmt::format("  建议: {}\n", error.advice);
  return text;
}

// Messages are Chinese; the list of errors explains every id in English too.
std::string in_english(const Error& error) {
  const std::optional<ErrorExplanation> explanation = explain_error(error.id);
  std::string text = fmt::format("error[{}]: {}\n", error.id, explanation ? explanation->en : error.message);
  if (!error.where.empty()) text += fmt::format("  where: {}\n", error.where);
  return text;
}

}  // namespace

void Context::fail(const Error& cause) {
  error << (language == Language::English ? in_english(cause) : in_chinese(cause));
  exit_code = kCannotProceed;
}

}  // namespace mingzhang
