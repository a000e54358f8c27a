#include "read/isolate/isolated_reading.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "document/wire.h"

namespace mingzhang {
namespace {

// What becomes of a shell's work in place of mingzhang-read's.
std::string outcome_of(const std::string& script, const Limits& limits = {}) {
  ProcessLimits bounds;
  bounds.output_bytes_max = limits.read_output_bytes_max;
  bounds.cpu_seconds_max = limits.read_seconds_max;
  bounds.time_max = std::chrono::seconds(2 * limits.read_seconds_max);
  Result<Process> process = Process::start({{"/bin/sh", "-c", script}, {}, "表", bounds});
  if (!process) return process.error().id;
  const Result<Document> document = IsolatedReading(std::move(*process), "f.pdf", limits).finish();
  if (document) return dump(*document);
  EXPECT_EQ(document.error().where, "f.pdf");
  EXPECT_FALSE(document.error().advice.empty());
  return document.error().id;
}

TEST(IsolatedReading, WhatItSendsIsTheDocument) {
  Document document;
  document.blocks.push_back(Text{"表 1", {}});
  const std::string path = testing::TempDir() + "reader_" + std::to_string(getpid()) + ".wire";
  std::ofstream(path, std::ios::binary) << to_wire(document);
  EXPECT_EQ(outcome_of("/bin/cat " + path), "- 表 1\n");
  std::filesystem::remove(path);
}

TEST(IsolatedReading, WhateverHappensIsAnErrorOfThatFile) {
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

TEST(IsolatedReading, NoReader) {
  setenv("MINGZHANG_READ", "/no/such/program", 1);
  EXPECT_EQ(IsolatedReading::start("表", "f.pdf", {}).error().id, "read.process.missing");
  unsetenv("MINGZHANG_READ");
}

}  // namespace
}  // namespace mingzhang
