// mingzhang codes QUERY: what the catalog knows of a code, or which codes have a name.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "base/paths.h"
#include "cli/cli.h"
#include "cli/columns.h"
#include "codes/lookup.h"

namespace mingzhang {
namespace {

constexpr std::size_t kRowsMax = 40;

struct CodesOptions {
  std::string query;
  int year = 0;
  std::string format = "text";
};

using Rows = std::vector<std::vector<std::string>>;

struct Words {
  std::string_view id, zh, en;
};

const Words& words_of(Confidence confidence) {
  static constexpr std::array<Words, 4> kWords = {{{"confirmed", "已核对", "confirmed"},
                                                   {"high", "较可靠", "high"},
                                                   {"medium", "未核对", "medium, not verified"},
                                                   {"low", "存疑", "low, doubtful"}}};
  return kWords[static_cast<std::size_t>(confidence)];
}

const Words& words_of(Classification classification) {
  static constexpr std::array<Words, kClassifications.size()> kWords = {
      {{"function", "支出功能分类", "expenditure by function"},
       {"economic_department", "部门预算支出经济分类", "department economic class"},
       {"economic_government", "政府预算支出经济分类", "government economic class"},
       {"revenue", "单位收入", "revenue of a unit"}}};
  return kWords[static_cast<std::size_t>(classification)];
}

// The facts of an entry, as text and as JSON.
class Describer {
 public:
  Describer(const Catalog& catalog, int year, const Context& context)
      : catalog_(catalog), year_(year), context_(context) {}

  std::string in_full(const CodeEntry& entry) const {
    Rows rows = {{say("编码", "code"), entry.code},
                 {say("名称", "name"), std::string(catalog_.name_in(entry, year_))},
                 {say("全称", "full name"), chain(entry)},
                 {say("分类", "classification"), pick(words_of(entry.classification))},
                 {say("级次", "level"), std::string(level_name(entry))}};
    if (!entry.budget.empty()) rows.push_back({say("预算", "budget"), entry.budget});
    rows.push_back({say("年度", "years"), years(entry.year_from, entry.year_to)});
    rows.push_back({say("可靠性", "confidence"), pick(words_of(entry.confidence))});
    for (const OtherName& other : catalog_.other_names(entry)) {
      rows.push_back(
          {say("别名", "also named"), fmt::format("{}（{}）", other.name, years(other.year_from, other.year_to))});
    }
    for (const Counterpart& counterpart : economic_counterparts(catalog_, entry)) {
      const std::string scope = counterpart.scope.empty() ? "" : fmt::format("，{}", counterpart.scope);
      rows.push_back({say("对应", "corresponds to"),
                      fmt::format("{} {}{}", counterpart.entry->code, counterpart.entry->name, scope)});
    }
    for (const CodeEntry* child : catalog_.children(entry, year_)) {
      rows.push_back({say("下级", "below"), fmt::format("{} {}", child->code, catalog_.name_in(*child, year_))});
    }
    if (!entry.note.empty()) rows.push_back({say("说明", "note"), entry.note});
    return in_columns(rows);
  }

  std::string in_rows(std::span<const CodeEntry* const> entries) const {
    Rows rows = {
        {say("编码", "code"), say("级次", "level"), say("名称", "name"), say("上级", "under"), say("年度", "years")}};
    for (const CodeEntry* entry : entries.first(std::min(entries.size(), kRowsMax))) {
      const auto path = catalog_.path(*entry, year_);
      const std::string above = path.size() < 2 ? pick(words_of(entry->classification))
                                                : std::string(catalog_.name_in(*path[path.size() - 2], year_));
      rows.push_back({entry->code, std::string(level_name(*entry)), std::string(catalog_.name_in(*entry, year_)), above,
                      years(entry->year_from, entry->year_to)});
    }
    std::string text = in_columns(rows);
    if (entries.size() > kRowsMax) {
      text +=
          fmt::format(fmt::runtime(context_.pick("……共 {} 个，只列前 {} 个。\n", "... {} in all, first {} shown.\n")),
                      entries.size(), kRowsMax);
    }
    return text;
  }

  nlohmann::ordered_json to_json(const CodeEntry& entry) const {
    nlohmann::ordered_json json = {{"code", entry.code},
                                   {"name", catalog_.name_in(entry, year_)},
                                   {"classification", words_of(entry.classification).id},
                                   {"level", level_name(entry)},
                                   {"path", nlohmann::json::array()},
                                   {"budget", entry.budget},
                                   {"years", years_json(entry.year_from, entry.year_to)},
                                   {"confidence", words_of(entry.confidence).id},
                                   {"other_names", nlohmann::json::array()},
                                   {"counterparts", nlohmann::json::array()},
                                   {"note", entry.note}};
    for (const CodeEntry* step : catalog_.path(entry, year_)) {
      json["path"].push_back({{"code", step->code}, {"name", catalog_.name_in(*step, year_)}});
    }
    for (const OtherName& other : catalog_.other_names(entry)) {
      json["other_names"].push_back({{"name", other.name}, {"years", years_json(other.year_from, other.year_to)}});
    }
    for (const Counterpart& counterpart : economic_counterparts(catalog_, entry)) {
      json["counterparts"].push_back({{"code", counterpart.entry->code},
                                      {"name", counterpart.entry->name},
                                      {"scope", counterpart.scope},
                                      {"confidence", words_of(counterpart.confidence).id}});
    }
    return json;
  }

