#include "render/report_json.h"

#include <nlohmann/json.hpp>

#include "base/errors.h"
#include "disclosure/words.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

constexpr Words<Severity, 3> kSeverityWords = {
    {{Severity::Error, "error"}, {Severity::Warning, "warning"}, {Severity::Note, "note"}}};

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json number_or_null(int number) {
  return number == 0 ? Json(nullptr) : Json(number);
}

const std::string& in(Language language, const Bilingual& text) {
  return language == Language::English && !text.en.empty() ? text.en : text.zh;
}

Json box_or_null(const Box& box) {
  if (box.empty()) return nullptr;
  return {{"left", box.left}, {"top", box.top}, {"right", box.right}, {"bottom", box.bottom}};
}

// `column` is the name of the table's column, so the column of the text is `character`.
Json json_of(const Place& place) {
  return {{"page", number_or_null(place.page)},
          {"line", number_or_null(place.line)},
          {"character", number_or_null(place.column)},
          {"length", number_or_null(place.length)},
          {"cell", text_or_null(place.cell)},
          {"box", box_or_null(place.box)}};
}

Json json_of(const FindingPlace& place) {
  Json value = json_of(place.place);
  value["table"] = text_or_null(place.table);
  value["row"] = text_or_null(place.row);
  value["column"] = text_or_null(place.column);
  value["quote"] = place.quote;
  return value;
}

template <class Items, class Make>
Json array_of(const Items& items, Make make) {
  Json array = Json::array();
  for (const auto& item : items) array.push_back(make(item));
  return array;
}

Json json_of(const Finding& finding, Language language) {
  return {{"code", finding.code},
          {"severity", word_of(kSeverityWords, finding.severity)},
          {"fingerprint", finding.fingerprint},
          {"message", in(language, finding.message)},
          {"place", json_of(finding.at)},
          {"related", array_of(finding.related, [](const FindingPlace& place) { return json_of(place); })},
          {"calculation", text_or_null(finding.calculation)},
          {"proposed", text_or_null(finding.proposed)}};
}

Json json_of(const OpenItem& item) {
  Json place = json_of(item.place);
  place["quote"] = item.quote;
  return {{"place", std::move(place)}, {"reason", item.reason}};
}

Json json_of(const Coverage& coverage) {
  const auto& [printed, understood, proven] = coverage.amounts;
  const auto& [pass, fail, undecided] = coverage.constraints;
  Json value = Json::object();
  value["amounts"] = {{"printed", printed}, {"understood", understood}, {"proven", proven}};
  value["constraints"] = {{"pass", pass}, {"fail", fail}, {"undecided", undecided}};
  value["open"] = array_of(coverage.open, [](const OpenItem& item) { return json_of(item); });
  return value;
}

Json json_of(const std::optional<Error>& error, Language language) {
  if (!error) return nullptr;
  const std::optional<ErrorExplanation> explanation = explain_error(error->id);
  const bool translated = language == Language::English && explanation;
  return {{"id", error->id},
          {"message", translated ? std::string(explanation->en) : error->message},
          {"advice", translated ? "" : error->advice},
          {"where", text_or_null(error->where)}};
}

Json json_of(const FileReport& file, Language language) {
  Json value = Json::object();
  value["path"] = file.path;
  value["kind"] = word_of(kDocumentKindWords, file.kind);
  value["year"] = number_or_null(file.year);
  value["unit"] = text_or_null(file.unit);
  value["form"] = text_or_null(file.form);
  value["findings"] = array_of(file.findings, [&](const Finding& each) { return json_of(each, language); });
  value["coverage"] = json_of(file.coverage);
  value["not_checked"] = array_of(file.not_checked, [&](const Bilingual& each) { return Json(in(language, each)); });
  value["error"] = json_of(file.error, language);
  return value;
}

}  // namespace

// Paths and quotes may hold broken UTF-8; it must not stop the report.
std::string to_json(const FileReport& file, Language language) {
  return json_of(file, language).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_json(const Report& report, Language language) {
  std::string text(kReportJsonHead);
  std::string_view separator = "\n";
  for (const FileReport& file : report.files) {
    text.append(separator).append(to_json(file, language));
    separator = ",\n";
  }
  return text.append(kReportJsonTail);
}

}  // namespace mingzhang
