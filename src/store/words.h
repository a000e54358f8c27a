#pragma once
// Enumerations of records as the database, the exchange archive and the HTTP interface write them: English words that last.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace mingzhang {

enum class UnitKind : std::uint8_t { Region, Department, Unit };
enum class Role : std::uint8_t { Clerk, Reviewer, Bureau, Administrator };
enum class FilingStage : std::uint8_t { Budget, Final };
enum class FilingState : std::uint8_t {
  Draft,      // 填报
  Checked,    // 校验
  Submitted,  // 送审
  Returned,   // 退回
  Approved,   // 通过
  Published,  // 公开
};
enum class JobState : std::uint8_t { Waiting, Running, Done, Failed };
enum class Judgement : std::uint8_t { Right, Wrong, Accepted };

// Each list is in the order of its enumerators.
inline constexpr std::array<std::string_view, 3> kUnitKindWords = {"region", "department", "unit"};
inline constexpr std::array<std::string_view, 4> kRoleWords = {"clerk", "reviewer", "bureau", "administrator"};
inline constexpr std::array<std::string_view, 2> kFilingStageWords = {"budget", "final"};
inline constexpr std::array<std::string_view, 6> kFilingStateWords = {"draft",    "checked",  "submitted",
                                                                      "returned", "approved", "published"};
inline constexpr std::array<std::string_view, 4> kJobStateWords = {"waiting", "running", "done", "failed"};
inline constexpr std::array<std::string_view, 3> kJudgementWords = {"right", "wrong", "accepted"};

constexpr const auto& words(UnitKind) { return kUnitKindWords; }
constexpr const auto& words(Role) { return kRoleWords; }
constexpr const auto& words(FilingStage) { return kFilingStageWords; }
constexpr const auto& words(FilingState) { return kFilingStateWords; }
constexpr const auto& words(JobState) { return kJobStateWords; }
constexpr const auto& words(Judgement) { return kJudgementWords; }

template <class Enum>
constexpr std::string_view word_of(Enum value) {
  return words(value)[static_cast<std::size_t>(value)];
}

// std::nullopt when no enumerator is written like this. enum_of<Role>("clerk")
template <class Enum>
constexpr std::optional<Enum> enum_of(std::string_view word) {
  const auto& list = words(Enum{});
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i] == word) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace mingzhang
