#include "check/checks.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

bool is_kebab_case(std::string_view name) {
  return std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; }) &&
         !name.starts_with('-') && !name.ends_with('-') && name.find("--") == std::string_view::npos;
}

bool has_chinese(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xE4; });
}

TEST(Checks, CodesAreUniqueAndSortedWithinTheirFamily) {
  std::set<std::string_view> seen;
  std::string_view previous;
  for (const CheckInfo& check : all_checks()) {
    EXPECT_TRUE(seen.insert(check.code).second) << check.code;
    EXPECT_TRUE(std::ranges::all_of(check.code.substr(0, 3), [](char c) { return c >= 'A' && c <= 'Z'; }));
    EXPECT_TRUE(std::ranges::all_of(check.code.substr(3), [](char c) { return c >= '0' && c <= '9'; }));
    if (previous.substr(0, 3) == check.code.substr(0, 3)) {
      EXPECT_LT(previous, check.code);
    }
    previous = check.code;
  }
}

TEST(Checks, FamiliesHoldAllChecksInOrder) {
  std::size_t count = 0;
  for (const CheckFamily& family : check_families()) {
    const auto checks = checks_of(family);
    EXPECT_FALSE(checks.empty()) << family.prefix;
    EXPECT_EQ(checks.data(), all_checks().data() + count) << family.prefix;
    count += checks.size();
  }
  EXPECT_EQ(count, all_checks().size());
}

// "known exception: total-differs-from-parts" must read well: the defect, never the remedy.
TEST(Checks, NamesSayTheDefect) {
  std::set<std::string_view> seen;
  for (const CheckInfo& check : all_checks()) {
    EXPECT_TRUE(seen.insert(check.name).second) << check.name;
    EXPECT_TRUE(is_kebab_case(check.name)) << check.name;
    EXPECT_NE(check.name.find('-'), std::string_view::npos) << check.name;
    for (const std::string_view remedy : {"no-", "must-", "check-", "require-", "disallow-", "should-"})
      EXPECT_FALSE(check.name.starts_with(remedy)) << check.name;
  }
}

TEST(Checks, EveryWordingIsInBothLanguages) {
  for (const CheckInfo& check : all_checks()) {
    for (const CheckText& wording : {check.title, check.why, check.how_decided, check.cannot_see, check.legal_basis}) {
      EXPECT_TRUE(has_chinese(wording.zh)) << check.code << ": " << wording.zh;
      EXPECT_FALSE(wording.en.empty()) << check.code;
    }
    EXPECT_FALSE(check.title.zh.ends_with("。")) << check.code;
    EXPECT_FALSE(check.title.en.ends_with(".")) << check.code;
    for (const CheckText& sentence : {check.why, check.how_decided, check.cannot_see, check.legal_basis}) {
      EXPECT_TRUE(sentence.zh.ends_with("。")) << check.code << ": " << sentence.zh;
      EXPECT_TRUE(sentence.en.ends_with(".")) << check.code << ": " << sentence.en;
    }
  }
}

TEST(Checks, AreFoundByCodeAndByName) {
  for (const CheckInfo& check : all_checks()) {
    EXPECT_EQ(find_check(check.code), &check);
    EXPECT_EQ(find_check(check.name), &check);
  }
  EXPECT_EQ(find_check("SUM999"), nullptr);
  EXPECT_EQ(find_check(""), nullptr);
}

}  // namespace
}  // namespace mingzhang
