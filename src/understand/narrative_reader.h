#pragma once
// Reads the sentences of one disclosure (narrative.h). The way down, from sections to clauses, and reasons is in narrative.cc;
// what the words and numbers of a clause say is in narrative_numbers.cc.

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "understand/narrative.h"
#include "understand/narrative_claims.h"
#include "understand/paragraph.h"
#include "understand/topic.h"

namespace mingzhang {

std::size_t han_count(std::string_view text);
std::string_view without_marks_before(std::string_view text);

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

  void read();
 private:
  Region usual_region();
  std::string_view slice(Stretch s) const { return std::string_view(body_->text).substr(s.begin, s.end - s.begin); }

  void read_body(const Section& section, int index);
  // ---- paragraphs

  void read_paragraph(Stretch stretch);
  void close_paragraph(int level);
  // A numbered paragraph, or a function named at its end, is what the paragraphs that follow without naming anything say more of:
  // “1．教育支出（类）…（项）。” / “年初预算为 …，支出决算为 …”.
  void remember_item(int level);
  // What words may be part of, nearest first.
  std::vector<Region> surroundings() const;
  const Region& scope() const { return frames_.empty() ? context_region_ : frames_.back().region; }

  // ---- sentences

  void read_sentence(Stretch sentence);
  bool has_figures(Stretch s) const;
  bool after_full_stop(Stretch sentence) const;
  // A list of parts ends with its sentence: “A 1.00 万元，其中：B …；C …。与上年相比，增加 …” goes on about A.
  void end_list();
  // The topic of before is left for another one.
  void remember_topic();
  // “项目名称：X”: what follows in this section is about project X.
  bool enter_project(Stretch sentence);
  // The first byte not read: behind the clause, or behind the reason or purpose that begins in it.
  std::size_t read_clause(Stretch clause, Stretch sentence);
  bool is_in_name(const SentenceHit& hit, Stretch clause) const;
  const SentenceHit* first_of(std::initializer_list<SentenceWord> kinds, Stretch s) const;
  // ---- reasons and purposes

  std::size_t read_explanation(const SentenceHit& mark, Stretch sentence);
  std::size_t clause_end(std::size_t at, Stretch sentence) const;
  void add_purpose(Passage purpose);
  void read_explained_numbers(Stretch text, bool is_reason);
  // "根据职能增加 3 人": the reason says by how many people the unit grew.
  void add_staff_change(Stretch reason, ScannedNumber number);
  // ---- clauses

  // `before_reason`: the words between a comma and “的主要原因是”.
  void read_main(Stretch clause, bool before_reason);
  // “支出包括：” behind the items of income: not they, but what the paragraph speaks of, is the whole.
  void open_list_of(Stretch words);
  // “其中：” makes what was spoken of last the whole of what follows.
  void open_list();
  // Words without a number: an amount that did not change, a relation, a base, the next topic.
  void read_words(Stretch words, bool after_number, bool before_reason);
  // “财政拨款收入支出增加（减少）的主要原因是”: what the reason is given for.
  std::optional<Region> region_before_reason(Stretch words);
  // “增加（减少）”, “（或持平）”: choices of a template that nobody made say nothing.
  bool is_negated(const SentenceHit& hit) const;
  struct Base {
    Aspect aspect;
    Stretch subject;        // the words of the stretch that are not the base
    std::size_t begin = 0;  // of “比”
    bool is_plain = true;   // its words say nothing else
  };

  // “比2025年预算执行数”, “与2023年度相比”, “同比” in a stretch that ends before the direction.
  std::optional<Base> find_base(Stretch s);
  // “与2025年预算数持平”, “因公出国（境）费支出决算持平”
  void read_unchanged(Stretch words, const SentenceHit& level);
  // “决算数大于预算数”
  void read_relation(Stretch words, const SentenceHit& relation);
  static Aspect last_year();
  // ---- topics

  // What the words speak of becomes the topic. False: they name something that is not known.
  bool set_topic(Stretch words, NumberKind kind, bool needed);
  // A function by a name that is not known: the sentences that follow are about it, and about nothing else.
  // “收入总计 9.00 万元，其中本级收入 2.00 万元”: the words name no part that is known, only the whole once more.
  bool is_whole_again() const;
  static bool is_chain(std::string_view text);
  void speak_of_unknown(std::string_view text);
  // “收入预算 …，支出预算 …”: only the way of the money is named, and it is another one than before.
  bool turns(Extent flow) const;
  void enter_topic(const Region& region, std::string_view text);
  // "1．机构运行保障经费 7.00 万元" under carried-over funds names a project.
  std::optional<Region> listed_project(std::string_view name);
  // ---- numbers

  // Numbers with nothing but 、 or “和” between them: “分别为 1.00 万元、2.00 万元”.
  std::size_t length_of_list(std::span<const ScannedNumber> numbers) const;
  // False: the first of them is no figure; nothing was read.
  bool read_numbers(Stretch phrase, std::span<const ScannedNumber> list);
  bool read_number(Stretch phrase, ScannedNumber number);
  // "编制数 9，": a bare number is a count when the words right before it name something countable.
  bool counts_people(Stretch phrase) const;
  // Where the phrase ends when the words between it and its number are left out: 了, 约, 为, ：
  std::size_t tail_of(Stretch phrase) const;
  // What is said of the number, by the words right before it.
  void read_statement(Stretch phrase, const ScannedNumber& number);
  // The direction word at the end of the words; with it, where the words before it end. “增加（减少）” is settled by no one.
  std::optional<std::pair<Direction, std::size_t>> direction_before(Stretch words) const;
  static bool is_direction(const SentenceHit& hit) { return hit.kind == SentenceWord::Rising || hit.kind == SentenceWord::Falling; }

