#pragma once
// What tests of the whole share: the catalog, text to disclosure, and the corpus that may be absent.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "base/paths.h"
#include "base/file.h"
#include "engine/engine.h"
#include "read/text/read_text.h"
#include "understand/understand.h"

namespace mingzhang::tests {

inline const Engine& engine() {
  static const Engine loaded = [] {
    auto result = load_engine();
    if (!result) ADD_FAILURE() << result.error().message << " " << result.error().where;
    return std::move(*result);
  }();
  return loaded;
}

inline Disclosure understand_text(std::string_view text) {
  auto document = read_text(text, "text");
  EXPECT_TRUE(document.has_value());
  return understand(*document, *engine().knowledge, engine().words);
}

// Tests that need real documents skip where they are not.
inline std::string corpus_file(const std::string& name) {
  const char* set = std::getenv("MINGZHANG_CORPUS");
  const std::string directory = set != nullptr ? set : source_path("../shared/corpus");
  const std::string path = directory + "/" + name;
  return std::filesystem::exists(path) ? path : "";
}

// Sanitizers make everything some ten times slower: there the long tests take a sample.
#ifdef __SANITIZE_ADDRESS__
inline constexpr int kSample = 20;
#else
inline constexpr int kSample = 1;
#endif

inline constexpr const char* kSeedDocument = "xj_changji_yshj_2024_dept_budget_seed.txt";

}  // namespace mingzhang::tests

#define REQUIRE_CORPUS(path, name)                                                                \
  const std::string path = ::mingzhang::tests::corpus_file(name);                                 \
  if (path.empty()) GTEST_SKIP() << "the corpus of real documents is absent (MINGZHANG_CORPUS)"
