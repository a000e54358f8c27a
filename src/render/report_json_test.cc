#include "render/report_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "disclosure/schema_for_tests.h"
#include "render/report_sample_for_tests.h"

namespace mingzhang {
namespace {

using Json = nlohmann::json;

Json rendered(const Report& report, Language language = Language::Chinese) {
  return Json::parse(to_json(report, language));
}

TEST(ReportJson, HasTheShapeThatScriptsRelyOn) {
  const Json report = rendered({{sample_file()}});
  EXPECT_EQ(report["version"], 1);
  const Json& file = report["files"][0];
  EXPECT_EQ(file["path"], "样例.txt");
  EXPECT_EQ(file["kind"], "budget");
  EXPECT_EQ(file["year"], 2024);
  EXPECT_EQ(file["form"], "sample-budget-2024");
  EXPECT_EQ(file["error"], nullptr);
  const Json& finding = file["findings"][0];
  EXPECT_EQ(finding["code"], "SUM101");
  EXPECT_EQ(finding["severity"], "error");
  EXPECT_EQ(finding["fingerprint"], "0123456789abcdef");
  EXPECT_EQ(finding["place"], Json::parse(R"({"page": null, "line": 288, "character": 24, "length": 7, "cell": null, "box": null,
      "table": "表 3 部门支出总体情况表", "row": "2010450 事业运行", "column": "合计", "quote": "1214.60"})"));
  EXPECT_EQ(finding["related"][0]["quote"], "121.46");
  EXPECT_EQ(finding["proposed"], "121.46");
  EXPECT_EQ(file["findings"][1]["place"]["page"], 12);
  EXPECT_EQ(file["findings"][1]["proposed"], nullptr);
  EXPECT_EQ(file["coverage"]["amounts"], Json::parse(R"({"printed": 512, "understood": 500, "proven": 480})"));
  EXPECT_EQ(file["coverage"]["constraints"], Json::parse(R"({"pass": 400, "fail": 2, "undecided": 3})"));
  EXPECT_EQ(file["coverage"]["open"][11]["place"]["line"], 12);
  EXPECT_EQ(file["not_checked"].size(), 1u);
}

TEST(ReportJson, KeepsToItsSchema) {
  const SchemaForTests schema("report-1.json");
  EXPECT_EQ(schema.faults(rendered({{sample_file(), sample_failure()}})), std::vector<std::string>{});
}

TEST(ReportJson, SpeaksTheLanguageAskedFor) {
  const Json report = rendered({{sample_file(), sample_failure()}}, Language::English);
  EXPECT_EQ(report["files"][0]["findings"][0]["message"], "Total 1,214.60, but the parts add up to 121.46");
  EXPECT_EQ(report["files"][0]["findings"][1]["message"], "公开了个人手机号");  // no English was given
  EXPECT_TRUE(std::string(report["files"][1]["error"]["message"]).starts_with("The file holds nothing"));
}

TEST(ReportJson, SaysWhyAFileCouldNotBeChecked) {
  const Json file = rendered({{sample_failure()}})["files"][0];
  EXPECT_EQ(file["kind"], "other");
  EXPECT_EQ(file["year"], nullptr);
  EXPECT_TRUE(file["findings"].empty());
  EXPECT_EQ(file["error"]["id"], "read.text.blank");
  EXPECT_EQ(file["error"]["advice"], "扫描件请先做文字识别。");
}

TEST(ReportJson, OneFileIsOneLine) {
  const std::string text = to_json(Report{{sample_file(), sample_file()}}, Language::Chinese);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4);
  EXPECT_EQ(rendered({})["files"], Json::array());
}

TEST(ReportJson, BrokenBytesDoNotStopIt) {
  FileReport file = sample_file();
  file.path = "\xFF.txt";
  EXPECT_EQ(rendered({{file}})["files"][0]["path"], "\uFFFD.txt");
}

}  // namespace
}  // namespace mingzhang
