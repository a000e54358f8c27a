#include "read/docx/numbering.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/utf8.h"
#include "read/package/xml.h"

namespace mingzhang {
namespace {

constexpr int kNumberMax = 100'000;

std::string chinese(int number, const std::string_view (&digits)[10], const std::string_view (&units)[4], bool counting) {
  if (number == 0) return std::string(digits[0]);
  std::string text;
  bool gap = false;
  for (int power = 3, divisor = 1000; power >= 0; --power, divisor /= 10) {
    const int digit = number / divisor % 10;
    if (digit == 0) {
      gap = !text.empty();
      continue;
    }
    if (gap) text += digits[0];
    gap = false;
    const bool bare_ten = counting && power == 1 && digit == 1 && text.empty();  // 十二, not 一十二
    if (!bare_ten) text += digits[digit];
    text += units[power];
  }
  return text;
}

std::string roman(int number) {
  constexpr std::pair<int, const char*> kSigns[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
                                                    {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"}};
  std::string text;
  for (const auto& [value, sign] : kSigns)
    for (; number >= value; number -= value) text += sign;
  return text;
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return text;
}

std::string letters(int number) { return std::string(static_cast<std::size_t>((number - 1) / 26 + 1), static_cast<char>('A' + (number - 1) % 26)); }

std::string full_width(int number) {
  std::string text;
  for (const char digit : std::to_string(number)) append_utf8(text, U'０' + static_cast<char32_t>(digit - '0'));
  return text;
}

std::string one_of(int number, std::string_view characters) {  // 甲乙丙…, ①②③…
  const std::size_t begin = byte_of_column(characters, number);
  if (begin >= characters.size()) return std::to_string(number);
  return std::string(characters.substr(begin, code_point_at(characters, begin).size));
}

}  // namespace

std::string print_number(int number, std::string_view way) {
  constexpr std::string_view kDigits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  constexpr std::string_view kUnits[] = {"", "十", "百", "千"};
  constexpr std::string_view kLegalDigits[] = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
  constexpr std::string_view kLegalUnits[] = {"", "拾", "佰", "仟"};
  if (way == "none" || way == "bullet") return {};
  if (number < 1 || number > 9999) return std::to_string(number);
  if (way == "chineseCounting" || way == "chineseCountingThousand" || way == "japaneseCounting" || way == "taiwaneseCounting" || way == "taiwaneseCountingThousand")
    return chinese(number, kDigits, kUnits, true);
  if (way == "ideographDigital" || way == "japaneseDigitalTenThousand" || way == "taiwaneseDigital") {
    std::string text;
    for (const char digit : std::to_string(number)) text += kDigits[digit - '0'];
    return text;
  }
  if (way == "chineseLegalSimplified" || way == "ideographLegalTraditional") return chinese(number, kLegalDigits, kLegalUnits, false);
  if (way == "ideographTraditional") return one_of(number, "甲乙丙丁戊己庚辛壬癸");
  if (way == "ideographZodiac") return one_of(number, "子丑寅卯辰巳午未申酉戌亥");
  if (way.starts_with("decimalEnclosedCircle")) return one_of(number, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳");
  if (way == "decimalEnclosedParen") return one_of(number, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇");
  if (way == "decimalEnclosedFullstop") return one_of(number, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛");
  if (way == "decimalFullWidth" || way == "decimalFullWidth2") return full_width(number);
  if (way == "decimalZero") return (number < 10 ? "0" : "") + std::to_string(number);
  if (way == "upperRoman") return roman(number);
  if (way == "lowerRoman") return lower(roman(number));
  if (way == "upperLetter") return letters(number);
  if (way == "lowerLetter") return lower(letters(number));
  return std::to_string(number);
}

void Numbering::read_level(const pugi::xml_node& node, Level& level) {
  const auto value = [&](std::string_view name) { return attribute(child(node, name), "val"); };
  level.start = std::clamp(number_of(value("start"), level.start), 0, kNumberMax);
  // 1-based as written; 0 stands for "never".
  if (child(node, "lvlRestart")) level.restart_after = number_of(value("lvlRestart"), 0) - 1 >= 0 ? number_of(value("lvlRestart"), 0) - 1 : -2;
  if (child(node, "numFmt")) level.way = value("numFmt");
  level.pattern = value("lvlText");
  level.style = value("pStyle");
  level.space = value("suff") != "nothing";
  level.legal = static_cast<bool>(child(node, "isLgl"));
}

Numbering::Numbering(const pugi::xml_node& root) {
  struct Abstract {
    Levels levels;
    std::string style_link;  // the levels stand in the list that defines this style
    std::string style;
  };
  std::map<std::string, Abstract, std::less<>> abstracts;
  const auto level_index = [](const pugi::xml_node& node) { return number_of(attribute(node, "ilvl"), -1); };
  for (const pugi::xml_node node : root.children()) {
    if (local_name(node) != "abstractNum") continue;
    Abstract& abstract = abstracts[std::string(attribute(node, "abstractNumId"))];
    abstract.style_link = attribute(child(node, "numStyleLink"), "val");
    abstract.style = attribute(child(node, "styleLink"), "val");
    for (const pugi::xml_node level : node.children()) {
      const int index = local_name(level) == "lvl" ? level_index(level) : -1;
      if (index >= 0 && index < kNumberingLevels) read_level(level, abstract.levels[static_cast<std::size_t>(index)]);
    }
  }
  for (const pugi::xml_node node : root.children()) {
    if (local_name(node) != "num") continue;
    auto abstract = abstracts.find(attribute(child(node, "abstractNumId"), "val"));
    if (abstract == abstracts.end()) continue;
    if (const std::string& link = abstract->second.style_link; !link.empty()) {
      const auto defining = std::find_if(abstracts.begin(), abstracts.end(), [&](const auto& each) { return each.second.style == link; });
      if (defining != abstracts.end()) abstract = defining;
    }
    List& list = lists_[std::string(attribute(node, "numId"))];
    list.levels = abstract->second.levels;
    list.counters = abstract->first;
    for (const pugi::xml_node change : node.children()) {
      const int index = local_name(change) == "lvlOverride" ? level_index(change) : -1;
      if (index < 0 || index >= kNumberingLevels) continue;
      if (const pugi::xml_node level = child(change, "lvl")) read_level(level, list.levels[static_cast<std::size_t>(index)]);
      if (const pugi::xml_node start = child(change, "startOverride")) list.starts[index] = std::clamp(number_of(attribute(start, "val"), 1), 0, kNumberMax);
    }
  }
}

int Numbering::level_of_style(const std::string& list, std::string_view style) const {
  const auto found = lists_.find(list);
  if (found == lists_.end()) return 0;
  const Levels& levels = found->second.levels;
  const auto level = std::find_if(levels.begin(), levels.end(), [&](const Level& each) { return each.style == style; });
  return level == levels.end() ? 0 : static_cast<int>(level - levels.begin());
}

void Numbering::count(Counters& counters, List& list, int level) {
  const auto start_again = [&](int index) {
    counters.values[static_cast<std::size_t>(index)] = list.levels[static_cast<std::size_t>(index)].start;
    counters.begun[static_cast<std::size_t>(index)] = false;
  };
  if (const auto start = list.starts.find(level); start != list.starts.end()) {
    counters.values[static_cast<std::size_t>(level)] = start->second;
    counters.begun[static_cast<std::size_t>(level)] = true;
    list.starts.erase(start);
  } else if (counters.begun[static_cast<std::size_t>(level)]) {
    ++counters.values[static_cast<std::size_t>(level)];
  } else {
    start_again(level);
    counters.begun[static_cast<std::size_t>(level)] = true;
  }
  for (int above = 0; above < level; ++above)
    if (!counters.begun[static_cast<std::size_t>(above)]) {
      start_again(above);
      counters.begun[static_cast<std::size_t>(above)] = true;
    }
  for (int below = level + 1; below < kNumberingLevels; ++below) {
    const int after = list.levels[static_cast<std::size_t>(below)].restart_after;
    if (after == -1 || (after >= 0 && level <= after)) start_again(below);
  }
}

std::string Numbering::next(const std::string& list_id, int level) {
  const auto found = lists_.find(list_id);
  if (found == lists_.end() || level < 0 || level >= kNumberingLevels) return {};
  List& list = found->second;
  Counters& counters = counters_[list.counters];
  count(counters, list, level);
  const Level& format = list.levels[static_cast<std::size_t>(level)];
  if (format.way == "bullet") return {};
  std::string text;
  for (std::size_t i = 0; i < format.pattern.size(); ++i) {
    const char c = format.pattern[i];
    const char digit = c == '%' && i + 1 < format.pattern.size() ? format.pattern[i + 1] : '0';
    if (digit < '1' || digit > '9') {
      text += c;
      continue;
    }
    const auto index = static_cast<std::size_t>(digit - '1');
    text += print_number(counters.values[index], format.legal ? "decimal" : list.levels[index].way);
    ++i;
  }
  // Behind "、" and "）" print shows no gap; behind "1." it does.
  if (format.space && !text.empty() && static_cast<unsigned char>(text.back()) < 0x80 && text.back() != ' ') text += ' ';
  return text;
}

}  // namespace mingzhang
