#include "understand/performance_values.h"

#include <algorithm>

#include "base/utf8.h"

namespace mingzhang {
namespace {

constexpr Cost kWithoutComparator = 20;
constexpr Cost kWithoutUnit = 5;    // a bare number may as well be a weight
constexpr Cost kUnknownUnit = 15;   // a word glued to the number
constexpr Cost kDetachedUnit = 30;  // an unknown word of its own
constexpr Cost kFreeWords = 30;     // after a comparator: "=按上级要求"
constexpr Cost kUnknownWords = 70;
constexpr Cost kBeginsKnown = 40;  // such words after a known one: "不断缩小"
constexpr Cost kSpaceInWords = 25;
constexpr Cost kWrapInWords = 10;
constexpr std::size_t kUnitSizeMax = 6;

std::size_t comparator_end(const Glyphs& glyphs, Run cell, const WordMap<std::string>& comparators, std::string* name) {
  const auto* comparator = glyphs.find(comparators, cell.begin, cell.end);
  if (comparator == nullptr) return cell.begin;
  *name = comparator->meaning;
  return cell.begin + comparator->word.size();
}

bool glued_digit(const Glyphs& glyphs, std::size_t index, std::size_t end) {
  return index < end && glyphs[index].before == Gap::None && is_ascii_digit(glyphs[index].value);
}

std::size_t digits_end(const Glyphs& glyphs, std::size_t index, std::size_t end) {
  while (glued_digit(glyphs, index, end)) ++index;
  return index;
}

bool is_range_sign(char32_t value) {
  return std::u32string_view(U"-~～—–至到/").find(value) != std::u32string_view::npos;
}

// "10-20", "10%~20%", "2/3"
std::size_t range_end(const Glyphs& glyphs, std::size_t index, std::size_t end) {
  std::size_t at = index;
  if (at < end && glyphs[at].value == U'%') ++at;
  if (at >= end || !is_range_sign(glyphs[at].value)) return index;
  const std::size_t second = number_end(glyphs, {at + 1, end});
  return second > at + 1 ? second : index;
}

// "2024年12月31日", "6月30日", "2024年6月": digits with 年 月 日 between, at least two of them or a year.
std::size_t date_end(const Glyphs& glyphs, std::size_t index, std::size_t end) {
  static const Word kParts = U"年月日";
  std::size_t at = index, parts = 0;
  bool year = false;
  for (char32_t part : kParts) {
    if (at >= end || !is_ascii_digit(glyphs[at].value)) break;
    const std::size_t after = digits_end(glyphs, at + 1, end);
    if (after >= end || glyphs[after].value != part) continue;
    year |= part == U'年' && after - at == 4;
    at = after + 1;
    ++parts;
  }
  if (parts < 2 && !year) return index;
  static const WordList kTails = {U"前", U"之前", U"底", U"底前", U"末", U"末前", U"内", U"度"};
  return std::max(glyphs.match(kTails, at, end), at);
}

bool has_digit(const Glyphs& glyphs, Run run) {
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (is_ascii_digit(glyphs[i].value)) return true;
  }
  return false;
}

bool is_power_of_ten(char32_t value) {
  return std::u32string_view(U"百千万亿").find(value) != std::u32string_view::npos;
}

// 个, 万册, 人次, 台（套）: a unit with a power of ten before, or a second unit behind.
std::size_t one_unit_end(const Glyphs& glyphs, Run run, const PerformanceWords& words) {
  if (run.empty()) return 0;
  std::size_t end = glyphs.match(words.units, run.begin, run.end);
  if (is_power_of_ten(glyphs[run.begin].value)) end = std::max(end, glyphs.match(words.units, run.begin + 1, run.end));
  if (end == 0 || end == run.end) return end;
  const bool bracket = glyphs[end].value == U'(';
  const std::size_t second = glyphs.match(words.units, end + bracket, run.end);
  if (second == 0) return end;
  if (!bracket) return second;
  return second < run.end && glyphs[second].value == U')' ? second + 1 : end;
}

// Units joined by "/", as far as they go.
std::size_t known_unit_end(const Glyphs& glyphs, Run run, const PerformanceWords& words) {
  std::size_t at = run.begin;
  for (;;) {
    const std::size_t end = one_unit_end(glyphs, {at, run.end}, words);
    if (end == 0) return run.begin;
    if (end == run.end || (glyphs[end].value != U'/' && glyphs[end].value != U'·')) return end;
    at = end + 1;
  }
}

// `known_end`: the end of the known units it begins with.
std::optional<Cost> unit_cost(const Glyphs& glyphs, Run unit, std::size_t known_end) {
  if (unit.empty()) return kWithoutUnit;
  if (known_end == unit.end) return 0;
  if (unit.size() > kUnitSizeMax || has_digit(glyphs, unit)) return std::nullopt;
  for (std::size_t i = unit.begin; i < unit.end; ++i) {
    if (!is_word_character(glyphs[i].value) && glyphs[i].value != U'/') return std::nullopt;
  }
  return glyphs[unit.begin].before == Gap::None ? kUnknownUnit : kDetachedUnit;
}

std::optional<Target> read_words(const Glyphs& glyphs, Target target, Run rest, const PerformanceWords& words) {
  const std::optional<Cost> cost = WordTargets(glyphs, rest, words).cost(rest.size(), !target.comparator.empty());
  if (!cost) return std::nullopt;
  target.value = rest;
  target.unit = {rest.end, rest.end};
  target.cost += *cost;
  return target;
}

// The unit, and a comparator behind it: "95%以上".
bool read_unit(const Glyphs& glyphs, Target& target, Run rest, const PerformanceWords& words) {
  const std::size_t known_end = known_unit_end(glyphs, rest, words);
  if (target.comparator.empty() && known_end < rest.end) {
    std::string comparator;
    if (comparator_end(glyphs, {known_end, rest.end}, words.comparators_after, &comparator) == rest.end) {
      target.comparator = comparator;
      target.unit = {rest.begin, known_end};
      return true;
    }
  }
  const std::optional<Cost> plain = unit_cost(glyphs, rest, known_end);
  if (!plain) return false;
  target.unit = rest;
  target.cost += *plain + (target.comparator.empty() ? kWithoutComparator : 0);
  return true;
}

}  // namespace

