#include "base/memory.h"

#include <malloc.h>

namespace mingzhang {

void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int kKeptBytesMax = 256 << 20, kMappedBytesMin = 32 << 20;  // larger pieces still go back at once
  mallopt(M_TRIM_THRESHOLD, kKeptBytesMax);
  mallopt(M_MMAP_THRESHOLD, kMappedBytesMin);
#endif
}

}  // namespace mingzhang
