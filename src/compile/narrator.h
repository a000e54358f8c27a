#pragma once
// Says the phrases of a form about a ledger: every amount, share, change and rate is evaluated from regions, and each becomes a
// claim of the disclosure at the same time as it becomes text.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "compile/ledger_json.h"
#include "disclosure/disclosure.h"
#include "forms/knowledge.h"
#include "forms/wording.h"

namespace mingzhang {

// A change that the form wants explained, and nobody did.
struct MissingReason {
  Region region;
  std::string name;    // the nodes in words
  Figure before, now;
  bool against_budget = false;  // `before` was budgeted, not of last year
  std::string_view before_words(Language language) const {
    return against_budget ? pick(language, "年初预算", "budgeted") : pick(language, "上年", "last year");
  }
};

// What is being spoken of.
struct Subject {
  Region region;
  Region whole;                       // of shares
  const Extents* versus = nullptr;    // what it is compared with is the region, but for this
  std::string name, explanation;      // of the item in a list
  int number = 0;                     // of the item, from 1
  NodeId function = kRoot;            // of an item of the function tree
};

// Text with what it claims. Claims name their comparison by its index here, and their place by column and length in the text.
struct Said {
  std::string text;
  std::vector<Claim> claims;
  std::vector<Comparison> comparisons;
};

class Narrator {
 public:
  // All must outlive the narrator. `space` is that of the disclosure: years are added to it.
  Narrator(const LedgerFile& file, const Form& form, const Wording& wording, const Knowledge& knowledge, Space& space);

  Subject document() const { return document_; }
  // Appends to `said`; false, and nothing is appended, when the phrase cannot be said of the subject.
  bool say(const Phrase& phrase, const Subject& subject, Said& said);
  // Calls visit(subject) for each subject of the scope: one, or those of its list, for which its conditions hold.
  void each(const Scope& scope, const Subject& subject, const std::function<void(const Subject&)>& visit);

  const std::vector<MissingReason>& missing_reasons() const { return missing_; }

 private:
  bool say_text(const Phrase& phrase, const Subject& subject, Said& said);
  bool fill(Slot slot, const Subject& subject, Said& said);
  bool fill_figure(Slot slot, const Subject& subject, Said& said);
  bool fill_word(Slot slot, const Subject& subject, Said& said);
  bool fill_remark(const std::vector<Remark>& remarks, const Subject& subject, Said& said, Passage Comparison::*member);
  // `completes`: a share of what it is compared with (完成预算的 …), not of the whole.
  void add_claim(ClaimKind kind, const Subject& subject, const Figure& figure, std::string text, Said& said, bool completes = false);
  Comparison& comparison_of(const Subject& subject, Said& said);

  std::vector<Subject> members(const Scope& scope, const Subject& subject);
  std::vector<Subject> nodes_with_amounts(const Scope& scope, const Subject& subject);
  bool holds(Condition condition, const Subject& subject);
  bool prints_as_nothing(Amount amount, const Subject& subject) const;
  std::string chain(NodeId function) const;
  const ProjectFacts* project_of(const Subject& subject) const;
  const std::string* remark_for(const std::vector<Remark>& remarks, const Subject& subject);
  bool needs_reason(const Subject& subject);
  bool is_against_budget(const Subject& subject) const;

  Region base_of(const Subject& subject) const;
  Amount amount(const Region& region) const;
  bool comparable(const Subject& subject) const;
  Figure money(Amount amount) const;

  const LedgerFile& file_;
  const Form& form_;
  const Wording& wording_;
  const Knowledge& knowledge_;
  Space& space_;
  Extents last_year_;
  Subject document_;
  std::vector<MissingReason> missing_;
};

}  // namespace mingzhang
