#include "understand/table_lines.h"

#include <algorithm>
#include <utility>

#include "base/find_word.h"
#include "base/text.h"
#include "base/utf8.h"
#include "forms/vocabulary.h"
#include "understand/passage.h"

namespace mingzhang {
namespace {

constexpr std::size_t kTitleBytesMax = 240;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_length(std::string_view key) {
  std::size_t end = 0;
  while (end < key.size()) {
    const CodePoint c = code_point_at(key, end);
    const bool chinese = std::u32string_view(U"一二三四五六七八九十").find(c.value) != std::u32string_view::npos;
    if (!(c.value < 0x80 && is_digit(static_cast<char>(c.value))) && !chinese && !(end > 0 && c.value == U'-')) break;
    end += c.size;
  }
  return end;
}

// "公开01表", "表 2", "附表1-1": bytes of it at the beginning, with the colon or comma that follows; 0 when it is none.
std::size_t decoration_length(std::string_view key, const TableWords& words) {
  std::size_t end = 0;
  for (std::size_t word = leading_word(words.page_decoration, key); word > 0; word = leading_word(words.page_decoration, key.substr(end)))
    end += word;
  const std::size_t digits = end == 0 ? 0 : digits_length(key.substr(end));
  if (digits == 0) return 0;
  end += digits;
  if (key.substr(end).starts_with("表")) end += std::string_view("表").size();
  for (std::string_view separator : Literals{":", "、", ".", "．"})
    if (key.substr(end).starts_with(separator)) return end + separator.size();
  return end;
}

std::optional<Unit> money_unit(std::string_view key, const TableWords& words) {
  const auto end_of_label = [&](const std::string& label) {  // of the last one, with its colon
    for (std::size_t end = key.size(); end > 0; --end)
      if (key[end - 1] == ':' && key.substr(0, end - 1).ends_with(label)) return end;
    return std::size_t{0};
  };
  if (key.find(':') == std::string_view::npos) return std::nullopt;
  for (const std::string& label : words.money_labels) {
    const std::size_t end = end_of_label(label);
    if (end == 0) continue;
    std::string_view unit = key.substr(end);
    for (auto [word, value] : {std::pair{"万元", Unit::WanYuan}, {"亿元", Unit::YiYuan}, {"元", Unit::Yuan}, {"人民币万元", Unit::WanYuan}, {"人民币元", Unit::Yuan}})
      if (unit.starts_with(word)) return value;
  }
  return std::nullopt;
}

bool is_title(std::string_view key, const TableWords& words) {
  std::string_view body = key;
  while (body.ends_with(")")) {  // 财政拨款支出预算表（功能科目）
    const std::size_t open = body.rfind('(');
    if (open == std::string_view::npos || open == 0) break;
    body = body.substr(0, open);
  }
  return ends_with_word(words.title_endings, body) && !is_word(words.title_endings, body) && key.size() <= kTitleBytesMax && part_number(key) == 0 &&
         !has_any(key, {"。", "，", ",", "；", ";", ":", "见", "如下", "下表"});
}

// "编制部门：某局 单位：元": the name ends where the unit of money begins.
bool read_unit_label(std::string_view key, const TableWords& words, TableLine& line) {
  const std::size_t label = leading_word(words.unit_labels, key);
  if (label == 0 || !key.substr(label).starts_with(":")) return false;
  std::string_view name = key.substr(label + 1);
  for (const std::string& money : words.money_labels) name = name.substr(0, name.find(money + ":"));
  while (name.ends_with("(")) name.remove_suffix(1);
  if (name.size() > 120 || has_any(name, {"。", ",", "；", ":"})) return false;
  line.unit_label = true;
  line.unit_name = name;
  return true;
}

void read_segment(const std::string& segment, const TableWords& words, TableLine& line) {
  std::string key = word_key(segment);
  if (key.empty()) return;
  if (const auto money = money_unit(key, words)) line.money = money;
  if (read_unit_label(key, words, line)) return;
  if (const std::size_t length = leading_word(words.continued, key); length > 0 && key.find_first_not_of("0123456789", length) == std::string::npos) {
    line.continued = true;  // 续表, 续表2
    return;
  }
  std::string plain = without_spaces(segment);
  if (const std::size_t length = decoration_length(key, words)) {
    const std::string rest = key.substr(length);
    line.number = key.substr(0, length);
    for (std::string_view separator : Literals{":", "、", ".", "．"})
      if (line.number.ends_with(separator)) line.number.resize(line.number.size() - separator.size());
    if (rest.empty()) return;
    plain = plain.substr(byte_of_column(plain, static_cast<int>(count_code_points(key.substr(0, length))) + 1));
    key = rest;
  }
  if (is_title(key, words)) {
    line.title += plain.substr(numbering_length(plain));
    return;
  }
  if (!line.money || !has_any(key, {":"})) line.other = true;
}

}  // namespace

std::vector<std::string> line_segments(std::string_view text) {
  std::vector<std::string> segments;
  std::string current;
  std::size_t spaces = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint c = code_point_at(text, offset);
    if (is_space(c.value)) {
      spaces += c.value == U'\u3000' ? 2 : 1;
      offset += c.size;
      continue;
    }
    if (spaces >= 2 && !current.empty()) segments.push_back(std::exchange(current, {}));
    spaces = 0;
    const std::size_t begin = offset;
    while (offset < text.size() && !is_space(code_point_at(text, offset).value)) offset += code_point_at(text, offset).size;
    current += text.substr(begin, offset - begin);
  }
  if (!current.empty()) segments.push_back(std::move(current));
  if (std::all_of(segments.begin(), segments.end(), [](const std::string& s) { return count_code_points(s) <= 2; })) {
    std::string whole;
    for (const std::string& segment : segments) whole += segment;
    segments.assign(whole.empty() ? 0 : 1, whole);
  }
  return segments;
}

