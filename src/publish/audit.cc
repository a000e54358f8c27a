#include "publish/audit.h"

#include <algorithm>
#include <utility>

#include "check/check.h"
#include "read/read.h"
#include "understand/understand.h"

namespace mingzhang {
namespace {

// By the ids of the nodes: names differ between documents.
std::string region_key(const Space& space, const Region& region) {
  std::string key;
  for (int i = 0; i < kDimensionCount; ++i) {
    const auto d = static_cast<Dimension>(i);
    const Extent extent = region[d];
    for (const NodeId node : space.nodes(extent)) key.append(space.tree(d).id(node)).append(",");
    key += '|';
  }
  return key;
}

std::string region_words(const Disclosure& disclosure, const Knowledge& knowledge, const Region& region) {
  return disclosure.space.describe(knowledge.canonical(disclosure.space, region));
}

// What a claim says, whatever its words and its place; and the same for people.
std::pair<std::string, std::string> meaning_of(const Claim& claim, const Disclosure& disclosure, const Knowledge& knowledge) {
  static constexpr std::string_view kVerbs[] = {"", " 比 ", " 变化率，比 ", " 占 "};
  const std::string_view verb = kVerbs[static_cast<std::size_t>(claim.kind)];
  const std::string figure = "：" + print_with_unit(claim.figure);
  std::string key = region_key(disclosure.space, knowledge.canonical(disclosure.space, claim.region));
  std::string words = region_words(disclosure, knowledge, claim.region);
  if (claim.kind != ClaimKind::Value) {
    key.append(verb).append(region_key(disclosure.space, knowledge.canonical(disclosure.space, claim.base)));
    words.append(verb).append(region_words(disclosure, knowledge, claim.base));
  }
  return {key + figure, words + figure};
}

}  // namespace

bool Audit::passed() const {
  return !error && lost.empty() && std::none_of(findings.begin(), findings.end(), [](const Finding& f) { return f.severity == Severity::Error; });
}

Auditor::Auditor(const Disclosure& compiled, const std::vector<Exception>& exceptions, const Knowledge& knowledge, const PerformanceWords& words)
    : exceptions_(exceptions), knowledge_(knowledge), words_(words) {
  for (const Claim& claim : compiled.claims) {
    if (claim.nil) continue;
    const auto [key, text] = meaning_of(claim, compiled, knowledge);
    Expected& expected = expected_[key];
    expected.words = text;
    ++expected.count;
    ++figures_;
  }
}

Audit Auditor::audit_bytes(const std::string& bytes, std::string name) const {
  const Result<Document> document = read_document_bytes(bytes, name);
  if (document) return audit(*document, std::move(name));
  Audit audit;
  audit.name = std::move(name);
  audit.error = document.error();
  return audit;
}

Audit Auditor::audit(const Document& document, std::string name) const {
  Audit audit;
  audit.name = std::move(name);
  audit.figures = figures_;
  const Disclosure again = understand(document, knowledge_, words_);
  std::map<std::string, int> found;
  for (const Claim& claim : again.claims)
    if (!claim.nil) ++found[meaning_of(claim, again, knowledge_).first];
  for (const auto& [key, expected] : expected_)
    for (int missing = expected.count - found[key]; missing > 0; --missing) audit.lost.push_back(expected.words);
  for (Finding& finding : check(again, knowledge_).findings) {
    if (finding.severity == Severity::Note) continue;
    const bool accepted = std::any_of(exceptions_.begin(), exceptions_.end(), [&](const Exception& e) { return e.code == finding.code; });
    (accepted ? audit.accepted : audit.findings).push_back(std::move(finding));
  }
  return audit;
}

}  // namespace mingzhang
