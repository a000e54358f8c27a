#include "understand/narrative.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.h"
#include "understand/narrative_claims.h"
#include "understand/paragraph.h"
#include "understand/passage.h"
#include "understand/topic.h"

namespace mingzhang {
namespace {

std::size_t han_count(std::string_view text) {
  std::size_t count = 0;
  for (const CodePoint& c : code_points(text)) count += is_han(c.value);
  return count;
}

bool names_any(std::string_view title, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return title.find(word) != std::string_view::npos; });
}

std::string_view without_marks_before(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : {"，", ",", "：", ":", "、", "；", "（", "(", "）", ")", "。"})
      if (text.starts_with(mark)) {
        text.remove_prefix(mark.size());
        again = true;
      }
  }
  return text;
}

// What a numbered paragraph is about, or what the list behind “其中：” lists the parts of.
struct Frame {
  int level = 0;  // of its number, 0 without one
  Region region;
  bool is_open = false;  // it ends with “其中：”: paragraphs without numbers go on with the list
};

class NarrativeReader {
 public:
  NarrativeReader(const NarrativeContext& context, Disclosure& disclosure)
      : context_(context),
        words_(context.knowledge.sentences),
        out_(disclosure),
        space_(disclosure.space),
        topics_(context.knowledge, context.names, context.unit, context.year, usual_region(), disclosure.space),
        claims_(topics_, disclosure) {}

  void read() {
    std::array<Region, 5> by_level;
    std::array<bool, 5> background{};
    by_level.fill(topics_.usual());
    for (std::size_t s = 0; s < out_.sections.size(); ++s) {
      Section& section = out_.sections[s];
      const auto level = static_cast<std::size_t>(std::clamp(section.level, 0, 3));
      const Region parent = level == 0 ? topics_.usual() : by_level[level - 1];
      section.context = topics_.read(section.title, {{parent}}, NumberKind::Money).region;
      is_background_ = (level > 0 && background[level - 1]) || names_any(section.title, words_.backgrounds);
      for (std::size_t l = level; l < by_level.size(); ++l) {
        by_level[l] = section.context;
        background[l] = is_background_;
      }
      if (names_any(section.title, words_.glossaries)) continue;  // it explains words; its numbers are no claims
      read_body(section, static_cast<int>(s));
    }
  }

 private:
  Region usual_region() {
    Region region;
    region[Dimension::Year] = Extent(space_.year(context_.year));
    const auto stage = space_.tree(Dimension::Stage).find(out_.kind == DocumentKind::FinalAccounts ? "final" : "budget");
    region[Dimension::Stage] = Extent(stage.value_or(kRoot));
    region[Dimension::Measure] = Extent(space_.tree(Dimension::Measure).find("budget").value_or(kRoot));
    return region;
  }

  std::string_view slice(Stretch s) const { return std::string_view(body_->text).substr(s.begin, s.end - s.begin); }

