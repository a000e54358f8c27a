#include "understand/narrative_reader.h"

#include <algorithm>
#include <array>

#include "base/find_word.h"
#include "base/utf8.h"
#include "disclosure/claims_view.h"
#include "understand/passage.h"

namespace mingzhang {
namespace {

bool names_any(std::string_view title, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return find_word(title, word) != std::string_view::npos; });
}

}  // namespace

std::size_t han_count(std::string_view text) {
  std::size_t count = 0;
  for (const CodePoint& c : code_points(text)) count += is_han(c.value);
  return count;
}

std::string_view without_marks_before(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : Literals{"，", ",", "：", ":", "、", "；", "（", "(", "）", ")", "。"})
      if (has_prefix(text, mark)) {
        text.remove_prefix(mark.size());
        again = true;
      }
  }
  return text;
}

void NarrativeReader::read() {
  std::array<Region, 5> by_level;
  std::array<bool, 5> background{};
  by_level.fill(topics_.usual());
  for (std::size_t s = 0; s < out_.sections.size(); ++s) {
    Section& section = out_.sections[s];
    const auto level = static_cast<std::size_t>(std::clamp(section.level, 0, 3));
    const Region parent = level == 0 ? topics_.usual() : by_level[level - 1];
    const Spoken spoken = topics_.read(section.title, {{parent}}, NumberKind::Money);
    section.context = spoken.region;
    const bool elsewhere = spoken.aspect.year && *spoken.aspect.year != topics_.usual()[Dimension::Year] && spoken.aspect.stage &&
                           *spoken.aspect.stage != topics_.usual()[Dimension::Stage];
    section_aspect_ = elsewhere ? spoken.aspect : Aspect();
    is_background_ = (level > 0 && background[level - 1]) || names_any(section.title, words_.backgrounds);
    for (std::size_t l = level; l < by_level.size(); ++l) {
      by_level[l] = section.context;
      background[l] = is_background_;
    }
    if (names_any(section.title, words_.glossaries)) continue;  // it explains words; its numbers are no claims
    read_body(section, static_cast<int>(s));
  }
}

Region NarrativeReader::usual_region() {
  Region region;
  region[Dimension::Year] = Extent(space_.year(context_.year));
  const auto stage = space_.tree(Dimension::Stage).find(out_.kind == DocumentKind::FinalAccounts ? "final" : "budget");
  region[Dimension::Stage] = Extent(stage.value_or(kRoot));
  region[Dimension::Measure] = Extent(space_.tree(Dimension::Measure).find("budget").value_or(kRoot));
  return region;
}

void NarrativeReader::read_body(const Section& section, int index) {
  body_ = &section.body;
  context_region_ = section.context;
  frames_.clear();
  item_.reset();
  skip_until_ = 0;
  claims_.begin_body(*body_, index);
  const std::string_view text = body_->text;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end > begin) read_paragraph({begin, end});
    begin = end + 1;
  }
}

void NarrativeReader::read_paragraph(Stretch stretch) {
  int level = 0;
  const std::size_t numbering = numbering_length(slice(stretch), &level);
  stretch.begin += numbering;
  is_listed_ = numbering > 0;
  const std::vector<Frame> before = frames_;
  while (!frames_.empty() && (level > 0 ? frames_.back().level >= level : !frames_.back().is_open)) frames_.pop_back();
  const Paragraph paragraph(body_->text, stretch, words_);
  paragraph_ = &paragraph;
  topic_list_.clear();
  named_.clear();
  if (level == 0 && item_) topic_list_.push_back(*item_);
  whole_.reset();
  whole_topic_.reset();
  first_region_.reset();
  first_topic_.reset();
  heading_.reset();
  claims_.begin_clause_group();
  list_base_.reset();
  for (const Stretch sentence : paragraph.sentences()) read_sentence(sentence);
  if (level == 0 && !first_topic_ && !first_region_) frames_ = before;  // it only says more of the item before: 主要原因是 …
  remember_item(level);
  close_paragraph(level);
}

