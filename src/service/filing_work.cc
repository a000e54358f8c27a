#include "service/filing_work.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "check/check.h"
#include "compile/ledger_json.h"
#include "publish/html_edition.h"
#include "render/report_json.h"
#include "store/units.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

Error unknown_form(std::string_view id) {
  return {"compile.form.unknown", fmt::format("没有名为“{}”的表式", id), "已有的表式见 /api/v1/forms。", std::string(id)};
}

Result<const Form*> form_named(const Engine& engine, std::string_view id) {
  const Form* form = engine.knowledge->find_form(id);
  if (form == nullptr) return tl::unexpected(unknown_form(id));
  return form;
}

Result<LedgerFile> ledger_for(const Engine& engine, const FilingRecord& filing, std::string_view json) {
  TRY(LedgerFile ledger, ledger_from_json(json, engine.knowledge->space, fmt::format("filing/{}", filing.id)));
  if (ledger.year == filing.year && ledger.unit == filing.unit_name) return ledger;
  return fail("service.ledger.foreign", fmt::format("账目是{}的 {} 年，填报是{}的 {} 年", ledger.unit, ledger.year, filing.unit_name, filing.year), "请确认选对了单位和年度。");
}

// One step of the workflow in one transaction: what is there, whether it may be done, and the change.
template <class Change>
Result<FilingRecord> take_step(Service& service, const Caller& caller, RecordId id, Step step, Change change) {
  return service.store().write(caller.actor(), [&](StoreChange& writing) -> Result<FilingRecord> {
    TRY(const FilingRecord filing, filing_in_scope(writing, caller, id));
    if (auto allowed = allow_step(step, filing.state); !allowed) return tl::unexpected(allowed.error());
    return change(writing, filing);
  });
}

// As a reason of the ledger names what it is about: of this year and stage, so without them; what differs from the budget has its stage.
Json fields_of(const Space& space, const Region& region) {
  Json fields = Json::object();
  for (int i = 0; i < kDimensionCount; ++i) {
    const auto d = static_cast<Dimension>(i);
    const Extent extent = region[d];
    if (extent.is_root() || d == Dimension::Year || d == Dimension::Stage) continue;
    Json ids = Json::array();
    for (const NodeId node : space.nodes(extent)) ids.push_back(space.tree(d).id(node));
    fields[std::string(dimension_name(d))] = extent.is_set() ? ids : ids[0];
  }
  return fields;
}

Json json_of(const MissingReason& reason, const Space& space) {
  Json region = fields_of(space, reason.region);
  if (reason.against_budget) region[std::string(dimension_name(Dimension::Stage))] = "budget";
  return {{"name", reason.name}, {"before", print_with_unit(reason.before)}, {"now", print_with_unit(reason.now)}, {"region", std::move(region)}};
}

}  // namespace

Result<PageOf<FilingRecord>> filings_in_scope(Service& service, const Caller& caller, FilingFilter filter, const Paging& page) {
  filter.within = caller.user->unit;
  return service.store().read([&](StoreView& view) { return list_filings(view, filter, page); });
}

Result<FilingRecord> filing_in_scope(StoreView& view, const Caller& caller, RecordId id) {
  TRY(FilingRecord filing, find_filing(view, id));
  if (auto allowed = allow_path(caller, filing.unit_path); !allowed) return tl::unexpected(allowed.error());
  return filing;
}

Result<FilingRecord> filing_in_scope(Service& service, const Caller& caller, RecordId id) {
  return service.store().read([&](StoreView& view) { return filing_in_scope(view, caller, id); });
}