std::size_t number_end(const Glyphs& glyphs, Run within) {
  std::size_t at = within.begin;
  if (at + 1 < within.end && (glyphs[at].value == U'-' || glyphs[at].value == U'+') &&
      glued_digit(glyphs, at + 1, within.end))
    ++at;
  if (at >= within.end || !is_ascii_digit(glyphs[at].value)) return within.begin;
  at = digits_end(glyphs, at + 1, within.end);
  // One separator at a time, and only with digits glued to both sides.
  while (at < within.end && glyphs[at].before == Gap::None && (glyphs[at].value == U',' || glyphs[at].value == U'.') &&
         glued_digit(glyphs, at + 1, within.end)) {
    at = digits_end(glyphs, at + 1, within.end);
  }
  return at;
}

WordTargets::WordTargets(const Glyphs& glyphs, Run within, const PerformanceWords& words) {
  if (within.empty() || !is_word_character(glyphs[within.begin].value)) return;
  begins_with_digit_ = is_ascii_digit(glyphs[within.begin].value);
  const std::size_t limit = std::min(within.size(), kSizeMax);
  while (size_max_ < limit && !is_comparator_sign(glyphs[within.begin + size_max_].value)) ++size_max_;
  readings_[0].known = true;
  for (std::size_t i = 0; i < size_max_; ++i) {
    const std::size_t at = within.begin + i;
    Reading& next = readings_[i + 1];
    next.breaks = readings_[i].breaks;
    if (i > 0 && glyphs.is_break(at)) next.breaks += glyphs[at].before == Gap::Space ? kSpaceInWords : kWrapInWords;
    next.begins_known |= readings_[i].begins_known;
    if (!readings_[i].known) continue;
    const char32_t value = glyphs[at].value;
    if (value == U'、' || value == U',' || value == U'/') next.known = true;
    for (const WordSet::Entry& entry : words.qualitative.candidates(value)) {
      const std::size_t end = glyphs.match(entry.word, at, within.begin + size_max_);
      if (end == 0) continue;
      readings_[end - within.begin].known = true;
      readings_[end - within.begin].begins_known |= i == 0;
    }
  }
}

