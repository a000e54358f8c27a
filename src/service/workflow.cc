#include "service/workflow.h"

#include <charconv>
#include <chrono>

#include <fmt/format.h>

namespace mingzhang {
namespace {

using States = std::uint8_t;
constexpr States bit(FilingState state) { return static_cast<States>(1u << static_cast<unsigned>(state)); }

struct StepInfo {
  Step step;
  std::string_view name;
  States from;
};
constexpr std::array<StepInfo, 7> kSteps = {
    {{Step::Save, "填报", bit(FilingState::Draft) | bit(FilingState::Checked) | bit(FilingState::Returned)},
     {Step::Check, "校验", bit(FilingState::Draft) | bit(FilingState::Checked) | bit(FilingState::Returned)},
     {Step::Submit, "送审", bit(FilingState::Checked)},
     {Step::Return, "退回", bit(FilingState::Submitted) | bit(FilingState::Approved)},
     {Step::Approve, "通过", bit(FilingState::Submitted)},
     {Step::Publish, "公开", bit(FilingState::Approved)},
     {Step::Correct, "更正", bit(FilingState::Published)}}};

constexpr int kDaysToPublish = 20;

int digits(std::string_view text) {
  int number = -1;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc() && end == text.data() + text.size() ? number : -1;
}

}  // namespace

std::string_view state_name(FilingState state) {
  constexpr std::array<std::string_view, 6> kNames = {"填报", "已校验", "已送审", "已退回", "已通过", "已公开"};
  return kNames[static_cast<std::size_t>(state)];
}

Result<void> allow_step(Step step, FilingState state) {
  const StepInfo& info = kSteps[static_cast<std::size_t>(step)];
  if ((info.from & bit(state)) != 0) return {};
  std::string possible;
  for (const StepInfo& each : kSteps)
    if ((each.from & bit(state)) != 0) possible += (possible.empty() ? "" : "、") + std::string(each.name);
  return fail("service.step.not_allowed", fmt::format("处于“{}”状态的填报不能{}", state_name(state), info.name), fmt::format("现在可以：{}。", possible), std::string(word_of(state)));
}

Result<std::string> due_after_approval(std::string_view approved_on) {
  namespace chrono = std::chrono;
  const bool shaped = approved_on.size() == 10 && approved_on[4] == '-' && approved_on[7] == '-';
  const chrono::year_month_day day = shaped ? chrono::year_month_day(chrono::year(digits(approved_on.substr(0, 4))), chrono::month(static_cast<unsigned>(digits(approved_on.substr(5, 2)))),
                                                                     chrono::day(static_cast<unsigned>(digits(approved_on.substr(8, 2)))))
                                            : chrono::year_month_day();
  if (!shaped || !day.ok()) return fail("service.date.invalid", fmt::format("“{}”不是正确的日期", approved_on), "日期应像 2026-03-01 这样写。", std::string(approved_on));
  const chrono::year_month_day due(chrono::sys_days(day) + chrono::days(kDaysToPublish));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(due.year()), static_cast<unsigned>(due.month()), static_cast<unsigned>(due.day()));
}

}  // namespace mingzhang
