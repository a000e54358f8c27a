#include "understand/narrative_claims.h"

#include <algorithm>
#include <cstdlib>

#include "base/find_word.h"
#include "base/text.h"
#include "understand/passage.h"

namespace mingzhang {
namespace {

constexpr std::size_t kQuoteBytesMax = 120;
constexpr int kUnchangedDecimals = 2;

// Where the last clause of a phrase begins: after its last comma, semicolon or colon.
std::size_t last_clause_begin(std::string_view phrase) {
  for (std::size_t end = phrase.size(); end > 0; --end) {
    if (phrase[end - 1] == ',' || phrase[end - 1] == ':') return end;
    if (static_cast<unsigned char>(phrase[end - 1]) > 0x9B || end < 3) continue;  // none of the wide marks ends with it
    for (const std::string_view mark : Literals{"，", "：", "；"})
      if (has_suffix(phrase.substr(0, end), mark)) return end;
  }
  return 0;
}

}  // namespace

void ClaimWriter::begin_body(const Passage& body, int section) {
  body_ = &body;
  section_ = section;
  first_comparison_ = out_.comparisons.size();
  recent_.clear();
}

void ClaimWriter::count_printed(const ScannedNumber& number) {
  if (is_money(number.figure.unit) || number.figure.unit == Unit::Percent) ++out_.printed_amounts;
}

void ClaimWriter::list_open(const ScannedNumber& number, std::string reason) {
  if (number.figure.unit == Unit::Count) return;
  out_.open.push_back({place_of(number), std::string(slice(number.begin, number.end)), std::move(reason)});
}

// The number with the words of its clause before it, as printed.
std::string ClaimWriter::quote_of(const ScannedNumber& number) const {
  std::size_t begin = std::max(phrase_begin_, number.begin > kQuoteBytesMax ? number.begin - kQuoteBytesMax : 0);
  std::string_view before = slice(begin, number.begin);
  for (const std::string_view colon : Literals{"：", ":"})
    if (before.ends_with(colon)) before.remove_suffix(colon.size());
  begin += last_clause_begin(before);
  while (begin < number.begin && (static_cast<unsigned char>(body_->text[begin]) & 0xC0) == 0x80) ++begin;
  return std::string(slice(begin, number.end));
}

Claim ClaimWriter::make_claim(ClaimKind kind, const Topic& topic, const Region& region, const ScannedNumber& number) const {
  Claim claim;
  claim.kind = kind;
  claim.region = region;
  claim.figure = number.figure;
  claim.quote = quote_of(number);
  claim.place = place_of(number);
  if (topic.is_apart) claim.standing = Standing::Presumed;
  return claim;
}

int ClaimWriter::add_claim(Claim claim, int comparison) {
  claim.comparison = comparison;
  out_.claims.push_back(std::move(claim));
  return static_cast<int>(out_.claims.size()) - 1;
}

void ClaimWriter::touch(int comparison) {
  if (std::find(recent_.begin(), recent_.end(), comparison) == recent_.end()) recent_.push_back(comparison);
}

int& ClaimWriter::slot(int comparison, ClaimKind kind) {
  Comparison& c = at(comparison);
  switch (kind) {
    case ClaimKind::Value: return c.value;
    case ClaimKind::Change: return c.change;
    case ClaimKind::Rate: return c.rate;
    case ClaimKind::Share: break;
  }
  return c.share;
}

int ClaimWriter::new_comparison(Topic& topic, const Region& region, const Place& place) {
  Comparison comparison;
  comparison.region = comparison.base = region;
  comparison.subject = topic.subject;
  comparison.section = section_;
  comparison.place = place;
  comparison.purpose = topic.purpose;
  const int index = static_cast<int>(out_.comparisons.size());
  out_.comparisons.push_back(std::move(comparison));
  topic.comparisons.push_back(index);
  touch(index);
  return index;
}

// Changes are of the amount that was named last, unless that was the base itself: then of the document's own year and stage.
Region ClaimWriter::region_of(const Topic& topic) const {
  for (auto it = topic.comparisons.rbegin(); it != topic.comparisons.rend(); ++it) {
    const Comparison& comparison = out_.comparisons[static_cast<std::size_t>(*it)];
    if (comparison.value >= 0) return comparison.region;
  }
  return topic.region;
}

// The comparison of this region with this base: the one that exists, the amount that waits for its base, or a new one.
int ClaimWriter::comparison_against(Topic& topic, const Region& region, const Region& base, const Place& place) {
  int value = -1;
  for (auto it = topic.comparisons.rbegin(); it != topic.comparisons.rend(); ++it) {
    Comparison& comparison = at(*it);
    if (comparison.region != region) continue;
    if (value < 0) value = comparison.value;
    if (comparison.base != base && comparison.base != comparison.region) continue;
    comparison.base = base;
    for (const auto& [other, claim] : topic.others)
      if (other == base) comparison.base_value = claim;
    touch(*it);
    return *it;
  }
  const int index = new_comparison(topic, region, place);
  at(index).base = base;
  at(index).value = value;
  for (const auto& [other, claim] : topic.others)
    if (other == base) at(index).base_value = claim;
  return index;
}

// 批次 of “221批次”; "" without one.
std::string_view ClaimWriter::printed_counter(const ScannedNumber& number) const {
  const std::string_view printed = slice(number.begin, number.end);
  const auto digits = printed.find_last_of("0123456789");
  return digits == std::string_view::npos ? std::string_view() : trimmed(printed.substr(digits + 1));
}

bool ClaimWriter::has_value(const Topic& topic, const Aspect& aspect) const {
  const Region region = topics_.in(aspect, topic.region);
  return std::any_of(topic.comparisons.begin(), topic.comparisons.end(), [&](int index) {
    const Comparison& comparison = out_.comparisons[static_cast<std::size_t>(index)];
    return comparison.value >= 0 && comparison.region == region;
  });
}

// A value of something unknown is held only against what its own sentence says of it.
void ClaimWriter::list_apart(const Topic& topic, const ScannedNumber& number) {
  if (topic.is_apart) list_open(number, "“" + topic.subject + "”不在词表中，不知是哪一项的金额；只核对了句内的增减和比例");
}

void ClaimWriter::add_value(Topic& topic, const ScannedNumber& number, const Aspect& aspect) {
  if (number.figure.unit == Unit::Count) {
    const std::string_view counter = printed_counter(number);
    if (!topic.counter.empty() && !counter.empty() && topic.counter != counter) return;  // “2 个团组、5 人”
    topic.counter = counter;
  }
  topic.aspect = aspect;
  list_apart(topic, number);
  if (topic.is_apart && has_value(topic, aspect)) return;  // of something else, unnamed
  const Region region = topics_.in(aspect, topic.region);
  const bool of_document = region[Dimension::Year] == topics_.usual()[Dimension::Year];
  // An amount of another stage, or of another year behind one of this year, is there to be compared with.
  if (region[Dimension::Stage] != topics_.usual()[Dimension::Stage] || (!of_document && !topic.comparisons.empty() && region_of(topic) != region))
    return add_other(topic, number, region);
  int index = topic.comparisons.empty() ? -1 : topic.comparisons.back();
  if (index < 0 || at(index).value >= 0 || at(index).region != region) index = new_comparison(topic, region, place_of(number));
  at(index).value = add_claim(make_claim(ClaimKind::Value, topic, region, number), index);
  touch(index);
}

void ClaimWriter::add_other(Topic& topic, const ScannedNumber& number, const Region& region) {
  const int comparison = topic.comparisons.empty() ? -1 : topic.comparisons.back();
  const int claim = add_claim(make_claim(ClaimKind::Value, topic, region, number), comparison);
  topic.others.emplace_back(region, claim);
  for (const int index : topic.comparisons)
    if (at(index).base == region && at(index).base_value < 0) at(index).base_value = claim;
}

void ClaimWriter::add_change(Topic& topic, const ScannedNumber& number, const Aspect& base, const Direction& direction) {
  const Region region = region_of(topic), against = topics_.in(base, region);
  if (against == region) return list_open(number, "比较的基期与本期相同，不知与哪一年相比");
  const ClaimKind kind = number.figure.unit == Unit::Percent ? ClaimKind::Rate : ClaimKind::Change;
  Claim claim = make_claim(kind, topic, region, number);
  claim.base = against;
  // The word says the direction; a minus after it is a slip of its own (CHG104 reads it in the text).
  const std::int64_t size = std::abs(number.figure.coefficient);
  claim.figure.coefficient = direction.trend == Trend::Down ? -size : size;
  const int index = comparison_against(topic, region, against, claim.place);
  Comparison& comparison = at(index);
  if (comparison.direction.empty()) {
    comparison.direction = direction.word;
    comparison.direction_place = body_->place_at(direction.begin, direction.word.size());
    comparison.trend = direction.trend;
  }
  slot(index, kind) = add_claim(std::move(claim), index);
  topic.aspect = {};
}

void ClaimWriter::add_deviation(Topic& topic, const ScannedNumber& number, const Direction& word) {
  Aspect base;
  base.stage = topic.others.empty() ? topics_.stage("budget") : topic.others.back().first[Dimension::Stage];
  add_change(topic, number, base, word);
}

void ClaimWriter::add_share(Topic& topic, const ScannedNumber& number, const Region& whole) {
  const Region region = region_of(topic);
  Claim claim = make_claim(ClaimKind::Share, topic, region, number);
  claim.base = whole;
  int index = topic.comparisons.empty() ? -1 : topic.comparisons.back();
  if (index < 0 || at(index).share >= 0 || at(index).region != region) index = new_comparison(topic, region, claim.place);
  at(index).share = add_claim(std::move(claim), index);
  touch(index);
}

void ClaimWriter::add_completion(Topic& topic, const ScannedNumber& number, const Aspect& base) {
  const Region region = region_of(topic), against = topics_.in(base, region);
  if (against == region) return list_open(number, "完成比例的基数与决算数相同");
  Claim claim = make_claim(ClaimKind::Share, topic, region, number);
  claim.base = against;
  const int index = comparison_against(topic, region, against, claim.place);
  at(index).completion = add_claim(std::move(claim), index);
}

void ClaimWriter::add_direction(Topic& topic, const Aspect& region_aspect, const Aspect& base, const Direction& direction, std::size_t begin,
                                std::size_t end) {
  const Region region = region_aspect.any() ? topics_.in(region_aspect, topic.region) : region_of(topic);
  const Region against = topics_.in(base, region);
  if (against == region) return;
  const Place place = body_->place_at(begin, end - begin);
  const int index = comparison_against(topic, region, against, place);
  Comparison& comparison = at(index);
  if (comparison.direction.empty()) {
    comparison.direction = direction.word;
    comparison.direction_place = body_->place_at(direction.begin, direction.word.size());
    comparison.trend = direction.trend;
  }
  const bool level = direction.trend == Trend::Level || direction.trend == Trend::NearlyLevel;
  if (!level || comparison.change >= 0) return;
  Claim claim;
  claim.kind = ClaimKind::Change;
  claim.region = region;
  claim.base = against;
  claim.weak = direction.trend == Trend::NearlyLevel;
  const Figure* value = comparison.value >= 0 ? &out_.claims[static_cast<std::size_t>(comparison.value)].figure : nullptr;
  claim.figure = value != nullptr ? Figure{0, value->decimals, value->unit} : Figure{0, kUnchangedDecimals, Unit::WanYuan};
  claim.quote = std::string(slice(begin, end));
  claim.place = place;
  const int change = add_claim(std::move(claim), index);
  at(index).change = change;
}

void ClaimWriter::narrow(Topic& topic, const Region& region) {
  for (const int index : topic.comparisons) {
    Comparison& comparison = at(index);
    if (comparison.region != topic.region) continue;
    comparison.region = region;
    if (comparison.base == topic.region) comparison.base = region;
    if (comparison.value >= 0) out_.claims[static_cast<std::size_t>(comparison.value)].region = region;
  }
  topic.region = region;
}

void ClaimWriter::add_nil(const Region& region, std::size_t begin, std::size_t end) {
  Claim claim;
  claim.region = region;
  claim.figure = {0, 0, Unit::WanYuan};
  claim.nil = true;
  claim.quote = std::string(slice(begin, end));
  claim.place = body_->place_at(begin, end - begin);
  out_.claims.push_back(std::move(claim));
}

void ClaimWriter::add_staff_change(const Region& staff, const Region& base, const ScannedNumber& number, std::string_view direction) {
  Claim claim;
  claim.kind = ClaimKind::Change;
  claim.region = staff;
  claim.base = base;
  claim.figure = number.figure;
  claim.weak = true;
  claim.quote = std::string(slice(number.begin - direction.size(), number.end));
  claim.place = place_of(number);
  out_.claims.push_back(std::move(claim));
  out_.claims.back().comparison = recent_.empty() ? -1 : recent_.back();
}

void ClaimWriter::add_reason(std::size_t begin, std::size_t length, const Region* about) {
  std::vector<int> targets = recent_;
  if (about != nullptr)
    for (std::size_t i = out_.comparisons.size(); i > first_comparison_; --i)
      if (out_.comparisons[i - 1].region == *about) {
        targets = {static_cast<int>(i - 1)};
        break;
      }
  for (const int index : targets) {
    Comparison& comparison = at(index);
    comparison.reason_expected = true;
    if (comparison.reason.text.empty()) comparison.reason = part_of(*body_, begin, length);
  }
}

}  // namespace mingzhang
