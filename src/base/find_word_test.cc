#include "base/find_word.h"

#include <string>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace mingzhang {
namespace {

// Texts of few different bytes, so that words are found and nearly found.
RC_GTEST_PROP(FindWord, FindsWhatStringViewFinds, ()) {
  const auto bytes = rc::gen::container<std::string>(rc::gen::element('a', 'b', '\xE5', '\x8D'));
  const std::string text = *bytes, word = *bytes;
  const auto from = *rc::gen::inRange<std::size_t>(0, text.size() + 2);
  RC_ASSERT(find_word(text, word, from) == std::string_view(text).find(word, from));
  const std::string part = text.substr(std::min(text.size(), from), 4);
  RC_ASSERT(find_word(text, part) == std::string_view(text).find(part));
}

RC_GTEST_PROP(FindWord, PrefixesAndSuffixesAreThoseOfStringView, ()) {
  const auto bytes = rc::gen::container<std::string>(rc::gen::element('a', 'b'));
  const std::string text = *bytes, word = *bytes;
  RC_ASSERT(has_prefix(text, word) == text.starts_with(word));
  RC_ASSERT(has_suffix(text, word) == text.ends_with(word));
  RC_ASSERT(has_prefix(text, text.substr(0, 2)) && has_suffix(text, text.substr(text.size() / 2)));
}

TEST(FindWord, HasAny) {
  EXPECT_TRUE(has_any("部门预算公开", {"决算", "预算"}));
  EXPECT_FALSE(has_any("部门预算公开", {"决算", "预案"}));
}

}  // namespace
}  // namespace mingzhang
