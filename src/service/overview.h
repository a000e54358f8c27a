#pragma once
// What those above look at: who owes what and who is late, findings by kind and unit, sums of any set of units by any dimensions.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "rollup/rollup.h"
#include "service/service.h"
#include "store/documents.h"
#include "store/filings.h"
#include "store/publications.h"

namespace mingzhang {

// "2026-11-30"
std::string date_of(TimeMs time);

enum class ObligationState { Owed, Late, Met, MetLate };
ObligationState state_of(const ObligationRecord& obligation, std::string_view today);
std::string_view word_of(ObligationState state);  // "owed" "late" "met" "met_late"

Result<PageOf<ObligationRecord>> obligations_in_scope(Service& service, const Caller& caller, ObligationFilter filter, const Paging& page);
// Due 20 days after approval when no other day is given.
Result<void> oblige(Service& service, const Caller& caller, RecordId unit, int year, FilingStage stage, const std::optional<std::string>& approved_on,
                    const std::optional<std::string>& due_on);
Result<void> release_obligation(Service& service, const Caller& caller, RecordId unit, int year, FilingStage stage);

struct Dashboard {
  std::array<int, 6> filings_by_state{};      // FilingState
  std::array<int, 4> obligations_by_state{};  // ObligationState
  std::vector<ObligationRecord> late;
  std::vector<FindingCountRecord> findings;
};
// What a check finds, in words; the code itself when no check has it.
std::string_view title_of_check(std::string_view code, Language language);
Result<Dashboard> dashboard_of(Service& service, const Caller& caller, std::optional<int> year, std::optional<FilingStage> stage);

// Sums over published ledger lines by dimensions, with their names. `depth`: levels of the trees of codes, sources and natures
// that are told apart, 0: all. Errors: rollup.*.
struct NamedSums {
  RollupSums sums;
  std::vector<std::vector<std::string>> names;  // as sums.nodes
};
// Sums and the lines behind them mean the same unless asked otherwise: money of the budget that goes out, in lines that are no comparison.
LineFilter with_defaults(LineFilter filter);
Result<NamedSums> roll_up(Service& service, const Caller& caller, std::string_view by, const LineFilter& filter, int depth);
Result<PageOf<PublishedLineRecord>> lines_in_scope(Service& service, const Caller& caller, LineFilter filter, const Paging& page);

}  // namespace mingzhang
