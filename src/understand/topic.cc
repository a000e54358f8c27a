#include "understand/topic.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/find_word.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

constexpr std::array<std::string_view, 3> kLevelWords = {"(类)", "(款)", "(项)"};
constexpr std::string_view kExpenditure = "支出";
constexpr std::size_t kUnknownCharactersMin = 2;
constexpr std::size_t kItemCodeLength = 7;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void replace_all(std::string& text, std::string_view word, std::string_view by) {
  if (word.empty()) return;
  for (auto at = find_word(text, word); at != std::string::npos; at = find_word(text, word, at + by.size())) text.replace(at, word.size(), by);
}

// "(204类)", "(06款)": the levels of a chain may carry their codes.
std::string without_level_codes(std::string_view key) {
  if (key.find('(') == std::string_view::npos) return std::string(key);
  std::string plain;
  for (std::size_t i = 0; i < key.size(); ++i) {
    plain += key[i];
    if (key[i] != '(') continue;
    std::size_t end = i + 1;
    while (end < key.size() && is_digit(key[end])) ++end;
    for (const std::string_view level : kLevelWords)
      if (end > i + 1 && key.substr(end).starts_with(level.substr(1))) i = end - 1;
  }
  return plain;
}

// Remarks in brackets: "政府采购金额(以合同签订为准)".
std::string without_brackets(std::string_view key) {
  std::string plain;
  int depth = 0;
  for (const char c : key) {
    if (c == '(') ++depth;
    if (depth == 0) plain += c;
    if (c == ')' && depth > 0) --depth;
  }
  return plain;
}

// “设备（不含车辆）” speaks of equipment only.
std::string without_exclusions(std::string key, const std::vector<std::string>& marks) {
  for (const std::string& mark : marks) {
    const std::string opening = "(" + mark;
    for (auto at = key.find(opening); at != std::string::npos; at = key.find(opening, at)) {
      const auto end = key.find(')', at);
      key.erase(at, end == std::string::npos ? std::string::npos : end + 1 - at);
    }
  }
  return key;
}

// The same but for 支出 at the end, or for the order of the characters: 一般行政事务管理 for 一般行政管理事务.
bool is_nearly(std::string_view printed, std::string_view known) {
  if (printed.size() + kExpenditure.size() == known.size()) return known.starts_with(printed) && known.ends_with(kExpenditure);
  if (known.size() + kExpenditure.size() == printed.size()) return printed.starts_with(known) && printed.ends_with(kExpenditure);
  std::u32string a, b;
  for (const CodePoint& c : code_points(printed)) a += c.value;
  for (const CodePoint& c : code_points(known)) b += c.value;
  return std::is_permutation(a.begin(), a.end(), b.begin(), b.end());
}

// How many units share an amount says nothing of what it is for: “1家机关和1家参公事业单位的机关运行经费”.
std::string without_unit_counts(std::string_view key, const std::vector<std::string>& organisations) {
  constexpr std::size_t kNameBytesMax = 30;
  if (std::none_of(key.begin(), key.end(), is_digit)) return std::string(key);
  std::string plain;
  for (std::size_t i = 0; i < key.size();) {
    std::size_t begin = i;
    while (begin < key.size() && is_digit(key[begin])) ++begin;
    const std::string_view rest = key.substr(begin);
    const std::string_view counter = rest.starts_with("家") ? "家" : rest.starts_with("个") ? "个" : "";
    std::size_t length = 0;  // of the longest name of a unit behind the counter
    if (begin > i && !counter.empty()) {
      std::string_view name = rest.substr(counter.size(), kNameBytesMax);
      for (const std::string_view end : Literals{"的", "和", "及", "、"}) name = name.substr(0, name.find(end));
      for (const std::string& end : organisations)
        if (const auto at = name.rfind(end); at != std::string_view::npos) length = std::max(length, at + end.size());
    }
    if (length > 0) {
      plain += '|';
      i = begin + counter.size() + length;
    } else {
      plain += key[i++];
    }
  }
  return plain;
}

bool has_level_word(std::string_view key) {
  return std::any_of(kLevelWords.begin(), kLevelWords.end(), [&](auto word) { return find_word(key, word) != std::string_view::npos; });
}

}  // namespace

TopicReader::TopicReader(const Knowledge& knowledge, const Vocabulary& names, std::string_view unit, int year, const Region& usual, Space& space)
    : knowledge_(knowledge), names_(names), unit_(word_key(unit)), year_(year), usual_(usual), space_(space) {
  budget_measure_ = Extent(space.tree(Dimension::Measure).find("budget").value_or(kRoot));
  expenditure_ = Extent(space.tree(Dimension::Flow).find("expenditure").value_or(kRoot));
  final_ = stage("final");
}

