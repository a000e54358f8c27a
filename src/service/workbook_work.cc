#include "service/workbook_work.h"

#include <fmt/format.h>

#include "base/file.h"
#include "compile/ledger_json.h"
#include "engine/unit_input.h"
#include "service/filing_work.h"
#include "workbook/draft.h"

namespace mingzhang {
namespace {

constexpr std::uint64_t kWorkbookBytesMax = 32u << 20;

Result<std::optional<std::string>> newest_json(Service& service, const FilingRecord& filing) {
  if (filing.ledger_version == 0) return std::nullopt;
  return service.store().read([&](StoreView& view) -> Result<std::optional<std::string>> {
    TRY(LedgerVersionRecord ledger, find_ledger(view, filing.id, filing.ledger_version));
    return std::move(ledger.json);
  });
}

Result<std::optional<std::string>> json_of_last_year(Service& service, const FilingRecord& filing) {
  return service.store().read([&](StoreView& view) -> Result<std::optional<std::string>> {
    TRY(const auto before, find_filing(view, filing.unit, filing.year - 1, filing.stage));
    if (!before || !before->published_version) return std::nullopt;
    TRY(LedgerVersionRecord ledger, find_ledger(view, before->id, *before->published_version));
    return std::move(ledger.json);
  });
}

UnitData empty_data(const Engine& engine, const FilingRecord& filing) {
  UnitData data;
  data.file.ledger.space = engine.knowledge->space;
  data.file.unit = filing.unit_name;
  data.file.year = filing.year;
  return data;
}

Error nothing_to_start_from(std::string_view what) {
  return {"service.missing", fmt::format("{}，不能由它开始", what), "请从空白开始，或先保存账目。", ""};
}

Result<UnitData> data_of(const Engine& engine, const FilingRecord& filing, const std::string& json, bool of_last_year) {
  UnitData data;
  TRY(data.file, ledger_from_json(json, engine.knowledge->space, fmt::format("filing/{}", filing.id)));
  if (of_last_year) move_to_next_year(data);
  data.file.unit = filing.unit_name;  // also where the unit was renamed since
  return data;
}

Result<UnitData> starting_data(Service& service, const FilingRecord& filing, std::optional<FilingStart> start) {
  if (!start || *start == FilingStart::Ledger) {
    TRY(const auto json, newest_json(service, filing));
    if (json) return data_of(service.engine(), filing, *json, false);
    if (start) return tl::unexpected(nothing_to_start_from("还没有填报任何账目"));
  }
  if (!start || *start == FilingStart::LastYear) {
    TRY(const auto json, json_of_last_year(service, filing));
    if (json) return data_of(service.engine(), filing, *json, true);
    if (start) return tl::unexpected(nothing_to_start_from("上一年度没有公开过"));
  }
  return empty_data(service.engine(), filing);
}

Result<const Form*> form_of(const Engine& engine, const FilingRecord& filing) {
  const Form* form = engine.knowledge->find_form(filing.form);
  if (form == nullptr) return fail("compile.form.unknown", fmt::format("没有名为“{}”的表式", filing.form), "请检查 catalog/forms。", filing.form);
  return form;
}

}  // namespace

Result<std::string> filing_workbook(Service& service, const Caller& caller, RecordId id, std::optional<FilingStart> start) {
  TRY(const FilingRecord filing, filing_in_scope(service, caller, id));
  TRY(const Form* form, form_of(service.engine(), filing));
  TRY(const UnitData data, starting_data(service, filing, start));
  TRY(const WorkbookLayout layout, load_layout(service.engine(), *form));
  return write_workbook(data, *form, layout, *service.engine().knowledge);
}

Result<std::string> filing_draft(Service& service, const Caller& caller, RecordId id, std::optional<FilingStart> start) {
  TRY(FilingRecord filing, filing_in_scope(service, caller, id));
  filing.ledger_version = 0;  // what comes before it
  TRY(const UnitData data, starting_data(service, filing, start));
  return to_json(data.file);
}

Result<ImportedWorkbook> import_workbook(Service& service, const Caller& caller, RecordId id, std::int64_t revision, const std::string& path) {
  TRY(FilingRecord filing, filing_in_scope(service, caller, id));
  if (auto allowed = allow_step(Step::Save, filing.state); !allowed) return tl::unexpected(allowed.error());
  Limits limits;
  limits.file_bytes_max = kWorkbookBytesMax;
  TRY(const std::string bytes, read_file(path, limits));
  const std::string name = fmt::format("filing/{}/workbook", id);
  if (!bytes.starts_with("PK")) return fail("workbook.foreign", "这不是填报工作簿（.xlsx）", "请先下载本填报的工作簿，填好后再导入。", name);
  TRY(UnitInput input, open_unit(bytes, name, service.engine()));
  if (input.form != filing.form)
    return fail("service.workbook.form", fmt::format("工作簿是按表式“{}”生成的，填报用的是“{}”", input.form, filing.form), "请下载本填报的工作簿，把内容粘贴过去。", input.form);
  if (!input.problems.empty()) return ImportedWorkbook{std::move(filing), std::move(input.problems)};
  TRY(filing, save_filing(service, caller, id, revision, to_json(input.data.file)));
  return ImportedWorkbook{std::move(filing), {}};
}

}  // namespace mingzhang
