#include "render/report_sarif.h"

#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "check/checks.h"
#include "render/report_explain.h"
#include "render/report_words.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      return "note";
  }
  return "none";
}

class SarifWriter {
 public:
  SarifWriter(const Report& report, std::string_view version, Language language) : report_(report), version_(version), language_(language) {}

  std::string write() {
    Json results = Json::array(), artifacts = Json::array(), notifications = Json::array();
    bool all_checked = true;
    for (const FileReport& file : report_.files) {
      artifacts.push_back(artifact(file));
      for (const Finding& finding : file.findings) results.push_back(result(file, finding));
      if (!file.error) continue;
      all_checked = false;
      notifications.push_back({{"descriptor", {{"id", file.error->id}}},
                               {"level", "error"},
                               {"message", {{"text", error_words(*file.error, language_)}}},
                               {"locations", Json::array({{{"physicalLocation", {{"artifactLocation", location_of(file.path)}}}}})}});
    }
    Json driver = {{"name", "mingzhang"}, {"version", version_}, {"rules", rules_}};
    Json invocation = {{"executionSuccessful", all_checked}, {"toolExecutionNotifications", notifications}};
    Json run = {{"tool", {{"driver", driver}}},
                {"invocations", Json::array({invocation})},
                {"artifacts", artifacts},
                {"columnKind", "unicodeCodePoints"},
                {"results", results}};
    Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
    return log.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
  }

 private:
  Json artifact(const FileReport& file) const {
    Json value = {{"location", location_of(file.path)}};
    if (!file.sha256.empty()) value["hashes"] = {{"sha-256", file.sha256}};
    return value;
  }

  static Json location_of(const std::string& path) { return {{"uri", uri_of(path)}}; }

  Json result(const FileReport& file, const Finding& finding) {
    const std::size_t rule = rule_index(finding.code);
    Json related = Json::array();
    for (const FindingPlace& place : finding.related) related.push_back(location(file, place, related.size() + 1));
    Json value = {{"ruleId", finding.code},
                  {"ruleIndex", rule},
                  {"level", level_of(finding.severity)},
                  {"message", {{"text", message_of(finding)}}},
                  {"locations", Json::array({location(file, finding.at, 0)})},
                  {"partialFingerprints", {{"mingzhang/v1", finding.fingerprint}}}};
    if (!related.empty()) value["relatedLocations"] = std::move(related);
    return value;
  }

  std::string message_of(const Finding& finding) const {
    std::string text = in(language_, finding.message);
    if (!finding.calculation.empty()) text += std::string(pick(language_, "。计算：", ". Calculation: ")) + finding.calculation;
    if (!finding.proposed.empty()) text += std::string(pick(language_, "。建议改为 ", ". Change to ")) + finding.proposed;
    return text;
  }

  // Lines and columns are those of text files; of pages there are only names, in the logical location.
  Json location(const FileReport& file, const FindingPlace& at, std::size_t id) const {
    const Place& place = at.place;
    Json physical = {{"artifactLocation", location_of(at.path.empty() ? file.path : at.path)}};
    if (place.line > 0 && place.page == 0) {
      Json region = {{"startLine", place.line}};
      if (place.column > 0) region["startColumn"] = place.column;
      if (place.column > 0 && place.length > 0) region["endColumn"] = place.column + place.length;
      if (!at.quote.empty()) region["snippet"] = {{"text", at.quote}};
      physical["region"] = std::move(region);
    }
    Json value = Json::object();
    if (id > 0) value["id"] = id;
    value["physicalLocation"] = std::move(physical);
    std::string words = position_words({.page = place.page, .cell = place.cell}, language_);
    if (const std::string names = names_of(at); !names.empty()) words += (words.empty() ? "" : " · ") + names;
    if (!words.empty()) value["logicalLocations"] = Json::array({{{"fullyQualifiedName", words}}});
    return value;
  }

  std::size_t rule_index(const std::string& code) {
    const auto [slot, added] = rule_indices_.try_emplace(code, rules_.size());
    if (added) rules_.push_back(rule(code));
    return slot->second;
  }

  Json rule(const std::string& code) const {
    Json value = {{"id", code}};
    const CheckInfo* check = find_check(code);
    if (check == nullptr) return value;
    const auto say = [&](const CheckText& wording) { return std::string(pick(language_, wording.zh, wording.en)); };
    const Explained explained = check;
    value["name"] = check->name;
    value["shortDescription"] = {{"text", say(check->title)}};
    value["fullDescription"] = {{"text", say(check->how_decided)}};
    value["help"] = {{"text", explain_text(explained, language_)}, {"markdown", explain_markdown(explained, language_)}};
    value["defaultConfiguration"] = {{"level", level_of(check->severity)}};
    return value;
  }

  const Report& report_;
  std::string_view version_;
  Language language_;
  Json rules_ = Json::array();
  std::map<std::string, std::size_t> rule_indices_;
};

}  // namespace

std::string to_sarif(const Report& report, std::string_view program_version, Language language) {
  return SarifWriter(report, program_version, language).write();
}

std::string uri_of(std::string_view path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) uri += c;
    else uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

}  // namespace mingzhang
