#include "render/report_json.h"

#include <nlohmann/json.hpp>

#include "disclosure/words.h"
#include "render/report_words.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kReportVersion = 1;

constexpr Words<Severity, 3> kSeverityWords = {
    {{Severity::Error, "error"}, {Severity::Warning, "warning"}, {Severity::Note, "note"}}};
constexpr Words<Relation, 4> kRelationWords = {{{Relation::LastYear, "last_year"},
                                                {Relation::Accounts, "accounts"},
                                                {Relation::Department, "department"},
                                                {Relation::Version, "version"}}};

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json number_or_null(int number) {
  return number == 0 ? Json(nullptr) : Json(number);
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
          {"cell", text_or_null(place.cell.str())},
          {"box", box_or_null(place.box)}};
}

Json json_of(const FindingPlace& place) {
  Json value = Json::object();
  if (!place.path.empty()) value["path"] = place.path;
  value.update(json_of(place.place));
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
  return {{"id", error->id},
          {"message", error_words(*error, language)},
          {"advice", language == Language::English ? "" : error->advice},
          {"where", text_or_null(error->where)}};
}

void add_file(Json& value, const FileReport& file, Language language) {
  value["path"] = file.path;
  value["sha256"] = text_or_null(file.sha256);
  value["kind"] = word_of(kDocumentKindWords, file.kind);
  value["year"] = number_or_null(file.year);
  value["unit"] = text_or_null(file.unit);
  value["form"] = text_or_null(file.form);
  value["findings"] = array_of(file.findings, [&](const Finding& each) { return json_of(each, language); });
  value["coverage"] = json_of(file.coverage);
  value["not_checked"] = array_of(file.not_checked, [&](const Bilingual& each) { return Json(in(language, each)); });
  value["error"] = json_of(file.error, language);
}

Json json_of(const Pair& pair) {
  return {{"relation", word_of(kRelationWords, pair.relation)},
          {"files", pair.paths},
          {"compared", pair.compared},
          {"differences", pair.differences},
          {"complete", pair.complete}};
}

Json json_of(const Unpaired& file, Language language) {
  return {{"path", file.path}, {"reason", in(language, file.reason)}};
}

void add_pairs(Json& value, const std::vector<Pair>& pairs, const std::vector<Unpaired>& unpaired, Language language) {
  value["pairs"] = array_of(pairs, [](const Pair& pair) { return json_of(pair); });
  value["unpaired"] = array_of(unpaired, [&](const Unpaired& file) { return json_of(file, language); });
}

// Paths and quotes may hold broken UTF-8; it must not stop the report.
std::string dumped(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json line_head(std::string_view catalog_version) {
  return {{"version", kReportVersion}, {"catalog", catalog_version}};
}

}  // namespace

std::string to_json(const FileReport& file, Language language) {
  Json value = Json::object();
  add_file(value, file, language);
  return dumped(value);
}

std::string to_json(const Report& report, Language language) {
  std::string text = "{\"version\": " + std::to_string(kReportVersion) + ", \"files\": [";
  std::string_view separator = "\n";
  for (const FileReport& file : report.files) {
    text.append(separator).append(to_json(file, language));
    separator = ",\n";
  }
  Json pairs = Json::object();
  add_pairs(pairs, report.pairs, report.unpaired, language);
  return text + "\n], \"pairs\": " + dumped(pairs["pairs"]) + ", \"unpaired\": " + dumped(pairs["unpaired"]) + "}\n";
}

std::string to_json_line(const FileReport& file, std::string_view catalog_version, Language language) {
  Json line = line_head(catalog_version);
  add_file(line, file, language);
  return dumped(line);
}

std::string to_json_line(const Across& across, std::string_view catalog_version, Language language) {
  Json line = line_head(catalog_version);
  add_pairs(line, across.pairs, across.unpaired, language);
  line["findings"] = array_of(across.found, [&](const Across::Found& found) {
    Json value = {{"path", found.path}};
    value.update(json_of(found.finding, language));
    return value;
  });
  return dumped(line);
}

}  // namespace mingzhang
