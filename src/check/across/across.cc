#include "check/across/across.h"

#include <algorithm>
#include <map>
#include <set>

#include "check/across/compare.h"

namespace mingzhang {
namespace {

std::size_t statement_count(const DocumentFacts& facts) {
  std::size_t count = 0;
  for (const auto& [key, amount] : facts.amounts) count += amount.statements.size();
  return count;
}

Bilingual why_unpaired(const DocumentIdentity& document) {
  if (document.kind != DocumentKind::Budget && document.kind != DocumentKind::FinalAccounts)
    return {"不是预算或决算公开文件", "it is neither a budget nor final accounts"};
  if (document.unit_key.empty()) return {"没有认出单位名称", "the name of its unit was not recognised"};
  if (document.year == 0) return {"没有认出年度", "its year was not recognised"};
  return {"没有给出同一单位的上年文件、当年的预算或决算、所属部门或单位的文件",
          "no document of the same unit for the year before, no budget or final accounts of the year, no department or unit of it was given"};
}

std::vector<DocumentIdentity> identities_of(const std::vector<DocumentFacts>& documents) {
  std::vector<DocumentIdentity> identities;
  for (const DocumentFacts& facts : documents) identities.push_back(facts.identity);
  return identities;
}

}  // namespace

void AcrossCheck::add(DocumentFacts facts) {
  const std::size_t count = statement_count(facts);
  if (statements_ + count > statements_held_max_) facts.amounts = {};
  else statements_ += count;
  documents_.push_back(std::move(facts));
}

void AcrossCheck::hold(std::size_t document, const Load& load) {
  DocumentFacts& facts = documents_[document];
  if (!facts.amounts.empty()) return;
  if (auto again = load(facts.identity.path)) facts.amounts = std::move(again->amounts);
}

void AcrossCheck::drop(std::size_t document) {
  documents_[document].amounts = {};
}

Across AcrossCheck::run(const Load& load) {
  const std::vector<DocumentIdentity> identities = identities_of(documents_);
  const std::vector<Pairing> pairings = find_pairs(identities);
  std::vector<int> uses(documents_.size());
  for (const Pairing& pairing : pairings) {
    ++uses[pairing.one];
    for (const std::size_t other : pairing.others) ++uses[other];
  }
  Across across;
  std::set<std::pair<std::string, std::string>> known;  // path and fingerprint: the same difference to two versions counts once
  for (std::size_t i = 0; i < documents_.size(); ++i)
    if (uses[i] == 0) {
      across.unpaired.push_back({identities[i].path, why_unpaired(identities[i])});
      drop(i);
    }
  for (const Pairing& pairing : pairings) {
    std::vector<std::size_t> members{pairing.one};
    members.insert(members.end(), pairing.others.begin(), pairing.others.end());
    for (const std::size_t member : members) hold(member, load);
    Compared compared = compare(pairing, documents_);
    Pair pair{pairing.relation, {}, compared.amounts, static_cast<int>(compared.found.size()), pairing.complete};
    for (const std::size_t member : members) {
      pair.paths.push_back(identities[member].path);
      if (--uses[member] == 0) drop(member);
    }
    across.pairs.push_back(std::move(pair));
    for (FoundAcross& found : compared.found)
      if (known.emplace(identities[found.document].path, found.finding.fingerprint).second)
        across.found.push_back({identities[found.document].path, std::move(found.finding)});
  }
  return across;
}

void add_to(Report& report, Across across) {
  std::map<std::string_view, FileReport*> by_path;
  for (FileReport& file : report.files) by_path[file.path] = &file;
  for (Across::Found& found : across.found) {
    FileReport& file = *by_path.at(found.path);
    ++file.coverage.constraints.fail;
    file.findings.push_back(std::move(found.finding));
  }
  for (FileReport& file : report.files)
    std::stable_sort(file.findings.begin(), file.findings.end(), [](const Finding& a, const Finding& b) { return a.at.place < b.at.place; });
  report.pairs = std::move(across.pairs);
  report.unpaired = std::move(across.unpaired);
}

}  // namespace mingzhang
