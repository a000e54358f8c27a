#include "publish/publish.h"

#include <algorithm>

#include "publish/edition.h"
#include "publish/html_edition.h"
#include "publish/release_record.h"
#include "render/open_data.h"
#include "write/write.h"

namespace mingzhang {

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
  publication.unplaced = compiled.unplaced;
  const auto add = [&](const char* name, std::string bytes) { publication.files.push_back({name, std::move(bytes)}); };
  const PublishFormats& wanted = request.formats;
  if (wanted.docx) {
    TRY(std::string docx, write_docx(document, options));
    add("disclosure.docx", std::move(docx));
  }
  if (wanted.pdf) {
    TRY(std::string pdf, write_pdf(document, options));
    add("disclosure.pdf", std::move(pdf));
  }
  if (wanted.xlsx) {
    TRY(std::string xlsx, write_xlsx(document, options));
    add("disclosure.xlsx", std::move(xlsx));
  }
  if (wanted.html) add("disclosure.html", html_edition(compiled, request.ledger, request.form, knowledge));
  const Auditor auditor(disclosure, request.exceptions, knowledge, words);
  for (const PublishedFile& file : publication.files) publication.audits.push_back(auditor.audit_bytes(file.bytes, file.name));
  if (publication.audits.empty()) publication.audits.push_back(auditor.audit(document, "disclosure"));  // data goes out audited too
  if (wanted.data) {
    std::string lines = ledger_csv(request.ledger.ledger, request.ledger.measure_units), claims = claims_csv(disclosure);
    std::string package = data_package(disclosure, lines, claims);
    add("ledger.csv", std::move(lines));
    add("claims.csv", std::move(claims));
    add("datapackage.json", std::move(package));
  }
  add("release.json", release_record(publication, request));
  return publication;
}

}  // namespace mingzhang