  bool knows_topic(const ScannedNumber& number);
  void read_change(Stretch words, const ScannedNumber& number, const Direction& direction);
  // The words before a number, when there are any, name its topic; else it is still the last one.
  void take_topic(Stretch words, const ScannedNumber& number);
  // “公务接待 2 批次、24 人次”, “共 6 个项目实行绩效目标管理”: what is counted is said by the words behind the number as well.
  bool take_counted(std::string_view text, const ScannedNumber& number);
  std::string_view counter_of(const ScannedNumber& number) const;
  std::string_view words_behind(const ScannedNumber& number) const;
  // The same thing by another measure: "车辆 0 辆，价值 0.00 万元", "2 批次、24 人次".
  void reread(NumberKind kind, const ScannedNumber& number);
  void read_value(Stretch phrase, const ScannedNumber& number);
  void read_deviation(Stretch words, const SentenceHit& mark, const ScannedNumber& number);
  // “…项目 6 个，涉及一般公共预算拨款 3.00 万元”: not all of that source, only what the projects have of it.
  void read_concerned(Stretch words, const ScannedNumber& number);
  // “决算数大于预算数 5.00 万元”
  void read_difference(Stretch words, Stretch base, const SentenceHit& relation, const ScannedNumber& number);
  void read_share(Stretch words, Stretch whole, const ScannedNumber& number);
  // “占本年支出合计的”: the largest thing that these words name and that contains the part. Without words: what the part was
  // listed under.
  // What these words name by themselves: all that can be said of the whole of something unknown.
  std::optional<Region> named_whole(Stretch words);
  std::optional<Region> whole_of_share(const Region& part, Stretch words);
  // The words between “占” and “的”: with their last one, when it belongs to a name (合同金额), else up to the tail.
  Stretch whole_behind(const SentenceHit& part, Stretch phrase, std::size_t tail);
  // “占政府采购支出总额的”: contracts awarded to small firms are measured against purchases, though no tree holds both.
  std::optional<Region> other_measure(const Region& part, std::string_view words);
  // What something is a share of, it is a part of: “项目支出 1.00 万元，占一般公共预算支出的 …” is project expenditure of the
  // general budget, though only the share says so.
  std::optional<Region> join_whole(Topic& topic, Stretch words);
  // “完成预算 9.00 万元的 80%”: the word 完成 when only one amount stands between it and this place.
  const SentenceHit* completed_amount_before(std::size_t end) const;
  void read_completion(Stretch words, Stretch base, const ScannedNumber& number);
  // ---- several at once

  // “收、支总计分别为 A 万元、B 万元”, “各减少 C 万元、D 万元”
  void read_distributed(Stretch phrase, const SentenceHit& each, std::span<const ScannedNumber> list);
  // One topic for each part of the words; without words, those of before.
  bool distribute(Stretch words, std::size_t count);
  // “A 1.00 万元，B 2.00 万元。与上年相比，分别减少 …”: the topics that the paragraph named last.
  bool distribute_over_named(std::size_t count);
  // ---- nothing at all

  // “…未安排”, “没有使用…安排的支出”, “无…和…”: exactly nothing.
  void read_none(Stretch sentence);
  void add_none(std::string_view object, Stretch sentence);
  const NarrativeContext& context_;
  const SentenceWords& words_;
  Disclosure& out_;
  Space& space_;
  TopicReader topics_;
  ClaimWriter claims_;

  const Passage* body_ = nullptr;
  const Paragraph* paragraph_ = nullptr;
  Region context_region_;         // what the section, or the project it is speaking of, says
  Aspect section_aspect_;         // of a section about another year's other stage: “二、2021年决算情况” of a budget of 2022
  std::vector<Frame> frames_;     // numbered paragraphs and lists around this one
  bool is_background_ = false, is_listed_ = false;

  std::optional<Region> whole_;          // behind “其中”: of what the parts are listed
  std::optional<Topic> whole_topic_;     // the same, with what was said of it
  int parts_ = 0;                        // named since
  std::optional<Region> first_region_;   // what the paragraph speaks of first
  std::optional<Topic> first_topic_;     // the same, known or not
  std::optional<Topic> item_;            // what paragraphs that name nothing are about
  std::optional<Region> heading_;        // the same, when it is a heading of its own
  std::vector<Topic> topic_list_;        // what is spoken of now; several after “收、支总计”
  std::vector<Topic> named_;             // what the paragraph spoke of before, one after another
  Aspect aspect_;                        // of the words that were read last
  std::optional<Aspect> base_, list_base_;  // what is compared with; in a list, with what its whole was
  std::optional<Region> reason_about_;
  std::size_t skip_until_ = 0;           // a reason in several sentences ends here
  bool names_topic_ = false;             // the sentence does
  std::size_t sentence_begin_ = 0;
  bool is_unclear_ = false;              // the sentence speaks of something unknown
  bool is_lost_ = false;                 // its beginning is missing
  bool is_restated_ = false;             // it speaks of amounts on another basis: “按同口径比较”
};

}  // namespace mingzhang
