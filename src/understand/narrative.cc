#include "understand/narrative.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <span>

#include "base/text.h"
#include "base/utf8.h"
#include "understand/number_scan.h"
#include "understand/passage.h"

namespace mingzhang {
namespace {

constexpr std::size_t kQuoteBytesMax = 120;
constexpr std::array<std::string_view, 8> kRising = {"增加", "增长", "上升", "提高", "增", "多", "新增", "上涨"};
constexpr std::array<std::string_view, 7> kFalling = {"减少", "下降", "降低", "压减", "减", "少", "下浮"};
constexpr std::array<std::string_view, 5> kReasonMarks = {"主要原因是", "主要原因为", "主要原因：", "原因是", "主要是"};

template <class List>
std::string_view longest_suffix(std::string_view text, const List& words) {
  std::string_view best;
  for (std::string_view word : words)
    if (text.ends_with(word) && word.size() > best.size()) best = word;
  return best;
}

std::string_view without_suffix(std::string_view text, std::initializer_list<std::string_view> words) {
  for (bool again = true; again;) {
    again = false;
    for (std::string_view word : words)
      if (text.ends_with(word)) {
        text.remove_suffix(word.size());
        again = true;
      }
  }
  return text;
}

void erase_all(std::string& text, std::string_view word) {
  if (word.empty()) return;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) text.erase(at, word.size());
}

std::size_t han_count(std::string_view text) {
  std::size_t count = 0;
  for (const CodePoint& c : code_points(text)) count += is_han(c.value);
  return count;
}

struct Mark {
  std::size_t begin = std::string_view::npos, end = std::string_view::npos;
};

Mark find_reason(std::string_view text) {
  Mark best;
  for (std::string_view mark : kReasonMarks)
    if (auto at = text.find(mark); at < best.begin) best = {at, at + mark.size()};
  return best;
}

// The last clause of a phrase: after its last comma or colon.
std::string_view last_clause(std::string_view phrase) {
  for (std::size_t at = phrase.size(); at-- > 0;) {
    if (phrase[at] == ',' || phrase[at] == ':') return phrase.substr(at + 1);
    if (phrase[at] != '\xEF') continue;  // the first byte of all full-width signs
    for (std::string_view mark : {"，", "：", "；"})
      if (phrase.substr(at).starts_with(mark)) return phrase.substr(at + mark.size());
  }
  return phrase;
}

class NarrativeReader {
 public:
  NarrativeReader(const NarrativeContext& context, Disclosure& disclosure)
      : context_(context), out_(disclosure), space_(disclosure.space), unit_key_(word_key(context.unit)) {}

  void read() {
    std::array<Region, 5> by_level;
    by_level.fill(base_region());
    for (std::size_t s = 0; s < out_.sections.size(); ++s) {
      Section& section = out_.sections[s];
      const int level = std::clamp(section.level, 0, 3);
      const Region parent = level == 0 ? base_region() : by_level[static_cast<std::size_t>(level) - 1];
      section.context = refine(parent, without_names(section.title), NumberKind::Money).value_or(parent);
      for (std::size_t l = static_cast<std::size_t>(level); l < by_level.size(); ++l) by_level[l] = section.context;
      if (section.part == 4) continue;  // the glossary explains words; its numbers are no claims
      section_ = static_cast<int>(s);
      read_body(section);
    }
  }

 private:
  Region base_region() {
    Region region;
    region[Dimension::Year] = Extent(space_.year(context_.year));
    const auto stage = space_.tree(Dimension::Stage).find(out_.kind == DocumentKind::FinalAccounts ? "final" : "budget");
    region[Dimension::Stage] = Extent(stage.value_or(kRoot));
    region[Dimension::Measure] = Extent(space_.tree(Dimension::Measure).find("budget").value_or(kRoot));
    return region;
  }

  // The unit's own name may contain any word; years never say what an amount is.
  std::string without_names(std::string_view text) const {
    std::string plain(text);
    erase_all(plain, context_.unit);
    for (int year : {context_.year - 1, context_.year, context_.year + 1}) erase_all(plain, std::to_string(year) + "年");
    return plain;
  }

  void read_body(const Section& section) {
    body_ = &section.body;
    scope_ = whole_ = section.context;
    comparison_ = -1;
    const std::string_view text = body_->text;
    for (std::size_t begin = 0; begin < text.size();) {
      std::size_t end = text.size(), next = text.size();
      for (std::string_view mark : {"。", "；", ";", "\n"})
        if (auto at = text.find(mark, begin); at < end) {
          end = at;
          next = at + mark.size();
        }
      if (end > begin) read_sentence(begin, end);
      begin = next;
    }
  }

