#include "service/overview.h"

#include <algorithm>
#include <chrono>
#include <map>

#include <fmt/format.h>

#include "rollup/rollup.h"
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

std::string name_of(const Engine& engine, std::string_view dimension, const std::string& id) {
  const auto d = dimension_from_name(dimension);
  if (!d || *d == Dimension::Year || *d == Dimension::Project) return id;
  if (id.empty()) return "未分类";
  const Knowledge& knowledge = *engine.knowledge;
  if (*d == Dimension::Function || *d == Dimension::Economic) {
    const CodeEntry* entry = knowledge.codes.find_any_year(*d == Dimension::Function ? Classification::Function : Classification::EconomicDepartment, id);
    return entry == nullptr ? id : entry->name;
  }
  const auto node = knowledge.space.tree(*d).find(id);
  return node ? knowledge.space.tree(*d).name(*node) : id;
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
  only("measure", filter.measure.empty() ? "budget" : filter.measure);  // sums of people and square metres mean nothing
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
    return set_obligation(change, unit, year, stage, approved_on, due_on);
  });
}

Result<void> release_obligation(Service& service, const Caller& caller, RecordId unit, int year, FilingStage stage) {
  return service.store().write(caller.actor(), [&](StoreChange& change) -> Result<void> {
    if (auto allowed = allow_unit(change, caller, unit); !allowed) return allowed;
    return remove_obligation(change, unit, year, stage);
  });
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

Result<std::vector<RollupRow>> roll_up(Service& service, const Caller& caller, std::string_view by, const LineFilter& filter, int depth) {
  RollupQuestion question = question_of(by, filter, depth);
  question.within = caller.user->unit;
  TRY(Rollup* const rollup, service.rollup());
  if (auto followed = rollup->follow(service.store()); !followed) return tl::unexpected(followed.error());
  TRY(const std::vector<RollupCell> cells, rollup->roll_up(question));
  std::map<std::string, std::string> units;  // names by number
  std::vector<RollupRow> rows;
  for (const RollupCell& cell : cells) {
    RollupRow row{cell.nodes, {}, cell.amount_fen, cell.lines};
    for (std::size_t i = 0; i < cell.nodes.size(); ++i) {
      const std::string& dimension = question.by[i].dimension;
      if (dimension != "unit") {
        row.names.push_back(name_of(service.engine(), dimension, cell.nodes[i]));
        continue;
      }
      std::string& name = units[cell.nodes[i]];
      if (name.empty()) {
        TRY(const UnitRecord unit, service.store().read([&](StoreView& view) { return find_unit(view, std::stoll(cell.nodes[i])); }));
        name = unit.name;
      }
      row.names.push_back(name);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<PageOf<PublishedLineRecord>> lines_in_scope(Service& service, const Caller& caller, LineFilter filter, const Paging& page) {
  filter.within = caller.user->unit;
  return service.store().read([&](StoreView& view) { return list_published_lines(view, filter, page); });
}

}  // namespace mingzhang