Result<FilingRecord> begin_filing(Service& service, const Caller& caller, const NewFiling& filing) {
  TRY(const Form* form, form_named(service.engine(), filing.form));
  const bool in_years = (form->year_from == 0 || filing.year >= form->year_from) && (form->year_to == 0 || filing.year <= form->year_to);
  if (form->final_accounts != (filing.stage == FilingStage::Final) || !in_years)
    return fail("service.form.unfit", fmt::format("表式“{}”不用于这个年度或阶段", form->name), "请另选表式，见 /api/v1/forms。", filing.form);
  return service.store().write(caller.actor(), [&](StoreChange& writing) -> Result<FilingRecord> {
    if (auto allowed = allow_unit(writing, caller, filing.unit); !allowed) return tl::unexpected(allowed.error());
    return add_filing(writing, filing);
  });
}

Result<FilingRecord> save_filing(Service& service, const Caller& caller, RecordId id, std::int64_t revision, std::string_view json) {
  TRY(const FilingRecord before, filing_in_scope(service, caller, id));
  if (auto ledger = ledger_for(service.engine(), before, json); !ledger) return tl::unexpected(ledger.error());
  return take_step(service, caller, id, Step::Save, [&](StoreChange& writing, const FilingRecord&) { return save_ledger(writing, id, revision, json); });
}

Result<LedgerVersionRecord> ledger_of(Service& service, const Caller& caller, RecordId id, std::optional<std::int64_t> version) {
  return service.store().read([&](StoreView& view) -> Result<LedgerVersionRecord> {
    TRY(const FilingRecord filing, filing_in_scope(view, caller, id));
    return find_ledger(view, id, version.value_or(filing.ledger_version));
  });
}

Result<std::vector<LedgerVersionRecord>> ledger_versions_of(Service& service, const Caller& caller, RecordId id) {
  return service.store().read([&](StoreView& view) -> Result<std::vector<LedgerVersionRecord>> {
    TRY(const FilingRecord filing, filing_in_scope(view, caller, id));
    return list_ledger_versions(view, filing.id);
  });
}

std::string bilingual_report(const FileReport& report, const Compiled* compiled) {
  Json reasons = Json::array(), unplaced = Json::array();
  if (compiled != nullptr) {
    for (const MissingReason& reason : compiled->missing_reasons) reasons.push_back(json_of(reason, compiled->disclosure.space));
    for (const UnplacedMoney& money : compiled->unplaced) unplaced.push_back({{"line", money.line}, {"zh", money.message.zh}, {"en", money.message.en}});
  }
  const auto text = [](const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); };
  return fmt::format("{{\"zh\":{},\"en\":{},\"missing_reasons\":{},\"unplaced\":{}}}", to_json(report, Language::Chinese), to_json(report, Language::English), text(reasons),
                     text(unplaced));
}

std::vector<FindingRecord> findings_of(const FileReport& report) {
  constexpr std::array<std::string_view, 3> kSeverities = {"error", "warning", "note"};
  std::vector<FindingRecord> findings;
  for (const Finding& finding : report.findings) findings.push_back({finding.code, std::string(kSeverities[static_cast<std::size_t>(finding.severity)]), finding.fingerprint});
  return findings;
}

bool CheckedLedger::sound() const {
  return compiled.missing_reasons.empty() && compiled.unplaced.empty() && std::none_of(report.findings.begin(), report.findings.end(), [](const Finding& finding) { return finding.severity == Severity::Error; });
}

Result<CheckedLedger> check_ledger(const Engine& engine, std::string_view form_id, std::string_view ledger_json) {
  TRY(const Form* form, form_named(engine, form_id));
  TRY(const LedgerFile ledger, ledger_from_json(ledger_json, engine.knowledge->space, "ledger"));
  TRY(Compiled compiled, compile_disclosure(ledger, *form, *engine.knowledge));
  CheckedLedger checked{std::move(compiled), {}, {}};
  checked.report = check(checked.compiled.disclosure, *engine.knowledge);
  checked.report_json = bilingual_report(checked.report, &checked.compiled);
  return checked;
}

