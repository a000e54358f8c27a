#pragma once
// The claims and comparisons of sentences, as they are found one after another.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "disclosure/disclosure.h"
#include "understand/number_scan.h"
#include "understand/topic.h"

namespace mingzhang {

// What a stretch of text is about, with what was said of it so far.
struct Topic {
  Region region;                // in the document's year and stage
  Aspect aspect;                // of the amount that was named last
  std::string subject;          // as printed
  std::string words;            // the same, to be read again for a number of another kind
  bool is_known = true;
  bool is_apart = false;        // not known, but named: its figures can be held against one another
  std::string counter;          // of its first count: 辆, 批次; what is counted otherwise is something else
  std::vector<int> comparisons;
  std::vector<std::pair<Region, int>> others;  // amounts of the same thing in another year or stage, claims
  Passage purpose;
};

// A direction as printed: the word, and what it says of region against base.
struct Direction {
  std::string_view word;
  std::size_t begin = 0;  // in the body
  Trend trend = Trend::None;
};

class ClaimWriter {
 public:
  ClaimWriter(const TopicReader& topics, Disclosure& out) : topics_(topics), out_(out) {}

  void begin_body(const Passage& body, int section);
  // Words of the clause that belong to a number: what is quoted begins here at the earliest.
  void begin_phrase(std::size_t begin) { phrase_begin_ = begin; }

  void add_value(Topic& topic, const ScannedNumber& number, const Aspect& aspect);
  void add_change(Topic& topic, const ScannedNumber& number, const Aspect& base, const Direction& direction);
  void add_share(Topic& topic, const ScannedNumber& number, const Region& whole);
  void add_completion(Topic& topic, const ScannedNumber& number, const Aspect& base);
  // “预决算差异率 -4.00%”: against the amount of another stage that was named last, or else against the budget.
  void add_deviation(Topic& topic, const ScannedNumber& number, const Direction& word);
  // The topic is a part only of what was said: so are the figures that it has.
  void narrow(Topic& topic, const Region& region);
  // “与上年持平”, “决算数大于预算数”: a direction without a number.
  void add_direction(Topic& topic, const Aspect& region_aspect, const Aspect& base, const Direction& direction, std::size_t begin, std::size_t end);
  // Has an amount of the topic in this year and stage been said?
  bool has_value(const Topic& topic, const Aspect& aspect) const;
  void add_nil(const Region& region, std::size_t begin, std::size_t end);
  void add_staff_change(const Region& staff, const Region& base, const ScannedNumber& number, std::string_view direction);

  void list_open(const ScannedNumber& number, std::string reason);
  // Money and percentages that are printed, whether understood or not.
  void count_printed(const ScannedNumber& number);

  // The reason of the comparisons that were spoken of last, or of the last one about this region.
  void add_reason(std::size_t begin, std::size_t length, const Region* about);
  void begin_clause_group() { recent_.clear(); }
  bool has_recent() const { return !recent_.empty(); }

 private:
  Claim make_claim(ClaimKind kind, const Topic& topic, const Region& region, const ScannedNumber& number) const;
  void add_other(Topic& topic, const ScannedNumber& number, const Region& region);
  int add_claim(Claim claim, int comparison);
  int new_comparison(Topic& topic, const Region& region, const Place& place);
  int comparison_against(Topic& topic, const Region& region, const Region& base, const Place& place);
  int& slot(int comparison, ClaimKind kind);
  Comparison& at(int comparison) { return out_.comparisons[static_cast<std::size_t>(comparison)]; }
  std::string_view slice(std::size_t begin, std::size_t end) const { return std::string_view(body_->text).substr(begin, end - begin); }
  Place place_of(const ScannedNumber& number) const { return body_->place_at(number.begin, number.end - number.begin); }
  void list_apart(const Topic& topic, const ScannedNumber& number);
  std::string_view printed_counter(const ScannedNumber& number) const;
  std::string quote_of(const ScannedNumber& number) const;
  Region region_of(const Topic& topic) const;
  void touch(int comparison);

  const TopicReader& topics_;
  Disclosure& out_;
  const Passage* body_ = nullptr;
  int section_ = -1;
  std::size_t phrase_begin_ = 0, first_comparison_ = 0;
  std::vector<int> recent_;
};

}  // namespace mingzhang
