#include "workbook/code_cell.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "codes/lookup.h"

namespace mingzhang {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string entry_text(const CodeEntry& entry, const Catalog& catalog, int year) { return fmt::format("{} {}", entry.code, catalog.name_in(entry, year)); }

// What the clerk may have meant: the entry with the name that stands there, else what is near the code.
const CodeEntry* suggestion(const Catalog& catalog, Classification classification, const std::string& code, std::string_view name, int year) {
  if (!name.empty()) {
    const auto near = catalog.nearest(classification, name, year, 1);
    if (!near.empty()) return near.front().entry;
  }
  const CodeEntry* best = nullptr;
  int least = 3;  // more digits that differ make another code
  for (const CodeEntry& entry : catalog.entries(classification)) {
    if (entry.code.size() != code.size() || !entry.in_force(year)) continue;
    int differ = 0;
    for (std::size_t i = 0; i < code.size(); ++i) differ += entry.code[i] != code[i] ? 1 : 0;
    if (differ < least) std::tie(best, least) = std::pair(&entry, differ);
  }
  return best;
}

InputProblem unknown(const Catalog& catalog, Classification classification, const std::string& code, std::string_view name, int year) {
  const CodeEntry* any = catalog.find_any_year(classification, code);
  const CodeEntry* near = suggestion(catalog, classification, code, name, year);
  std::string zh = any != nullptr ? fmt::format("{}（{}）在 {} 年不使用", code, any->name, year) : fmt::format("{}中没有编码 {}", classification_name(classification), code);
  std::string en = any != nullptr ? fmt::format("{} ({}) is not in force in {}", code, any->name, year) : fmt::format("No code {} in this classification", code);
  if (near != nullptr) {
    zh += fmt::format("。是否应为 {}？", entry_text(*near, catalog, year));
    en += fmt::format(". Did you mean {}?", entry_text(*near, catalog, year));
  } else {
    zh += "。请从科目表中查";
    en += ". Look it up in the sheet of codes";
  }
  return {"workbook.code.unknown", "", {std::move(zh), std::move(en)}};
}

}  // namespace

CodeReading read_code_cell(const Catalog& catalog, Dimension d, std::string_view cell, std::string_view name, int year) {
  const auto classification = d == Dimension::Function ? Classification::Function : Classification::EconomicDepartment;
  CodeReading reading;
  std::string code;
  std::size_t at = 0;
  while (at < cell.size() && is_digit(cell[at])) code += cell[at++];
  const std::string_view behind = trimmed(cell.substr(at));
  const std::string_view said = behind.empty() ? trimmed(name) : behind;
  if (code.size() != 3 && code.size() != 5 && code.size() != 7) {
    const auto near = catalog.nearest(classification, said.empty() ? cell : said, year, 1);
    const std::string hint = near.empty() ? "" : entry_text(*near.front().entry, catalog, year);
    reading.problem = {"workbook.code.malformed", "",
                       {fmt::format("“{}”不是科目编码：编码是 3、5 或 7 位数字{}", cell, hint.empty() ? "" : "。是否应为 " + hint + "？"),
                        fmt::format("{} is no code: codes have 3, 5 or 7 digits{}", cell, hint.empty() ? "" : ". Did you mean " + hint + "?")}};
    return reading;
  }
  reading.code = code;
  const CodeEntry* entry = catalog.find(classification, code, year);
  if (entry == nullptr) {
    reading.problem = unknown(catalog, classification, code, said, year);
    return reading;
  }
  reading.name = std::string(catalog.name_in(*entry, year));
  if (said.empty() || normalised_name(said) == normalised_name(reading.name)) return reading;
  const auto others = catalog.other_names(*entry);
  if (std::any_of(others.begin(), others.end(), [&](const OtherName& other) { return normalised_name(other.name) == normalised_name(said); })) return reading;
  const auto named = catalog.by_name(classification, said, year);
  const std::string hint = named.empty() ? "" : entry_text(*named.front(), catalog, year);
  reading.problem = {"workbook.code.name", "",
                     {fmt::format("编码 {} 的名称是“{}”，旁边写的是“{}”。{}", code, reading.name, said, hint.empty() ? "请改正其中一个" : "按名称，编码应为 " + hint),
                      fmt::format("The code {} is {}, but beside it stands {}. {}", code, reading.name, said, hint.empty() ? "Correct one of them" : "By the name it should be " + hint)}};
  return reading;
}

}  // namespace mingzhang
