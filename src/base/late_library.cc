#include "base/late_library.h"

#include <dlfcn.h>

#include "base/result.h"

namespace mingzhang {

bool LateLibrary::is_there() {
  if (handle_ == nullptr) handle_ = dlopen(file_, RTLD_LAZY | RTLD_LOCAL);  // by two threads at once: the same handle
  return handle_ != nullptr;
}

void* LateLibrary::function(const char* name) {
  ASSERT(is_there());
  void* found = dlsym(handle_, name);
  ASSERT(found != nullptr);
  return found;
}

}  // namespace mingzhang
