#include "service/overview.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "check/checks.h"
#include "service/node_names.h"
#include "service/workflow.h"
#include "store/units.h"

namespace mingzhang {
namespace {

constexpr Paging kWholePages{0, kPageLimitMax};

// All pages of a list, one after another.
template <class T, class List>
Result<std::vector<T>> all_of(List list) {
  std::vector<T> all;
  Paging page = kWholePages;
  while (true) {
    TRY(PageOf<T> some, list(page));
    all.insert(all.end(), std::make_move_iterator(some.items.begin()), std::make_move_iterator(some.items.end()));
    if (!some.next) return all;
    page.after = *some.next;
  }
}

RollupQuestion question_of(std::string_view by, const LineFilter& filter, int depth) {
  RollupQuestion question;
  while (!by.empty()) {
    const auto end = std::min(by.find(','), by.size());
    const std::string_view dimension = by.substr(0, end);
    const bool whole = dimension == "unit" || dimension == "year" || dimension == "stage" || dimension == "project";
    question.by.push_back({std::string(dimension), whole ? 0 : depth});
    by.remove_prefix(std::min(end + 1, by.size()));
  }
  question.year = filter.year;
  question.stage = filter.stage;
  question.units = filter.units;
  const auto only = [&](const char* dimension, const std::string& node) {
    if (!node.empty()) question.nodes[dimension] = node;
  };
  only("function", filter.function);
  only("economic", filter.economic);
  only("source", filter.source);
  only("nature", filter.nature);
  only("project", filter.project);
  if (std::ranges::find(question.by, "flow", &RollupAxis::dimension) == question.by.end()) only("flow", filter.flow);  // else they are told apart
  only("measure", filter.measure);
  question.own_only = filter.own_only;
  return question;
}

}  // namespace

std::string date_of(TimeMs time) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(time))));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

ObligationState state_of(const ObligationRecord& obligation, std::string_view today) {
  if (obligation.published) {
    const bool late = obligation.due_on && date_of(*obligation.published) > *obligation.due_on;
    return late ? ObligationState::MetLate : ObligationState::Met;
  }
  return obligation.due_on && *obligation.due_on < today ? ObligationState::Late : ObligationState::Owed;
}

std::string_view word_of(ObligationState state) {
  constexpr std::array<std::string_view, 4> kWords = {"owed", "late", "met", "met_late"};
  return kWords[static_cast<std::size_t>(state)];
}

Result<PageOf<ObligationRecord>> obligations_in_scope(Service& service, const Caller& caller, ObligationFilter filter, const Paging& page) {
  filter.within = caller.user->unit;
  return service.store().read([&](StoreView& view) { return list_obligations(view, filter, page); });
}

Result<void> oblige(Service& service, const Caller& caller, RecordId unit, int year, FilingStage stage, const std::optional<std::string>& approved_on,
                    const std::optional<std::string>& due_on) {
  return service.store().write(caller.actor(), [&](StoreChange& change) -> Result<void> {
    if (auto allowed = allow_unit(change, caller, unit); !allowed) return allowed;
    if (due_on || !approved_on) return set_obligation(change, unit, year, stage, approved_on, due_on);
    TRY(std::string due, due_after_approval(*approved_on));
    return set_obligation(change, unit, year, stage, approved_on, std::move(due));
  });
}

Result<void> release_obligation(Service& service, const Caller& caller, RecordId unit, int year, FilingStage stage) {
  return service.store().write(caller.actor(), [&](StoreChange& change) -> Result<void> {
    if (auto allowed = allow_unit(change, caller, unit); !allowed) return allowed;
    return remove_obligation(change, unit, year, stage);
  });
}

std::string_view title_of_check(std::string_view code, Language language) {
  const CheckInfo* info = find_check(code);
  return info == nullptr ? code : pick(language, info->title.zh, info->title.en);
}

Result<Dashboard> dashboard_of(Service& service, const Caller& caller, std::optional<int> year, std::optional<FilingStage> stage) {
  const RecordId within = caller.user->unit;
  const std::string today = date_of(service.store().now());
  return service.store().read([&](StoreView& view) -> Result<Dashboard> {
    Dashboard dashboard;
    FilingFilter of_filings;
    of_filings.within = within;
    of_filings.year = year;
    of_filings.stage = stage;
    TRY(const auto filings, all_of<FilingRecord>([&](const Paging& page) { return list_filings(view, of_filings, page); }));
    for (const FilingRecord& filing : filings) ++dashboard.filings_by_state[static_cast<std::size_t>(filing.state)];
    ObligationFilter of_obligations{within, year, stage};
    TRY(const auto obligations, all_of<ObligationRecord>([&](const Paging& page) { return list_obligations(view, of_obligations, page); }));
    for (const ObligationRecord& obligation : obligations) {
      const ObligationState state = state_of(obligation, today);
      ++dashboard.obligations_by_state[static_cast<std::size_t>(state)];
      if (state == ObligationState::Late) dashboard.late.push_back(obligation);
    }
    DocumentFilter of_documents;
    of_documents.within = within;
    of_documents.year = year;
    of_documents.stage = stage;
    TRY(dashboard.findings, count_findings(view, of_documents));
    return dashboard;
  });
}

LineFilter with_defaults(LineFilter filter) {
  if (filter.measure.empty()) filter.measure = "budget";  // sums of people and square metres mean nothing
  if (filter.flow.empty()) filter.flow = "expenditure";
  return filter;
}

Result<NamedSums> roll_up(Service& service, const Caller& caller, std::string_view by, const LineFilter& filter, int depth) {
  RollupQuestion question = question_of(by, with_defaults(filter), depth);
  question.within = caller.user->unit;
  TRY(Rollup* const rollup, service.rollup());
  if (auto followed = rollup->follow(service.store()); !followed) return tl::unexpected(followed.error());
  NamedSums named;
  TRY(named.sums, rollup->sums(question));
  for (std::size_t axis = 0; axis < question.by.size(); ++axis) {
    std::vector<std::string>& names = named.names.emplace_back();
    for (const std::string& node : named.sums.nodes[axis]) {
      if (question.by[axis].dimension == "unit") {
        names.push_back(rollup->unit_name(std::stoll(node)));
      } else {
        const auto dimension = dimension_from_name(question.by[axis].dimension);
        names.push_back(dimension ? node_name(*service.engine().knowledge, *dimension, node, filter.year.value_or(0)) : node);
      }
    }
  }
  return named;
}

Result<PageOf<PublishedLineRecord>> lines_in_scope(Service& service, const Caller& caller, LineFilter filter, const Paging& page) {
  filter = with_defaults(std::move(filter));
  filter.within = caller.user->unit;
  return service.store().read([&](StoreView& view) { return list_published_lines(view, filter, page); });
}

}  // namespace mingzhang
