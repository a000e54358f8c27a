#include "base/late_library.h"

#include <unistd.h>

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

LateLibrary system_library("libc.so.6");
LATE_FUNCTION(system_library, usleep);

TEST(LateLibrary, FunctionsAreCalledAsEver) { EXPECT_EQ(usleep(1), 0); }

TEST(LateLibrary, ThatIsNotInstalled) {
  LateLibrary none("libnosuchlibrary.so.1");
  EXPECT_FALSE(none.is_there());
}

}  // namespace
}  // namespace mingzhang
