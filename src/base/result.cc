#include <cstdio>
#include <cstdlib>

#include "base/result.h"

namespace mingzhang {

void assertion_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "mingzhang: internal error: %s (%s:%d). Please report it.\n", expression, file, line);
  std::abort();
}

}  // namespace mingzhang
