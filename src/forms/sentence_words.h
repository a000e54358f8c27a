#pragma once
// The words that hold a sentence together (catalog/vocabulary.yaml, `sentences`): directions, bases of comparison, marks of
// reasons and purposes. What a sentence speaks of is the Vocabulary's business.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/word_table.h"

namespace mingzhang {

enum class SentenceWord : std::uint8_t {
  Rising, Falling, Unchanged, NearlyUnchanged,  // 增加, 减少, 持平, 基本持平
  Greater, Less, Equal,                         // 决算数 大于 预算数
  Than, With, Compared,                         // 比 …, 与 … 相比
  OnLastYear, LastYear,                         // 同比; 上年, 去年
  PartOf, Completed,                            // 占 … 的, 完成 … 的
  Opens,                                        // 其中, 包括: what follows are parts
  Among,                                        // … 中，: the same, behind the name of the whole
  Reason, Purpose, Because,                     // 主要原因是, 主要用于, 由于
  Each,                                         // 分别, 各
  Restated,                                     // 按同口径, 剔除: compared on another basis than the figures elsewhere
  Deviates,                                     // 预决算差异率: a rate of change against the budget, with its sign
  Concerns,                                     // 6 个项目，涉及 …: the amount is of what was named before
  None,                                         // 没有使用, 未安排, 无
  Project,                                      // 项目名称：
  Filler,                                       // between a word and its number: 了, 约, 为
  Aside,                                        // says nothing, wherever it stands
};
inline constexpr int kSentenceWordKinds = static_cast<int>(SentenceWord::Aside) + 1;

struct SentenceHit {
  SentenceWord kind{};
  std::size_t begin = 0, end = 0;  // bytes
};

class YamlNode;

class SentenceWords {
 public:
  void add(SentenceWord kind, std::string_view word) { words_.add(std::string(word), kind); }
  // Texts that are not words of sentences: endings of headings and the like.
  std::vector<std::string> headings;      // what a heading ends with
  std::vector<std::string> bare_headings; // what a heading without a number ends with
  std::vector<std::string> backgrounds;   // headings of sections whose money is not that of the budget
  std::vector<std::string> glossaries;    // headings of sections that explain words
  std::vector<std::string> organisations; // what names of units end with
  std::vector<std::string> exclusions;    // how a bracket begins that says what is not meant
  std::vector<std::string> alternatives;  // what stands before a direction that a form left to choose and nobody chose: 增加（或减少）
  std::vector<std::string> duties;        // in headings of sections that say what the unit does
  std::vector<std::string> structures;    // in headings of sections that say of what it consists
  std::vector<std::string> offices;       // in clauses that name its offices
  std::vector<std::string> subordinates;  // in clauses that name the units below it
  std::vector<std::string> lists;         // what a list of names follows
  std::vector<std::pair<std::string, std::string>> spelled_out;  // 收、支 -> 收入、支出

  // All words in the text, the longest at each position, not overlapping, from left to right.
  void find(std::string_view text, std::vector<SentenceHit>& hits) const;

 private:
  WordTable<SentenceWord> words_;
};

// The `sentences` of catalog/vocabulary.yaml. Errors: catalog.yaml.invalid
Result<void> read_sentence_words(const std::string& path, const YamlNode& root, SentenceWords& words);

}  // namespace mingzhang
