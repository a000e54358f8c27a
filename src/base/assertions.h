#pragma once
// A bug that one input brings to light must not take the other inputs with it: where many are worked on, an ASSERT that fails
// becomes an exception that the loop over the inputs catches. Everywhere else it ends the program.

#include <exception>
#include <string>

namespace mingzhang {

struct AssertionFailure : std::exception {
  explicit AssertionFailure(std::string what) : text(std::move(what)) {}
  const char* what() const noexcept override { return text.c_str(); }
  std::string text;  // the expression, and where it stands
};

// While one lives, assertions of this thread throw. What the assertion left behind must not be used any further.
class ContainAssertions {
 public:
  ContainAssertions();
  ~ContainAssertions();
  ContainAssertions(const ContainAssertions&) = delete;
};

}  // namespace mingzhang
