// mingzhang rollup: sums over everything published, by any dimensions.
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/cli.h"
#include "cli/database_option.h"
#include "cli/columns.h"
#include "rollup/rollup.h"

namespace mingzhang {
namespace {

struct RollupOptions {
  std::string database, stage, parquet, format = "text";
  std::vector<std::string> by, nodes;
  int year = 0;
  std::int64_t within = 0;
  bool rebuild = false, all_years = false;
};

Error wrong_usage(std::string what, std::string advice) { return {"cli.usage", std::move(what), std::move(advice), ""}; }

// "function:2" is the second level of function.
Result<RollupQuestion> question_of(const RollupOptions& options) {
  RollupQuestion question;
  for (const std::string& text : options.by) {
    const std::size_t colon = text.find(':');
    question.by.push_back({text.substr(0, colon), colon == std::string::npos ? 0 : std::atoi(text.c_str() + colon + 1)});
  }
  for (const std::string& text : options.nodes) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) return tl::unexpected<Error>(wrong_usage("--node 写得不对", "请写成 维度=节点，如 function=208。"));
    question.nodes[text.substr(0, equals)] = text.substr(equals + 1);
  }
  if (options.year != 0) question.year = options.year;
  if (!options.stage.empty()) question.stage = enum_of<FilingStage>(options.stage);
  if (options.within != 0) question.within = options.within;
  question.own_only = !options.all_years;
  return question;
}

std::string as_json(const RollupQuestion& question, const std::vector<RollupCell>& cells) {
  nlohmann::ordered_json items = nlohmann::ordered_json::array();
  for (const RollupCell& cell : cells) {
    nlohmann::ordered_json item;
    for (std::size_t i = 0; i < question.by.size(); ++i) item[question.by[i].dimension] = cell.nodes[i];
    item["amount_fen"] = cell.amount_fen;
    item["lines"] = cell.lines;
    items.push_back(std::move(item));
  }
  return nlohmann::ordered_json({{"version", 1}, {"items", std::move(items)}}).dump(2) + "\n";
}

std::string as_text(const RollupQuestion& question, const std::vector<RollupCell>& cells, const Context& context) {
  std::vector<std::vector<std::string>> rows(1);
  for (const RollupAxis& axis : question.by) rows[0].push_back(axis.dimension);
  rows[0].emplace_back(context.pick("金额（元）", "amount (yuan)"));
  rows[0].emplace_back(context.pick("账目行", "lines"));
  for (const RollupCell& cell : cells) {
    rows.push_back(cell.nodes);
    const std::int64_t fen = cell.amount_fen;
    rows.back().push_back(fmt::format("{}{}.{:02}", fen < 0 ? "-" : "", std::abs(fen / 100), std::abs(fen % 100)));
    rows.back().push_back(std::to_string(cell.lines));
  }
  return in_columns(rows);
}

Result<void> run(const RollupOptions& options, Context& context) {
  TRY(const DatabaseAddress address, parse_database_address(options.database));
  TRY(const RollupQuestion question, question_of(options));
  StoreOptions store_options;
  store_options.create = false;
  TRY(const Store store, Store::open(address, store_options));
  TRY(Rollup rollup, Rollup::open(rollup_path(address)));
  const Result<void> followed = options.rebuild ? rollup.rebuild(store) : rollup.follow(store);
  if (!followed) return followed;
  if (!options.parquet.empty()) {
    const Result<void> written = rollup.write_parquet(options.parquet);
    if (!written) return written;
  }
  if (question.by.empty()) return {};
  TRY(const std::vector<RollupCell> cells, rollup.roll_up(question));
  context.output << (options.format == "json" ? as_json(question, cells) : as_text(question, cells, context));
  return {};
}

}  // namespace

void add_rollup_command(CLI::App& app, Context& context) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  CLI::App* command = app.add_subcommand("rollup", say("汇总已公开的账目：按任意维度、任意层级", "Sums over published lines, by any dimensions at any depth"));
  const auto options = std::make_shared<RollupOptions>();
  add_database_option(*command, options->database, context)->required();
  command->add_option("--by", options->by, say("维度，逗号分隔，可带层级：function:1,economic:2", "Dimensions, with depths where wanted: function:1,economic:2"))
      ->option_text("DIMENSIONS")
      ->delimiter(',');
  command->add_option("--year", options->year, say("年度", "Fiscal year"))->option_text("YEAR");
  command->add_option("--stage", options->stage, say("budget 预算，final 决算", "budget or final"))->option_text("budget|final")->check(CLI::IsMember({"budget", "final"}));
  command->add_option("--within", options->within, say("只汇总这个单位（编号）和它的下级", "Only this unit (its number) and all below it"))->option_text("UNIT");
  command->add_option("--node", options->nodes, say("只汇总某个节点和它的下级：function=208（可多次）", "Only a node and all below it: function=208 (may repeat)"))->option_text("DIMENSION=NODE");
  command->add_flag("--all-years", options->all_years, say("连同文件里用作比较的账目行：其他年度的，决算中预算的", "With the lines that filings have for comparison: of other years, of the budget beside final accounts"));
  command->add_flag("--rebuild", options->rebuild, say("从数据库重建汇总文件", "Make the columnar copy anew from the database"));
  command->add_option("--parquet", options->parquet, say("另把账目行写成 Parquet 文件，按年度分目录", "Also write the lines as Parquet files, a folder a year"))->option_text(say("目录", "DIR"));
  command->add_option("--format", options->format, say("输出格式：text 或 json", "Output: text or json"))->option_text("text|json")->check(CLI::IsMember({"text", "json"}));
  command->callback([options, &context] {
    const Result<void> done = run(*options, context);
    if (!done) context.fail(done.error());
  });
}

}  // namespace mingzhang
