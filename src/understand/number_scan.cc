#include "understand/number_scan.h"

#include <algorithm>

#include "base/find_word.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> words, std::size_t* length = nullptr) {
  for (std::string_view word : words)
    if (has_prefix(text, word)) {
      if (length != nullptr) *length = word.size();
      return true;
    }
  return false;
}

bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }
bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

// A minus belongs to the number unless something numeric stands before it: "2024-1-1", "A-3".
bool is_sign(std::string_view text, std::size_t offset, char32_t before) {
  const CodePoint c = code_point_at(text, offset);
  if ((c.value != U'-' && c.value != U'－') || is_digit(before) || is_letter(before) || before == U'-') return false;
  const std::size_t next = offset + c.size;
  return next < text.size() && is_digit(code_point_at(text, next).value);
}

// What follows the digits decides: "2024年", "第722号", "50万元以上", "12个月" are no claims.
void classify(std::string_view text, std::string_view before, bool unit_read, ScannedNumber& number) {
  std::string_view after = text.substr(number.end);
  if (unit_read) {
    const bool threshold = starts_with_any(after, {"以上", "以下", "以内", "(含)以上", "（含）以上", "（含）以下", "(含)以下", "及以上", "含以上"});
    number.role = threshold ? NumberRole::Ignored : NumberRole::Quantity;
    return;
  }
  if (before.ends_with("第") || before.ends_with("〔") || starts_with_any(after, {"年", "月", "日", "号", "条", "〕", "个月", "家", "楼", "室", "、", "时"})) return;
  std::size_t length = 0;
  if (starts_with_any(after, {"平方米", "㎡"}, &length)) {
    number.figure.unit = Unit::SquareMetre;
    number.end += length;
    number.role = NumberRole::Quantity;
    return;
  }
  if (starts_with_any(after, {"个百分点", "分", "倍", "层", "米", "公里", "亩", "吨", "项", "份"})) return;
  if (starts_with_any(after, {"人次", "批次", "人", "名", "辆", "台", "个", "套", "次", "批"}, &length)) {
    number.end += length;
    number.role = number.figure.decimals == 0 ? NumberRole::Quantity : NumberRole::Ignored;
    return;
  }
  number.role = NumberRole::Bare;
}

}  // namespace

std::vector<ScannedNumber> scan_numbers(std::string_view text) {
  std::vector<ScannedNumber> numbers;
  char32_t before = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint c = code_point_at(text, offset);
    if (!(is_digit(c.value) && !is_letter(before) && before != U'-') && !is_sign(text, offset, before)) {
      before = c.value;
      offset += c.size;
      continue;
    }
    const auto parsed = parse_figure(text.substr(offset), Unit::Count);
    if (!parsed || parsed->length == 0) {
      while (offset < text.size() && is_digit(code_point_at(text, offset).value)) offset += code_point_at(text, offset).size;
      before = U'0';
      continue;
    }
    ScannedNumber number{offset, offset + parsed->length, parsed->figure, NumberRole::Ignored};
    classify(text, text.substr(0, offset), parsed->unit_read, number);
    if (numbers.empty()) numbers.reserve(8);
    numbers.push_back(number);
    offset = number.end;
    before = U'0';
  }
  return numbers;
}

}  // namespace mingzhang
