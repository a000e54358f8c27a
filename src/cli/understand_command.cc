// mingzhang understand FILE: what a document says, figure by figure.
#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/cli.h"
#include "engine/engine.h"

namespace mingzhang {
namespace {

struct UnderstandOptions {
  std::string path;
  std::string format = "text";
};

std::string where(const Place& place) {
  return place.page > 0 ? fmt::format("P{} L{}:{}", place.page, place.line, place.column) : fmt::format("L{}:{}", place.line, place.column);
}

std::string_view sign_of(ClaimKind kind) {
  switch (kind) {
    case ClaimKind::Value: return "=";
    case ClaimKind::Change: return "Δ";
    case ClaimKind::Rate: return "Δ%";
    case ClaimKind::Share: return "%";
  }
  return "";
}

std::string summary(const Disclosure& disclosure) {
  std::string text = fmt::format("单位：{}\n年度：{}\n表式：{}\n", disclosure.unit, disclosure.year,
                                 disclosure.form.empty() ? "未识别" : disclosure.form);
  for (const Table& table : disclosure.tables)
    text += fmt::format("表：{} {} {} · {} 行 {} 列{}\n", table.number, table.title, table.panel, table.rows.size(), table.columns.size(),
                        table.empty_statement ? " · 空表" : "");
  for (const Claim& claim : disclosure.claims)
    text += fmt::format("{:<10} {} {} {}{}\n", where(claim.place), claim.nil ? "无" : print_with_unit(claim.figure), sign_of(claim.kind),
                        disclosure.space.describe(claim.region), claim.standing == Standing::Proven ? "" : "  （" + claim.reason + "）");
  for (const PerformanceTable& table : disclosure.performance)
    for (const Indicator& indicator : table.indicators)
      text += fmt::format("{:<10} {} / {} / {} {}{}{} 权重 {}\n", where(indicator.place), indicator.level1, indicator.level2, indicator.name,
                          indicator.comparator, indicator.target, indicator.unit, indicator.weight);
  for (const Open& open : disclosure.open) text += fmt::format("{:<10} 未理解 “{}”：{}\n", where(open.place), open.quote, open.reason);
  return text;
}

void run_understand(const UnderstandOptions& options, Context& context) {
  const auto engine = load_engine();
  if (!engine) return context.fail(engine.error());
  const auto disclosure = open_disclosure(options.path, *engine);
  if (!disclosure) return context.fail(disclosure.error());
  context.output << (options.format == "json" ? to_json(*disclosure) : summary(*disclosure));
}

}  // namespace

void add_understand_command(CLI::App& app, Context& context) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  CLI::App* command = app.add_subcommand(
      "understand", say("理解一份公开文件：每个数字说的是什么，依据在哪里", "Understand a disclosure: what each figure is about, and where it stands"));
  const auto options = std::make_shared<UnderstandOptions>();
  command->add_option("FILE", options->path, say("要理解的文件", "The file to understand"))->option_text(say("必需", "REQUIRED"))->required();
  command
      ->add_option("--format", options->format,
                   say("输出格式：text 供人阅读（默认），json 见 schemas/disclosure-1.json",
                       "Output: text for people (default), json as in schemas/disclosure-1.json"))
      ->option_text("text|json")
      ->check(CLI::IsMember({"text", "json"}));
  command->callback([options, &context] { run_understand(*options, context); });
}

}  // namespace mingzhang
