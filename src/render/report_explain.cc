#include "render/report_explain.h"

#include <array>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "render/report_layout.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kTextWidth = 100;

std::string_view in(Language language, const Wording& wording) {
  return pick(language, wording.zh, wording.en);
}

Wording severity_wording(Severity severity) {
  constexpr std::array<Wording, 3> kWordings = {{{"错误", "error"}, {"警告", "warning"}, {"提示", "note"}}};
  return kWordings[static_cast<std::size_t>(severity)];
}

struct Part {
  Wording heading;
  std::string_view key;  // in JSON
  Wording text;
};

// The order is that in which a reader asks.
std::array<Part, 6> parts_of(const CheckInfo& check) {
  return {{{{"为什么重要", "Why it matters"}, "why", check.why},
           {{"怎样判定", "How it is decided"}, "how_decided", check.how_decided},
           {{"看不出什么", "What it cannot see"}, "cannot_see", check.cannot_see},
           {{"错误示例", "Bad example"}, "bad_example", check.bad_example},
           {{"正确示例", "Good example"}, "good_example", check.good_example},
           {{"依据", "Legal basis"}, "legal_basis", check.legal_basis}}};
}

Json json_of(const Wording& wording) {
  return {{"zh", wording.zh}, {"en", wording.en}};
}

Json json_of(const CheckInfo& check) {
  Json value = {{"code", check.code},
                {"name", check.name},
                {"severity", severity_wording(check.severity).en},
                {"since", check.since}};
  value["title"] = json_of(check.title);
  for (const Part& part : parts_of(check)) value[std::string(part.key)] = json_of(part.text);
  return value;
}

}  // namespace

std::string explain_text(const CheckInfo& check, Language language) {
  std::string text = fmt::format("{}[{}] {}\n{}\n", in(language, severity_wording(check.severity)), check.code,
                                 in(language, check.title), check.name);
  for (const Part& part : parts_of(check)) {
    text += fmt::format("\n{}\n", in(language, part.heading));
    for (const std::string& line : wrapped(in(language, part.text), kTextWidth - 2)) text += "  " + line + "\n";
  }
  return text + fmt::format("\n{}{}\n", pick(language, "始于版本 ", "Since version "), check.since);
}

std::string explain_text(const ErrorExplanation& error, Language language) {
  std::string text = fmt::format("[{}]\n", error.id);
  for (const std::string& line : wrapped(pick(language, error.zh, error.en), kTextWidth - 2))
    text += "  " + line + "\n";
  return text;
}

std::string list_text(Language language) {
  std::string text;
  for (const CheckFamily& family : check_families()) {
    text += fmt::format("{}{} {}\n", text.empty() ? "" : "\n", family.prefix, in(language, family.title));
    for (const CheckInfo& check : checks_of(family)) {
      text += fmt::format("  {}  {}  {}\n", check.code,
                          padded(in(language, severity_wording(check.severity)), language == Language::English ? 7 : 4),
                          in(language, check.title));
    }
  }
  return text;
}

std::string explain_json(std::span<const CheckInfo> checks) {
  Json array = Json::array();
  for (const CheckInfo& check : checks) array.push_back(json_of(check));
  return array.dump(2) + "\n";
}

std::string explain_json(const ErrorExplanation& error) {
  return Json({{"id", error.id}, {"zh", error.zh}, {"en", error.en}}).dump(2) + "\n";
}

std::string explain_markdown(const CheckInfo& check, Language language) {
  std::string text =
      fmt::format("### {} {}\n\n`{}` · {} · {}{}\n", check.code, in(language, check.title), check.name,
                  in(language, severity_wording(check.severity)), pick(language, "始于 ", "since "), check.since);
  for (const Part& part : parts_of(check)) {
    text +=
        fmt::format("\n**{}**{}{}\n", in(language, part.heading), pick(language, "：", ": "), in(language, part.text));
  }
  return text;
}

std::string explain_markdown(Language language) {
  std::string text = fmt::format(
      "# {}\n\n{}\n", pick(language, "检查项目", "Checks"),
      pick(language,
           "由 `mingzhang explain --all --format markdown` 生成，请勿手工修改；内容在 `src/check/checks_*.def`。",
           "Written by `mingzhang explain --all --format markdown --lang en`; the texts stand in "
           "`src/check/checks_*.def`."));
  for (const CheckFamily& family : check_families()) {
    text += fmt::format("\n## {} {}\n", family.prefix, in(language, family.title));
    for (const CheckInfo& check : checks_of(family)) text += "\n" + explain_markdown(check, language);
  }
  return text;
}

}  // namespace mingzhang
