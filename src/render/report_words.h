#pragma once
// The words that all renderings of a report for people share.

#include <string>

#include "base/language.h"
#include "check/report.h"

namespace mingzhang {

const std::string& in(Language language, const Bilingual& text);
std::string severity_word(Severity severity, Language language);           // "错误"
std::string headline(const Finding& finding, Language language);           // the title of its check
std::string kind_word(DocumentKind kind, Language language);               // "预算"
std::string identity_line(const FileReport& file, Language language);      // "2024 年预算 · 某单位 · 表样 …"
std::string position_words(const Place& place, Language language);         // "第 11 页 第 3 行 表3!B7"
std::string names_of(const FindingPlace& place);                           // "表 3 · 2010450 事业运行 · 合计"
std::string relation_words(const Pair& pair, Language language);           // "上年文件与本年文件"
std::string error_words(const Error& error, Language language);            // its message
std::string legal_basis(const Finding& finding, Language language);

}  // namespace mingzhang