std::optional<Cost> WordTargets::cost(std::size_t size, bool after_comparator) const {
  if (size == 0 || size > size_max_) return std::nullopt;
  const Reading& reading = readings_[size];
  if (reading.known) return 0;
  if (begins_with_digit_) return std::nullopt;
  return reading.breaks + (after_comparator ? kFreeWords : reading.begins_known ? kBeginsKnown : kUnknownWords);
}

bool begins_with_words(const Glyphs& glyphs, std::size_t begin, const PerformanceWords& words) {
  const Run rest{begin, glyphs.size()};
  return number_end(glyphs, rest) == begin && glyphs.find(words.comparators, begin, rest.end) == nullptr &&
         glyphs.match(words.target_kinds, begin, rest.end) == 0 && glyphs.match(words.nil, begin, rest.end) == 0;
}

std::optional<Target> read_target(const Glyphs& glyphs, Run cell, const PerformanceWords& words) {
  if (cell.empty()) return std::nullopt;
  Target target;
  if (const std::size_t kind = glyphs.match(words.target_kinds, cell.begin, cell.end); kind != 0 && kind < cell.end) {
    cell.begin = kind;
  }
  const std::size_t begin = comparator_end(glyphs, cell, words.comparators, &target.comparator);
  const std::size_t date = date_end(glyphs, begin, cell.end);
  if (date == cell.end && date > begin) {
    target.value = {begin, date};
    target.unit = {date, date};
    return target;
  }
  const std::size_t number = number_end(glyphs, {begin, cell.end});
  if (number == begin) return read_words(glyphs, target, {begin, cell.end}, words);
  target.value = {begin, range_end(glyphs, number, cell.end)};
  if (!read_unit(glyphs, target, {target.value.end, cell.end}, words)) return std::nullopt;
  return target;
}

std::optional<Cost> read_last_year(const Glyphs& glyphs, Run cell, const std::optional<Target>& target,
                                   const PerformanceWords& words) {
  if (!cell.empty() && glyphs.match(words.nil, cell.begin, cell.end) == cell.end) return 0;
  if (!target) return std::nullopt;
  // Neither a comparator nor a unit is expected here.
  const Cost cost =
      target->cost - (target->comparator.empty() ? kWithoutComparator : 0) - (target->unit.empty() ? kWithoutUnit : 0);
  return std::max<Cost>(cost, 0);
}

std::optional<Weight> read_weight(const Glyphs& glyphs, Run cell) {
  constexpr Cost kPercent = 10, kTooLarge = 50;
  const std::size_t end = number_end(glyphs, cell);
  if (end == cell.begin) return std::nullopt;
  Weight weight{{cell.begin, end}, 0};
  std::size_t integer_digits = digits_end(glyphs, cell.begin + 1, end) - cell.begin;
  if (integer_digits > 3 || (integer_digits == 3 && glyphs.key({cell.begin, cell.begin + 3}) > U"100"))
    weight.cost += kTooLarge;
  if (end == cell.end) return weight;
  if (end + 1 != cell.end) return std::nullopt;
  if (glyphs[end].value == U'分') return weight;
  if (glyphs[end].value != U'%') return std::nullopt;
  weight.cost += kPercent;
  return weight;
}

}  // namespace mingzhang
