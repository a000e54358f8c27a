#include "forms/yaml.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace mingzhang {
namespace {

class Yaml : public testing::Test {
 protected:
  Result<void> read(std::string_view text, const std::function<Result<void>(const YamlNode&)>& read) {
    std::ofstream(path_) << text;
    return read_yaml(path_, read);
  }
  // Where the error of asking this is.
  std::string complaint(std::string_view text, const std::function<void(const YamlNode&)>& ask) {
    const auto done = read(text, [&](const YamlNode& root) -> Result<void> {
      ask(root);
      return {};
    });
    if (done) return "";
    EXPECT_EQ(done.error().id, "catalog.yaml.invalid");
    return done.error().where.substr(path_.size());
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::string path_ = testing::TempDir() + "mingzhang_yaml_test.yaml";
};

TEST_F(Yaml, ValuesSequencesAndMaps) {
  const auto done = read("name: 表 1\ncount: 3\nopen: true\nwords: [甲, '乙: 丙']\nrows:\n  - {label: 合计}\n  - 基本支出\n",
                         [](const YamlNode& root) -> Result<void> {
                           EXPECT_EQ(root["name"].as<std::string>(), "表 1");
                           EXPECT_EQ(root["count"].as<int>(), 3);
                           EXPECT_TRUE(root["open"].as<bool>());
                           EXPECT_EQ(root["words"].as<std::vector<std::string>>(), (std::vector<std::string>{"甲", "乙: 丙"}));
                           std::vector<std::string> keys;
                           for (const YamlNode item : root) keys.push_back(item.key());
                           EXPECT_EQ(keys, (std::vector<std::string>{"name", "count", "open", "words", "rows"}));
                           EXPECT_TRUE((*root["rows"].begin()).is_map());
                           EXPECT_EQ((*root["rows"].begin())["label"].line(), 6);
                           return {};
                         });
  EXPECT_TRUE(done);
}

TEST_F(Yaml, ANamedValueMayStandAgain) {
  const auto done = read("a: &pair [{label: 预算数}, 决算数]\nb: &word 元\nc: {d: *pair, e: *word}\n", [](const YamlNode& root) -> Result<void> {
    EXPECT_EQ((*root["c"]["d"].begin())["label"].as<std::string>(), "预算数");
    EXPECT_EQ(root["c"]["e"].as<std::string>(), "元");
    return {};
  });
  EXPECT_TRUE(done);
}

TEST_F(Yaml, WhatIsMissingIsEmptyOrTheValueGiven) {
  const auto done = read("name: 甲\n", [](const YamlNode& root) -> Result<void> {
    EXPECT_FALSE(root["rows"]);
    EXPECT_EQ(root["rows"].begin(), root["rows"].end());
    EXPECT_EQ(root["rows"]["label"].as<std::string>("无"), "无");
    EXPECT_EQ(root["level"].as<int>(7), 7);
    return {};
  });
  EXPECT_TRUE(done);
}

TEST_F(Yaml, TheFirstWrongAnswerIsTheErrorWithItsLine) {
  EXPECT_EQ(complaint("a: 1\nb: {c: 2}\n", [](const YamlNode& root) { root["b"]["title"].as<std::string>(); }), ":2");
  EXPECT_EQ(complaint("a: 1\nb: 二\n", [](const YamlNode& root) {
              root["b"].as<int>();
              root["a"].as<bool>();
            }),
            ":2");
  EXPECT_EQ(complaint("a: [1]\n", [](const YamlNode& root) { root["a"].as<std::string>(); }), ":1");
  EXPECT_EQ(complaint("a: 1\n", [](const YamlNode& root) { root["a"].as<std::vector<std::string>>(); }), ":1");
}

TEST_F(Yaml, FilesThatAreNoYamlAreErrorsWithTheirLine) {
  const auto nothing = [](const YamlNode&) {};
  EXPECT_EQ(complaint("a: 1\nb: [1, 2\n", nothing), ":3");
  EXPECT_EQ(complaint("a: &x 1\nb: *y\n", nothing), ":2");
  EXPECT_EQ(complaint("a: 1\nb: 2\na: 3\n", nothing), ":3");
  EXPECT_EQ(complaint("? [1]\n: 2\n", nothing), ":1");
  EXPECT_EQ(complaint(std::string(100, '[') + std::string(100, ']') + "\n", nothing), ":1");
}

TEST_F(Yaml, AMissingFileIsAnError) {
  const auto done = read_yaml("no/such/file.yaml", [](const YamlNode&) -> Result<void> { return {}; });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().id, "catalog.yaml.missing");
}

}  // namespace
}  // namespace mingzhang