void NarrativeReader::remember_item(int level) {
  if (const std::vector<Stretch> clauses = paragraph_->clauses(paragraph_->stretch()); !clauses.empty() && !topic_list_.empty() &&
                                                                                       is_chain(slice(clauses.back())) && !has_figures(clauses.back()))
    item_ = topic_list_.back();
  else if (level > 0)
    item_ = first_topic_;
  else if (first_topic_)
    item_.reset();
}

void NarrativeReader::close_paragraph(int level) {
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

std::vector<Region> NarrativeReader::surroundings() const {
  std::vector<Region> regions;
  if (whole_) regions.push_back(*whole_);
  if (heading_) regions.push_back(*heading_);
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) regions.push_back(frame->region);
  regions.push_back(context_region_);
  return regions;
}

void NarrativeReader::read_sentence(Stretch sentence) {
  if (sentence.begin < skip_until_ || enter_project(sentence)) return;
  is_unclear_ = is_lost_ = names_topic_ = is_restated_ = false;
  sentence_begin_ = sentence.begin;
  base_ = list_base_;
  if (after_full_stop(sentence)) {
    base_.reset();
    list_base_.reset();
    end_list();
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

void NarrativeReader::remember_topic() {
  if (topic_list_.size() == 1 && !topic_list_.back().comparisons.empty()) named_.push_back(std::move(topic_list_.back()));
}

void NarrativeReader::end_list() {
  if (whole_topic_ && parts_ >= 2) {
    remember_topic();
    topic_list_ = {*whole_topic_};
  }
  whole_topic_.reset();
}

bool NarrativeReader::has_figures(Stretch s) const {
  const auto numbers = paragraph_->numbers_in(s);
  return std::any_of(numbers.begin(), numbers.end(), [](const ScannedNumber& n) { return n.role == NumberRole::Quantity; });
}

bool NarrativeReader::after_full_stop(Stretch sentence) const {
  constexpr std::string_view kStop = "。";
  return sentence.begin < kStop.size() || slice({sentence.begin - kStop.size(), sentence.begin}) == kStop;
}

bool NarrativeReader::enter_project(Stretch sentence) {
  const SentenceHit* mark = paragraph_->first(SentenceWord::Project, sentence);
  if (mark == nullptr || mark->begin != sentence.begin) return false;
  std::string_view name = slice({mark->end, sentence.end});
  const std::string_view plain = without_marks_before(name);
  if (plain.empty() || plain.size() == name.size()) return false;
  context_region_ = context_region_.with(Dimension::Project, space_.named(Dimension::Project, plain));
  frames_.clear();
  return true;
}

std::size_t NarrativeReader::read_clause(Stretch clause, Stretch sentence) {
  Stretch rest = clause;
  const SentenceHit* reason = first_of({SentenceWord::Reason, SentenceWord::Purpose}, rest);
  while (reason != nullptr && is_in_name(*reason, clause)) {
    rest.begin = reason->end;
    reason = first_of({SentenceWord::Reason, SentenceWord::Purpose}, rest);
  }
  const SentenceHit* restated = paragraph_->first(SentenceWord::Restated, clause);
  is_restated_ = is_restated_ || (restated != nullptr && (reason == nullptr || restated->begin < reason->begin));
  if (reason != nullptr) {
    if (reason->begin > clause.begin) read_main({clause.begin, reason->begin}, reason->kind == SentenceWord::Reason);
    return read_explanation(*reason, sentence);
  }
  const SentenceHit* because = paragraph_->first(SentenceWord::Because, clause);
  if (because != nullptr && because->begin == clause.begin && paragraph_->numbers_in(clause).empty()) return clause.end;
  read_main(clause, false);
  return clause.end;
}

// “车辆购置税用于农村公路建设支出（项）”: the word belongs to the name of an item.
bool NarrativeReader::is_in_name(const SentenceHit& hit, Stretch clause) const {
  const std::string_view behind = slice({hit.end, clause.end});
  const std::size_t mark = std::min(behind.find("（项）"), behind.find("(项)"));
  return mark != std::string_view::npos && behind.substr(0, mark).find_first_of("0123456789") == std::string_view::npos;
}

const SentenceHit* NarrativeReader::first_of(std::initializer_list<SentenceWord> kinds, Stretch s) const {
  const SentenceHit* found = nullptr;
  for (const SentenceWord kind : kinds)
    if (const SentenceHit* hit = paragraph_->first(kind, s); hit != nullptr && (found == nullptr || hit->begin < found->begin)) found = hit;
  return found;
}

std::size_t NarrativeReader::read_explanation(const SentenceHit& mark, Stretch sentence) {
  Stretch text{mark.end, sentence.end};
  text.begin += slice(text).size() - without_marks_before(slice(text)).size();
  text.begin = std::min(text.begin, sentence.end);
  constexpr std::string_view kFirstly = "一是";  // the others follow, each in a sentence of its own
  if (slice({mark.begin, mark.end}).ends_with(kFirstly) || slice({text.begin, paragraph_->stretch().end}).starts_with(kFirstly)) {
    while (!paragraph_->ends_sentence_at(text.end)) ++text.end;
    skip_until_ = text.end;
  }
  const SentenceHit* next = first_of({mark.kind == SentenceWord::Reason ? SentenceWord::Purpose : SentenceWord::Opens, SentenceWord::Opens}, text);
  if (next != nullptr) text.end = next->begin;
  std::string_view words = slice(text);
  for (const std::string_view comma : Literals{"，", ","})
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

std::size_t NarrativeReader::clause_end(std::size_t at, Stretch sentence) const {
  for (const Stretch clause : paragraph_->clauses(sentence))
    if (at >= clause.begin && at < clause.end) return clause.end;
  return sentence.end;
}

void NarrativeReader::add_purpose(Passage purpose) {
  Topic& topic = topic_list_.back();
  if (!topic.comparisons.empty()) out_.comparisons[static_cast<std::size_t>(topic.comparisons.back())].purpose = std::move(purpose);
  else topic.purpose = std::move(purpose);
}

void NarrativeReader::read_explained_numbers(Stretch text, bool is_reason) {
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

void NarrativeReader::add_staff_change(Stretch reason, ScannedNumber number) {
  if (!slice({number.begin, number.end}).ends_with("人")) return;
  const SentenceHit* word = paragraph_->ending_at(number.begin);
  const auto staff = space_.tree(Dimension::Measure).find("staff");
  if (word == nullptr || word->begin < reason.begin || !staff) return;
  if (word->kind != SentenceWord::Rising && word->kind != SentenceWord::Falling) return;
  if (word->kind == SentenceWord::Falling) number.figure.coefficient = -number.figure.coefficient;
  const Region region = topics_.usual().with(Dimension::Measure, *staff);
  claims_.add_staff_change(region, region.with(Dimension::Year, topics_.year(-1)), number, slice({word->begin, word->end}));
}

void NarrativeReader::read_main(Stretch clause, bool before_reason) {
  if (const SentenceHit* opens = paragraph_->first(SentenceWord::Opens, clause)) {
    if (opens->begin > clause.begin) read_main({clause.begin, opens->begin}, false);
    open_list_of({clause.begin, opens->begin});
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

void NarrativeReader::open_list_of(Stretch words) {
  open_list();
  if (!paragraph_->numbers_in(words).empty() || !first_region_) return;
  const Spoken spoken = topics_.read(without_marks_before(slice(words)), {{topics_.usual()}}, NumberKind::Money);
  if (spoken.is_known && !spoken.is_named && spoken.flow) whole_ = first_region_->with(Dimension::Flow, *spoken.flow);
}

void NarrativeReader::open_list() {
  // “…；住房保障支出 A，占 B%。具体情况如下：” goes back to the whole: the sentence names no other one.
  const bool goes_back = whole_ && !names_topic_;
  if (!goes_back && !topic_list_.empty() && topic_list_.back().is_known) {
    whole_ = topic_list_.back().region;
    whole_topic_ = topic_list_.back();
    parts_ = 0;
  }
  list_base_ = base_;
}

void NarrativeReader::read_words(Stretch words, bool after_number, bool before_reason) {
  if (is_restated_) return;
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

std::optional<Region> NarrativeReader::region_before_reason(Stretch words) {
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

bool NarrativeReader::is_negated(const SentenceHit& hit) const {
  const std::string_view before = slice({paragraph_->stretch().begin, hit.begin});
  const std::vector<std::string>& words = words_.alternatives;
  return before.ends_with("（") || before.ends_with("(") || std::any_of(words.begin(), words.end(), [&](const std::string& word) { return before.ends_with(word); });
}

std::optional<NarrativeReader::Base> NarrativeReader::find_base(Stretch s) {
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
  const bool is_plain = topics_.read(slice({mark->end, end}), {{topics_.usual()}}, NumberKind::Money).is_known;
  return Base{aspect, han_count(slice(before)) >= 2 ? before : after, mark->begin, is_plain};
}

void NarrativeReader::read_unchanged(Stretch words, const SentenceHit& level) {
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

void NarrativeReader::read_relation(Stretch words, const SentenceHit& relation) {
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

Aspect NarrativeReader::last_year() {
  Aspect aspect;
  aspect.is_year_before = true;
  return aspect;
}

bool NarrativeReader::set_topic(Stretch words, NumberKind kind, bool needed) {
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
    const bool leaves = !topic_list_.empty() && topic_list_.back().is_apart && claims_.has_value(topic_list_.back(), spoken.aspect);
    if (spoken.flow && (leaves || turns(*spoken.flow))) enter_topic(spoken.region, text);
    else if (spoken.flow && whole_ && !names_topic_) enter_topic(*whole_, text);
    else if (spoken.flow && needed && is_whole_again()) speak_of_unknown(text);
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

bool NarrativeReader::is_whole_again() const {
  return whole_topic_ && parts_ == 0 && !topic_list_.empty() && !topic_list_.back().comparisons.empty() && topic_list_.back().region == whole_topic_->region;
}

bool NarrativeReader::is_chain(std::string_view text) {
  const std::string key = word_key(text);
  return key.find("(款)") != std::string::npos || key.find("(项)") != std::string::npos;
}

void NarrativeReader::speak_of_unknown(std::string_view text) {
  topic_list_ = {Topic{}};
  Topic& topic = topic_list_.back();
  topic.is_known = false;
  topic.subject = text;
  topic.is_apart = han_count(text) >= 2;
  if (topic.is_apart) {
    topic.region = apart_region(space_, topics_.usual(), text);
    is_unclear_ = false;
  }
  if (!first_topic_) first_topic_ = topic_list_.back();
}

bool NarrativeReader::turns(Extent flow) const {
  if (topic_list_.empty()) return true;
  const Extent before = topic_list_.back().region[Dimension::Flow];
  return !before.is_root() && before != flow;
}

void NarrativeReader::enter_topic(const Region& region, std::string_view text) {
  is_unclear_ = false;
  names_topic_ = true;
  if (!first_region_) first_region_ = region;
  if (topic_list_.size() == 1 && topic_list_.back().is_known && topic_list_.back().region == region && !topic_list_.back().subject.empty()) return;
  Topic topic;
  topic.region = region;
  topic.subject = topic.words = text;
  if (!first_topic_) first_topic_ = topic;
  remember_topic();
  parts_ += whole_topic_.has_value();
  topic_list_ = {std::move(topic)};
  base_ = list_base_;
}

std::optional<Region> NarrativeReader::listed_project(std::string_view name) {
  const Extent carryover(space_.tree(Dimension::Source).find("carryover").value_or(kRoot));
  const Region& around = scope();
  if (!is_listed_ || around[Dimension::Source].is_root() || !space_.contains(Dimension::Source, carryover, around[Dimension::Source])) return std::nullopt;
  return around.with(Dimension::Project, space_.named(Dimension::Project, name));
}

void read_narrative(const NarrativeContext& context, Disclosure& disclosure) { NarrativeReader(context, disclosure).read(); }

}  // namespace mingzhang
