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
  const Json report = rendered(report_of({sample_file()}));
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
  EXPECT_EQ(schema.faults(rendered(report_of({sample_file(), sample_failure()}))), std::vector<std::string>{});
}

TEST(ReportJson, SpeaksTheLanguageAskedFor) {
  const Json report = rendered(report_of({sample_file(), sample_failure()}), Language::English);
  EXPECT_EQ(report["files"][0]["findings"][0]["message"], "Total 1,214.60, but the parts add up to 121.46");
  EXPECT_EQ(report["files"][0]["findings"][1]["message"], "公开了个人手机号");  // no English was given
  EXPECT_TRUE(std::string(report["files"][1]["error"]["message"]).starts_with("The file holds nothing"));
}

TEST(ReportJson, SaysWhyAFileCouldNotBeChecked) {
  const Json file = rendered(report_of({sample_failure()}))["files"][0];
  EXPECT_EQ(file["kind"], "other");
  EXPECT_EQ(file["year"], nullptr);
  EXPECT_TRUE(file["findings"].empty());
  EXPECT_EQ(file["error"]["id"], "read.text.blank");
  EXPECT_EQ(file["error"]["advice"], "扫描件请先做文字识别。");
}

TEST(ReportJson, OneFileIsOneLine) {
  const std::string text = to_json(report_of({sample_file(), sample_file()}), Language::Chinese);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4);  // head, two files, tail
  EXPECT_EQ(rendered(report_of({}))["files"], Json::array());
}

Report report_of_pairs() {
  Report report{{sample_file()}, {{Relation::LastYear, {"a.txt", "样例.txt"}, 40, 1, true}}, {{"c.txt", {"没有认出年度", "its year is unknown"}}}};
  report.files[0].findings[0].related[0].path = "a.txt";
  return report;
}

TEST(ReportJson, SaysWhichDocumentsWereCompared) {
  const Json report = rendered(report_of_pairs());
  EXPECT_EQ(SchemaForTests("report-1.json").faults(report), std::vector<std::string>{});
  EXPECT_EQ(report["pairs"][0], Json::parse(R"({"relation": "last_year", "files": ["a.txt", "样例.txt"], "compared": 40, "differences": 1, "complete": true})"));
  EXPECT_EQ(report["unpaired"][0]["reason"], "没有认出年度");
  EXPECT_EQ(report["files"][0]["findings"][0]["related"][0]["path"], "a.txt");
}

TEST(ReportJson, LinesSayWhatTheyWereMadeWith) {
  const Json file = Json::parse(to_json_line(sample_file(), "c1", Language::Chinese));
  EXPECT_EQ(file["catalog"], "c1");
  EXPECT_EQ(file["path"], "样例.txt");
  const Report report = report_of_pairs();
  const Json across = Json::parse(to_json_line(Across{report.pairs, report.unpaired, {{"样例.txt", sample_finding()}}}, "c1", Language::Chinese));
  EXPECT_EQ(across["findings"][0]["path"], "样例.txt");
  EXPECT_EQ(across["findings"][0]["code"], "SUM101");
  EXPECT_FALSE(across.contains("path"));
  for (const Json& line : {file, across}) EXPECT_EQ(SchemaForTests("report-1.json", "line").faults(line), std::vector<std::string>{});
}

TEST(ReportJson, BrokenBytesDoNotStopIt) {
  FileReport file = sample_file();
  file.path = "\xFF.txt";
  EXPECT_EQ(rendered(report_of({file}))["files"][0]["path"], "\uFFFD.txt");
}

}  // namespace
}  // namespace mingzhang
