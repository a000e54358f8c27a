#include "publish/publish.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "check/check.h"
#include "compile/compile_tables.h"
#include "read/read.h"
#include "render/open_data.h"
#include "render/tables.h"
#include "understand/understand.h"
#include "write/write.h"

namespace mingzhang {
namespace {

// Says that parts and sections are missing: the files here hold the tables only.
constexpr std::string_view kCompleteness = "FRM101";

// Every figure of the tables with what it is about; equal ones are counted.
std::map<std::string, int> figures_of(const Disclosure& disclosure, const Knowledge& knowledge) {
  std::map<std::string, int> figures;
  for (const Claim& claim : disclosure.claims) {
    if (claim.cell.row < 0 || claim.nil) continue;
    ++figures[disclosure.space.describe(knowledge.canonical(disclosure.space, claim.region)) + "：" + print_with_unit(claim.figure)];
  }
  return figures;
}

class Auditor {
 public:
  Auditor(const Disclosure& compiled, const Knowledge& knowledge, const PerformanceWords& words)
      : expected_(figures_of(compiled, knowledge)), knowledge_(knowledge), words_(words) {}

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
    for (Finding& finding : check(again, knowledge_).findings)
      if (finding.severity == Severity::Error && finding.code != kCompleteness) audit.errors.push_back(std::move(finding));
    return audit;
  }

 private:
  const std::map<std::string, int> expected_;
  const Knowledge& knowledge_;
  const PerformanceWords& words_;
};

}  // namespace

bool Publication::released() const {
  return std::all_of(audits.begin(), audits.end(), [](const Audit& audit) { return audit.passed(); });
}

Result<Publication> publish(const LedgerFile& ledger, const Form& form, const Knowledge& knowledge, const PerformanceWords& words) {
  const Disclosure disclosure = compile_tables(ledger, form, knowledge);
  const Document document = render_tables(disclosure, form);
  const WriteOptions options{.title = fmt::format("{}{}年部门预算公开表", ledger.unit, ledger.year), .contents = true};
  Publication publication;
  TRY(std::string docx, write_docx(document, options));
  TRY(std::string pdf, write_pdf(document, options));
  TRY(std::string xlsx, write_xlsx(document, options));
  const auto add = [&](const char* name, std::string bytes) { publication.files.push_back({name, std::move(bytes)}); };
  add("tables.docx", std::move(docx));
  add("tables.pdf", std::move(pdf));
  add("tables.xlsx", std::move(xlsx));
  add("tables.html", write_html(document, options));
  const Auditor auditor(disclosure, knowledge, words);
  for (const PublishedFile& file : publication.files) publication.audits.push_back(auditor.audit(file));
  std::string lines = ledger_csv(ledger.ledger), claims = claims_csv(disclosure);
  std::string package = data_package(disclosure, lines, claims);
  add("ledger.csv", std::move(lines));
  add("claims.csv", std::move(claims));
  add("datapackage.json", std::move(package));
  return publication;
}

}  // namespace mingzhang
