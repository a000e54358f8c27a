#include <cstdio>
#include <cstdlib>

#include "base/assertions.h"
#include "base/result.h"

namespace mingzhang {
namespace {

thread_local int contained = 0;

}  // namespace

ContainAssertions::ContainAssertions() { ++contained; }
ContainAssertions::~ContainAssertions() { --contained; }

void assertion_failed(const char* expression, const char* file, int line) {
  if (contained > 0) throw AssertionFailure(std::string(expression) + " (" + file + ":" + std::to_string(line) + ")");
  std::fprintf(stderr, "mingzhang: internal error: %s (%s:%d). Please report it.\n", expression, file, line);
  std::abort();
}

}  // namespace mingzhang