// Takes “2024年度” and “上年” out of the words. A date says nothing of the year that is meant: “截至2023年12月31日”. Before a
// year often stands the name of the unit; a mark keeps the two sides apart.
std::string TopicReader::take_years(std::string_view text, Aspect& aspect) {
  constexpr std::string_view kYear = "年";
  if (text.find("20") == std::string_view::npos) return std::string(text);
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t next = std::min(text.find("20", i), text.size());
    plain += text.substr(i, next - i);
    i = next;
    const std::string_view rest = text.substr(i);
    const bool digits = rest.size() > 4 && is_digit(rest[2]) && is_digit(rest[3]) && rest.substr(4).starts_with(kYear) &&
                        (i == 0 || !is_digit(text[i - 1]));
    if (!digits) {
      if (i < text.size()) plain += text[i++];
      continue;
    }
    std::size_t length = 4 + kYear.size();
    bool date = false;
    for (const std::string_view more : Literals{"度", "底", "末", "以来"})
      if (rest.substr(length).starts_with(more)) {
        length += more.size();
        date = more != "度";
      }
    while (length < rest.size() && is_digit(rest[length])) {
      date = true;
      ++length;
      for (const std::string_view more : Literals{"月", "日"})
        if (rest.substr(length).starts_with(more)) length += more.size();
    }
    if (!date) aspect.year = year(std::stoi(std::string(rest.substr(0, 4))) - year_);
    plain += '|';
    i += length;
  }
  return plain;
}

const TopicReader::Words& TopicReader::words_of(std::string_view text) {
  const auto [known, is_new] = known_words_.try_emplace(std::string(text));
  if (is_new) known->second = find_words_of(text);
  return known->second;
}

TopicReader::Words TopicReader::find_words_of(std::string_view text) {
  Words words;
  std::string key = without_exclusions(without_level_codes(word_key(text)), knowledge_.sentences.exclusions);
  replace_all(key, unit_, "|");
  for (const auto& [as_printed, spelled] : knowledge_.sentences.spelled_out) replace_all(key, as_printed, spelled);
  key = without_unit_counts(take_years(key, words.aspect), knowledge_.sentences.organisations);
  std::vector<SentenceHit> hits;
  knowledge_.sentences.find(key, hits);
  for (const SentenceHit& hit : hits) {
    if (hit.kind != SentenceWord::LastYear) continue;
    const auto longer = knowledge_.vocabulary.find(std::string_view(key).substr(hit.begin));
    if (!longer.empty() && longer.front().offset == 0 && longer.front().length > hit.end - hit.begin) continue;  // 上年结转结余
    words.aspect.is_year_before = true;
    key.replace(hit.begin, hit.end - hit.begin, "|");
    break;
  }
  find_words(std::move(key), words);
  if (!words.is_known && words.key.find('(') != std::string::npos && !has_level_word(words.key)) {
    Words plain;
    plain.aspect = words.aspect;
    find_words(without_brackets(words.key), plain);
    if (plain.is_known) return plain;
  }
  return words;
}

void TopicReader::find_words(std::string key, Words& words) const {
  words.key = std::move(key);
  words.hits = knowledge_.vocabulary.find(words.key);
  words.own_hits = names_.find(words.key);
  words.is_known = unknown_characters(words.key, words.hits) < kUnknownCharactersMin;
}

bool TopicReader::ends_like_a_unit(std::string_view name) const {
  const auto& ends = knowledge_.sentences.organisations;
  return std::any_of(ends.begin(), ends.end(), [&](const std::string& end) { return has_suffix(name, end); });
}

std::size_t TopicReader::unknown_characters(std::string_view key, std::span<const WordHit> hits) const {
  std::size_t count = 0, offset = 0;
  const auto add = [&](std::string_view stretch, bool first) {
    // What stands before a year, or before the first word, may be the name of a unit.
    if (const auto mark = stretch.rfind('|'); first && mark != std::string_view::npos) stretch.remove_prefix(mark + 1);
    if (first && ends_like_a_unit(stretch)) return;
    for (const CodePoint& c : code_points(stretch)) count += is_han(c.value);
  };
  bool first = true;
  for (const WordHit& hit : hits) {
    add(key.substr(offset, hit.offset - offset), first);
    first = first && key.substr(offset, hit.offset - offset).empty();
    offset = hit.offset + hit.length;
  }
  add(key.substr(offset), first);
  return count;
}

