#include "site/csv_text.h"

#include <gtest/gtest.h>

#include "render/open_data.h"

namespace mingzhang {
namespace {

TEST(CsvText, ReadsWhatOpenDataWrites) {
  for (const std::string text : {"", "收入", "a,b", "say \"12\"", "=SUM(A1)", "-12.00", "'already", "two\r\nlines", "+", "'=x"}) {
    const auto records = csv_records("name,amount\r\n" + csv_field(text) + ",1\r\n");
    ASSERT_TRUE(records) << text;
    ASSERT_EQ(records->size(), 2u);
    const bool guarded_itself = text == "'=x";  // loses its first character
    EXPECT_EQ((*records)[1][0], guarded_itself ? "=x" : text);
    EXPECT_EQ((*records)[1][1], "1");
  }
}

TEST(CsvText, RefusesWhatIsCut) {
  EXPECT_FALSE(csv_records("a,b\n1\n"));
  EXPECT_FALSE(csv_records("a,b\n\"1,2\n"));
  EXPECT_FALSE(csv_records("a,b\n\"1\"x,2\n"));
  EXPECT_EQ(csv_records("a,b\n1,2")->size(), 2u);
  EXPECT_TRUE(csv_records("")->empty());
}

}  // namespace
}  // namespace mingzhang