  void read_body(const Section& section, int index) {
    body_ = &section.body;
    context_region_ = section.context;
    frames_.clear();
    skip_until_ = 0;
    claims_.begin_body(*body_, index);
    const std::string_view text = body_->text;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      if (end > begin) read_paragraph({begin, end});
      begin = end + 1;
    }
  }

  // ---- paragraphs

  void read_paragraph(Stretch stretch) {
    int level = 0;
    const std::size_t numbering = numbering_length(slice(stretch), &level);
    stretch.begin += numbering;
    is_listed_ = numbering > 0;
    while (!frames_.empty() && (level > 0 ? frames_.back().level >= level : !frames_.back().is_open)) frames_.pop_back();
    const Paragraph paragraph(body_->text, stretch, words_);
    paragraph_ = &paragraph;
    topic_list_.clear();
    whole_.reset();
    first_region_.reset();
    heading_.reset();
    claims_.begin_clause_group();
    list_base_.reset();
    for (const Stretch sentence : paragraph.sentences()) read_sentence(sentence);
    close_paragraph(level);
  }

  void close_paragraph(int level) {
    const std::span<const SentenceHit> hits = paragraph_->words_in(paragraph_->stretch());
    const bool at_end = !hits.empty() && hits.back().kind == SentenceWord::Opens && han_count(slice({hits.back().end, paragraph_->stretch().end})) == 0;
    // “其中：” as the beginning of a sentence may stand before a list with an item a paragraph as well.
    const std::vector<Stretch> sentences = paragraph_->sentences();
    const bool goes_on = whole_ && paragraph_->text(paragraph_->stretch()).ends_with("；");
    const bool opens = at_end || goes_on || (!sentences.empty() && [&] {
      const SentenceHit* mark = paragraph_->first(SentenceWord::Opens, sentences.back());
      return mark != nullptr && mark->begin == sentences.back().begin;
    }());
    const std::optional<Region> region = opens && whole_ ? whole_ : first_region_;
    if (!region || (level == 0 && !opens)) return;
    frames_.push_back({level, *region, opens});
  }

  // What words may be part of, nearest first.
  std::vector<Region> surroundings() const {
    std::vector<Region> regions;
    if (whole_) regions.push_back(*whole_);
    if (heading_) regions.push_back(*heading_);
    for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) regions.push_back(frame->region);
    regions.push_back(context_region_);
    return regions;
  }

  const Region& scope() const { return frames_.empty() ? context_region_ : frames_.back().region; }

  // ---- sentences

  void read_sentence(Stretch sentence) {
    if (sentence.begin < skip_until_ || enter_project(sentence)) return;
    is_unclear_ = is_lost_ = false;
    base_ = list_base_;
    if (after_full_stop(sentence)) {
      base_.reset();
      list_base_.reset();
    }
    bool claimed = false;
    std::size_t resume = sentence.begin;
    for (const Stretch clause : paragraph_->clauses(sentence)) {
      if (clause.begin < resume) continue;
      resume = read_clause(clause, sentence);
      claimed = claimed || has_figures(clause) || resume > clause.end;
    }
    if (!claimed) read_none(sentence);
    // “1．机关运行经费情况。” is the heading of its paragraph.
    if (is_listed_ && !claimed && sentence.begin == paragraph_->stretch().begin) heading_ = first_region_;
  }

  bool has_figures(Stretch s) const {
    const auto numbers = paragraph_->numbers_in(s);
    return std::any_of(numbers.begin(), numbers.end(), [](const ScannedNumber& n) { return n.role == NumberRole::Quantity; });
  }

  bool after_full_stop(Stretch sentence) const {
    constexpr std::string_view kStop = "。";
    return sentence.begin < kStop.size() || slice({sentence.begin - kStop.size(), sentence.begin}) == kStop;
  }

  // “项目名称：X”: what follows in this section is about project X.
  bool enter_project(Stretch sentence) {
    const SentenceHit* mark = paragraph_->first(SentenceWord::Project, sentence);
    if (mark == nullptr || mark->begin != sentence.begin) return false;
    std::string_view name = slice({mark->end, sentence.end});
    const std::string_view plain = without_marks_before(name);
    if (plain.empty() || plain.size() == name.size()) return false;
    context_region_ = context_region_.with(Dimension::Project, space_.named(Dimension::Project, plain));
    frames_.clear();
    return true;
  }

  // The first byte not read: behind the clause, or behind the reason or purpose that begins in it.
  std::size_t read_clause(Stretch clause, Stretch sentence) {
    const SentenceHit* reason = first_of({SentenceWord::Reason, SentenceWord::Purpose}, clause);
    if (reason != nullptr) {
      if (reason->begin > clause.begin) read_main({clause.begin, reason->begin}, reason->kind == SentenceWord::Reason);
      return read_explanation(*reason, sentence);
    }
    const SentenceHit* because = paragraph_->first(SentenceWord::Because, clause);
    if (because != nullptr && because->begin == clause.begin && paragraph_->numbers_in(clause).empty()) return clause.end;
    read_main(clause, false);
    return clause.end;
  }

  const SentenceHit* first_of(std::initializer_list<SentenceWord> kinds, Stretch s) const {
    const SentenceHit* found = nullptr;
    for (const SentenceWord kind : kinds)
      if (const SentenceHit* hit = paragraph_->first(kind, s); hit != nullptr && (found == nullptr || hit->begin < found->begin)) found = hit;
    return found;
  }

  // ---- reasons and purposes

  std::size_t read_explanation(const SentenceHit& mark, Stretch sentence) {
    Stretch text{mark.end, sentence.end};
    text.begin += slice(text).size() - without_marks_before(slice(text)).size();
    text.begin = std::min(text.begin, sentence.end);
    if (slice({text.begin, paragraph_->stretch().end}).starts_with("一是")) {
      while (!paragraph_->ends_sentence_at(text.end)) ++text.end;
      skip_until_ = text.end;
    }
    const SentenceHit* next = first_of({mark.kind == SentenceWord::Reason ? SentenceWord::Purpose : SentenceWord::Opens, SentenceWord::Opens}, text);
    if (next != nullptr) text.end = next->begin;
    std::string_view words = slice(text);
    for (const std::string_view comma : {"，", ","})
      if (words.ends_with(comma)) words.remove_suffix(comma.size());
    if (mark.kind == SentenceWord::Reason) {
      claims_.add_reason(text.begin, words.size(), reason_about_ ? &*reason_about_ : nullptr);
      reason_about_.reset();
    } else if (!topic_list_.empty()) {
      add_purpose(part_of(*body_, text.begin, words.size()));
    }
    read_explained_numbers(text, mark.kind == SentenceWord::Reason);
    if (next == nullptr) return sentence.end;
    // “…，其中：” and “…，主要用于” end the reason; the clause around them is read on from there.
    return read_clause({next->begin, clause_end(next->begin, sentence)}, sentence);
  }

  std::size_t clause_end(std::size_t at, Stretch sentence) const {
    for (const Stretch clause : paragraph_->clauses(sentence))
      if (at >= clause.begin && at < clause.end) return clause.end;
    return sentence.end;
  }

  void add_purpose(Passage purpose) {
    Topic& topic = topic_list_.back();
    if (!topic.comparisons.empty()) out_.comparisons[static_cast<std::size_t>(topic.comparisons.back())].purpose = std::move(purpose);
    else topic.purpose = std::move(purpose);
  }

  void read_explained_numbers(Stretch text, bool is_reason) {
    for (const ScannedNumber& number : paragraph_->numbers_in(text)) {
      if (number.role == NumberRole::Ignored || number.role == NumberRole::Bare) continue;
      if (is_reason && number.figure.unit == Unit::Count) {
        add_staff_change(text, number);
        continue;
      }
      claims_.count_printed(number);
      claims_.list_open(number, is_reason ? "原因说明中的金额，不参与核对" : "用途说明中的金额，不参与核对");
    }
  }

  // "根据职能增加 3 人": the reason says by how many people the unit grew.
  void add_staff_change(Stretch reason, ScannedNumber number) {
    if (!slice({number.begin, number.end}).ends_with("人")) return;
    const SentenceHit* word = paragraph_->ending_at(number.begin);
    const auto staff = space_.tree(Dimension::Measure).find("staff");
    if (word == nullptr || word->begin < reason.begin || !staff) return;
    if (word->kind != SentenceWord::Rising && word->kind != SentenceWord::Falling) return;
    if (word->kind == SentenceWord::Falling) number.figure.coefficient = -number.figure.coefficient;
    const Region region = topics_.usual().with(Dimension::Measure, *staff);
    claims_.add_staff_change(region, region.with(Dimension::Year, topics_.year(-1)), number, slice({word->begin, word->end}));
  }

  // ---- clauses

  // `before_reason`: the words between a comma and “的主要原因是”.
  void read_main(Stretch clause, bool before_reason) {
    if (const SentenceHit* opens = paragraph_->first(SentenceWord::Opens, clause)) {
      if (opens->begin > clause.begin) read_main({clause.begin, opens->begin}, false);
      open_list();
      if (clause.end > opens->end) read_main({opens->end, clause.end}, before_reason);
      return;
    }
    const std::span<const ScannedNumber> numbers = paragraph_->numbers_in(clause);
    std::size_t begin = clause.begin;
    for (std::size_t i = 0; i < numbers.size();) {
      const std::size_t count = length_of_list(numbers.subspan(i));
      if (!read_numbers({begin, numbers[i].begin}, numbers.subspan(i, count))) {
        ++i;
        continue;
      }
      i += count;
      begin = numbers[i - 1].end;
    }
    if (begin < clause.end) read_words({begin, clause.end}, begin > clause.begin, before_reason);
  }

  // “其中：” makes what was spoken of last the whole of what follows.
  void open_list() {
    if (!topic_list_.empty() && topic_list_.back().is_known) whole_ = topic_list_.back().region;
    list_base_ = base_;
  }

  // Words without a number: an amount that did not change, a relation, a base, the next topic.
  void read_words(Stretch words, bool after_number, bool before_reason) {
    const SentenceHit* level = first_of({SentenceWord::Unchanged, SentenceWord::NearlyUnchanged}, words);
    const SentenceHit* relation = first_of({SentenceWord::Greater, SentenceWord::Less, SentenceWord::Equal}, words);
    if (relation != nullptr && level == nullptr) return read_relation(words, *relation);
    if (level != nullptr && relation == nullptr && !is_negated(*level)) return read_unchanged(words, *level);
    if (const auto base = find_base(words)) {
      base_ = base->aspect;
      if (han_count(slice(base->subject)) < 2) return;
      words = base->subject;
    }
    if (before_reason) {
      reason_about_ = region_before_reason(words);
      return;
    }
    if (after_number || han_count(slice(words)) < 2) return;
    const SentenceHit* among = paragraph_->ending_at(words.end);
    const bool opens = among != nullptr && among->kind == SentenceWord::Among;
    if (opens) words.end = among->begin;
    set_topic(words, NumberKind::Money, false);
    if (opens) open_list();
  }

  // “财政拨款收入支出增加（减少）的主要原因是”: what the reason is given for.
  std::optional<Region> region_before_reason(Stretch words) {
    for (const SentenceHit& hit : paragraph_->words_in(words))
      if (hit.kind == SentenceWord::Rising || hit.kind == SentenceWord::Falling) {
        words.end = hit.begin;
        break;
      }
    const std::vector<Region> around = surroundings();
    const Spoken spoken = topics_.read(slice(words), around, NumberKind::Money);
    if (!spoken.is_named || !spoken.is_known) return std::nullopt;
    return spoken.region;
  }

  // “增加（减少）”, “（或持平）”: choices of a template that nobody made say nothing.
  bool is_negated(const SentenceHit& hit) const {
    const std::string_view before = slice({paragraph_->stretch().begin, hit.begin});
    return before.ends_with("或与预算数") || before.ends_with("（") || before.ends_with("(") || before.ends_with("或");
  }

  struct Base {
    Aspect aspect;
    Stretch subject;        // the words of the stretch that are not the base
    std::size_t begin = 0;  // of “比”
  };

  // “比2025年预算执行数”, “与2023年度相比”, “同比” in a stretch that ends before the direction.
  std::optional<Base> find_base(Stretch s) {
    if (const SentenceHit* same = paragraph_->first(SentenceWord::OnLastYear, s)) {
      return Base{last_year(), {s.begin, same->begin}, same->begin};
    }
    const SentenceHit* mark = paragraph_->last(SentenceWord::Than, s);
    std::size_t end = s.end;
    Stretch after{s.end, s.end};
    if (const SentenceHit* compared = paragraph_->last(SentenceWord::Compared, s)) {
      if (mark == nullptr || mark->begin > compared->begin) mark = paragraph_->last(SentenceWord::With, {s.begin, compared->begin});
      end = compared->begin;
      after = {compared->end, s.end};
    }
    if (mark == nullptr || mark->end >= end) return std::nullopt;
    const Aspect aspect = topics_.aspect_of(slice({mark->end, end}));
    if (!aspect.any()) return std::nullopt;
    const Stretch before{s.begin, mark->begin};
    return Base{aspect, han_count(slice(before)) >= 2 ? before : after, mark->begin};
  }

  // “与2025年预算数持平”, “因公出国（境）费支出决算持平”
  void read_unchanged(Stretch words, const SentenceHit& level) {
    Stretch subject{words.begin, level.begin};
    Aspect base = base_ ? *base_ : last_year();
    const SentenceHit* mark = first_of({SentenceWord::With, SentenceWord::Than}, subject);
    if (mark != nullptr) {
      Stretch named{mark->end, level.begin};
      if (const SentenceHit* compared = paragraph_->first(SentenceWord::Compared, named)) named.end = compared->begin;
      const Aspect spoken = topics_.aspect_of(slice(named));
      if (!spoken.any()) return;
      base = spoken;
      subject.end = mark->begin;
    } else if (const SentenceHit* same = paragraph_->first(SentenceWord::OnLastYear, subject)) {
      base = last_year();
      subject.end = same->begin;
    }
    if (han_count(slice(subject)) >= 2 && !set_topic(subject, NumberKind::Money, false)) return;
    if (is_unclear_ || topic_list_.empty() || !topic_list_.back().is_known) return;
    base_ = base;
    const Direction direction{slice({level.begin, level.end}), level.begin,
                              level.kind == SentenceWord::Unchanged ? Trend::Level : Trend::NearlyLevel};
    claims_.begin_clause_group();
    for (Topic& topic : topic_list_) claims_.add_direction(topic, Aspect{}, base, direction, words.begin, level.end);
  }

  // “决算数大于预算数”
  void read_relation(Stretch words, const SentenceHit& relation) {
    const Aspect left = topics_.aspect_of(slice({words.begin, relation.begin})), right = topics_.aspect_of(slice({relation.end, words.end}));
    if (!right.any()) return;
    const std::vector<Region> around = surroundings();
    if (const Spoken spoken = topics_.read(slice({words.begin, relation.begin}), around, NumberKind::Money); spoken.is_named && spoken.is_known)
      set_topic({words.begin, relation.begin}, NumberKind::Money, false);
    if (topic_list_.empty() || !topic_list_.back().is_known) return;
    const Direction direction{slice({relation.begin, relation.end}), relation.begin,
                              relation.kind == SentenceWord::Greater ? Trend::Up : relation.kind == SentenceWord::Less ? Trend::Down : Trend::Level};
    claims_.begin_clause_group();
    for (Topic& topic : topic_list_) claims_.add_direction(topic, left, right, direction, words.begin, words.end);
  }

  static Aspect last_year() {
    Aspect aspect;
    aspect.is_year_before = true;
    return aspect;
  }

  // ---- topics

  // What the words speak of becomes the topic. False: they name something that is not known.
  bool set_topic(Stretch words, NumberKind kind, bool needed) {
    const std::string_view text = without_marks_before(slice(words));
    const std::vector<Region> around = surroundings();
    const Spoken spoken = topics_.read(text, around, kind);
    aspect_ = spoken.aspect;
    // What a project's money is for is named freely: “档案数字化委托业务费”.
    const bool of_project = spoken.ends_in_word && !scope()[Dimension::Project].is_root();
    if (spoken.is_named && (spoken.is_known || of_project)) {
      enter_topic(spoken.region, text);
      return true;
    }
    if (spoken.is_known) {
      if (spoken.flow && turns(*spoken.flow)) enter_topic(spoken.region, text);
      return true;
    }
    if (const auto project = listed_project(text); project && needed) {
      enter_topic(*project, text);
      return true;
    }
    is_unclear_ = true;
    if (needed || is_chain(text)) speak_of_unknown(text);
    return false;
  }

  // A function by a name that is not known: the sentences that follow are about it, and about nothing else.
  static bool is_chain(std::string_view text) {
    const std::string key = word_key(text);
    return key.find("(款)") != std::string::npos || key.find("(项)") != std::string::npos;
  }

  void speak_of_unknown(std::string_view text) {
    topic_list_ = {Topic{}};
    topic_list_.back().is_known = false;
    topic_list_.back().subject = text;
  }

  // “收入预算 …，支出预算 …”: only the way of the money is named, and it is another one than before.
  bool turns(Extent flow) const {
    if (topic_list_.empty()) return true;
    const Extent before = topic_list_.back().region[Dimension::Flow];
    return !before.is_root() && before != flow;
  }

  void enter_topic(const Region& region, std::string_view text) {
    is_unclear_ = false;
    if (!first_region_) first_region_ = region;
    if (topic_list_.size() == 1 && topic_list_.back().is_known && topic_list_.back().region == region && !topic_list_.back().subject.empty()) return;
    Topic topic;
    topic.region = region;
    topic.subject = topic.words = text;
    topic_list_ = {std::move(topic)};
    base_ = list_base_;
  }

  // "1．机构运行保障经费 7.00 万元" under carried-over funds names a project.
  std::optional<Region> listed_project(std::string_view name) {
    const Extent carryover(space_.tree(Dimension::Source).find("carryover").value_or(kRoot));
    const Region& around = scope();
    if (!is_listed_ || around[Dimension::Source].is_root() || !space_.contains(Dimension::Source, carryover, around[Dimension::Source])) return std::nullopt;
    return around.with(Dimension::Project, space_.named(Dimension::Project, name));
  }

  // ---- numbers

  // Numbers with nothing but 、 or “和” between them: “分别为 1.00 万元、2.00 万元”.
  std::size_t length_of_list(std::span<const ScannedNumber> numbers) const {
    std::size_t count = 1;
    while (count < numbers.size()) {
      const std::string_view between = slice({numbers[count - 1].end, numbers[count].begin});
      if (between != "、" && between != "，" && between != "," && between != "和" && between != "及" && between != "与") break;
      ++count;
    }
    return count;
  }

  // False: the first of them is no figure; nothing was read.
  bool read_numbers(Stretch phrase, std::span<const ScannedNumber> list) {
    ScannedNumber number = list.front();
    if (number.role == NumberRole::Ignored) return false;
    const SentenceHit* each = paragraph_->last(SentenceWord::Each, phrase);
    if (list.size() > 1 && each != nullptr) {
      read_distributed(phrase, *each, list);
      return true;
    }
    bool any = false;
    for (const ScannedNumber& one : list) {
      any = read_number(any ? Stretch{one.begin, one.begin} : phrase, one) || any;
    }
    return any;
  }

  bool read_number(Stretch phrase, ScannedNumber number) {
    if (number.role == NumberRole::Ignored) return false;
    if (number.role == NumberRole::Bare) {
      if (!counts_people(phrase)) {
        if (number.figure.decimals > 0) claims_.list_open(number, "数字后没有单位");
        return false;
      }
    }
    claims_.count_printed(number);
    if (is_background_ && number.figure.unit != Unit::Count) {
      claims_.list_open(number, "单位概况和工作任务中的数字，不参与核对");
      return true;
    }
    claims_.begin_phrase(phrase.begin);
    read_statement(phrase, number);
    return true;
  }

  // "编制数 9，": a bare number is a count when the words right before it name something countable.
  bool counts_people(Stretch phrase) const {
    const std::string key = word_key(slice({phrase.begin, tail_of(phrase)}));
    const auto hits = context_.knowledge.vocabulary.find(key);
    if (hits.empty() || hits.back().offset + hits.back().length != key.size()) return false;
    return std::any_of(hits.back().senses->begin(), hits.back().senses->end(),
                       [](const Sense& sense) { return sense.only == NumberKind::Count; });
  }

  // Where the phrase ends when the words between it and its number are left out: 了, 约, 为, ：
  std::size_t tail_of(Stretch phrase) const {
    std::size_t end = phrase.end;
    for (;;) {
      const std::string_view text = slice({phrase.begin, end});
      std::size_t cut = 0;
      for (const std::string_view mark : {"：", ":", "的", "“", "”"})
        if (text.ends_with(mark)) cut = mark.size();
      if (const SentenceHit* word = paragraph_->ending_at(end);
          cut == 0 && word != nullptr && word->begin >= phrase.begin && (word->kind == SentenceWord::Filler || word->kind == SentenceWord::Each))
        cut = end - word->begin;
      if (cut == 0) return end;
      end -= cut;
    }
  }

  // What is said of the number, by the words right before it.
  void read_statement(Stretch phrase, const ScannedNumber& number) {
    claims_.begin_clause_group();
    const bool percent = number.figure.unit == Unit::Percent;
    const std::size_t tail = tail_of(phrase);
    if (const auto direction = direction_before({phrase.begin, tail})) return read_change({phrase.begin, direction->second}, number, direction->first);
    const SentenceHit* part = percent ? paragraph_->last(SentenceWord::PartOf, {phrase.begin, tail}) : nullptr;
    const SentenceHit* short_share = percent ? paragraph_->ending_at(tail) : nullptr;
    if (short_share != nullptr && short_share->kind == SentenceWord::Aside && slice({short_share->begin, short_share->end}).starts_with("占"))
      return read_share({phrase.begin, short_share->begin}, {tail, tail}, number);
    if (part != nullptr) return read_share({phrase.begin, part->begin}, {part->end, tail}, number);
    const SentenceHit* completed = percent ? paragraph_->last(SentenceWord::Completed, {phrase.begin, phrase.end}) : nullptr;
    if (completed != nullptr) return read_completion({phrase.begin, completed->begin}, {completed->end, phrase.end}, number);
    if (percent) return claims_.list_open(number, "百分数前没有“占”“完成”或增减词，不知其含义");
    read_value(phrase, number);
  }

  // The direction word at the end of the words; with it, where the words before it end. “增加（减少）” is settled by no one.
  std::optional<std::pair<Direction, std::size_t>> direction_before(Stretch words) const {
    std::string_view text = slice(words);
    std::size_t end = words.end;
    bool settled = true;
    for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}}) {
      if (!text.ends_with(close)) continue;
      const auto bracket = text.rfind(open);
      if (bracket == std::string_view::npos) continue;
      const SentenceHit* inside = paragraph_->ending_at(words.end - close.size());
      if (inside == nullptr || inside->begin != words.begin + bracket + open.size() || !is_direction(*inside)) continue;
      end = words.begin + bracket;
      settled = false;
    }
    const SentenceHit* word = paragraph_->ending_at(end);
    if (word == nullptr || word->begin < words.begin || !is_direction(*word)) return std::nullopt;
    const Trend trend = !settled ? Trend::None : word->kind == SentenceWord::Rising ? Trend::Up : Trend::Down;
    return std::pair{Direction{slice({word->begin, words.end}), word->begin, trend}, word->begin};
  }

  static bool is_direction(const SentenceHit& hit) { return hit.kind == SentenceWord::Rising || hit.kind == SentenceWord::Falling; }

  bool knows_topic(const ScannedNumber& number) {
    if (topic_list_.empty()) {
      // A sentence that begins with a number goes on from somewhere that is not here.
      speak_of_unknown("");
      is_lost_ = true;
    }
    const bool is_money = topic_list_.back().region[Dimension::Measure] == topics_.usual()[Dimension::Measure];
    if (topic_list_.back().is_known && !is_unclear_ && !is_lost_ && !(is_money && number.figure.unit == Unit::Count)) return true;
    claims_.list_open(number, topic_list_.back().subject.empty() ? "句中所指的项目不在词表中，不知是哪一项的金额"
                                                               : "句中“" + topic_list_.back().subject + "”不在词表中，不知是哪一项的金额");
    return false;
  }

  void read_change(Stretch words, const ScannedNumber& number, const Direction& direction) {
    if (direction.trend == Trend::None && !number.figure.is_zero()) {
      take_topic(words, number);
      return claims_.list_open(number, "模板的增减方向未选定");
    }
    if (const auto base = find_base(words)) {
      take_topic(base->subject, number);
      base_ = base->aspect;
    } else {
      take_topic(words, number);
    }
    if (!knows_topic(number)) return;
    if (!base_) base_ = last_year();
    for (Topic& topic : topic_list_) claims_.add_change(topic, number, *base_, direction);
  }

  // The words before a number, when there are any, name its topic; else it is still the last one.
  void take_topic(Stretch words, const ScannedNumber& number) {
    const NumberKind kind = number_kind(number.role == NumberRole::Bare ? Unit::Count : number.figure.unit);
    aspect_ = {};
    while (!words.empty()) {
      const SentenceHit* word = paragraph_->ending_at(words.end);
      if (word == nullptr || word->kind != SentenceWord::Each || word->begin < words.begin) break;
      words.end = word->begin;
    }
    const std::string_view text = without_marks_before(slice(words));
    if (han_count(text) > 0) {
      if (kind == NumberKind::Count && take_counted(text, number)) return;
      set_topic(words, kind, true);
      if (!is_unclear_ && topic_list_.empty()) enter_topic(scope(), text);
    } else if (topic_list_.empty() && scope() != topics_.usual()) {
      enter_topic(scope(), text);
    }
    reread(kind, number);
  }

  // “公务接待 2 批次、24 人次”: what is counted is said by the word behind the number as well.
  bool take_counted(std::string_view text, const ScannedNumber& number) {
    const std::string_view counter = counter_of(number);
    if (counter.empty()) return false;
    const std::vector<Region> around = surroundings();
    const Spoken spoken = topics_.read(std::string(text) + std::string(counter), around, NumberKind::Count);
    if (!spoken.is_named || !spoken.is_known) return false;
    enter_topic(spoken.region, text);
    return true;
  }

  std::string_view counter_of(const ScannedNumber& number) const {
    const std::string_view printed = slice({number.begin, number.end});
    for (const std::string_view counter : {"人次", "批次"})
      if (printed.ends_with(counter)) return counter;
    return {};
  }

  // The same thing by another measure: "车辆 0 辆，价值 0.00 万元", "2 批次、24 人次".
  void reread(NumberKind kind, const ScannedNumber& number) {
    if (topic_list_.size() != 1 || !topic_list_.back().is_known || topic_list_.back().words.empty()) return;
    Topic& topic = topic_list_.back();
    const std::vector<Region> around = surroundings();
    const Spoken again = topics_.read(topic.words + std::string(counter_of(number)), around, kind);
    if (!again.is_named || !again.is_known || again.region == topic.region) return;
    topic.region = again.region;
    topic.comparisons.clear();
    topic.others.clear();
  }

  void read_value(Stretch phrase, const ScannedNumber& number) {
    // "比2023年的 100 万元，增加 …": the base with its amount.
    if (const auto base = find_base(phrase)) {
      take_topic(base->subject, number);
      if (!knows_topic(number)) return;
      base_ = base->aspect;
      return claims_.add_value(topic_list_.back(), number, base->aspect);
    }
    take_topic(phrase, number);
    if (!knows_topic(number)) return;
    claims_.add_value(topic_list_.back(), number, aspect_);
  }

  void read_share(Stretch words, Stretch whole, const ScannedNumber& number) {
    take_topic(words, number);
    if (!knows_topic(number)) return;
    Topic& topic = topic_list_.back();
    auto base = whole_of_share(topic.region, whole);
    if (!base) base = join_whole(topic, whole);
    if (!base) return claims_.list_open(number, "不知占比以哪一项为整体");
    claims_.add_share(topic, number, *base);
  }

  // “占本年支出合计的”: the largest thing that these words name and that contains the part. Without words: what the part was
  // listed under.
  std::optional<Region> whole_of_share(const Region& part, Stretch words) {
    const auto contains = [&](const Region& whole) {
      return space_.contains(context_.knowledge.canonical(space_, whole), context_.knowledge.canonical(space_, part));
    };
    std::vector<Region> around = surroundings();
    const std::string_view text = without_marks_before(slice(words));
    if (han_count(text) < 2) {
      for (const Region& region : around)
        if (contains(region) && region != part) return region;
      if (contains(scope())) return scope();
      return std::nullopt;
    }
    around.push_back(topics_.usual());
    std::optional<Region> best;
    for (const Region& from : around) {
      const Spoken spoken = topics_.read(text, {&from, 1}, NumberKind::Money);
      if (!(spoken.is_named || spoken.flow) || !spoken.is_known || !contains(spoken.region) || spoken.region == part) continue;
      if (spoken.region == from) return from;  // the words name the very thing that is being divided
      if (!best || space_.contains(spoken.region, *best)) best = spoken.region;
    }
    return best;
  }

  // What something is a share of, it is a part of: “项目支出 1.00 万元，占一般公共预算支出的 …” is project expenditure of the
  // general budget, though only the share says so.
  std::optional<Region> join_whole(Topic& topic, Stretch words) {
    const Spoken spoken = topics_.read(without_marks_before(slice(words)), {{topics_.usual()}}, NumberKind::Money);
    if (!spoken.is_named || !spoken.is_known) return std::nullopt;
    const Region other = spoken.region.with(Dimension::Source, Extent()).with(Dimension::Flow, Extent());
    if (other != topics_.usual()) return std::nullopt;  // only the source of the money may be left unsaid
    const auto common = space_.meet(topic.region, spoken.region);
    if (!common || *common == spoken.region) return std::nullopt;
    claims_.narrow(topic, *common);
    return spoken.region;
  }

  void read_completion(Stretch words, Stretch base, const ScannedNumber& number) {
    take_topic(words, number);
    if (!knows_topic(number)) return;
    const Aspect spoken = topics_.aspect_of(slice(base));
    Aspect against;
    against.stage = spoken.stage ? spoken.stage : topics_.stage("budget");
    claims_.add_completion(topic_list_.back(), number, against);
  }

  // ---- several at once

  // “收、支总计分别为 A 万元、B 万元”, “各减少 C 万元、D 万元”
  void read_distributed(Stretch phrase, const SentenceHit& each, std::span<const ScannedNumber> list) {
    std::vector<ScannedNumber> numbers(list.begin(), list.end());
    for (std::size_t i = numbers.size() - 1; i > 0; --i)
      if (numbers[i - 1].role == NumberRole::Bare && numbers[i].role == NumberRole::Quantity) {
        numbers[i - 1].figure.unit = numbers[i].figure.unit;
        numbers[i - 1].role = NumberRole::Quantity;
      }
    for (const ScannedNumber& number : numbers) claims_.count_printed(number);
    const auto direction = direction_before({phrase.begin, tail_of(phrase)});
    Stretch words{phrase.begin, each.begin};
    if (const auto base = find_base(words)) {
      base_ = base->aspect;
      words = base->subject;
    }
    if (!distribute(words, numbers.size())) {
      for (const ScannedNumber& number : numbers) claims_.list_open(number, "多个金额并列，不知各指哪一项");
      return;
    }
    claims_.begin_phrase(phrase.begin);
    claims_.begin_clause_group();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i].figure.unit == Unit::Percent && !direction) claims_.list_open(numbers[i], "百分数前没有“占”“完成”或增减词，不知其含义");
      else if (direction) claims_.add_change(topic_list_[i], numbers[i], base_ ? *base_ : last_year(), direction->first);
      else claims_.add_value(topic_list_[i], numbers[i], topic_list_[i].aspect);
    }
  }

  // One topic for each part of the words; without words, those of before.
  bool distribute(Stretch words, std::size_t count) {
    const std::string text(without_marks_before(slice(words)));
    if (han_count(text) < 2) return topic_list_.size() == count;
    std::string spelled = text;
    for (const auto& [printed, full] : words_.spelled_out)
      if (const auto at = spelled.find(printed); at != std::string::npos) spelled.replace(at, printed.size(), full);
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin <= spelled.size();) {
      std::size_t end = spelled.size(), next = spelled.size() + 1;
      for (const std::string_view mark : {"、", "和", "及", "与"})
        if (const auto at = spelled.find(mark, begin); at < end) {
          end = at;
          next = at + mark.size();
        }
      names.push_back(spelled.substr(begin, end - begin));
      begin = next;
    }
    if (names.size() != count) return false;
    const std::vector<Region> around = surroundings();
    std::vector<Topic> topics;
    for (const std::string& name : names) {
      const Spoken spoken = topics_.read(name, around, NumberKind::Money);
      if (!(spoken.is_named || spoken.flow) || !spoken.is_known) return false;
      topics.emplace_back();
      topics.back().region = spoken.region;
      topics.back().aspect = spoken.aspect;
      topics.back().subject = topics.back().words = name;
    }
    topic_list_ = std::move(topics);
    if (!first_region_) first_region_ = topic_list_.front().region;
    return true;
  }

  // ---- nothing at all

  // “…未安排”, “没有使用…安排的支出”, “无…和…”: exactly nothing.
  void read_none(Stretch sentence) {
    const SentenceHit* mark = paragraph_->first(SentenceWord::None, sentence);
    if (mark == nullptr || paragraph_->first(SentenceWord::Reason, sentence) != nullptr) return;
    std::string_view object = slice({mark->end, sentence.end});
    for (const std::string_view stop : {"，", ",", "安排的支出"}) object = object.substr(0, object.find(stop));
    if (han_count(object) < 2) {
      const Stretch before = paragraph_->clauses({sentence.begin, std::max(mark->begin, sentence.begin + 1)}).back();
      object = slice({before.begin, mark->begin});
    }
    add_none(object, sentence);
  }

  void add_none(std::string_view object, Stretch sentence) {
    std::optional<Region> before;
    while (!object.empty()) {
      std::size_t cut = object.size(), next = object.size();
      for (const std::string_view mark : {"和", "、", "及"})
        if (const auto at = object.find(mark); at < cut) {
          cut = at;
          next = at + mark.size();
        }
      const std::string_view name = object.substr(0, cut);
      object.remove_prefix(next);
      const std::vector<Region> around = surroundings();
      for (const NumberKind kind : {NumberKind::Money, NumberKind::Count}) {
        const Spoken spoken = topics_.read(name, around, kind);
        if (!spoken.is_known || !(spoken.is_named || (spoken.flow && before))) continue;
        before = spoken.is_named ? spoken.region : before->with(Dimension::Flow, *spoken.flow);
        claims_.add_nil(*before, sentence.begin, sentence.end);
        break;
      }
    }
  }

  const NarrativeContext& context_;
  const SentenceWords& words_;
  Disclosure& out_;
  Space& space_;
  TopicReader topics_;
  ClaimWriter claims_;

  const Passage* body_ = nullptr;
  const Paragraph* paragraph_ = nullptr;
  Region context_region_;         // what the section, or the project it is speaking of, says
  std::vector<Frame> frames_;     // numbered paragraphs and lists around this one
  bool is_background_ = false, is_listed_ = false;

  std::optional<Region> whole_;          // behind “其中”: of what the parts are listed
  std::optional<Region> first_region_;   // what the paragraph speaks of first
  std::optional<Region> heading_;        // the same, when it is a heading of its own
  std::vector<Topic> topic_list_;        // what is spoken of now; several after “收、支总计”
  Aspect aspect_;                        // of the words that were read last
  std::optional<Aspect> base_, list_base_;  // what is compared with; in a list, with what its whole was
  std::optional<Region> reason_about_;
  std::size_t skip_until_ = 0;           // a reason in several sentences ends here
  bool is_unclear_ = false;              // the sentence speaks of something unknown
  bool is_lost_ = false;                 // its beginning is missing
};

}  // namespace

void read_narrative(const NarrativeContext& context, Disclosure& disclosure) { NarrativeReader(context, disclosure).read(); }

}  // namespace mingzhang