  std::string_view slice(std::size_t begin, std::size_t end) const { return std::string_view(body_->text).substr(begin, end - begin); }

  void read_sentence(std::size_t begin, std::size_t end) {
    int level = 0;
    const std::size_t numbering = numbering_length(slice(begin, end), &level);
    listed_ = numbering > 0;
    begin += numbering;
    if (enter_project(begin, end)) return;
    const Mark reason = find_reason(slice(begin, end));
    const std::size_t main_end = reason.begin == std::string_view::npos ? end : begin + reason.begin;
    subject_.reset();
    subject_known_ = true;
    read_main(begin, main_end);
    if (reason.begin != std::string_view::npos) read_reason(begin + reason.end, end);
  }

  // "项目名称：X": what follows in this section is about project X.
  bool enter_project(std::size_t begin, std::size_t end) {
    for (std::string_view mark : {"项目名称：", "项目名称:"}) {
      if (!slice(begin, end).starts_with(mark)) continue;
      const std::string name(slice(begin + mark.size(), end));
      scope_ = out_.sections[static_cast<std::size_t>(section_)].context.with(Dimension::Project, space_.named(Dimension::Project, name));
      whole_ = scope_;
      return true;
    }
    return false;
  }

  void read_main(std::size_t begin, std::size_t end) {
    std::size_t main_end = end, purpose = std::string_view::npos;
    for (std::string_view mark : {"主要用于", "用于"})
      if (auto at = slice(begin, end).find(mark); at != std::string_view::npos && purpose == std::string_view::npos) {
        main_end = begin + at;
        purpose = main_end + mark.size();
      }
    bool claimed = false;
    std::size_t phrase_begin = begin;
    for (const ScannedNumber& found : scan_numbers(slice(begin, end))) {
      ScannedNumber number = found;
      number.begin += begin;
      number.end += begin;
      if (number.role == NumberRole::Ignored) continue;
      if (number.begin >= main_end) {
        list_open(number, "用途说明中的金额，不参与核对");
        continue;
      }
      if (number.role == NumberRole::Bare && !counts_people(slice(phrase_begin, number.begin))) {
        if (number.figure.decimals > 0) list_open(number, "数字后没有单位");
        continue;
      }
      count_printed(number);
      read_number(phrase_begin, number);
      claimed = true;
      phrase_begin = number.end;
    }
    if (purpose != std::string_view::npos && comparison_ >= 0 && claimed)
      out_.comparisons[static_cast<std::size_t>(comparison_)].purpose = part_of(*body_, purpose, end - purpose);
    if (!claimed && purpose == std::string_view::npos) read_nil(begin, end);
  }

  void count_printed(const ScannedNumber& number) {
    if (is_money(number.figure.unit) || number.figure.unit == Unit::Percent) ++out_.printed_amounts;
  }

  void list_open(const ScannedNumber& number, std::string reason) {
    if (number.figure.unit == Unit::Count) return;
    count_printed(number);
    out_.open.push_back({place_of(number), std::string(slice(number.begin, number.end)), std::move(reason)});
  }

  Place place_of(const ScannedNumber& number) const { return body_->place_at(number.begin, number.end - number.begin); }

  // "编制数 9，": a bare number is a count when the words right before it name something countable.
  bool counts_people(std::string_view phrase) const {
    const std::string key = word_key(without_suffix(last_clause(phrase), {"为", "共"}));
    const auto hits = context_.knowledge.vocabulary.find(key);
    if (hits.empty() || hits.back().offset + hits.back().length != key.size()) return false;
    return std::any_of(hits.back().senses->begin(), hits.back().senses->end(),
                       [](const Sense& sense) { return sense.only == NumberKind::Count; });
  }

  void read_number(std::size_t phrase_begin, const ScannedNumber& number) {
    phrase_begin_ = phrase_begin;
    std::string_view phrase = without_suffix(slice(phrase_begin, number.begin), {"了", "约", "为", "各", "：", ":"});
    const std::string_view rising = longest_suffix(phrase, kRising), falling = longest_suffix(phrase, kFalling);
    const std::string_view direction = falling.size() > rising.size() ? falling : rising;
    if (const auto share = find_share(phrase); share != std::string_view::npos && number.figure.unit == Unit::Percent) {
      set_subject(phrase.substr(0, share), number);
      add_share(number);
    } else if (!direction.empty()) {
      phrase.remove_suffix(direction.size());
      set_subject(phrase, number);
      const bool down = !falling.empty() && direction == falling;
      add_change(number, std::string(direction), down, phrase_begin + phrase.size());
    } else {
      set_subject(phrase, number);
      add_value(number);
    }
  }

