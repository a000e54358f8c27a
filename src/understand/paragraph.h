#pragma once
// A paragraph as words, numbers and marks, and the stretches it is read in: sentences, and clauses between commas.

#include <span>
#include <string_view>
#include <vector>

#include "forms/sentence_words.h"
#include "understand/number_scan.h"

namespace mingzhang {

struct Stretch {
  std::size_t begin = 0, end = 0;  // bytes of the body
  bool empty() const { return begin >= end; }
};

class Paragraph {
 public:
  Paragraph(std::string_view body, Stretch stretch, const SentenceWords& words);

  std::string_view text(Stretch s) const { return body_.substr(s.begin, s.end - s.begin); }
  Stretch stretch() const { return stretch_; }
  // Up to 。；or the end; a mark inside a number divides nothing.
  std::vector<Stretch> sentences() const { return divided(stretch_, true); }
  std::vector<Stretch> clauses(Stretch sentence) const { return divided(sentence, false); }

  std::span<const SentenceHit> words_in(Stretch s) const;
  std::span<const ScannedNumber> numbers_in(Stretch s) const;
  // The first word of this kind in the stretch; nullptr when there is none.
  const SentenceHit* first(SentenceWord kind, Stretch s) const;
  const SentenceHit* last(SentenceWord kind, Stretch s) const;
  // The word that ends here, of any kind; nullptr when none does.
  const SentenceHit* ending_at(std::size_t end) const;
  bool ends_sentence_at(std::size_t end) const;

 private:
  struct Mark {
    std::size_t begin = 0, end = 0;
    bool ends_sentence = false;  // else a clause
  };
  void find_marks();
  std::vector<Stretch> divided(Stretch s, bool into_sentences) const;

  std::string_view body_;
  Stretch stretch_;
  std::vector<SentenceHit> words_;
  std::vector<ScannedNumber> numbers_;
  std::vector<Mark> marks_;
};

}  // namespace mingzhang
