#include "render/report_sarif.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "render/report_sample_for_tests.h"

namespace mingzhang {
namespace {

using Json = nlohmann::json;

Json rendered(Language language = Language::Chinese) {
  return Json::parse(to_sarif(report_of({sample_file(), sample_failure()}), "1.2.3", language));
}

// What the schema of SARIF 2.1.0 requires of the parts that we write.
TEST(ReportSarif, HasTheRequiredStructure) {
  const Json log = rendered();
  EXPECT_EQ(log["version"], "2.1.0");
  ASSERT_TRUE(log["runs"].is_array());
  const Json& run = log["runs"][0];
  const Json& driver = run["tool"]["driver"];
  EXPECT_EQ(driver["name"], "mingzhang");
  EXPECT_EQ(driver["version"], "1.2.3");
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  for (const Json& rule : driver["rules"]) {
    EXPECT_TRUE(rule["id"].is_string());
    for (const char* part : {"shortDescription", "fullDescription", "help"}) EXPECT_FALSE(rule[part]["text"].get<std::string>().empty()) << part;
    EXPECT_TRUE(rule["help"]["markdown"].is_string());
  }
  ASSERT_EQ(run["results"].size(), 2u);
  for (const Json& result : run["results"]) {
    EXPECT_FALSE(result["message"]["text"].get<std::string>().empty());
    EXPECT_EQ(driver["rules"][result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
    EXPECT_TRUE(result["partialFingerprints"]["mingzhang/v1"].is_string());
    for (const Json& location : result["locations"]) EXPECT_TRUE(location["physicalLocation"]["artifactLocation"]["uri"].is_string());
  }
}

TEST(ReportSarif, LinesOfTextAreRegions) {
  const Json first = rendered()["runs"][0]["results"][0];
  EXPECT_EQ(first["level"], "error");
  EXPECT_EQ(first["locations"][0]["physicalLocation"]["region"],
            Json::parse(R"({"startLine": 288, "startColumn": 24, "endColumn": 31, "snippet": {"text": "1214.60"}})"));
  EXPECT_EQ(first["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 215);
  EXPECT_NE(first["message"]["text"].get<std::string>().find("114.46 + 7.00 = 121.46"), std::string::npos);
}

TEST(ReportSarif, PagesAreLogicalLocations) {
  const Json second = rendered(Language::English)["runs"][0]["results"][1];
  EXPECT_EQ(second["level"], "warning");
  EXPECT_FALSE(second["locations"][0]["physicalLocation"].contains("region"));
  EXPECT_EQ(second["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "page 12");
}

TEST(ReportSarif, AFileThatFailedIsANotification) {
  const Json invocation = rendered()["runs"][0]["invocations"][0];
  EXPECT_EQ(invocation["executionSuccessful"], false);
  EXPECT_EQ(invocation["toolExecutionNotifications"][0]["descriptor"]["id"], "read.text.blank");
}

TEST(ReportSarif, PathsBecomeUris) {
  EXPECT_EQ(uri_of("dir/预算 1.pdf"), "dir/%E9%A2%84%E7%AE%97%201.pdf");
  EXPECT_EQ(uri_of("/a#b"), "file:///a%23b");
}

}  // namespace
}  // namespace mingzhang
