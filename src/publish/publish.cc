#include "publish/publish.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "check/check.h"
#include "publish/edition.h"
#include "read/read.h"
#include "render/open_data.h"
#include "understand/understand.h"
#include "write/write.h"

namespace mingzhang {
namespace {

std::string region_key(const Disclosure& disclosure, const Knowledge& knowledge, const Region& region) {
  return disclosure.space.describe(knowledge.canonical(disclosure.space, region));
}

// What a claim says, whatever its words and its place.
std::string meaning_of(const Claim& claim, const Disclosure& disclosure, const Knowledge& knowledge) {
  std::string text = region_key(disclosure, knowledge, claim.region);
  if (claim.kind != ClaimKind::Value) {
    static constexpr std::string_view kVerbs[] = {"", " 比 ", " 变化率，比 ", " 占 "};
    text.append(kVerbs[static_cast<std::size_t>(claim.kind)]).append(region_key(disclosure, knowledge, claim.base));
  }
  return text + "：" + print_with_unit(claim.figure);
}

// Every figure with what it is about; equal ones are counted.
std::map<std::string, int> figures_of(const Disclosure& disclosure, const Knowledge& knowledge) {
  std::map<std::string, int> figures;
  for (const Claim& claim : disclosure.claims)
    if (!claim.nil) ++figures[meaning_of(claim, disclosure, knowledge)];
  return figures;
}

class Auditor {
 public:
  Auditor(const Disclosure& compiled, const std::vector<Exception>& exceptions, const Knowledge& knowledge, const PerformanceWords& words)
      : expected_(figures_of(compiled, knowledge)), exceptions_(exceptions), knowledge_(knowledge), words_(words) {}

  Audit audit(const PublishedFile& file) const {
    Audit audit;
    audit.name = file.name;
    for (const auto& [figure, count] : expected_) audit.figures += count;
    const Result<Document> document = read_document_bytes(file.bytes, file.name);
    if (!document) {
      audit.error = document.error();
      return audit;
    }
    const Disclosure again = understand(*document, knowledge_, words_);
    std::map<std::string, int> found = figures_of(again, knowledge_);
    for (const auto& [figure, count] : expected_)
      for (int missing = count - found[figure]; missing > 0; --missing) audit.lost.push_back(figure);
    for (Finding& finding : check(again, knowledge_).findings) {
      if (finding.severity == Severity::Note) continue;
      (is_accepted(finding) ? audit.accepted : audit.findings).push_back(std::move(finding));
    }
    return audit;
  }

 private:
  bool is_accepted(const Finding& finding) const {
    return std::any_of(exceptions_.begin(), exceptions_.end(), [&](const Exception& exception) { return exception.code == finding.code; });
  }

  const std::map<std::string, int> expected_;
  const std::vector<Exception>& exceptions_;
  const Knowledge& knowledge_;
  const PerformanceWords& words_;
};

}  // namespace

bool Audit::passed() const {
  return !error && lost.empty() && std::none_of(findings.begin(), findings.end(), [](const Finding& f) { return f.severity == Severity::Error; });
}

bool Publication::released() const {
  return missing_reasons.empty() && std::all_of(audits.begin(), audits.end(), [](const Audit& audit) { return audit.passed(); });
}

Result<Publication> publish(const PublishRequest& request, const Knowledge& knowledge, const PerformanceWords& words) {
  TRY(const Compiled compiled, compile_disclosure(request.ledger, request.form, knowledge));
  const Disclosure& disclosure = compiled.disclosure;
  const Document document = edition_of(compiled, request.form);
  const WriteOptions options{.title = title_of(request.ledger, request.form), .contents = true};
  Publication publication;
  publication.missing_reasons = compiled.missing_reasons;
  TRY(std::string docx, write_docx(document, options));
  TRY(std::string pdf, write_pdf(document, options));
  TRY(std::string xlsx, write_xlsx(document, options));
  const auto add = [&](const char* name, std::string bytes) { publication.files.push_back({name, std::move(bytes)}); };
  add("disclosure.docx", std::move(docx));
  add("disclosure.pdf", std::move(pdf));
  add("disclosure.xlsx", std::move(xlsx));
  add("disclosure.html", write_html(document, options));
  const Auditor auditor(disclosure, request.exceptions, knowledge, words);
  for (const PublishedFile& file : publication.files) publication.audits.push_back(auditor.audit(file));
  std::string lines = ledger_csv(request.ledger.ledger), claims = claims_csv(disclosure);
  std::string package = data_package(disclosure, lines, claims);
  add("ledger.csv", std::move(lines));
  add("claims.csv", std::move(claims));
  add("datapackage.json", std::move(package));
  return publication;
}

}  // namespace mingzhang
