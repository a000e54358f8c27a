#pragma once
// What can go wrong, and how it is told. Four channels (docs/errors.md):
//   our own bug            -> ASSERT, on in release builds too
//   we cannot proceed      -> Result<T>, an Error with a lasting id, a message and what to do next
//   the input is imperfect -> Note on the Document
//   the disclosure is wrong-> Finding in the Report
// This header holds the first two.

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace mingzhang {

// Why an operation could not be done. `id` is a dotted word that never changes its meaning (`read.text.empty`);
// every id stands in src/base/errors.def with its explanation, and `mingzhang explain ID` prints it.
struct Error {
  std::string id;
  std::string message;  // Chinese, names the thing that is wrong
  std::string advice;   // Chinese, what to do next
  std::string where;    // file, and line or cell where known; may be empty
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(std::string id, std::string message, std::string advice, std::string where = {}) {
  return tl::unexpected<Error>(Error{std::move(id), std::move(message), std::move(advice), std::move(where)});
}

[[noreturn]] void assertion_failed(const char* expression, const char* file, int line);

}  // namespace mingzhang

#define ASSERT(condition) \
  ((condition) ? static_cast<void>(0) : ::mingzhang::assertion_failed(#condition, __FILE__, __LINE__))

#define MZ_CONCAT_(a, b) a##b
#define MZ_CONCAT(a, b) MZ_CONCAT_(a, b)
#define MZ_TRY_(result, declaration, expression)                        \
  auto result = (expression);                                           \
  if (!result) return ::tl::unexpected<::mingzhang::Error>(std::move(result).error()); \
  declaration = std::move(*result)
// TRY(auto document, read(file)); returns the Error to the caller, or goes on with the value.
#define TRY(declaration, expression) MZ_TRY_(MZ_CONCAT(try_result_, __LINE__), declaration, expression)