Region TopicReader::in(const Aspect& aspect, Region region) const {
  if (aspect.year) region[Dimension::Year] = *aspect.year;
  if (aspect.is_year_before) region[Dimension::Year] = Extent(space_.year(std::atoi(space_.tree(Dimension::Year).id(region[Dimension::Year].handle()).c_str()) - 1));
  if (aspect.stage) region[Dimension::Stage] = *aspect.stage;
  return region;
}

Region TopicReader::settled(Region region) const {
  if (region[Dimension::Measure] != budget_measure_) {
    region[Dimension::Flow] = Extent();  // three public expenses, vehicles: nothing that comes in
  } else if (region[Dimension::Stage] == final_ && region[Dimension::Flow].is_root() &&
             !(region[Dimension::Nature].is_root() && region[Dimension::Function].is_root() && region[Dimension::Economic].is_root())) {
    region[Dimension::Flow] = expenditure_;
  }
  return region;
}

Region TopicReader::apply(const Region& from, const Words& words, NumberKind kind, Spoken& spoken) const {
  Region region = from;
  spoken.is_named = words.function.has_value();
  spoken.flow.reset();
  spoken.aspect = words.aspect;
  if (words.function) region[Dimension::Function] = Extent(*words.function);
  for (const WordHit& hit : words.own_hits) spoken.is_named |= Vocabulary::apply(space_, *hit.senses, kind, region);
  for (const WordHit& hit : words.hits) {
    const Sense* sense = Vocabulary::choose(space_, *hit.senses, kind, region);
    if (sense == nullptr) continue;
    for (const auto& [d, extent] : sense->extents) {
      if (d == Dimension::Stage) {  // read where it says nothing of the senses of the words that follow
        spoken.aspect.stage = extent;
        continue;
      }
      region[d] = extent;
      if (d == Dimension::Flow) spoken.flow = extent;
      else if (d != Dimension::Year) spoken.is_named = true;
    }
    if (words.function) region[Dimension::Function] = Extent(*words.function);
  }
  return region;
}

Spoken TopicReader::read(std::string_view text, std::span<const Region> surroundings, NumberKind kind) {
  const Words* words = &words_of(text);
  Words with_function;
  bool is_known = true;  // also by a name of the document's own
  if (has_level_word(words->key)) {
    std::string rest;
    with_function.aspect = words->aspect;
    with_function.function = function_of(words->key, surroundings, rest);
    find_words(std::move(rest), with_function);
    is_known = with_function.function.has_value();
    words = &with_function;
  } else if (!words->is_known && words->own_hits.empty()) {
    with_function = *words;
    with_function.function = function_named(words->key, surroundings);
    if (with_function.function) with_function.hits.clear();
    is_known = with_function.function.has_value();
    words = &with_function;
  }
  Spoken spoken;
  spoken.is_known = is_known;
  spoken.ends_in_word = !words->hits.empty() && words->hits.back().offset + words->hits.back().length == words->key.size();
  const auto read_in = [&](const Region& from) {
    Region region = apply(from, *words, kind, spoken);
    region[Dimension::Year] = from[Dimension::Year];
    region[Dimension::Stage] = from[Dimension::Stage];
    return settled(region);
  };
  for (const Region& from : surroundings) {
    spoken.region = read_in(from);
    if (space_.contains(settled(from), spoken.region)) return spoken;
  }
  return spoken;
}

Aspect TopicReader::aspect_of(std::string_view text) {
  const Words& words = words_of(text);
  Spoken spoken;
  apply(usual_, words, NumberKind::Money, spoken);
  return spoken.aspect;
}

// ---- functions

void TopicReader::index_functions() {
  const Tree& tree = space_.tree(Dimension::Function);
  for (NodeId node = std::max<NodeId>(functions_seen_, 1); node < tree.size(); ++node)
    if (!tree.name(node).empty()) functions_.emplace(normalised_name(tree.name(node)), node);
  functions_seen_ = tree.size();
}

// “人大事务（款）行政运行（项）” below “一般公共服务（类）”: the names of the levels that are not repeated.
std::string TopicReader::levels_above(std::string_view text, std::span<const Region> surroundings) const {
  const Tree& tree = space_.tree(Dimension::Function);
  for (const Region& region : surroundings) {
    const Extent extent = region[Dimension::Function];
    if (extent.is_root() || extent.is_set()) continue;
    std::string above;
    for (NodeId node = extent.handle(); node != kRoot; node = tree.parent(node)) {
      const std::size_t level = tree.id(node).size() / 2 - 1;
      if (level >= kLevelWords.size() || text.find(kLevelWords[level]) != std::string_view::npos) continue;
      above = tree.name(node) + std::string(kLevelWords[level]) + above;
    }
    if (!above.empty()) return above;
  }
  return "";
}

