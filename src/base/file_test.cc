#include "base/file.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "base/errors.h"
#include "base/paths.h"
#include "base/sha256.h"

namespace mingzhang {
namespace {

class FileTest : public testing::Test {
 protected:
  FileTest() {
    std::string name = testing::TempDir() + "mingzhang_XXXXXX";
    directory_ = mkdtemp(name.data());
  }
  ~FileTest() override { std::filesystem::remove_all(directory_); }

  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(directory_ / name, std::ios::binary) << bytes;
    return directory_ / name;
  }
  std::filesystem::path directory_;
};

std::string id_of(const Result<std::string>& result) {
  return result ? "" : result.error().id;
}

TEST_F(FileTest, GivesAllBytes) {
  const std::string bytes = std::string("a\0b\r\n", 5) + std::string(600'000, 'x');
  EXPECT_EQ(read_file(write("data", bytes)), bytes);
}

TEST_F(FileTest, TellsFailuresApart) {
  EXPECT_EQ(id_of(read_file(directory_ / "none")), "read.file.missing");
  EXPECT_EQ(id_of(read_file("")), "read.file.missing");
  EXPECT_EQ(id_of(read_file(directory_)), "read.file.directory");
  EXPECT_EQ(id_of(read_file(write("empty", ""))), "read.file.empty");
  EXPECT_EQ(id_of(read_file(write("file", "x") + "/under")), "read.file.missing");
  EXPECT_EQ(id_of(read_file(directory_ / std::string(300, 'x'))), "read.file.not_readable");
  if (geteuid() != 0) {  // root reads everything
    const std::string locked = write("locked", "x");
    std::filesystem::permissions(locked, std::filesystem::perms::none);
    EXPECT_EQ(id_of(read_file(locked)), "read.file.not_readable");
  }
}

TEST_F(FileTest, RefusesLargeFilesBySizeAlone) {
  const std::string path = write("large", "x");
  std::filesystem::resize_file(path, 1ull << 30);
  EXPECT_EQ(id_of(read_file(path)), "read.file.too_large");
}

TEST_F(FileTest, EndlessFilesEndAtTheLimit) {
  Limits limits;
  limits.file_bytes_max = 1 << 20;
  EXPECT_EQ(id_of(read_file("/dev/zero", limits)), "read.file.too_large");
  EXPECT_EQ(read_file(write("exact", std::string(1 << 20, 'x')), limits)->size(), 1u << 20);
}

TEST(Sha256, KnownVectors) {  // FIPS 180-2, appendix B, and the empty message
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Errors, AreExplainedInBothLanguages) {
  ASSERT_TRUE(explain_error("read.file.missing"));
  EXPECT_FALSE(explain_error("read.file"));
  for (const ErrorExplanation& each : error_explanations()) {
    EXPECT_FALSE(each.zh.empty() || each.en.empty()) << each.id;
    EXPECT_EQ(explain_error(each.id)->en, each.en);
  }
}

TEST(Paths, SettingWins) {
  setenv("MINGZHANG_CATALOG", "/some/where", 1);
  EXPECT_EQ(catalog_directory(), "/some/where");
  unsetenv("MINGZHANG_CATALOG");
  EXPECT_TRUE(catalog_directory().ends_with("/catalog"));
}

}  // namespace
}  // namespace mingzhang
