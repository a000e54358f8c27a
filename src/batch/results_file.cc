#include "batch/results_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "disclosure/words.h"

namespace mingzhang {
namespace {

using Json = nlohmann::json;

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

bool has_findings(const Json& line) {
  const auto findings = line.find("findings");
  if (findings == line.end() || !findings->is_array()) return false;
  for (const Json& finding : *findings)
    if (finding.is_object() && text_at(finding, "severity") != "note") return true;
  return false;
}

bool is_of_a_report(const Json& line) {
  return line.is_object() && line.contains("version") && line.contains("catalog");
}

std::optional<FinishedFile> finished_file(const Json& line, std::string_view catalog_version) {
  if (text_at(line, "catalog") != catalog_version || !line.contains("error") || !line["error"].is_null()) return std::nullopt;
  FinishedFile file;
  file.identity.path = text_at(line, "path");
  file.identity.sha256 = text_at(line, "sha256");
  file.identity.unit = text_at(line, "unit");
  file.identity.form = text_at(line, "form");
  file.identity.kind = value_of(kDocumentKindWords, text_at(line, "kind")).value_or(DocumentKind::Other);
  if (const auto year = line.find("year"); year != line.end() && year->is_number_integer()) file.identity.year = year->get<int>();
  file.has_findings = has_findings(line);
  if (file.identity.sha256.empty()) return std::nullopt;
  return file;
}

tl::unexpected<Error> not_written(const std::string& path) {
  return fail("write.file.failed", fmt::format("结果写不进“{}”（{}）", path.empty() ? "标准输出" : path, std::strerror(errno)),
              "请检查磁盘空间、写入权限和所在目录。", path);
}

// Where the last whole line ends; what is behind it was cut off when an earlier run was ended.
std::uintmax_t end_of_last_line(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  auto end = static_cast<std::streamoff>(file.tellg());
  for (char last = 0; end > 0; --end) {
    file.seekg(end - 1);
    if (!file.get(last) || last == '\n') break;
  }
  return end > 0 ? static_cast<std::uintmax_t>(end) : 0;
}

}  // namespace

Result<FinishedFiles> read_results(const std::string& path, std::string_view catalog_version) {
  FinishedFiles files;
  std::ifstream stream(path, std::ios::binary);
  std::string text;
  bool ours = false, any = false;
  while (std::getline(stream, text)) {
    const bool cut = stream.eof();  // no end of line
    if (cut && text.starts_with("{")) break;
    any = true;
    const Json line = Json::parse(text, nullptr, false);
    if (!is_of_a_report(line)) continue;
    ours = true;
    if (auto file = finished_file(line, catalog_version)) files[file->identity.sha256] = std::move(*file);
  }
  if (any && !ours)
    return fail("batch.results.foreign", fmt::format("“{}”不是本软件的 JSON Lines 结果文件", path),
                "请换一个文件名；--resume 只接着写自己的结果。", path);
  return files;
}

Result<ResultsFile> ResultsFile::open(const std::string& path, bool resume) {
  ResultsFile results;
  results.path_ = path;
  std::error_code error;
  if (resume && std::filesystem::is_regular_file(path, error)) std::filesystem::resize_file(path, end_of_last_line(path), error);
  results.file_.reset(path.empty() ? stdout : std::fopen(path.c_str(), resume ? "ab" : "wb"));
  if (!results.file_) return not_written(path);
  return results;
}

Result<void> ResultsFile::add(std::string_view line) {
  const bool written = std::fwrite(line.data(), 1, line.size(), file_.get()) == line.size() && std::fputc('\n', file_.get()) != EOF;
  if (!written || std::fflush(file_.get()) != 0) return not_written(path_);
  return {};
}

}  // namespace mingzhang