  // Where "占…的" of a share begins.
  static std::size_t find_share(std::string_view phrase) {
    const auto at = phrase.rfind("占");
    if (at == std::string_view::npos) return at;
    const std::string_view after = phrase.substr(at + std::string_view("占").size());
    const bool short_form = after.empty() || after == "比" || after == "比重" || after == "比例";
    return short_form || (after.ends_with("的") && after.size() < 90) ? at : std::string_view::npos;
  }

  // What the words before a number say it is about. Comparison words are cut off first.
  void set_subject(std::string_view phrase, const ScannedNumber& number) {
    std::size_t cut = phrase.size();
    const std::string last_year = "比" + std::to_string(context_.year - 1) + "年";
    for (std::string_view mark : {std::string_view("比上年"), std::string_view("较上年"), std::string_view("与上年相比"),
                                  std::string_view("比去年"), std::string_view("较去年"), std::string_view("同比"),
                                  std::string_view(last_year)})
      if (auto at = phrase.rfind(mark); at != std::string_view::npos) cut = std::min(cut, at);
    phrase = phrase.substr(0, cut);
    const NumberKind kind = number_kind(number.role == NumberRole::Bare ? Unit::Count : number.figure.unit);
    const std::string plain = without_names(phrase);
    const bool spoken = phrase.find("其中") != std::string_view::npos;
    if (spoken && subject_ && subject_known_) whole_ = *subject_;
    if (auto region = resolve(plain, kind)) {
      subject_ = *region;
      subject_known_ = true;
      subject_text_ = subject_words(phrase);
      subject_phrase_ = plain;
      comparison_ = -1;
    } else if (context_.knowledge.vocabulary.has_unknown_words(last_clause(plain))) {
      if (auto project = listed_project(plain)) {
        subject_ = *project;
        subject_known_ = true;
      } else {
        subject_known_ = false;
      }
      subject_text_ = subject_words(phrase);
      subject_phrase_ = plain;
      comparison_ = -1;
    } else if (subject_ && subject_known_ && !subject_phrase_.empty()) {
      // The same thing by another measure: "车辆 0 辆，价值 0.00 万元".
      if (auto again = resolve(subject_phrase_, kind)) subject_ = *again;
    } else if (!subject_) {
      subject_ = scope_;
      subject_known_ = true;
      subject_text_ = subject_words(phrase);
    }
  }

  static std::string subject_words(std::string_view phrase) {
    std::string words(phrase);
    for (std::string_view mark : {"其中：", "其中:", "其中"}) erase_all(words, mark);
    while (!words.empty()) {
      bool cut = false;
      for (std::string_view mark : {"，", ",", "：", ":", "、", "；"})
        if (words.starts_with(mark)) {
          words.erase(0, mark.size());
          cut = true;
        }
      if (!cut) break;
    }
    return words;
  }

  std::optional<Region> refine(const Region& from, std::string_view text, NumberKind kind) const {
    Region region = from;
    bool spoken = false;
    if (auto named = context_.names.refine(space_, region, text, kind)) {
      region = *named;
      spoken = true;
    }
    if (auto known = context_.knowledge.vocabulary.refine(space_, region, text, kind)) {
      region = *known;
      spoken = true;
    }
    return spoken ? std::optional<Region>(region) : std::nullopt;
  }

  std::optional<Region> resolve(std::string_view text, NumberKind kind) {
    if (auto chain = resolve_chain(text)) return chain;
    Region from = scope_;
    if (subject_ && subject_known_ && !subject_->operator[](Dimension::Measure).is_set()) {
      // Words with several senses are read beside what was just spoken of: first within the same family of measures.
      const Tree& measures = space_.tree(Dimension::Measure);
      const NodeId family = measures.parent((*subject_)[Dimension::Measure].handle());
      if (family != kRoot) from[Dimension::Measure] = Extent(family);
    }
    if (auto region = refine(from, last_clause(text), kind)) return region;
    return refine(from, text, kind);
  }

  std::optional<Region> resolve_chain(std::string_view text) {
    if (text.find("类") == std::string_view::npos && text.find("款") == std::string_view::npos) return std::nullopt;
    const auto chain = context_.knowledge.codes.parse_chain(text, context_.year);
    if (!chain) return std::nullopt;
    const CodeEntry* deepest = nullptr;
    for (const CodeEntry* entry : chain->entries)
      if (entry != nullptr) deepest = entry;
    if (deepest == nullptr || deepest->classification != Classification::Function) return std::nullopt;
    return scope_.with(Dimension::Function, space_.code(Dimension::Function, deepest->code, deepest->name));
  }

