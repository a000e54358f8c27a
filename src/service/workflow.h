#pragma once
// The way of a filing: 填报 draft → 校验 checked → 送审 submitted → 退回 returned | 通过 approved → 公开 published.
// Saving a ledger, also one that was returned, brings it back to draft; a correction takes what is published to draft, while the
// published version stays as it is.

#include <array>
#include <string_view>

#include "base/result.h"
#include "store/words.h"

namespace mingzhang {

enum class Step : std::uint8_t { Save, Check, Submit, Return, Approve, Publish, Correct };

// Error: service.step.not_allowed, with what the state is and what may be done in it.
Result<void> allow_step(Step step, FilingState state);

std::string_view state_name(FilingState state);  // "送审"

// "2026-03-01", 20 days later: "2026-03-21" (预决算公开操作规程, 财预〔2016〕143号: within 20 days of the approval). Error: service.date.invalid.
Result<std::string> due_after_approval(std::string_view approved_on);

}  // namespace mingzhang
