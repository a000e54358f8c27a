#include "base/paths.h"
#include "render/report_explain.h"

#include <array>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/display_width.h"

namespace mingzhang {
namespace {

TEST(ReportExplain, TextHoldsEveryPart) {
  const Explained check = *find_explained("SUM101");
  const std::string text = explain_text(check, Language::Chinese);
  EXPECT_TRUE(text.starts_with("错误[SUM101] 合计与各项之和不符\ntotal-differs-from-parts\n\n为什么重要\n  ")) << text;
  for (const std::string heading : {"怎样判定", "看不出什么", "错误示例", "正确示例", "依据"}) {
    EXPECT_NE(text.find("\n" + heading + "\n  "), std::string::npos) << heading;
  }
  EXPECT_TRUE(explain_text(check, Language::English).starts_with("error[SUM101] Total differs"));
}

TEST(ReportExplain, LinesFitATerminal) {
  for (const CheckInfo& check : all_checks()) {
    for (const Language language : {Language::Chinese, Language::English}) {
      const std::string text = explain_text(&check, language);
      for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        EXPECT_LE(display_width(text.substr(begin, end - begin)), 100) << text.substr(begin, end - begin);
        begin = end + 1;
      }
    }
  }
}

TEST(ReportExplain, JsonHoldsBothLanguages) {
  const auto json = nlohmann::json::parse(explain_json(explained_checks()));
  ASSERT_EQ(json.size(), all_checks().size());
  for (const auto& check : json) {
    for (const char* key :
         {"title", "why", "how_decided", "cannot_see", "bad_example", "good_example", "legal_basis"}) {
      EXPECT_FALSE(check[key]["zh"].get<std::string>().empty());
      EXPECT_FALSE(check[key]["en"].get<std::string>().empty());
    }
  }
  EXPECT_EQ(json[0]["code"], "SUM101");
  EXPECT_EQ(json[0]["severity"], "error");
}

TEST(ReportExplain, PagesListEveryCheck) {
  for (const Language language : {Language::Chinese, Language::English}) {
    const std::string page = page_of_checks(language), list = list_checks(language);
    for (const CheckInfo& check : all_checks()) {
      EXPECT_NE(page.find("### " + std::string(check.code)), std::string::npos);
      EXPECT_NE(list.find(check.code), std::string::npos);
    }
  }
}

std::string file(const std::string& path) {
  std::ifstream stream(source_path(path));
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(ReportExplain, ThePagesOfDocsAreUpToDate) {
  EXPECT_TRUE(file("docs/checks.md") == page_of_checks(Language::Chinese))
      << "mingzhang explain --all --format markdown > docs/checks.md";
  EXPECT_TRUE(file("docs/checks.en.md") == page_of_checks(Language::English))
      << "mingzhang explain --all --format markdown --lang en > docs/checks.en.md";
}

TEST(ReportExplain, FindsByCodeNameAndErrorId) {
  for (const char* word : {"SUM101", "sum101", "total-differs-from-parts"}) {
    const std::optional<Explained> found = find_explained(word);
    ASSERT_TRUE(found) << word;
    EXPECT_EQ(std::get<const CheckInfo*>(*found), find_check("SUM101"));
  }
  EXPECT_FALSE(find_explained("SUM999"));
  const std::optional<Explained> error = find_explained("read.text.blank");
  ASSERT_TRUE(error);
  EXPECT_TRUE(explain_text(*error, Language::Chinese).starts_with("[read.text.blank]\n  文件里只有空白"));
  EXPECT_TRUE(explain_markdown(*error, Language::English).starts_with("### `read.text.blank`\n\nThe file holds"));
  EXPECT_EQ(nlohmann::json::parse(explain_json(std::array{*error}))[0]["id"], "read.text.blank");
}

}  // namespace
}  // namespace mingzhang
