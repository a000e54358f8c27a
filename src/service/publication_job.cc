#include "service/publication_job.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "compile/ledger_json.h"
#include "publish/publish.h"
#include "service/filing_work.h"
#include "service/media_types.h"
#include "service/public_page.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

// The first things that are wrong, for people.
std::string refusal(const Publication& publication) {
  std::string text = "没有放行：";
  int told = 0;
  const auto tell = [&](const std::string& what) {
    if (told++ < 5) text += (told > 1 ? "；" : "") + what;
  };
  for (const UnplacedMoney& money : publication.unplaced) tell(money.message.zh);
  for (const MissingReason& reason : publication.missing_reasons) tell(fmt::format("{}缺少变动原因", reason.name));
  for (const Audit& audit : publication.audits) {
    if (audit.error) tell(fmt::format("{}：{}", audit.name, audit.error->message));
    for (const std::string& lost : audit.lost) tell(fmt::format("{} 读回后不见了 {}", audit.name, lost));
    for (const Finding& finding : audit.findings) tell(fmt::format("{}：{} {}", audit.name, finding.code, finding.message.zh));
  }
  return told > 5 ? text + fmt::format("；等 {} 处", told) : text;
}

Result<PublicationRecord> make_publication(const Engine& engine, const FilingRecord& filing, std::string_view ledger_json, const std::vector<Exception>& accepted) {
  const Form* form = engine.knowledge->find_form(filing.form);
  if (form == nullptr) return fail("compile.form.unknown", fmt::format("没有名为“{}”的表式", filing.form), "请检查 catalog/forms。", filing.form);
  TRY(const LedgerFile ledger, ledger_from_json(ledger_json, engine.knowledge->space, fmt::format("filing/{}", filing.id)));
  TRY(const Publication publication, publish({ledger, *form, accepted}, *engine.knowledge, engine.words));
  if (!publication.released())
    return fail("service.publication.refused", refusal(publication), "请退回修改，或写明理由接受警告。", fmt::format("filing/{}", filing.id));
  TRY(const Compiled compiled, compile_disclosure(ledger, *form, *engine.knowledge));
  PublicationRecord record;
  for (const PublishedFile& file : publication.files) record.files.push_back({file.name, media_type_of(file.name), file.bytes});
  record.claims = claims_of(compiled.disclosure, *engine.knowledge);
  record.lines = lines_of(ledger);
  record.page_json = public_page_json(filing, ledger, compiled, *form, publication, *engine.knowledge);
  return record;
}

}  // namespace

Result<JobRecord> ask_to_publish(Service& service, const Caller& caller, RecordId id, std::int64_t revision, const std::vector<Exception>& accepted) {
  Json exceptions = Json::array();
  for (const Exception& each : accepted) exceptions.push_back({{"code", each.code}, {"because", each.because}});
  const Json input = {{"filing", id}, {"revision", revision}, {"user", caller.user->id}, {"name", caller.user->name}, {"accept", std::move(exceptions)}};
  return service.store().write(caller.actor(), [&](StoreChange& change) -> Result<JobRecord> {
    TRY(const FilingRecord filing, filing_in_scope(change, caller, id));
    if (auto allowed = allow_step(Step::Publish, filing.state); !allowed) return tl::unexpected(allowed.error());
    if (filing.revision != revision) return fail("store.stale", "内容已被别人改过，没有公开", "请取得最新内容再做。", fmt::format("filing/{}", id));
    return add_job(change, kPublishJob, input.dump());
  });
}

Result<FilingRecord> publish_now(Service& service, const Actor& actor, RecordId id, std::int64_t revision, const std::vector<Exception>& accepted) {
  struct Input {
    FilingRecord filing;
    std::string json;
  };
  TRY(const Input input, service.store().read([&](StoreView& view) -> Result<Input> {
    TRY(FilingRecord filing, find_filing(view, id));
    if (auto allowed = allow_step(Step::Publish, filing.state); !allowed) return tl::unexpected(allowed.error());
    TRY(LedgerVersionRecord ledger, newest_ledger(view, id));
    return Input{std::move(filing), std::move(ledger.json)};
  }));
  TRY(const PublicationRecord publication, make_publication(service.engine(), input.filing, input.json, accepted));
  TRY(FilingRecord published, service.store().write(actor, [&](StoreChange& change) -> Result<FilingRecord> {
    TRY(const FilingRecord now, find_filing(change, id));
    if (auto allowed = allow_step(Step::Publish, now.state); !allowed) return tl::unexpected(allowed.error());
    return publish_filing(change, id, revision, publication);
  }));
  service.count_publication();
  return published;
}

Result<std::string> run_publish(Service& service, const JobRecord& job, const TellProgress& tell) {
  const Json input = Json::parse(job.input);
  std::vector<Exception> accepted;
  for (const Json& each : input.at("accept")) accepted.push_back({each.at("code"), each.at("because")});
  if (auto told = tell(0, 1, "编制、读回并核对各种格式的文件"); !told) return tl::unexpected(told.error());
  const Actor actor{input.at("user").get<RecordId>(), input.at("name").get<std::string>()};
  TRY(const FilingRecord filing, publish_now(service, actor, input.at("filing"), input.at("revision"), accepted));
  return Json{{"filing", filing.id}, {"version", filing.published_version.value_or(0)}}.dump();
}

}  // namespace mingzhang
