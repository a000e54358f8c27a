// CRS112: “主要用于：……基本支出” of an item that the tables show under project expenditure only, or the reverse.

#include <fmt/format.h>

#include <optional>

#include "check/rules/chains.h"
#include "check/rules/clauses.h"
#include "check/rules/rules.h"

namespace mingzhang {
namespace {

constexpr std::string_view kBasic = "基本支出", kProject = "项目支出", kPurpose = "主要用于";

// The only amount of a function under one of the two natures; nullptr when there is none.
const Claim* amount_under(const Disclosure& disclosure, Extent function, std::string_view nature) {
  const Extent node = extent_of(disclosure, Dimension::Nature, nature);
  for (const Claim& claim : disclosure.claims) {
    const Region& region = claim.region;
    if (claim.cell.row < 0 || claim.kind != ClaimKind::Value || claim.standing == Standing::Open || claim.figure.is_zero()) continue;
    if (region[Dimension::Function] != function || region[Dimension::Nature] != node) continue;
    if (region[Dimension::Economic].is_root() && region[Dimension::Project].is_root()) return &claim;
  }
  return nullptr;
}

class NatureChecker {
 public:
  NatureChecker(const RuleContext& context, Findings& findings) : context_(context), findings_(findings) {}

  void check(const PrintedText& text) {
    const std::string_view words = text.words();
    const std::vector<Span> chains = chains_in(words);
    for (std::size_t i = 0; i < chains.size(); ++i) {
      const std::size_t end = std::min(words.find('\n', chains[i].end), i + 1 < chains.size() ? chains[i + 1].begin : words.size());
      const auto purpose = find_word(words.substr(0, std::min(end, words.size())), kPurpose, chains[i].end);
      if (purpose == std::string_view::npos) continue;
      const Span sentence{purpose, sentence_at(words, purpose).end};
      check_purpose(text, chains[i], sentence);
    }
  }

 private:
  std::optional<Extent> function_of(std::string_view chain) const {
    const auto parsed = context_.knowledge.codes.parse_chain(chain, context_.disclosure.year);
    if (!parsed || parsed->entries.size() < 3 || parsed->entries.back() == nullptr) return std::nullopt;
    const auto node = context_.disclosure.space.tree(Dimension::Function).find(parsed->entries.back()->code);
    return node ? std::optional<Extent>(Extent(*node)) : std::nullopt;
  }

  void check_purpose(const PrintedText& text, Span chain, Span sentence) {
    const std::string_view words = sentence.of(text.words());
    const bool basic = find_word(words, kBasic) != std::string_view::npos, project = find_word(words, kProject) != std::string_view::npos;
    if (basic == project) return;
    const auto function = function_of(chain.of(text.words()));
    if (!function) return;
    const Claim* under_basic = amount_under(context_.disclosure, *function, "basic");
    const Claim* under_project = amount_under(context_.disclosure, *function, "project");
    if ((under_basic != nullptr) == (under_project != nullptr)) return;
    if (basic == (under_basic != nullptr)) return findings_.pass();
    const Claim& amount = under_basic != nullptr ? *under_basic : *under_project;
    const std::string_view said = basic ? kBasic : kProject, printed = basic ? kProject : kBasic;
    const Span quoted{chain.begin, sentence.end};
    Finding& finding = findings_.add("CRS112",
                                     {fmt::format("“{}”用途写“{}”，表内{}在{}栏", chain.of(text.words()), said, amount.quote, printed),
                                      fmt::format("“{}” is said to be {} expenditure; the table has its {} under {}", chain.of(text.words()),
                                                  basic ? "basic" : "project", amount.quote, basic ? "project" : "basic")},
                                     quote(text, quoted), chain.of(text.words()));
    finding.related.push_back(place_of(context_.disclosure, amount));
  }

  const RuleContext& context_;
  Findings& findings_;
};

}  // namespace

void check_natures(const RuleContext& context, Findings& findings) {
  NatureChecker checker(context, findings);
  for (const PrintedText& text : context.texts)
    if (text.kind == TextKind::Body && !text.glossary) checker.check(text);
}

}  // namespace mingzhang
