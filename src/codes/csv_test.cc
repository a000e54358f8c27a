#include "codes/csv.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

namespace mingzhang {
namespace {

constexpr std::array<std::string_view, 3> kColumns = {"code", "name", "note"};

class Csv : public ::testing::Test {
 protected:
  std::optional<Error> read(const std::string& text) {
    std::ofstream(path_, std::ios::binary) << text;
    records_.clear();
    return read_csv(path_, kColumns, [this](CsvFields fields) {
      records_.emplace_back(fields.begin(), fields.end());
      return fields[1] == "wrong" ? std::string("不行") : std::string();
    });
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::string path_ = testing::TempDir() + "mingzhang_csv_test.csv";
  std::vector<std::vector<std::string>> records_;
};

TEST_F(Csv, ReadsWhatSpreadsheetsWrite) {
  EXPECT_FALSE(
      read("\xEF\xBB\xBF"
           "code,name,note\r\n1,甲,\r\n\r\n,,\r\n2,\"乙,丙\",\"说\"\"好\"\"\"\r\n3,,尾"));
  EXPECT_EQ(records_,
            (std::vector<std::vector<std::string>>{{"1", "甲", ""}, {"2", "乙,丙", "说\"好\""}, {"3", "", "尾"}}));
}

TEST_F(Csv, ReadsGb18030) {
  EXPECT_FALSE(read("code,name,note\n1,\xB9\xAB\xB9\xB2\xD6\xA7\xB3\xF6,\n"));
  EXPECT_EQ(records_.at(0).at(1), "公共支出");
}

TEST_F(Csv, NamesFileLineAndProblem) {
  const std::pair<std::string, int> cases[] = {
      {"code,name\n", 1},
      {"code,name,remark\n", 1},
      {"code,name,note\n1,甲\n", 2},
      {"code,name,note\n1,甲,,\n", 2},
      {"code,name,note\n1,甲,\n\n2,\"乙,\n", 4},
      {"code,name,note\n1,甲,\n2,\"乙\"丙,\n", 3},
      {"code,name,note\n1,甲,\n2,wrong,\n", 3},
  };
  for (const auto& [text, line] : cases) {
    const auto error = read(text);
    ASSERT_TRUE(error) << text;
    EXPECT_EQ(error->id, "codes.csv.malformed");
    EXPECT_EQ(error->where, path_ + ":" + std::to_string(line)) << text;
    EXPECT_FALSE(error->advice.empty());
  }
}

TEST_F(Csv, TellsAMissingFile) {
  const auto error = read_csv(path_ + ".none", kColumns, [](CsvFields) { return std::string(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->id, "read.file.missing");
}

}  // namespace
}  // namespace mingzhang
