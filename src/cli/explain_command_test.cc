#include <sstream>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/cli.h"

namespace mingzhang {
namespace {

struct Outcome {
  int exit_code;
  std::string output, error;
};

Outcome run(const std::string& arguments, Language language = Language::Chinese) {
  std::ostringstream output, error;
  Context context{output, error, language};
  CLI::App app;
  add_explain_command(app, context);
  app.parse(arguments);
  return {context.exit_code, output.str(), error.str()};
}

TEST(ExplainCommand, ExplainsChecksAndErrors) {
  const Outcome outcome = run("explain SUM101 read.text.blank");
  EXPECT_EQ(outcome.exit_code, kSuccess);
  EXPECT_TRUE(outcome.output.starts_with("错误[SUM101] 合计与各项之和不符\n"));
  EXPECT_NE(outcome.output.find("\n\n[read.text.blank]\n"), std::string::npos);
  EXPECT_TRUE(run("explain sum101", Language::English).output.starts_with("error[SUM101] Total differs"));
}

TEST(ExplainCommand, ListsChecksWhenAskedForNone) {
  EXPECT_TRUE(run("explain").output.starts_with("SUM 表内合计\n  SUM101  错误     合计与各项之和不符\n"));
}

TEST(ExplainCommand, ExplainsAll) {
  EXPECT_TRUE(run("explain --all --format markdown").output.starts_with("# 检查项目\n"));
  EXPECT_EQ(nlohmann::json::parse(run("explain --all --format json").output)[0]["code"], "SUM101");
  EXPECT_NE(run("explain --all").output.find("警告[CRS106]"), std::string::npos);
}

TEST(ExplainCommand, RefusesUnknownWords) {
  const Outcome outcome = run("explain SUM101 SUM999");
  EXPECT_EQ(outcome.exit_code, kCannotProceed);
  EXPECT_EQ(outcome.output, "");
  EXPECT_TRUE(outcome.error.starts_with("错误[explain.unknown]: 没有“SUM999”"));
}

}  // namespace
}  // namespace mingzhang