  // "1．机构运行保障经费 7.00 万元" under carried-over funds or projects names a project.
  std::optional<Region> listed_project(std::string_view plain) {
    const bool projects = !scope_[Dimension::Source].is_root() &&
                          space_.contains(Dimension::Source, Extent(*space_.tree(Dimension::Source).find("carryover")), scope_[Dimension::Source]);
    if (!listed_ || !projects) return std::nullopt;
    return scope_.with(Dimension::Project, space_.named(Dimension::Project, subject_words(plain)));
  }

  Claim make_claim(ClaimKind kind, const ScannedNumber& number) {
    Claim claim;
    claim.kind = kind;
    claim.region = *subject_;
    claim.figure = number.figure;
    claim.quote = quote_of(number);
    claim.place = place_of(number);
    return claim;
  }

  // The number with the words of its clause before it, as printed.
  std::string quote_of(const ScannedNumber& number) const {
    std::size_t begin = std::max(phrase_begin_, number.begin > kQuoteBytesMax ? number.begin - kQuoteBytesMax : 0);
    const std::string_view clause = last_clause(without_suffix(slice(begin, number.begin), {"：", ":"}));
    begin = static_cast<std::size_t>(clause.data() - body_->text.data());
    while (begin < number.begin && (static_cast<unsigned char>(body_->text[begin]) & 0xC0) == 0x80) ++begin;
    return std::string(slice(begin, number.end));
  }

  bool has_subject(const ScannedNumber& number) {
    if (subject_ && subject_known_) return true;
    out_.open.push_back({place_of(number), std::string(slice(number.begin, number.end)),
                         "句中“" + subject_text_ + "”不在词表中，不知是哪一项的金额"});
    return false;
  }

  Comparison& current_comparison(const ScannedNumber& number) {
    if (comparison_ < 0) {
      Comparison comparison;
      comparison.region = *subject_;
      comparison.subject = subject_text_;
      comparison.section = section_;
      comparison.place = place_of(number);
      comparison_ = static_cast<int>(out_.comparisons.size());
      out_.comparisons.push_back(std::move(comparison));
    }
    return out_.comparisons[static_cast<std::size_t>(comparison_)];
  }

  int add_claim(Claim claim) {
    claim.comparison = comparison_;
    out_.claims.push_back(std::move(claim));
    return static_cast<int>(out_.claims.size()) - 1;
  }

  void add_value(const ScannedNumber& number) {
    if (!has_subject(number)) return;
    if (number.figure.unit == Unit::Percent) {
      out_.open.push_back({place_of(number), std::string(slice(number.begin, number.end)), "百分数前没有“占”或增减词，不知其含义"});
      return;
    }
    if (comparison_ >= 0 && out_.comparisons[static_cast<std::size_t>(comparison_)].value >= 0) comparison_ = -1;
    Comparison& comparison = current_comparison(number);
    comparison.value = add_claim(make_claim(ClaimKind::Value, number));
  }

  void add_share(const ScannedNumber& number) {
    if (!has_subject(number)) return;
    Claim claim = make_claim(ClaimKind::Share, number);
    claim.base = space_.contains(whole_, claim.region) && whole_ != claim.region ? whole_ : scope_;
    if (!space_.contains(claim.base, claim.region)) {
      out_.open.push_back({claim.place, claim.quote, "不知占比以哪一项为整体"});
      return;
    }
    Comparison& comparison = current_comparison(number);
    comparison.share = add_claim(std::move(claim));
  }

  void add_change(ScannedNumber number, std::string direction, bool down, std::size_t direction_offset) {
    if (!has_subject(number)) return;
    // The word says the direction; a minus after it is a slip of its own (CHG104 reads it in the text).
    number.figure.coefficient = down ? -std::abs(number.figure.coefficient) : std::abs(number.figure.coefficient);
    const bool rate = number.figure.unit == Unit::Percent;
    Claim claim = make_claim(rate ? ClaimKind::Rate : ClaimKind::Change, number);
    claim.base = claim.region.with(Dimension::Year, space_.year(context_.year - 1));
    Comparison& comparison = current_comparison(number);
    if (comparison.direction.empty()) {
      comparison.direction = std::move(direction);
      comparison.direction_place = body_->place_at(direction_offset, comparison.direction.size());
    }
    const int index = add_claim(std::move(claim));
    (rate ? out_.comparisons[static_cast<std::size_t>(comparison_)].rate
          : out_.comparisons[static_cast<std::size_t>(comparison_)].change) = index;
  }

