#include "render/report_words.h"

#include <fmt/format.h>

#include "base/errors.h"
#include "check/checks.h"

namespace mingzhang {

const std::string& in(Language language, const Bilingual& text) {
  return language == Language::English && !text.en.empty() ? text.en : text.zh;
}

std::string severity_word(Severity severity, Language language) {
  switch (severity) {
    case Severity::Error:
      return std::string(pick(language, "错误", "error"));
    case Severity::Warning:
      return std::string(pick(language, "警告", "warning"));
    case Severity::Note:
      return std::string(pick(language, "提示", "note"));
  }
  return {};
}

std::string headline(const Finding& finding, Language language) {
  const CheckInfo* check = find_check(finding.code);
  return check != nullptr ? std::string(pick(language, check->title.zh, check->title.en)) : in(language, finding.message);
}

std::string legal_basis(const Finding& finding, Language language) {
  const CheckInfo* check = find_check(finding.code);
  return check != nullptr ? std::string(pick(language, check->legal_basis.zh, check->legal_basis.en)) : "";
}

std::string kind_word(DocumentKind kind, Language language) {
  switch (kind) {
    case DocumentKind::Budget:
      return std::string(pick(language, "预算", "budget"));
    case DocumentKind::FinalAccounts:
      return std::string(pick(language, "决算", "final accounts"));
    case DocumentKind::Template:
      return std::string(pick(language, "空白模板", "blank template"));
    case DocumentKind::Other:
      return std::string(pick(language, "其他文件", "other document"));
  }
  return {};
}

std::string identity_line(const FileReport& file, Language language) {
  std::string text;
  if (file.year > 0) text += fmt::format(fmt::runtime(pick(language, "{} 年", "{} ")), file.year);
  text += kind_word(file.kind, language);
  if (!file.unit.empty()) text += " · " + file.unit;
  if (file.form.empty()) return text + " · " + std::string(pick(language, "没有匹配的表样", "no known form"));
  return text + " · " + std::string(pick(language, "表样 ", "form ")) + file.form;
}

std::string position_words(const Place& place, Language language) {
  std::string text;
  const auto add = [&](std::string_view zh, std::string_view en, int number) {
    if (number > 0) text += (text.empty() ? "" : " ") + fmt::format(fmt::runtime(pick(language, zh, en)), number);
  };
  add("第 {} 页", "page {}", place.page);
  add("第 {} 行", "line {}", place.line);
  if (!place.cell.empty()) text += (text.empty() ? "" : " ") + place.cell.str();
  return text;
}

std::string names_of(const FindingPlace& place) {
  std::string text;
  for (const std::string* name : {&place.table, &place.row, &place.column})
    if (!name->empty()) text += (text.empty() ? "" : " · ") + *name;
  return text;
}

std::string relation_words(const Pair& pair, Language language) {
  switch (pair.relation) {
    case Relation::LastYear:
      return std::string(pick(language, "上年与本年", "last year and this year"));
    case Relation::Accounts:
      return std::string(pick(language, "预算与决算", "budget and final accounts"));
    case Relation::Department:
      return std::string(pair.complete ? pick(language, "部门与全部所属单位之和", "department and the sum of all its units")
                                       : pick(language, "部门与部分所属单位", "department and some of its units"));
    case Relation::Version:
      return std::string(pick(language, "同一文件的两个版本", "two versions of one document"));
  }
  return {};
}

std::string error_words(const Error& error, Language language) {
  const auto explanation = explain_error(error.id);
  return language == Language::English && explanation ? std::string(explanation->en) : error.message;
}

}  // namespace mingzhang
