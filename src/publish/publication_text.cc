#include "publish/publication_text.h"

#include <fmt/format.h>

namespace mingzhang {
namespace {

void add_audit(const Audit& audit, Language language, std::string& text) {
  if (audit.error) text += fmt::format("{}: [{}] {}\n", audit.name, audit.error->id, audit.error->message);
  for (const std::string& figure : audit.lost) text += fmt::format("{}: {} {}\n", audit.name, pick(language, "读回后不见了", "not read back"), figure);
  const auto add = [&](const Finding& finding, std::string_view prefix) {
    text += fmt::format("{}: {}{} {}\n", audit.name, prefix, finding.code, pick(language, finding.message.zh, finding.message.en));
  };
  for (const Finding& finding : audit.findings) add(finding, "");
  for (const Finding& finding : audit.accepted) add(finding, pick(language, "已接受 ", "accepted "));
}

}  // namespace

std::string print_missing_reasons(const std::vector<MissingReason>& reasons, const std::string& path, Language language) {
  std::string text;
  const auto report = [&](std::string_view id, const std::string& words) { text += fmt::format("{}: [{}] {}\n", path, id, words); };
  for (const MissingReason& reason : reasons)
    report("compile.reason.missing", fmt::format(fmt::runtime(pick(language, "{}：{} {}，本年 {}，缺少变动原因", "{}: {} {}, {} this year, no reason is given")), reason.name,
                                                 reason.before_words(language), print_with_unit(reason.before), print_with_unit(reason.now)));
  return text;
}

std::string print_unplaced(const std::vector<UnplacedMoney>& unplaced, const std::string& path, Language language) {
  std::string text;
  const auto report = [&](std::string_view id, const UnplacedMoney& money) {
    text += fmt::format("{}: [{}] /lines/{} {}\n", path, id, money.line, pick(language, money.message.zh, money.message.en));
  };
  for (const UnplacedMoney& money : unplaced) report("compile.unplaced", money);
  return text;
}

std::string print_troubles(const Publication& publication, const std::string& path, Language language) {
  std::string text = print_unplaced(publication.unplaced, path, language) + print_missing_reasons(publication.missing_reasons, path, language);
  for (const Audit& audit : publication.audits) add_audit(audit, language, text);
  return text;
}

std::string print_passed(const Publication& publication, Language language) {
  std::string text;
  for (const Audit& audit : publication.audits)
    if (audit.passed())
      text += fmt::format("{}: {}\n", audit.name,
                          fmt::format(fmt::runtime(pick(language, "读回 {} 个数字，全部一致", "{} figures read back, all as compiled")), audit.figures));
  return text;
}

}  // namespace mingzhang
