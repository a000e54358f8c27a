// In a file of its own because it replaces the allocation functions of the whole test program by ones that count.
#ifndef __SANITIZE_ADDRESS__  // AddressSanitizer brings its own operator new

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "money/figure.h"

namespace {
std::size_t allocations = 0;
}

// Not inlined: where only one of the pair is, g++ 12 takes it for a mismatch.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  std::abort();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace mingzhang {
namespace {

TEST(ParseFigure, DoesNotAllocate) {
  const std::size_t before = allocations;
  for (const std::string_view text :
       {"1,234.56", "（12.30）", "12.30 万元", "95.93%", "1,23", "（１，２３４．５）亿元"}) {
    static_cast<void>(parse_figure(text, Unit::WanYuan));
  }
  EXPECT_EQ(allocations, before);
}

}  // namespace
}  // namespace mingzhang

#endif  // __SANITIZE_ADDRESS__
