#pragma once
// The words by which the enumerations of a disclosure are known in JSON. They never change.

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "disclosure/disclosure.h"

namespace mingzhang {

template <class Value, std::size_t kCount>
using Words = std::array<std::pair<Value, std::string_view>, kCount>;

inline constexpr Words<DocumentKind, 4> kDocumentKindWords = {{{DocumentKind::Budget, "budget"},
                                                               {DocumentKind::FinalAccounts, "final"},
                                                               {DocumentKind::Template, "template"},
                                                               {DocumentKind::Other, "other"}}};

inline constexpr Words<ClaimKind, 4> kClaimKindWords = {{{ClaimKind::Value, "value"},
                                                         {ClaimKind::Change, "change"},
                                                         {ClaimKind::Rate, "rate"},
                                                         {ClaimKind::Share, "share"}}};

inline constexpr Words<Trend, 5> kTrendWords = {{{Trend::None, "none"},
                                                 {Trend::Up, "up"},
                                                 {Trend::Down, "down"},
                                                 {Trend::Level, "level"},
                                                 {Trend::NearlyLevel, "nearly_level"}}};

inline constexpr Words<Standing, 3> kStandingWords = {
    {{Standing::Proven, "proven"}, {Standing::Presumed, "presumed"}, {Standing::Open, "open"}}};

inline constexpr Words<Unit, 6> kUnitWords = {{{Unit::Yuan, "元"},
                                               {Unit::WanYuan, "万元"},
                                               {Unit::YiYuan, "亿元"},
                                               {Unit::Percent, "%"},
                                               {Unit::Count, "个"},
                                               {Unit::SquareMetre, "平方米"}}};

template <class Value, std::size_t kCount>
std::string_view word_of(const Words<Value, kCount>& words, Value value) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const auto& each) { return each.first == value; });
  ASSERT(found != words.end());
  return found->second;
}

template <class Value, std::size_t kCount>
std::optional<Value> value_of(const Words<Value, kCount>& words, std::string_view word) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const auto& each) { return each.second == word; });
  if (found == words.end()) return std::nullopt;
  return found->first;
}

}  // namespace mingzhang
