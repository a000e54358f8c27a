#include "batch/publish_batch.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <ostream>

#include <nlohmann/json.hpp>

#include "base/assertions.h"
#include "base/file.h"
#include "base/sha256.h"
#include "batch/ordered_jobs.h"
#include "batch/walk.h"
#include "publish/publication_text.h"

namespace mingzhang {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kDraft = "draft-not-released";

bool is_ledger_json(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 200);
  const auto mark = head.find("\"mingzhang\"");
  return mark != std::string_view::npos && head.find("\"ledger\"", mark) != std::string_view::npos;
}

// The same bytes under another name are another unit's.
std::string key_of_unit(const std::string& name, const std::string& sha256) { return sha256 + " " + name; }

struct UnitOutcome {
  enum class Kind { Released, Draft, Problems, Failed, Skipped, Resumed } kind = Kind::Failed;
  std::string told;  // for people
  std::string line;  // of JSON
  long long figures = 0;
};

class PublishBatch {
 public:
  PublishBatch(const std::vector<UnitFile>& units, const OpenUnit& open, const Knowledge& knowledge, const PerformanceWords& words,
               const PublishBatchOptions& options)
      : units_(units), open_(open), knowledge_(knowledge), words_(words), options_(options) {}

  Result<PublishBatchOutcome> run(const std::atomic<bool>& stop) {
    Progress progress(options_.progress, options_.style, units_.size(), options_.language, {"未放行", "not released"});
    std::atomic<bool> ended{false};  // by `stop`, or because nothing can be written any more
    const auto work = [&](std::size_t i) { return publish_one(units_[i]); };
    const auto emit = [&](std::size_t, const UnitOutcome& outcome) {
      const bool cut_short = stop && outcome.kind == UnitOutcome::Kind::Failed;  // perhaps only because it was stopped
      if (!cut_short) take(outcome, progress);
      ended = stop || failure_;
    };
    const auto tick = [&] {
      ended = ended || stop;
      progress.tick();
    };
    const std::size_t done = run_in_order(units_.size(), options_.jobs, ended, work, emit, tick);
    progress.finish();
    if (failure_) return tl::unexpected(*failure_);
    outcome_.interrupted = stop || done < units_.size();
    return outcome_;
  }

 private:
  // Runs on several threads.
  UnitOutcome publish_one(const UnitFile& unit) const {
    const ContainAssertions contain;
    Json line = {{"version", 1}, {"compile", options_.version}, {"path", unit.path}, {"name", unit.name}};
    UnitOutcome outcome;
    try {
      outcome = publish_bytes(unit, line);
    } catch (const std::exception& problem) {  // our own bug, or no memory: of this unit only
      outcome = failed(unit, {"compile.internal", std::string("编制这个单位时程序内部出错：") + problem.what(),
                              "请把文件和这条信息反馈给开发者；其他单位不受影响。", unit.path}, line);
    }
    outcome.line = line.dump(-1, ' ', false, Json::error_handler_t::replace);
    return outcome;
  }

  UnitOutcome publish_bytes(const UnitFile& unit, Json& line) const {
    const auto bytes = read_file(unit.path);
    if (!bytes) return failed(unit, bytes.error(), line);
    if (unit.from_directory && !bytes->starts_with("PK") && !is_ledger_json(*bytes)) return {UnitOutcome::Kind::Skipped, {}, {}, 0};
    const std::string sha256 = sha256_hex(*bytes);
    line["sha256"] = sha256;
    std::error_code ignored;
    const bool there = fs::exists(fs::path(options_.directory) / unit.name / "release.json", ignored);
    if (there && options_.finished.contains(key_of_unit(unit.name, sha256))) return {UnitOutcome::Kind::Resumed, {}, {}, 0};
    const auto typed = open_(*bytes, unit.path);
    if (!typed) return failed(unit, typed.error(), line);
    line["unit"] = typed->ledger.unit;
    line["year"] = typed->ledger.year;
    line["form"] = typed->form->id;
    if (!typed->problems.empty()) {
      line["released"] = false;
      line["problems"] = std::count(typed->problems.begin(), typed->problems.end(), '\n');
      return {UnitOutcome::Kind::Problems, typed->problems, {}, 0};
    }
    const auto publication = publish({typed->ledger, *typed->form, options_.exceptions, options_.formats}, knowledge_, words_);
    if (!publication) return failed(unit, publication.error(), line);
    const auto directory = write_publication(*publication, (fs::path(options_.directory) / unit.name).string());
    if (!directory) return failed(unit, directory.error(), line);
    return told_of(*publication, unit, *directory, line);
  }

