#include "base/result.h"

#include <cstdio>
#include <cstdlib>

namespace mingzhang {

void assertion_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "mingzhang: internal error: %s (%s:%d). Please report it.\n", expression, file, line);
  std::abort();
}

}  // namespace mingzhang