 private:
  std::string say(std::string_view zh, std::string_view en) const { return std::string(context_.pick(zh, en)); }
  std::string pick(const Words& words) const { return say(words.zh, words.en); }

  std::string chain(const CodeEntry& entry) const {
    std::string text;
    for (const CodeEntry* step : catalog_.path(entry, year_)) {
      text += fmt::format("{}（{}）", catalog_.name_in(*step, year_), level_name(*step));
    }
    return text;
  }

  std::string years(int from, int to) const {
    const auto filled = [&](std::string_view zh, std::string_view en) {
      return fmt::format(fmt::runtime(context_.pick(zh, en)), fmt::arg("from", from), fmt::arg("to", to));
    };
    if (from == 0 && to == 0) return filled("不限", "any");
    if (from == 0) return filled("至 {to} 年", "until {to}");
    if (to == 0) return filled("{from} 年起", "from {from}");
    if (from == to) return filled("{from} 年", "{from}");
    return filled("{from}—{to} 年", "{from} to {to}");
  }

  static nlohmann::ordered_json years_json(int from, int to) {
    const auto year_or_null = [](int year) { return year == 0 ? nlohmann::json() : nlohmann::json(year); };
    return {{"from", year_or_null(from)}, {"to", year_or_null(to)}};
  }

  const Catalog& catalog_;
  int year_;
  const Context& context_;
};

std::string as_json(const Lookup& lookup, const CodesOptions& options, const Describer& describer) {
  const auto list = [&](const std::vector<const CodeEntry*>& entries) {
    nlohmann::ordered_json array = nlohmann::ordered_json::array();
    for (const CodeEntry* entry : entries) array.push_back(describer.to_json(*entry));
    return array;
  };
  const nlohmann::ordered_json json = {{"version", 1},
                                       {"query", options.query},
                                       {"year", options.year == 0 ? nlohmann::json() : nlohmann::json(options.year)},
                                       {"found", list(lookup.found)},
                                       {"suggestions", list(lookup.suggestions)}};
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string as_text(const Lookup& lookup, const Context& context, const Describer& describer) {
  if (lookup.found.empty()) {
    const std::string nothing(context.pick("没有找到。", "Nothing found."));
    if (lookup.suggestions.empty()) return nothing + "\n";
    return nothing + std::string(context.pick("相近的有：\n", " Near to it:\n")) +
           describer.in_rows(lookup.suggestions);
  }
  const auto has_first_code = [&](const CodeEntry* entry) { return entry->code == lookup.found.front()->code; };
  if (!std::ranges::all_of(lookup.found, has_first_code)) return describer.in_rows(lookup.found);
  std::string text;
  for (const CodeEntry* entry : lookup.found) text += (text.empty() ? "" : "\n") + describer.in_full(*entry);
  return text;
}

void run_codes(const CodesOptions& options, Context& context) {
  const Result<Catalog> catalog = Catalog::load(catalog_directory() + "/codes");
  if (!catalog) return context.fail(catalog.error());
  const Lookup lookup = look_up(*catalog, options.query, options.year);
  const Describer describer(*catalog, options.year, context);
  context.output << (options.format == "json" ? as_json(lookup, options, describer)
                                              : as_text(lookup, context, describer));
  if (lookup.found.empty()) context.exit_code = kFindings;
}

}  // namespace

void add_codes_command(CLI::App& app, Context& context) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  CLI::App* command = app.add_subcommand(
      "codes", say("查政府收支分类科目的编码或名称", "Look up a code or a name of the budget classifications"));
  const auto options = std::make_shared<CodesOptions>();
  command
      ->add_option("QUERY", options->query,
                   say("编码（如 2080505），或名称中的几个字（如 养老保险）", "A code, or some words of a name"))
      ->option_text(say("必需", "REQUIRED"))
      ->required();
  command
      ->add_option("--year", options->year,
                   say("只看这一年度有效的科目（默认不限年度）", "Only what was in force in that fiscal year"))
      ->option_text("YEAR")
      ->check(CLI::Range(1949, 2100));
  command
      ->add_option(
          "--format", options->format,
          say("输出格式：text 供人阅读（默认），json 供程序使用", "Output: text for people (default), or json"))
      ->option_text("text|json")
      ->check(CLI::IsMember({"text", "json"}));
  command->callback([options, &context] { run_codes(*options, context); });
}

}  // namespace mingzhang