  void read_reason(std::size_t begin, std::size_t end) {
    std::size_t reason_end = end;
    for (std::string_view mark : {"，主要用于", ",主要用于"})
      if (auto at = slice(begin, end).find(mark); at != std::string_view::npos) reason_end = begin + at;
    if (comparison_ >= 0) {
      Comparison& comparison = out_.comparisons[static_cast<std::size_t>(comparison_)];
      comparison.reason_expected = true;
      comparison.reason = part_of(*body_, begin, reason_end - begin);
    }
    for (ScannedNumber number : scan_numbers(slice(begin, end))) {
      number.begin += begin;
      number.end += begin;
      if (number.role == NumberRole::Ignored || number.role == NumberRole::Bare) continue;
      if (number.figure.unit == Unit::Count) add_staff_change(begin, number);
      else list_open(number, "原因说明中的金额，不参与核对");
    }
  }

  // "根据职能增加 3 人": the reason says by how many people the unit grew.
  void add_staff_change(std::size_t reason_begin, ScannedNumber number) {
    if (!slice(number.begin, number.end).ends_with("人")) return;
    const std::string_view before = slice(reason_begin, number.begin);
    const bool rising = !longest_suffix(before, kRising).empty(), falling = !longest_suffix(before, kFalling).empty();
    const auto staff = space_.tree(Dimension::Measure).find("staff");
    if ((!rising && !falling) || !staff) return;
    if (falling) number.figure.coefficient = -number.figure.coefficient;
    Claim claim;
    claim.kind = ClaimKind::Change;
    claim.region = base_region().with(Dimension::Measure, *staff);
    claim.base = claim.region.with(Dimension::Year, space_.year(context_.year - 1));
    claim.figure = number.figure;
    claim.weak = true;
    const std::string_view direction = rising ? longest_suffix(before, kRising) : longest_suffix(before, kFalling);
    claim.quote = std::string(slice(number.begin - direction.size(), number.end));
    claim.place = place_of(number);
    add_claim(std::move(claim));
  }

  // "…未安排。" "没有使用…安排的支出" "无…和…": exactly nothing.
  void read_nil(std::size_t begin, std::size_t end) {
    const std::string_view sentence = slice(begin, end);
    for (std::string_view mark : {"没有使用", "没有安排", "未安排", "无"}) {
      const auto at = sentence.find(mark);
      if (at == std::string_view::npos) continue;
      std::string_view object = sentence.substr(at + mark.size());
      for (std::string_view stop : {"，", ",", "安排的支出"}) object = object.substr(0, object.find(stop));
      if (han_count(object) < 2 && mark == "未安排") object = last_clause(sentence.substr(0, at));
      add_nil_claims(object, begin, end);
      return;
    }
  }

  void add_nil_claims(std::string_view object, std::size_t begin, std::size_t end) {
    while (!object.empty()) {
      std::size_t cut = object.size(), next = object.size();
      for (std::string_view mark : {"和", "、", "及"})
        if (auto at = object.find(mark); at < cut) {
          cut = at;
          next = at + mark.size();
        }
      const std::string name = without_names(object.substr(0, cut));
      object.remove_prefix(next);
      for (NumberKind kind : {NumberKind::Money, NumberKind::Count}) {
        const auto region = refine(scope_, name, kind);
        if (!region) continue;
        add_nil_claim(*region, begin, end);
        break;
      }
    }
  }

  void add_nil_claim(const Region& region, std::size_t begin, std::size_t end) {
    Claim claim;
    claim.region = region;
    claim.figure = {0, 0, Unit::WanYuan};
    claim.nil = true;
    claim.quote = std::string(slice(begin, end));
    claim.place = body_->place_at(begin, end - begin);
    out_.claims.push_back(std::move(claim));
  }

  const NarrativeContext& context_;
  Disclosure& out_;
  Space& space_;
  std::string unit_key_;
  const Passage* body_ = nullptr;
  int section_ = -1, comparison_ = -1;
  std::size_t phrase_begin_ = 0;
  Region scope_;   // what the section, or the project it is speaking of, says
  Region whole_;   // what shares are shares of
  std::optional<Region> subject_;
  bool subject_known_ = true, listed_ = false;
  std::string subject_text_, subject_phrase_;
};

}  // namespace

void read_narrative(const NarrativeContext& context, Disclosure& disclosure) { NarrativeReader(context, disclosure).read(); }

}  // namespace mingzhang
