#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <numeric>

#include "base/file.h"
#include "batch/catalog_version.h"
#include "batch/ordered_jobs.h"
#include "batch/progress.h"
#include "batch/results_file.h"
#include "batch/walk.h"
#include "render/report_json.h"

namespace mingzhang {
namespace {

namespace fs = std::filesystem;

class BatchTest : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = fs::temp_directory_path() / ("batch_test_" + std::to_string(::getpid()));
    fs::create_directories(directory_);
  }
  void TearDown() override { fs::remove_all(directory_); }

  std::string write(const std::string& name, const std::string& text) {
    fs::create_directories((directory_ / name).parent_path());
    std::ofstream(directory_ / name, std::ios::binary) << text;
    return (directory_ / name).string();
  }

  std::string at(const std::string& name) const { return (directory_ / name).string(); }

  fs::path directory_;
};

TEST_F(BatchTest, DirectoriesAreWalkedByNameWithoutHiddenFiles) {
  write("b.txt", "b");
  write("a/2.txt", "2");
  write("a/1.txt", "1");
  write(".git/config", "hidden");
  write("a/.hidden", "hidden");
  fs::create_symlink(at("b.txt"), at("link.txt"));
  const auto inputs = collect_inputs({at("b.txt"), directory_.string(), at("missing")});
  ASSERT_TRUE(inputs.has_value());
  std::vector<std::string> paths;
  for (const InputFile& file : inputs->files) paths.push_back(file.path);
  EXPECT_EQ(paths, (std::vector<std::string>{at("b.txt"), at("a/1.txt"), at("a/2.txt"), at("missing")}));
  EXPECT_FALSE(inputs->files[0].from_directory);
  EXPECT_TRUE(inputs->files[1].from_directory);
  EXPECT_EQ(inputs->hidden, 3);
}

TEST(OrderedJobs, ResultsComeInOrderWhateverTheScheduling) {
  for (const int jobs : {1, 2, 7}) {
    std::atomic<bool> stop{false};
    std::vector<std::size_t> seen;
    const auto work = [](std::size_t i) {
      if (i % 50 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(3));
      return i * i;
    };
    const auto emit = [&](std::size_t i, std::size_t square) {
      EXPECT_EQ(square, i * i);
      seen.push_back(i);
    };
    EXPECT_EQ(run_in_order(1000, jobs, stop, work, emit, [] {}), 1000u);
    std::vector<std::size_t> expected(1000);
    std::iota(expected.begin(), expected.end(), 0u);
    EXPECT_EQ(seen, expected);
  }
}

TEST(OrderedJobs, WhenStoppedTheBeginningIsDone) {
  std::atomic<bool> stop{false};
  std::vector<std::size_t> seen;
  const auto emit = [&](std::size_t i, std::size_t) {
    seen.push_back(i);
    if (i == 20) stop = true;
  };
  const std::size_t done = run_in_order(100'000, 3, stop, [](std::size_t i) { return i; }, emit, [] {});
  EXPECT_EQ(done, seen.size());
  EXPECT_GE(done, 21u);
  EXPECT_LT(done, 1000u);
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], i);
}

TEST(OrderedJobs, NothingToDo) {
  std::atomic<bool> stop{false};
  EXPECT_EQ(run_in_order(0, 2, stop, [](std::size_t i) { return i; }, [](std::size_t, std::size_t) {}, [] {}), 0u);
}

TEST(Progress, SaysDoneRateRemainingAndFailures) {
  EXPECT_EQ(progress_line({25, 100, 2}, 5, Language::Chinese), "[#####---------------] 25/100 · 5.0 份/秒 · 剩余 0:15 · 未能检查 2");
  EXPECT_EQ(progress_line({100, 100, 0}, 50, Language::English), "[####################] 100/100 · 2.0 files/s");
  EXPECT_EQ(progress_line({0, 3, 0}, 0, Language::English), "[--------------------] 0/3");
  EXPECT_NE(progress_line({1, 20'001, 0}, 1, Language::English).find("5:33:20"), std::string::npos);
}

FileReport finished(const std::string& sha256) {
  FileReport file;
  file.path = sha256 + ".txt";
  file.sha256 = sha256;
  file.kind = DocumentKind::Budget;
  file.year = 2024;
  file.unit = "某单位";
  return file;
}

std::string line(const FileReport& file, const std::string& catalog = "c1") { return to_json_line(file, catalog, Language::Chinese); }

TEST_F(BatchTest, FinishedFilesAreKnownAgain) {
  FileReport failed = finished("bad");
  failed.error = Error{"read.text.blank", "空白", "", ""};
  FileReport wrong = finished("wrong");
  wrong.findings.emplace_back();
  wrong.findings.back().severity = Severity::Warning;
  const std::string path = write("r.jsonl", line(finished("good")) + "\n" + line(failed) + "\n" + line(wrong) + "\n" +
                                                line(finished("older"), "c0") + "\nbroken\n" + line(finished("cut")).substr(0, 60));
  const auto known = read_results(path, "c1");
  ASSERT_TRUE(known.has_value());
  ASSERT_EQ(known->size(), 2u);
  EXPECT_EQ(known->at("good").identity.unit, "某单位");
  EXPECT_FALSE(known->at("good").has_findings);
  EXPECT_TRUE(known->at("wrong").has_findings);
}

TEST_F(BatchTest, GoingOnCutsOffHalfALine) {
  const std::string path = write("r.jsonl", line(finished("one")) + "\n{\"version\":1,\"cat");
  {
    auto results = ResultsFile::open(path, true);
    ASSERT_TRUE(results.has_value());
    ASSERT_TRUE(results->add(line(finished("two"))).has_value());
  }
  EXPECT_EQ(*read_file(path), line(finished("one")) + "\n" + line(finished("two")) + "\n");
  EXPECT_EQ(read_results(path, "c1")->size(), 2u);
}

TEST_F(BatchTest, ForeignFilesAreNotTouched) {
  EXPECT_EQ(read_results(write("budget.txt", "表 1\n收入\n"), "c1").error().id, "batch.results.foreign");
  EXPECT_EQ(read_results(write("budget.pdf", "%PDF-1.7 no line end"), "c1").error().id, "batch.results.foreign");
  EXPECT_TRUE(read_results(at("none"), "c1")->empty());
  EXPECT_EQ(ResultsFile::open(at("no/such/directory"), false).error().id, "write.file.failed");
}

TEST_F(BatchTest, TheCatalogVersionFollowsItsFiles) {
  write("catalog/a.yaml", "a");
  const auto version = [&](std::string_view program) { return *catalog_version(at("catalog"), program); };
  const std::string before = version("1");
  EXPECT_EQ(before.size(), 16u);
  EXPECT_EQ(version("1"), before);
  EXPECT_NE(version("2"), before);
  write("catalog/a.yaml", "b");
  EXPECT_NE(version("1"), before);
}

}  // namespace
}  // namespace mingzhang
