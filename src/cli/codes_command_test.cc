#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/cli.h"

namespace mingzhang {
namespace {

struct Outcome {
  int exit_code;
  std::string output;
};

Outcome run(const std::string& arguments, Language language = Language::Chinese) {
  std::ostringstream output, error;
  Context context{output, error, language};
  CLI::App app;
  add_codes_command(app, context);
  app.parse(arguments);
  EXPECT_EQ(error.str(), "");
  return {context.exit_code, output.str()};
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(CodesCommand, PrintsWhatIsKnownOfACode) {
  const auto [exit_code, output] = run("codes 2080505");
  EXPECT_EQ(exit_code, 0);
  EXPECT_TRUE(contains(output, "\n名称    机关事业单位基本养老保险缴费支出\n"));
  EXPECT_TRUE(contains(output, "社会保障和就业支出（类）行政事业单位养老支出（款）"));
  EXPECT_TRUE(contains(output, "\n预算    一般公共预算\n"));
  EXPECT_TRUE(contains(run("codes 30101").output, "\n对应    50101 工资奖金津补贴，机关和参公事业单位\n"));
  EXPECT_TRUE(contains(run("codes 2080505", Language::English).output, "\nbudget          一般公共预算\n"));
}

TEST(CodesCommand, SpeaksOfTheYearAskedFor) {
  EXPECT_TRUE(contains(run("codes 210 --year 2018").output, "名称    医疗卫生与计划生育支出\n"));
  EXPECT_TRUE(contains(run("codes 210 --year 2024").output, "名称    卫生健康支出\n"));
  EXPECT_EQ(run("codes 21006 --year 2024").exit_code, 1);
}

TEST(CodesCommand, ListsNamesInColumns) {
  const auto [exit_code, output] = run("codes 养老保险");
  EXPECT_EQ(exit_code, 0);
  EXPECT_TRUE(output.starts_with("编码     级次  名称"));
  EXPECT_TRUE(contains(output, "\n2080505  项    机关事业单位基本养老保险缴费支出      行政事业单位养老支出"));
}

TEST(CodesCommand, SuggestsWhenNothingIsFound) {
  const auto [exit_code, output] = run("codes 住房公基金");
  EXPECT_EQ(exit_code, 1);
  EXPECT_TRUE(contains(output, "\n2210201  项    住房公积金"));
}

TEST(CodesCommand, WritesJson) {
  const auto json = nlohmann::json::parse(run("codes 30101 --year 2024 --format json").output);
  EXPECT_EQ(json["version"], 1);
  EXPECT_EQ(json["year"], 2024);
  EXPECT_EQ(json["found"].size(), 1u);
  EXPECT_EQ(json["found"][0]["classification"], "economic_department");
  EXPECT_EQ(json["found"][0]["counterparts"][0]["code"], "50101");
  EXPECT_EQ(json["found"][0]["path"][0]["name"], "工资福利支出");
  EXPECT_TRUE(json["found"][0]["years"]["to"].is_null());
}

}  // namespace
}  // namespace mingzhang
