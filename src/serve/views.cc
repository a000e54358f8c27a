#include "serve/views.h"

#include <chrono>

#include <fmt/format.h>

#include "service/node_names.h"

namespace mingzhang {

std::string time_text(TimeMs time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(std::chrono::milliseconds(time));
  const auto of_day = seconds % std::chrono::days(1);
  const std::chrono::hh_mm_ss clock(of_day);
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", date_of(time), clock.hours().count(), clock.minutes().count(), clock.seconds().count(), time % 1000);
}

Json time_or_null(const std::optional<TimeMs>& time) { return time ? Json(time_text(*time)) : Json(nullptr); }

namespace {

template <class Enum>
Json word_or_null(const std::optional<Enum>& value) {
  return value ? Json(word_of(*value)) : Json(nullptr);
}

Json parsed(const std::string& text) {
  Json value = Json::parse(text, nullptr, false);
  return value.is_discarded() ? Json(text) : value;
}

}  // namespace

Json view_of(const UnitRecord& unit) {
  return {{"id", unit.id}, {"name", unit.name}, {"parent", or_null(unit.parent)}, {"kind", word_of(unit.kind)}, {"path", unit.path}, {"revision", unit.revision}};
}

Json view_of(const UserRecord& user) {
  return {{"id", user.id},          {"name", user.name},         {"role", word_of(user.role)}, {"unit", user.unit},
          {"disabled", user.disabled}, {"created", time_text(user.created)}, {"revision", user.revision}};
}

Json view_of(const TokenRecord& token) {
  return {{"id", token.id}, {"name", token.name}, {"created", time_text(token.created)}, {"last_used", time_or_null(token.last_used)}, {"expires", time_or_null(token.expires)}};
}

Json view_of(const FilingRecord& filing) {
  return {{"id", filing.id},
          {"unit", {{"id", filing.unit}, {"name", filing.unit_name}}},
          {"year", filing.year},
          {"stage", word_of(filing.stage)},
          {"form", filing.form},
          {"state", word_of(filing.state)},
          {"revision", filing.revision},
          {"ledger_version", filing.ledger_version},
          {"published_version", or_null(filing.published_version)},
          {"approved_on", or_null(filing.approved_on)},
          {"due_on", or_null(filing.due_on)},
          {"changed", time_text(filing.changed)}};
}

Json view_of(const LedgerVersionRecord& version) {
  return {{"filing", version.filing}, {"number", version.number}, {"sha256", version.sha256}, {"author", version.author}, {"created", time_text(version.created)}};
}

Json view_of(const CommentRecord& comment) {
  return {{"id", comment.id}, {"user", comment.user}, {"text", comment.text}, {"created", time_text(comment.created)}};
}

Json view_of(const DocumentRecord& document) {
  return {{"id", document.id},
          {"sha256", document.sha256},
          {"name", document.name},
          {"media_type", document.media_type},
          {"size", document.size},
          {"pages", or_null(document.pages)},
          {"checked", or_null(document.checked)},
          {"findings", document.findings ? Json{{"error", document.findings->errors}, {"warning", document.findings->warnings}, {"note", document.findings->notes}, {"judged", document.findings->judged}} : Json(nullptr)},
          {"unit", or_null(document.unit)},
          {"year", or_null(document.year)},
          {"stage", word_or_null(document.stage)},
          {"filing", or_null(document.filing)},
          {"uploaded_by", or_null(document.uploaded_by)},
          {"created", time_text(document.created)}};
}

Json view_of(const VerdictRecord& verdict) {
  return {{"id", verdict.id}, {"fingerprint", verdict.fingerprint}, {"verdict", word_of(verdict.verdict)}, {"because", verdict.because}, {"user", verdict.user}, {"created", time_text(verdict.created)}};
}

Json view_of(const JobRecord& job) {
  return {{"id", job.id},
          {"kind", job.kind},
          {"state", word_of(job.state)},
          {"progress", job.progress},
          {"total", job.total},
          {"message", job.message},
          {"result", job.result ? parsed(*job.result) : Json(nullptr)},
          {"user", job.user},
          {"created", time_text(job.created)},
          {"started", time_or_null(job.started)},
          {"finished", time_or_null(job.finished)}};
}

Json view_of(const AuditRecord& record) {
  return {{"number", record.number}, {"created", time_text(record.created)}, {"user", or_null(record.user)}, {"actor", record.actor}, {"action", record.action},
          {"subject", record.subject}, {"detail", parsed(record.detail)}, {"previous_hash", record.previous_hash}, {"hash", record.hash}};
}

Json view_of(const ObligationRecord& obligation, std::string_view today) {
  return {{"unit", {{"id", obligation.unit}, {"name", obligation.unit_name}}},
          {"year", obligation.year},
          {"stage", word_of(obligation.stage)},
          {"approved_on", or_null(obligation.approved_on)},
          {"due_on", or_null(obligation.due_on)},
          {"state", word_of(state_of(obligation, today))},
          {"filing", or_null(obligation.filing)},
          {"filing_state", word_or_null(obligation.state)},
          {"published", time_or_null(obligation.published)}};
}

Json view_of(const PublishedFileRecord& file) {
  return {{"name", file.name}, {"media_type", file.media_type}, {"size", file.size}, {"sha256", file.sha256}};
}

Json view_of(const PublishedVersionRecord& record) {
  Json files = Json::array();
  for (const PublishedFileRecord& file : record.files) files.push_back(view_of(file));
  return {{"version", record.version}, {"published", time_text(record.published)}, {"files", std::move(files)}};
}

namespace {

Json names_of(const LedgerLineRecord& line, int year, const Knowledge& knowledge) {
  Json names = Json::object();
  const auto add = [&](Dimension d, const std::string& id) {
    if (!id.empty()) names[std::string(dimension_name(d))] = node_name(knowledge, d, id, year);
  };
  add(Dimension::Flow, line.flow);
  add(Dimension::Source, line.source);
  add(Dimension::Function, line.function);
  add(Dimension::Economic, line.economic);
  add(Dimension::Nature, line.nature);
  add(Dimension::Measure, line.measure);
  return names;
}

}  // namespace

Json view_of(const PublishedLineRecord& record, const Knowledge& knowledge) {
  const LedgerLineRecord& line = record.line;
  return {{"filing", record.filing},
          {"version", record.version},
          {"unit", {{"id", record.unit}, {"name", record.unit_name}}},
          {"year", line.year},
          {"stage", line.stage},
          {"flow", line.flow},
          {"source", line.source},
          {"function", line.function},
          {"economic", line.economic},
          {"nature", line.nature},
          {"project", line.project},
          {"measure", line.measure},
          {"names", names_of(line, record.year, knowledge)},
          {"amount_fen", line.amount_fen}};
}

Json view_of(const PublishedClaimRecord& record) {
  return {{"unit", {{"id", record.unit}, {"name", record.unit_name}}},
          {"year", record.year},
          {"stage", word_of(record.stage)},
          {"table", record.claim.table},
          {"row", record.claim.row},
          {"column", record.claim.column},
          {"amount_fen", record.claim.amount_fen},
          {"printed", record.claim.printed}};
}

}  // namespace mingzhang