  UnitOutcome told_of(const Publication& publication, const UnitFile& unit, const std::string& directory, Json& line) const {
    UnitOutcome outcome;
    outcome.kind = publication.released() ? UnitOutcome::Kind::Released : UnitOutcome::Kind::Draft;
    outcome.told = print_troubles(publication, "", options_.language);
    std::size_t lost = 0, findings = 0;
    for (const Audit& audit : publication.audits) {
      outcome.figures += audit.figures;
      lost += audit.lost.size();
      findings += audit.findings.size();
    }
    line["released"] = publication.released();
    line["directory"] = directory;
    line["figures"] = outcome.figures;
    line["lost"] = lost;
    line["findings"] = findings;
    line["missing_reasons"] = publication.missing_reasons.size();
    if (!outcome.told.empty()) outcome.told = with_path(outcome.told, unit.path);
    return outcome;
  }

  static std::string with_path(const std::string& lines, const std::string& path) {
    std::string text;
    for (std::size_t begin = 0; begin < lines.size();) {
      const std::size_t end = lines.find('\n', begin);
      text += path + (lines[begin] == ':' ? "" : ": ") + lines.substr(begin, end - begin + 1);
      begin = end == std::string::npos ? lines.size() : end + 1;
    }
    return text;
  }

  UnitOutcome failed(const UnitFile& unit, const Error& error, Json& line) const {
    // In a directory other workbooks are just not what we look for.
    if (unit.from_directory && error.id == "workbook.foreign") return {UnitOutcome::Kind::Skipped, {}, {}, 0};
    line["released"] = false;
    line["error"] = {{"id", error.id}, {"message", error.message}};
    return {UnitOutcome::Kind::Failed, unit.path + ": [" + error.id + "] " + error.message + "\n", {}, 0};
  }

  // In the order of the units, on one thread.
  void take(const UnitOutcome& outcome, Progress& progress) {
    using Kind = UnitOutcome::Kind;
    outcome_.released += outcome.kind == Kind::Released;
    outcome_.drafts += outcome.kind == Kind::Draft;
    outcome_.with_problems += outcome.kind == Kind::Problems;
    outcome_.failed += outcome.kind == Kind::Failed;
    outcome_.skipped += outcome.kind == Kind::Skipped;
    outcome_.resumed += outcome.kind == Kind::Resumed;
    outcome_.figures += outcome.figures;
    if (!outcome.told.empty()) {
      progress.clear();
      options_.told << outcome.told << std::flush;
    }
    if (options_.results != nullptr && outcome.kind != Kind::Skipped && outcome.kind != Kind::Resumed && !failure_)
      if (auto done = options_.results->add(outcome.line); !done) failure_ = done.error();
    progress.done(outcome.kind != Kind::Released && outcome.kind != Kind::Skipped && outcome.kind != Kind::Resumed);
  }

  const std::vector<UnitFile>& units_;
  const OpenUnit& open_;
  const Knowledge& knowledge_;
  const PerformanceWords& words_;
  const PublishBatchOptions& options_;
  PublishBatchOutcome outcome_;
  std::optional<Error> failure_;
};

}  // namespace

Result<std::vector<UnitFile>> collect_units(const std::vector<std::string>& paths) {
  std::vector<UnitFile> units;
  std::map<std::string, int> counts;
  for (const std::string& root : paths) {
    TRY(const Inputs inputs, collect_inputs({root}));
    for (const InputFile& file : inputs.files) {
      const fs::path path(file.path);
      if (file.from_directory && path.extension() != ".json" && path.extension() != ".xlsx") continue;
      const fs::path below = file.from_directory ? path.lexically_relative(root) : path.filename();
      units.push_back({file.path, below.string(), file.from_directory});
      ++counts[fs::path(below).replace_extension().string()];
    }
  }
  for (UnitFile& unit : units) {
    const std::string stem = fs::path(unit.name).replace_extension().string();
    if (counts[stem] == 1) unit.name = stem;
  }
  return units;
}

Result<PublishBatchOutcome> publish_batch(const std::vector<UnitFile>& units, const OpenUnit& open, const Knowledge& knowledge,
                                          const PerformanceWords& words, const PublishBatchOptions& options, const std::atomic<bool>& stop) {
  return PublishBatch(units, open, knowledge, words, options).run(stop);
}

std::set<std::string> released_units(const std::string& results_path, std::string_view version) {
  std::set<std::string> keys;
  std::ifstream stream(results_path, std::ios::binary);
  for (std::string text; std::getline(stream, text);) {
    const Json line = Json::parse(text, nullptr, false);
    if (!line.is_object() || line.value("compile", "") != version || !line.value("released", false)) continue;
    keys.insert(key_of_unit(line.value("name", ""), line.value("sha256", "")));
  }
  return keys;
}

Result<std::string> write_publication(const Publication& publication, const std::string& directory) {
  const fs::path target = publication.released() ? fs::path(directory) : fs::path(directory) / kDraft;
  std::error_code ignored;  // write_file says what is wrong
  fs::create_directories(target, ignored);
  if (publication.released()) fs::remove_all(fs::path(directory) / kDraft, ignored);  // of an earlier attempt
  for (const PublishedFile& file : publication.files)
    if (const Result<void> written = write_file((target / file.name).string(), file.bytes); !written) return tl::unexpected<Error>(written.error());
  return target.string();
}

}  // namespace mingzhang
