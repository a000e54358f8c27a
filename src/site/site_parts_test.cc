#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/file.h"
#include "base/utf8.h"
#include "site/address.h"
#include "site/lists.h"
#include "site/output.h"

namespace mingzhang {
namespace {

namespace fs = std::filesystem;

TEST(SiteAddress, ChineseNamesStay) {
  EXPECT_EQ(address_of({}, "云山县图书馆"), "云山县图书馆");
  EXPECT_EQ(address_of({}, "云山县第91中学"), "云山县第91中学");
}

TEST(SiteAddress, WhatAFileSystemCannotHoldIsReplacedAndToldApart) {
  for (const std::string name : {"", "..", "../../etc/passwd", "CON", "a b", "<script>", "云山县（本级）", "甲\n乙", "\xFF\xFE", "图书馆/分馆"}) {
    const std::string address = address_of({}, name);
    EXPECT_TRUE(is_valid_utf8(address)) << name;
    EXPECT_EQ(address.find_first_of("/\\<>:\"|?*. \n"), std::string::npos) << address;
    EXPECT_GE(address.size(), 9u) << address;
  }
  EXPECT_NE(address_of({}, "a b"), address_of({}, "a-b"));
  EXPECT_NE(address_of({}, "abc"), address_of({}, "ABC"));
  EXPECT_NE(address_of({"甲县"}, "财政局"), address_of({"乙县"}, "财政局"));
  std::string longest;
  for (int i = 0; i < 300; ++i) longest += "很";
  EXPECT_LE(address_of({}, longest).size(), 200u);
  EXPECT_NE(address_of({}, longest), address_of({}, longest + "长"));
}

TEST(SiteAddress, Links) {
  EXPECT_EQ(link_to("d/2024/云/a.html#r1-2", 2), "../../d/2024/%E4%BA%91/a.html#r1-2");
  EXPECT_EQ(link_to("a\"b", 0), "a%22b");
  EXPECT_EQ(safe_word("income_1"), "income_1");
  EXPECT_EQ(safe_word("../x"), "");
}

class SiteOutputTest : public ::testing::Test {
 protected:
  SiteOutputTest() : directory_(fs::path(::testing::TempDir()) / ("site-output-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()))) { fs::remove_all(directory_); }
  ~SiteOutputTest() override { fs::remove_all(directory_); }

  fs::path directory_;
};

TEST_F(SiteOutputTest, OnlyWhatChangedIsWrittenAndOnlyOwnFilesAreRemoved) {
  {
    auto output = SiteOutput::open(directory_.string());
    ASSERT_TRUE(output);
    ASSERT_TRUE(output->put("a/b/one.html", "1"));
    ASSERT_TRUE(output->put("two.html", "2"));
    ASSERT_TRUE(output->finish());
    EXPECT_EQ(output->written(), 3u);
  }
  std::ofstream(directory_ / "a/b/mine.txt") << "x";
  std::ofstream(directory_ / "site-files.txt", std::ios::app) << "../outside.txt\n/etc/hostname\n";
  const fs::path outside = directory_.parent_path() / "outside.txt";
  std::ofstream(outside) << "x";
  auto output = SiteOutput::open(directory_.string());
  ASSERT_TRUE(output);
  ASSERT_TRUE(output->put("two.html", "2"));
  ASSERT_TRUE(output->finish());
  EXPECT_EQ(output->written(), 1u);  // the list
  EXPECT_FALSE(fs::exists(directory_ / "a/b/one.html"));
  EXPECT_TRUE(fs::exists(directory_ / "a/b/mine.txt"));
  EXPECT_TRUE(fs::exists(outside));
  fs::remove(outside);
  EXPECT_EQ(*read_file((directory_ / "two.html").string()), "2");
}

TEST_F(SiteOutputTest, OtherFoldersAreRefused) {
  fs::create_directories(directory_);
  std::ofstream(directory_ / "mine.txt") << "x";
  const auto output = SiteOutput::open(directory_.string());
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().id, "site.output.foreign");
}

// Very many units: the first page lists their groups, each with a page, and nothing is lost.
TEST_F(SiteOutputTest, ManyUnitsAreListedByGroup) {
  std::vector<UnitYear> years;
  for (const std::string county : {"甲县", "乙县"})
    for (const std::string unit : {"图书馆", "<档案馆>"}) {
      UnitYear year{unit, address_of({county}, unit), {county}, "d/2024/x/budget.html", {}, 0, {"项目\"<b>"}};
      year.shares.period = {2024, false};
      years.push_back(std::move(year));
    }
  const std::vector<UnitPages> units = units_of(years);
  ASSERT_EQ(units.size(), 4u);
  auto output = SiteOutput::open(directory_.string());
  ASSERT_TRUE(output);
  ASSERT_TRUE(write_index(units, {"公开", Language::Chinese, 3}, *output));
  const std::string index = *read_file((directory_ / "index.html").string()), group = *read_file((directory_ / "groups/甲县.html").string());
  EXPECT_NE(index.find("groups/%E7%94%B2%E5%8E%BF.html\">甲县</a>"), std::string::npos);
  EXPECT_EQ(index.find("图书馆"), std::string::npos);
  EXPECT_NE(group.find("../units/"), std::string::npos);
  EXPECT_NE(group.find("&lt;档案馆&gt;"), std::string::npos);
  EXPECT_TRUE(fs::exists(directory_ / "groups/乙县.html"));
  ASSERT_TRUE(write_index(units, {"公开", Language::Chinese, 4}, *output));
  EXPECT_NE(read_file((directory_ / "index.html").string())->find("data-periods=\"2024-budget\""), std::string::npos);
}

}  // namespace
}  // namespace mingzhang