Result<CheckedFiling> check_filing(Service& service, const Caller& caller, RecordId id, std::int64_t revision) {
  TRY(const FilingRecord before, filing_in_scope(service, caller, id));
  if (auto allowed = allow_step(Step::Check, before.state); !allowed) return tl::unexpected(allowed.error());
  if (before.ledger_version == 0) return fail("service.ledger.none", "还没有填报任何账目", "请先填报并保存。");
  TRY(const LedgerVersionRecord ledger, ledger_of(service, caller, id, before.ledger_version));
  TRY(const CheckedLedger checked, check_ledger(service.engine(), before.form, ledger.json));
  ReportRecord report;
  report.filing = id;
  report.ledger_version = ledger.number;
  report.program_version = service.options().program_version;
  report.json = checked.report_json;
  const std::vector<FindingRecord> findings = findings_of(checked.report);
  TRY(const FilingRecord filing, service.store().write(caller.actor(), [&](StoreChange& writing) -> Result<FilingRecord> {
    TRY(const FilingRecord now, find_filing(writing, id));
    if (auto allowed = allow_step(Step::Check, now.state); !allowed) return tl::unexpected(allowed.error());
    if (auto added = add_report(writing, report, findings); !added) return tl::unexpected(added.error());
    const FilingState state = checked.sound() ? FilingState::Checked : FilingState::Draft;
    return set_filing_state(writing, id, revision, state);
  }));
  return CheckedFiling{filing, checked.report_json};
}

Result<FilingPreview> preview_filing(Service& service, const Caller& caller, RecordId id, std::string_view ledger_json) {
  TRY(const FilingRecord filing, filing_in_scope(service, caller, id));
  TRY(const LedgerFile ledger, ledger_for(service.engine(), filing, ledger_json));
  TRY(const CheckedLedger checked, check_ledger(service.engine(), filing.form, ledger_json));
  TRY(const Form* form, form_named(service.engine(), filing.form));
  return FilingPreview{html_edition(checked.compiled, ledger, *form, *service.engine().knowledge), checked.report_json};
}

Result<FilingRecord> submit_filing(Service& service, const Caller& caller, RecordId id, std::int64_t revision) {
  return take_step(service, caller, id, Step::Submit, [&](StoreChange& writing, const FilingRecord&) { return set_filing_state(writing, id, revision, FilingState::Submitted); });
}

Result<FilingRecord> return_filing(Service& service, const Caller& caller, RecordId id, std::int64_t revision, std::string_view because) {
  return take_step(service, caller, id, Step::Return, [&](StoreChange& writing, const FilingRecord&) -> Result<FilingRecord> {
    if (auto added = add_comment(writing, id, because); !added) return tl::unexpected(added.error());
    return set_filing_state(writing, id, revision, FilingState::Returned, because);
  });
}

Result<FilingRecord> approve_filing_on(Service& service, const Caller& caller, RecordId id, std::int64_t revision, std::string_view approved_on) {
  TRY(const std::string due_on, due_after_approval(approved_on));
  return take_step(service, caller, id, Step::Approve, [&](StoreChange& writing, const FilingRecord&) { return approve_filing(writing, id, revision, approved_on, due_on); });
}

Result<FilingRecord> correct_filing(Service& service, const Caller& caller, RecordId id, std::int64_t revision, std::string_view because) {
  return take_step(service, caller, id, Step::Correct, [&](StoreChange& writing, const FilingRecord&) { return set_filing_state(writing, id, revision, FilingState::Draft, because); });
}

Result<std::vector<CommentRecord>> comments_of(Service& service, const Caller& caller, RecordId id) {
  return service.store().read([&](StoreView& view) -> Result<std::vector<CommentRecord>> {
    TRY(const FilingRecord filing, filing_in_scope(view, caller, id));
    return list_comments(view, filing.id);
  });
}

Result<CommentRecord> comment_on(Service& service, const Caller& caller, RecordId id, std::string_view text) {
  return service.store().write(caller.actor(), [&](StoreChange& writing) -> Result<CommentRecord> {
    TRY(const FilingRecord filing, filing_in_scope(writing, caller, id));
    return add_comment(writing, filing.id, text);
  });
}

}  // namespace mingzhang
