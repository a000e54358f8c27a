// What the words and numbers of a clause say.
#include <algorithm>

#include "base/find_word.h"
#include "understand/narrative_reader.h"
#include "understand/passage.h"

namespace mingzhang {

std::size_t NarrativeReader::length_of_list(std::span<const ScannedNumber> numbers) const {
  std::size_t count = 1;
  while (count < numbers.size()) {
    const std::string_view between = slice({numbers[count - 1].end, numbers[count].begin});
    if (between != "、" && between != "，" && between != "," && between != "和" && between != "及" && between != "与") break;
    ++count;
  }
  return count;
}

bool NarrativeReader::read_numbers(Stretch phrase, std::span<const ScannedNumber> list) {
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

bool NarrativeReader::read_number(Stretch phrase, ScannedNumber number) {
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

bool NarrativeReader::counts_people(Stretch phrase) const {
  const std::string key = word_key(slice({phrase.begin, tail_of(phrase)}));
  const auto hits = context_.knowledge.vocabulary.find(key);
  if (hits.empty() || hits.back().offset + hits.back().length != key.size()) return false;
  return std::any_of(hits.back().senses->begin(), hits.back().senses->end(),
                     [](const Sense& sense) { return sense.only == NumberKind::Count; });
}

std::size_t NarrativeReader::tail_of(Stretch phrase) const {
  std::size_t end = phrase.end;
  for (;;) {
    const std::string_view text = slice({phrase.begin, end});
    std::size_t cut = 0;
    for (const std::string_view mark : Literals{"：", ":", "的", "“", "”"})
      if (text.ends_with(mark)) cut = mark.size();
    if (const SentenceHit* word = paragraph_->ending_at(end);
        cut == 0 && word != nullptr && word->begin >= phrase.begin && (word->kind == SentenceWord::Filler || word->kind == SentenceWord::Each))
      cut = end - word->begin;
    if (cut == 0) return end;
    end -= cut;
  }
}

void NarrativeReader::read_statement(Stretch phrase, const ScannedNumber& number) {
  claims_.begin_clause_group();
  const bool percent = number.figure.unit == Unit::Percent;
  const std::size_t tail = tail_of(phrase);
  if (const auto direction = direction_before({phrase.begin, tail})) return read_change({phrase.begin, direction->second}, number, direction->first);
  if (const SentenceHit* mark = percent ? paragraph_->ending_at(tail) : nullptr; mark != nullptr && mark->kind == SentenceWord::Deviates)
    return read_deviation({phrase.begin, mark->begin}, *mark, number);
  const SentenceHit* part = percent ? paragraph_->last(SentenceWord::PartOf, {phrase.begin, tail}) : nullptr;
  const SentenceHit* short_share = percent ? paragraph_->ending_at(tail) : nullptr;
  if (short_share != nullptr && short_share->kind == SentenceWord::Aside && slice({short_share->begin, short_share->end}).starts_with("占"))
    return read_share({phrase.begin, short_share->begin}, {tail, tail}, number);
  if (part != nullptr) return read_share({phrase.begin, part->begin}, whole_behind(*part, phrase, tail), number);
  const SentenceHit* completed = percent ? paragraph_->last(SentenceWord::Completed, {phrase.begin, phrase.end}) : nullptr;
  if (completed != nullptr) return read_completion({phrase.begin, completed->begin}, {completed->end, phrase.end}, number);
  if (const SentenceHit* mark = percent && tail == phrase.begin ? completed_amount_before(phrase.begin) : nullptr)
    return read_completion({mark->begin, mark->begin}, {mark->end, phrase.begin}, number);
  const SentenceHit* relation = percent ? nullptr : first_of({SentenceWord::Greater, SentenceWord::Less}, {phrase.begin, tail});
  if (relation != nullptr) return read_difference({phrase.begin, relation->begin}, {relation->end, phrase.end}, *relation, number);
  if (percent) return claims_.list_open(number, "百分数前没有“占”“完成”或增减词，不知其含义");
  read_value(phrase, number);
}

const SentenceHit* NarrativeReader::completed_amount_before(std::size_t end) const {
  const SentenceHit* mark = paragraph_->last(SentenceWord::Completed, {sentence_begin_, end});
  if (mark == nullptr) return nullptr;
  const auto numbers = paragraph_->numbers_in({mark->end, end});
  return numbers.size() == 1 && numbers.front().end == end ? mark : nullptr;
}

Stretch NarrativeReader::whole_behind(const SentenceHit& part, Stretch phrase, std::size_t tail) {
  constexpr std::string_view kOf = "的";
  Stretch whole{part.end, phrase.end};
  if (slice(whole).ends_with(kOf)) whole.end -= kOf.size();
  return topics_.read(slice(whole), {{topics_.usual()}}, NumberKind::Money).is_known ? whole : Stretch{part.end, tail};
}

std::optional<std::pair<Direction, std::size_t>> NarrativeReader::direction_before(Stretch words) const {
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

bool NarrativeReader::knows_topic(const ScannedNumber& number) {
  if (topic_list_.empty()) {
    // A sentence that begins with a number goes on from somewhere that is not here.
    speak_of_unknown("");
    is_lost_ = han_count(slice({sentence_begin_, number.begin})) == 0;
  }
  if (is_restated_) {
    claims_.list_open(number, "按另一口径比较的数字，不参与核对");
    return false;
  }
  if (topic_list_.back().is_apart && !is_unclear_ && !is_lost_ && number.figure.unit != Unit::Count) return true;
  const bool is_money = topic_list_.back().region[Dimension::Measure] == topics_.usual()[Dimension::Measure];
  if (topic_list_.back().is_known && !is_unclear_ && !is_lost_ && !(is_money && number.figure.unit == Unit::Count)) return true;
  claims_.list_open(number, topic_list_.back().subject.empty() ? "句中所指的项目不在词表中，不知是哪一项的金额"
                                                             : "句中“" + topic_list_.back().subject + "”不在词表中，不知是哪一项的金额");
  return false;
}

void NarrativeReader::read_change(Stretch words, const ScannedNumber& number, const Direction& direction) {
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

void NarrativeReader::take_topic(Stretch words, const ScannedNumber& number) {
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

bool NarrativeReader::take_counted(std::string_view text, const ScannedNumber& number) {
  const std::vector<Region> around = surroundings();
  const auto enter = [&](std::string_view behind, bool is_subject) {
    const std::string words = std::string(text) + std::string(behind);
    const Spoken spoken = topics_.read(words, around, NumberKind::Count);
    if (!spoken.is_named || !spoken.is_known) return false;
    enter_topic(spoken.region, is_subject ? std::string_view(words) : text);
    return true;
  };
  const std::string_view counter = counter_of(number);
  if (!counter.empty() && enter(counter, false)) return true;
  if (topics_.read(text, around, NumberKind::Count).is_named) return false;
  const std::string_view behind = words_behind(number);
  return han_count(behind) >= 2 && enter(behind, true);
}

std::string_view NarrativeReader::words_behind(const ScannedNumber& number) const {
  for (const Stretch clause : paragraph_->clauses({number.end, paragraph_->stretch().end})) {
    const auto numbers = paragraph_->numbers_in(clause);
    if (clause.begin != number.end) break;
    return slice({clause.begin, numbers.empty() ? clause.end : numbers.front().begin});
  }
  return {};
}

std::string_view NarrativeReader::counter_of(const ScannedNumber& number) const {
  const std::string_view printed = slice({number.begin, number.end});
  for (const auto& [ending, counter] : {std::pair<std::string_view, std::string_view>{"人次", "人次"}, {"人", "人次"}, {"批次", "批次"}, {"批", "批次"}})
    if (printed.ends_with(ending)) return counter;
  return {};
}

void NarrativeReader::reread(NumberKind kind, const ScannedNumber& number) {
  if (topic_list_.size() != 1 || !topic_list_.back().is_known || topic_list_.back().words.empty()) return;
  Topic& topic = topic_list_.back();
  const std::vector<Region> around = surroundings();
  const Spoken again = topics_.read(topic.words + std::string(counter_of(number)), around, kind);
  if (!again.is_named || !again.is_known || again.region == topic.region) return;
  topic.region = again.region;
  topic.counter.clear();
  topic.comparisons.clear();
  topic.others.clear();
}

void NarrativeReader::read_deviation(Stretch words, const SentenceHit& mark, const ScannedNumber& number) {
  take_topic(words, number);
  if (!knows_topic(number)) return;
  const Trend trend = number.figure.is_zero() ? Trend::None : number.figure.coefficient > 0 ? Trend::Up : Trend::Down;
  claims_.add_deviation(topic_list_.back(), number, {slice({mark.begin, mark.end}), mark.begin, trend});
}

void NarrativeReader::read_concerned(Stretch words, const ScannedNumber& number) {
  reread(NumberKind::Money, number);
  if (!knows_topic(number)) return;
  const Region about = topic_list_.back().region;
  const bool is_plain_money = about[Dimension::Measure] == topics_.usual()[Dimension::Measure];
  if (is_plain_money && (about == scope() || about == topics_.usual())) return claims_.list_open(number, "“涉及”的金额，不知是哪一项的");
  const Spoken spoken = topics_.read(without_marks_before(slice(words)), {{about}}, NumberKind::Money);
  if (spoken.is_named && spoken.is_known && space_.contains(about, spoken.region)) enter_topic(spoken.region, slice(words));
  claims_.add_value(topic_list_.back(), number, Aspect{});
}

void NarrativeReader::read_value(Stretch phrase, const ScannedNumber& number) {
  if (const SentenceHit* concerns = paragraph_->first(SentenceWord::Concerns, phrase);
      concerns != nullptr && is_money(number.figure.unit) && han_count(slice({phrase.begin, concerns->begin})) < 2)
    return read_concerned({concerns->end, phrase.end}, number);
  // "比2023年的 100 万元，增加 …": the base with its amount.
  if (const auto base = find_base(phrase)) {
    take_topic(base->subject, number);
    if (!knows_topic(number)) return;
    base_ = base->aspect;
    if (!base->is_plain) return claims_.list_open(number, "比较的年度后有不在词表中的词，不知是什么数");
    return claims_.add_value(topic_list_.back(), number, base->aspect);
  }
  take_topic(phrase, number);
  if (!knows_topic(number)) return;
  // Parts are of the year and stage of their whole, and all of those of the heading, unless they say their own.
  Aspect aspect = aspect_;
  for (const Aspect* around : {whole_topic_ ? &whole_topic_->aspect : nullptr, &section_aspect_}) {
    if (around == nullptr) continue;
    if (!aspect.any()) aspect = *around;
    else if (!aspect.stage && aspect.year == around->year) aspect.stage = around->stage;
  }
  claims_.add_value(topic_list_.back(), number, aspect);
}

void NarrativeReader::read_difference(Stretch words, Stretch base, const SentenceHit& relation, const ScannedNumber& number) {
  const std::vector<Region> around = surroundings();
  const Spoken spoken = topics_.read(slice(words), around, NumberKind::Money), against = topics_.read(slice(base), around, NumberKind::Money);
  if (spoken.is_named && spoken.is_known) take_topic(words, number);
  if (!knows_topic(number)) return;
  if (!against.aspect.any() || !against.is_known) return claims_.list_open(number, "不知与哪一个数相比");
  const Direction direction{slice({relation.begin, relation.end}), relation.begin, relation.kind == SentenceWord::Greater ? Trend::Up : Trend::Down};
  for (Topic& topic : topic_list_) claims_.add_change(topic, number, against.aspect, direction);
}

void NarrativeReader::read_share(Stretch words, Stretch whole, const ScannedNumber& number) {
  take_topic(words, number);
  if (!knows_topic(number)) return;
  Topic& topic = topic_list_.back();
  auto base = topic.is_apart ? named_whole(whole) : whole_of_share(topic.region, whole);
  if (!base && !topic.is_apart) base = join_whole(topic, whole);
  if (!base) return claims_.list_open(number, "不知占比以哪一项为整体");
  claims_.add_share(topic, number, *base);
}

std::optional<Region> NarrativeReader::named_whole(Stretch words) {
  const Spoken spoken = topics_.read(without_marks_before(slice(words)), {{topics_.usual()}}, NumberKind::Money);
  return spoken.is_named && spoken.is_known ? std::optional(spoken.region) : std::nullopt;
}

std::optional<Region> NarrativeReader::whole_of_share(const Region& part, Stretch words) {
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
  return best ? best : other_measure(part, text);
}

std::optional<Region> NarrativeReader::other_measure(const Region& part, std::string_view words) {
  const Spoken spoken = topics_.read(words, {{topics_.usual()}}, NumberKind::Money);
  const Extent measure = spoken.region[Dimension::Measure];
  if (!spoken.is_named || !spoken.is_known || measure == topics_.usual()[Dimension::Measure] || measure == part[Dimension::Measure]) return std::nullopt;
  return spoken.region;
}

std::optional<Region> NarrativeReader::join_whole(Topic& topic, Stretch words) {
  const Spoken spoken = topics_.read(without_marks_before(slice(words)), {{topics_.usual()}}, NumberKind::Money);
  if (!spoken.is_named || !spoken.is_known) return std::nullopt;
  const Region other = spoken.region.with(Dimension::Source, Extent()).with(Dimension::Flow, Extent());
  if (other != topics_.usual()) return std::nullopt;  // only the source of the money may be left unsaid
  const auto common = space_.meet(topic.region, spoken.region);
  if (!common || *common == spoken.region) return std::nullopt;
  claims_.narrow(topic, *common);
  return spoken.region;
}

void NarrativeReader::read_completion(Stretch words, Stretch base, const ScannedNumber& number) {
  take_topic(words, number);
  if (!knows_topic(number)) return;
  const Aspect spoken = topics_.aspect_of(slice(base));
  Aspect against;
  against.stage = spoken.stage ? spoken.stage : topics_.stage("budget");
  claims_.add_completion(topic_list_.back(), number, against);
}

void NarrativeReader::read_distributed(Stretch phrase, const SentenceHit& each, std::span<const ScannedNumber> list) {
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

bool NarrativeReader::distribute(Stretch words, std::size_t count) {
  const std::string text(without_marks_before(slice(words)));
  if (han_count(text) < 2) return topic_list_.size() == count || distribute_over_named(count);
  std::string spelled = text, shared;  // “收、支总计”: what follows the pair belongs to both
  for (const auto& [printed, full] : words_.spelled_out)
    if (const auto at = spelled.find(printed); at != std::string::npos) {
      shared = spelled.substr(at + printed.size());
      spelled = spelled.substr(0, at) + full;
    }
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= spelled.size();) {
    std::size_t end = spelled.size(), next = spelled.size() + 1;
    for (const std::string_view mark : Literals{"、", "和", "及", "与"})
      if (const auto at = spelled.find(mark, begin); at < end) {
        end = at;
        next = at + mark.size();
      }
    names.push_back(spelled.substr(begin, end - begin) + shared);
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

bool NarrativeReader::distribute_over_named(std::size_t count) {
  std::vector<Topic> topics = named_;
  // Behind a list the topic is its whole once more, which is no part.
  const bool goes_on = topic_list_.size() == 1 && topic_list_.back().is_known && std::none_of(named_.begin(), named_.end(), [&](const Topic& topic) {
    return space_.contains(topic_list_.back().region, topic.region);
  });
  if (goes_on) topics.push_back(topic_list_.back());
  if (topics.size() < count || count < 2) return false;
  topics.erase(topics.begin(), topics.end() - static_cast<std::ptrdiff_t>(count));
  for (std::size_t i = 0; i < count; ++i) {
    if (!topics[i].is_known) return false;
    for (std::size_t j = 0; j < i; ++j)
      if (!space_.disjoint(topics[i].region, topics[j].region)) return false;
  }
  topic_list_ = std::move(topics);
  return true;
}

void NarrativeReader::read_none(Stretch sentence) {
  const SentenceHit* mark = paragraph_->first(SentenceWord::None, sentence);
  if (mark == nullptr || paragraph_->first(SentenceWord::Reason, sentence) != nullptr) return;
  std::string_view object = slice({mark->end, sentence.end});
  for (const std::string_view stop : Literals{"，", ",", "安排的支出"}) object = object.substr(0, object.find(stop));
  if (han_count(object) < 2) {
    const Stretch before = paragraph_->clauses({sentence.begin, std::max(mark->begin, sentence.begin + 1)}).back();
    object = slice({before.begin, mark->begin});
  }
  add_none(object, sentence);
}

void NarrativeReader::add_none(std::string_view object, Stretch sentence) {
  std::optional<Region> before;
  while (!object.empty()) {
    std::size_t cut = object.size(), next = object.size();
    for (const std::string_view mark : Literals{"和", "、", "及"})
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
}  // namespace mingzhang