TableLine read_table_line(std::string_view text, const TableWords& words) {
  TableLine line;
  std::string label;  // "部门：        某局": a label stands apart from what it labels
  for (std::string& segment : line_segments(text)) {
    segment.insert(0, std::exchange(label, {}));
    if (word_key(segment).ends_with(":")) label = std::move(segment);
    else read_segment(segment, words, line);
  }
  if (!label.empty()) read_segment(label, words, line);
  return line;
}

bool is_page_number(std::string_view key) {
  for (std::string_view mark : Literals{"-", "—", "–", "－", "·", "第", "页"}) {
    while (key.starts_with(mark)) key.remove_prefix(mark.size());
    while (key.ends_with(mark)) key.remove_suffix(mark.size());
  }
  return !key.empty() && key.size() <= 3 && std::all_of(key.begin(), key.end(), is_digit);
}

int part_number(std::string_view key) {
  static constexpr std::string_view kDigits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
  if (!key.starts_with("第")) return 0;
  for (int i = 0; i < 9; ++i)
    if (key.substr(std::string_view("第").size()).starts_with(std::string(kDigits[i]) + "部分")) return i + 1;
  return 0;
}

std::string without_leaders(std::string_view text) {
  std::string plain = without_spaces(text);
  std::size_t end = plain.size();
  bool leaders = false;
  while (end > 0) {
    if (is_digit(plain[end - 1]) || plain[end - 1] == '-') {
      --end;
      continue;
    }
    const std::string_view before = std::string_view(plain).substr(0, end);
    std::size_t mark = 0;
    for (std::string_view leader : Literals{".", "…", "·", "。", "．", "—", "_"})
      if (before.ends_with(leader)) mark = leader.size();
    if (mark == 0) break;
    leaders = true;
    end -= mark;
  }
  // "12" behind words without leaders is a page number too; behind nothing it is the whole line.
  if (end == 0 || (!leaders && plain.size() - end > 3)) return plain;
  return plain.substr(0, end);
}

}  // namespace mingzhang