// What a chain of known names, each below the one before, ends with.
const CodeEntry* TopicReader::chain_end(std::string_view text) const {
  const auto chain = knowledge_.codes.parse_chain(text, year_);
  if (!chain || std::count(chain->entries.begin(), chain->entries.end(), nullptr) > 0) return nullptr;
  return chain->entries.back();
}

// The chain with the names of the catalog where it prints nearly these.
std::string TopicReader::corrected_chain(std::string_view text) const {
  std::string corrected(text);
  for (std::size_t attempt = 0; attempt < kLevelWords.size(); ++attempt) {
    const auto chain = knowledge_.codes.parse_chain(corrected, year_);
    if (!chain || chain->names.size() > kLevelWords.size()) return "";
    const auto unknown = std::find(chain->entries.begin(), chain->entries.end(), nullptr);
    if (unknown == chain->entries.end()) return corrected;
    const auto level = static_cast<std::size_t>(unknown - chain->entries.begin());
    const auto better = std::find_if(chain->suggestions.begin(), chain->suggestions.end(),
                                     [&](const CodeEntry* entry) { return is_nearly(chain->names[level], normalised_name(entry->name)); });
    if (better == chain->suggestions.end()) return "";
    corrected.clear();
    for (std::size_t i = 0; i < chain->names.size(); ++i) (corrected += i == level ? (*better)->name : chain->names[i]) += kLevelWords[i];
  }
  return corrected;
}

std::optional<NodeId> TopicReader::function_of(std::string_view text, std::span<const Region> surroundings, std::string& rest) {
  std::size_t end = 0, last_name = 0;
  for (const std::string_view level : kLevelWords)
    for (auto at = text.find(level); at != std::string_view::npos; at = text.find(level, at + 1)) {
      if (at + level.size() <= end) continue;
      last_name = end;
      end = at + level.size();
    }
  rest = text.substr(end);
  std::string chain_text(text.substr(0, end));
  // A class may be printed without its last word: 一般公共服务（类）.
  if (const auto at = chain_text.find(kLevelWords[0]); at != std::string::npos && !std::string_view(chain_text).substr(0, at).ends_with(kExpenditure)) {
    const auto top = knowledge_.codes.parse_chain(chain_text.substr(0, at + kLevelWords[0].size()), year_);
    if (!top || top->entries.back() == nullptr) chain_text.insert(at, kExpenditure);
  }
  const std::string above = levels_above(chain_text, surroundings);
  for (const std::string& text : {chain_text, above + chain_text})
    if (const CodeEntry* entry = chain_end(text)) return space_.code(Dimension::Function, entry->code, entry->name);
  for (const std::string& text : {chain_text, above + chain_text})
    if (const CodeEntry* entry = chain_end(corrected_chain(text))) return space_.code(Dimension::Function, entry->code, entry->name);
  const std::size_t level = kLevelWords[0].size();
  return function_named(text.substr(last_name, end - level - last_name), surroundings);
}

// By its name alone: the one that the document's tables print below what the surroundings say, else the only one of the
// catalog.
std::optional<NodeId> TopicReader::function_named(std::string_view name, std::span<const Region> surroundings) {
  index_functions();
  std::string plain = normalised_name(name);
  for (const std::string_view mark : Literals{"\"", "|", "“", "”"}) replace_all(plain, mark, "");
  while (!plain.empty() && (is_digit(plain.front()) || plain.front() == '.')) plain.erase(0, 1);
  if (plain.size() < 9) return std::nullopt;
  if (plain.ends_with(kExpenditure) && functions_.count(plain) == 0 && knowledge_.codes.by_name(Classification::Function, plain, year_).empty())
    plain.resize(plain.size() - kExpenditure.size());
  const auto [begin, end] = functions_.equal_range(plain);
  for (const Region& region : surroundings) {
    std::optional<NodeId> found;
    int count = 0;
    for (auto it = begin; it != end; ++it)
      if (space_.contains(Dimension::Function, region[Dimension::Function], Extent(it->second))) {
        found = it->second;
        ++count;
      }
    if (count == 1) return found;
  }
  const CodeEntry* only = nullptr;
  for (const CodeEntry* entry : knowledge_.codes.by_name(Classification::Function, plain, year_)) {
    if (entry->code.size() != kItemCodeLength) continue;
    if (only != nullptr) return std::nullopt;
    only = entry;
  }
  if (only == nullptr) return std::nullopt;
  return space_.code(Dimension::Function, only->code, only->name);
}

}  // namespace mingzhang
