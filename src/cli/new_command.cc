// mingzhang new --form FORM --unit NAME -o FILE: a workbook for a clerk to fill.
#include <ctime>
#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/file.h"
#include "cli/cli.h"
#include "engine/unit_input.h"
#include "compile/infer.h"
#include "workbook/draft.h"

namespace mingzhang {
namespace {

struct NewOptions {
  std::string form, unit, from, output;
  int year = 0;
};

// The year that is prepared now: from September on a budget is next year's; accounts are made of the year that is over.
int usual_year(bool final_accounts) {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  const int year = local.tm_year + 1900;
  if (final_accounts) return year - 1;
  return local.tm_mon >= 8 ? year + 1 : year;
}

struct Start {
  UnitData data;
  std::string form;
  bool published = false;  // the next year is wanted
};

bool is_unit_file(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 200);
  const auto mark = head.find("\"mingzhang\"");
  return mark != std::string_view::npos && head.find("\"ledger\"", mark) != std::string_view::npos;
}

// From what was published: read, understood, and turned back into exact data.
Result<Start> from_disclosure(std::string_view bytes, const std::string& path, const Engine& engine) {
  TRY(const Disclosure disclosure, open_disclosure(bytes, path, engine));
  TRY(Inference inference, infer(disclosure, *engine.knowledge));
  Start start;
  start.published = true;
  start.form = disclosure.form;
  start.data.file = std::move(inference.file);
  start.data.file.facts = facts_of(disclosure, *engine.knowledge, start.data.file.ledger.space);
  return start;
}

Result<Start> open_start(const std::string& path, const Engine& engine) {
  TRY(const std::string bytes, read_file(path));
  const auto from_unit = [](UnitInput input) {
    Start start;
    start.data = std::move(input.data);
    start.form = std::move(input.form);
    return start;
  };
  if (is_unit_file(bytes)) {
    TRY(UnitInput input, open_unit(bytes, path, engine));
    return from_unit(std::move(input));
  }
  // A workbook of ours, or a published one.
  if (bytes.starts_with("PK")) {
    auto input = open_unit(bytes, path, engine);
    if (input) return from_unit(std::move(*input));
    if (input.error().id != "workbook.foreign") return tl::unexpected<Error>(input.error());
  }
  return from_disclosure(bytes, path, engine);
}

// The year that was asked for: that of the data, or the one after it.
Result<void> set_year(const NewOptions& options, Start& start, bool final_accounts) {
  int& year = start.data.file.year;
  if (options.from.empty()) {
    year = options.year > 0 ? options.year : usual_year(final_accounts);
    return {};
  }
  const int wanted = options.year > 0 ? options.year : year + (start.published ? 1 : 0);
  if (wanted == year + 1) move_to_next_year(start.data);
  if (wanted != year) return fail("workbook.year", fmt::format("{} 的数据是 {} 年的，不能做成 {} 年的工作簿", options.from, year, wanted), "年度只能是数据的年度或下一年。", options.from);
  return {};
}

void run_new(const NewOptions& options, Context& context) {
  const auto engine = load_engine();
  if (!engine) return context.fail(engine.error());
  Start start;
  start.data.file.ledger.space = engine->knowledge->space;
  if (!options.from.empty()) {
    auto opened = open_start(options.from, *engine);
    if (!opened) return context.fail(opened.error());
    start = std::move(*opened);
  }
  const std::string& id = options.form.empty() ? start.form : options.form;
  const Form* form = engine->knowledge->find_form(id);
  if (form == nullptr) return context.fail(unknown_form(id, *engine));
  if (!options.unit.empty()) start.data.file.unit = options.unit;
  if (const auto done = set_year(options, start, form->final_accounts); !done) return context.fail(done.error());
  const auto layout = load_layout(*engine, *form);
  if (!layout) return context.fail(layout.error());
  const auto bytes = write_workbook(start.data, *form, *layout, *engine->knowledge);
  if (!bytes) return context.fail(bytes.error());
  if (const auto written = write_file(options.output, *bytes); !written) return context.fail(written.error());
  context.output << fmt::format(fmt::runtime(context.pick("{}：{}年，{}，表式 {}\n", "{}: {}, {}, form {}\n")), options.output, start.data.file.year,
                                start.data.file.unit.empty() ? std::string(context.pick("单位名称待填", "unit to be filled in")) : start.data.file.unit, form->id);
}

}  // namespace

void add_new_command(CLI::App& app, Context& context) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  CLI::App* command = app.add_subcommand("new", say("生成填报工作簿：单位只填一次，由它编制全部公开内容", "Make the workbook that a unit fills once and everything is compiled from"));
  const auto options = std::make_shared<NewOptions>();
  command->add_option("--form", options->form, say("表式，如 xinjiang-budget-2024；有 --from 时默认为原文件的表式", "The form, for example xinjiang-budget-2024; with --from that of the file by default"))->option_text("FORM");
  command->add_option("--unit", options->unit, say("单位名称", "The name of the unit"))->option_text(say("名称", "NAME"));
  command->add_option("--year", options->year, say("预算（决算）年度；默认为现在编制的年度", "The fiscal year; the one prepared now by default"))->option_text("YEAR")->check(CLI::Range(2000, 2100));
  command->add_option("--from", options->from,
                      say("填好内容：账目 JSON 或工作簿为同一年度；已公开的文件（pdf、docx、xlsx 等）转成下一年度，本年数移到上年列",
                          "Fill it from a ledger or workbook (the same year), or from a published document: next year's draft, with this year's figures as last year's"))
      ->option_text(say("文件", "FILE"));
  command->add_option("-o,--output", options->output, say("工作簿写到这个文件", "Write the workbook here"))->option_text(say("必需", "REQUIRED"))->required();
  command->callback([options, &context] { run_new(*options, context); });
}

}  // namespace mingzhang
