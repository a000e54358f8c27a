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
constexpr int kSeverityWidth = 7;  // of "warning"

std::string_view in(Language language, const CheckText& wording) {
  return pick(language, wording.zh, wording.en);
}

CheckText severity_wording(Severity severity) {
  constexpr std::array<CheckText, 3> kWordings = {{{"错误", "error"}, {"警告", "warning"}, {"提示", "note"}}};
  return kWordings[static_cast<std::size_t>(severity)];
}

struct Part {
  CheckText heading;
  std::string_view key;  // in JSON
  CheckText text;
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

Json json_of(const CheckText& wording) {
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

Json json_of(const ErrorExplanation& error) {
  return {{"id", error.id}, {"meaning", {{"zh", error.zh}, {"en", error.en}}}};
}

std::string indented(std::string_view text) {
  std::string result;
  for (const std::string& line : wrapped(text, kTextWidth - 2)) result += "  " + line + "\n";
  return result;
}

std::string text_of(const CheckInfo& check, Language language) {
  std::string text = fmt::format("{}[{}] {}\n{}\n", in(language, severity_wording(check.severity)), check.code,
                                 in(language, check.title), check.name);
  for (const Part& part : parts_of(check)) {
    text += fmt::format("\n{}\n{}", in(language, part.heading), indented(in(language, part.text)));
  }
  return text + fmt::format("\n{}{}\n", pick(language, "始于版本 ", "Since version "), check.since);
}

std::string text_of(const ErrorExplanation& error, Language language) {
  return fmt::format("[{}]\n{}", error.id, indented(pick(language, error.zh, error.en)));
}

std::string markdown_of(const CheckInfo& check, Language language) {
  std::string text =
      fmt::format("### {} {}\n\n`{}` · {} · {}{}\n", check.code, in(language, check.title), check.name,
                  in(language, severity_wording(check.severity)), pick(language, "始于 ", "since "), check.since);
  for (const Part& part : parts_of(check)) {
    text +=
        fmt::format("\n**{}**{}{}\n", in(language, part.heading), pick(language, "：", ": "), in(language, part.text));
  }
  return text;
}

std::string markdown_of(const ErrorExplanation& error, Language language) {
  return fmt::format("### `{}`\n\n{}\n", error.id, pick(language, error.zh, error.en));
}

std::string upper_case(std::string_view word) {
  std::string upper(word);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return upper;
}

template <class Item>
const Item& item_of(const Item& item) {
  return item;
}
template <class Item>
const Item& item_of(const Item* item) {
  return *item;
}

}  // namespace

std::optional<Explained> find_explained(std::string_view word) {
  if (const CheckInfo* check = find_check(word)) return check;
  if (const CheckInfo* check = find_check(upper_case(word))) return check;
  if (const std::optional<ErrorExplanation> error = explain_error(word)) return *error;
  return std::nullopt;
}

std::vector<Explained> explained_checks() {
  std::vector<Explained> checks;
  for (const CheckInfo& check : all_checks()) checks.emplace_back(&check);
  return checks;
}

std::string explain_text(const Explained& subject, Language language) {
  return std::visit([&](const auto& each) { return text_of(item_of(each), language); }, subject);
}

std::string explain_markdown(const Explained& subject, Language language) {
  return std::visit([&](const auto& each) { return markdown_of(item_of(each), language); }, subject);
}

std::string explain_json(std::span<const Explained> subjects) {
  Json array = Json::array();
  for (const Explained& subject : subjects) {
    array.push_back(std::visit([](const auto& each) { return json_of(item_of(each)); }, subject));
  }
  return array.dump(2) + "\n";
}

std::string list_checks(Language language) {
  std::string text;
  for (const CheckFamily& family : check_families()) {
    text += fmt::format("{}{} {}\n", text.empty() ? "" : "\n", family.prefix, in(language, family.title));
    for (const CheckInfo& check : checks_of(family)) {
      const std::string severity = padded(in(language, severity_wording(check.severity)), kSeverityWidth);
      text += fmt::format("  {}  {}  {}\n", check.code, severity, in(language, check.title));
    }
  }
  return text;
}

std::string page_of_checks(Language language) {
  std::string text = fmt::format(
      "# {}\n\n{}\n", pick(language, "检查项目", "Checks"),
      pick(language,
           "由 `mingzhang explain --all --format markdown` 生成，请勿手工修改；内容在 `src/check/checks_*.def`。",
           "Written by `mingzhang explain --all --format markdown --lang en`; the texts stand in "
           "`src/check/checks_*.def`."));
  for (const CheckFamily& family : check_families()) {
    text += fmt::format("\n## {} {}\n", family.prefix, in(language, family.title));
    for (const CheckInfo& check : checks_of(family)) text += "\n" + markdown_of(check, language);
  }
  return text;
}

}  // namespace mingzhang
