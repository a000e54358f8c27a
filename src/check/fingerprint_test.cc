#include "check/fingerprint.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

TEST(Fingerprint, IsTheSameForEver) {
  EXPECT_EQ(fingerprint({}), "cbf29ce484222325");
  EXPECT_EQ(fingerprint({"SUM101", "表 3", "2010450 事业运行", "合计"}),
            fingerprint({"SUM101", "表 3", "2010450 事业运行", "合计"}));
}

TEST(Fingerprint, KeepsTheBordersOfItsParts) {
  EXPECT_NE(fingerprint({"ab", "c"}), fingerprint({"a", "bc"}));
  EXPECT_NE(fingerprint({"a"}), fingerprint({"a", ""}));
  EXPECT_NE(fingerprint({"a", "b"}), fingerprint({"b", "a"}));
}

}  // namespace
}  // namespace mingzhang
