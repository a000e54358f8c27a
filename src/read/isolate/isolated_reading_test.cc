#include "read/isolate/isolated_reading.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "document/wire.h"

namespace mingzhang {
namespace {

// Takes the place of mingzhang-read.
class IsolatedReadingTest : public testing::Test {
 protected:
  IsolatedReadingTest() : path_(testing::TempDir() + "reader_" + std::to_string(getpid())) { setenv("MINGZHANG_READ", path_.c_str(), 1); }
  ~IsolatedReadingTest() override {
    unsetenv("MINGZHANG_READ");
    std::filesystem::remove(path_);
  }

  std::string outcome_of(const std::string& script, const Limits& limits = {}) {
    std::ofstream(path_) << "#!/bin/sh\n" << script << "\n";
    chmod(path_.c_str(), 0700);
    Result<IsolatedReading> reading = IsolatedReading::start("表", "f.pdf", limits);
    if (!reading) return reading.error().id;
    const Result<Document> document = reading->finish();
    if (document) return dump(*document);
    EXPECT_EQ(document.error().where, "f.pdf");
    EXPECT_FALSE(document.error().advice.empty());
    return document.error().id;
  }

  std::string path_;
};

TEST_F(IsolatedReadingTest, WhatItSendsIsTheDocument) {
  Document document;
  document.blocks.push_back(Text{"表 1", {}});
  std::ofstream(path_ + ".wire", std::ios::binary) << to_wire(document);
  EXPECT_EQ(outcome_of("/bin/cat " + path_ + ".wire"), "- 表 1\n");
  std::filesystem::remove(path_ + ".wire");
}

TEST_F(IsolatedReadingTest, WhateverHappensIsAnErrorOfThatFile) {
  EXPECT_EQ(outcome_of("kill -SEGV $$"), "read.process.crashed");
  EXPECT_EQ(outcome_of("exit 1"), "read.process.crashed");
  EXPECT_EQ(outcome_of("exit 86"), "read.process.memory");
  EXPECT_EQ(outcome_of("exit 0"), "document.wire.invalid");
  EXPECT_EQ(outcome_of("echo hello"), "document.wire.invalid");
  Limits limits;
  limits.read_output_bytes_max = 1'000'000;
  EXPECT_EQ(outcome_of("/bin/cat /dev/zero", limits), "read.process.output");
  limits.read_seconds_max = 1;
  EXPECT_EQ(outcome_of("/bin/sleep 60", limits), "read.process.timeout");
  EXPECT_EQ(outcome_of("while :; do :; done", limits), "read.process.timeout");
}

TEST_F(IsolatedReadingTest, NoReader) {
  setenv("MINGZHANG_READ", "/no/such/program", 1);
  EXPECT_EQ(IsolatedReading::start("表", "f.pdf", {}).error().id, "read.process.missing");
}

}  // namespace
}  // namespace mingzhang
