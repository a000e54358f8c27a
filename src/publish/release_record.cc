#include "publish/release_record.h"

#include <nlohmann/json.hpp>

#include "base/sha256.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& finding : findings) list.push_back({{"code", finding.code}, {"message", finding.message.zh}, {"fingerprint", finding.fingerprint}});
  return list;
}

Json json_of(const Audit& audit) {
  Json value = {{"file", audit.name}, {"figures", audit.figures}, {"lost", audit.lost}, {"findings", json_of(audit.findings)}, {"accepted", json_of(audit.accepted)}};
  if (audit.error) value["error"] = audit.error->id;
  return value;
}

}  // namespace

std::string release_record(const Publication& publication, const PublishRequest& request) {
  Json files = Json::array(), audits = Json::array(), exceptions = Json::array(), reasons = Json::array();
  for (const PublishedFile& file : publication.files)
    files.push_back({{"name", file.name}, {"bytes", file.bytes.size()}, {"sha256", sha256_hex(file.bytes)}});
  for (const Audit& audit : publication.audits) audits.push_back(json_of(audit));
  for (const Exception& exception : request.exceptions) exceptions.push_back({{"code", exception.code}, {"because", exception.because}});
  for (const MissingReason& reason : publication.missing_reasons) reasons.push_back(reason.name);
  const Json record = {{"mingzhang", "release"}, {"version", 1}, {"unit", request.ledger.unit}, {"year", request.ledger.year},
                       {"form", request.form.id}, {"stage", request.form.final_accounts ? "final" : "budget"}, {"released", publication.released()}, {"files", files}, {"audits", audits},
                       {"exceptions", exceptions}, {"missing_reasons", reasons}};
  return record.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mingzhang
