#include "batch/check_batch.h"

#include <optional>

#include "base/assertions.h"
#include "base/file.h"
#include "base/sha256.h"
#include "batch/ordered_jobs.h"
#include "check/check.h"
#include "render/report_json.h"

namespace mingzhang {
namespace {

FileReport could_not_check(const std::string& path, Error error) {
  FileReport report;
  report.path = path;
  report.error = std::move(error);
  return report;
}

// Found by walking a directory, these are just not what we look for.
bool has_no_known_format(const Error& error) {
  return error.id == "read.format.unsupported" || error.id == "read.text.binary" || error.id == "read.file.empty";
}

struct Outcome {
  enum class Kind { Checked, Skipped, Resumed } kind = Kind::Checked;
  FileReport report;
  std::optional<DocumentFacts> facts;  // when there are other documents to compare with
  std::string line;                    // of JSON, when results are written while the work goes on
};

class Batch {
 public:
  Batch(const Inputs& inputs, const OpenFile& open, const Knowledge& knowledge, const BatchOptions& options)
      : inputs_(inputs), open_(open), knowledge_(knowledge), options_(options) {}

  Result<BatchOutcome> run(const std::atomic<bool>& stop) {
    Progress progress(options_.progress, options_.style, inputs_.files.size(), options_.language);
    std::atomic<bool> ended{false};  // by `stop`, or because nothing can be written any more
    const auto work = [&](std::size_t i) { return check_one(inputs_.files[i]); };
    const auto emit = [&](std::size_t, Outcome outcome) {
      const bool cut_short = stop && outcome.report.error;  // perhaps it failed only because it was stopped: not done
      if (!cut_short) take(std::move(outcome), progress);
      ended = stop || failure_;
    };
    const auto tick = [&] {
      ended = ended || stop;
      progress.tick();
    };
    const std::size_t done = run_in_order(inputs_.files.size(), options_.jobs, ended, work, emit, tick);
    progress.finish();
    outcome_.interrupted = stop || done < inputs_.files.size();
    if (!failure_) compare();
    if (failure_) return tl::unexpected(*failure_);
    return std::move(outcome_);
  }

 private:
  bool several() const { return inputs_.files.size() > 1; }

  // Runs on several threads.
  Outcome check_one(const InputFile& file) const {
    const ContainAssertions contain;
    Outcome outcome;
    try {
      outcome = check_bytes(file);
    } catch (const std::exception& problem) {  // our own bug, or no memory: of this file only
      outcome.report = could_not_check(file.path, {"check.internal", std::string("核对这份文件时程序内部出错：") + problem.what(),
                                                   "请把文件和这条信息反馈给开发者；其他文件不受影响。", file.path});
    }
    if (options_.results != nullptr && outcome.kind == Outcome::Kind::Checked)
      outcome.line = to_json_line(outcome.report, options_.catalog_version, options_.language);
    return outcome;
  }

  Outcome check_bytes(const InputFile& file) const {
    Outcome outcome;
    const auto bytes = read_file(file.path);
    if (!bytes) return failed(file, bytes.error(), "");
    const std::string sha256 = sha256_hex(*bytes);
    const auto finished = options_.finished.find(sha256);
    const bool known = finished != options_.finished.end();
    if (known) {
      outcome.kind = Outcome::Kind::Resumed;
      outcome.report = finished->second.identity;
      outcome.report.path = file.path;
      if (!several()) return outcome;
    }
    const auto disclosure = open_(*bytes, file.path);
    if (!disclosure) return known ? outcome : failed(file, disclosure.error(), sha256);
    if (several()) outcome.facts = facts_of(*disclosure, knowledge_);
    if (known) return outcome;
    if (disclosure->claims.empty())
      return failed(file, {"check.nothing_understood", "文件里没有认出任何预算或决算数字，无法核对",
                           "请确认这是部门预算或决算公开文件；用 mingzhang read 看读到了什么，用 mingzhang understand 看理解了什么。", file.path},
                    sha256);
    outcome.report = check(*disclosure, knowledge_);
    outcome.report.path = file.path;
    outcome.report.sha256 = sha256;
    return outcome;
  }

  static Outcome failed(const InputFile& file, const Error& error, const std::string& sha256) {
    Outcome outcome;
    if (file.from_directory && has_no_known_format(error)) outcome.kind = Outcome::Kind::Skipped;
    outcome.report = could_not_check(file.path, error);
    outcome.report.sha256 = sha256;
    return outcome;
  }

  // In the order of the files, on one thread.
  void take(Outcome outcome, Progress& progress) {
    const bool failed = outcome.kind == Outcome::Kind::Checked && outcome.report.error.has_value();
    if (outcome.facts) across_.add(std::move(*outcome.facts));
    switch (outcome.kind) {
      case Outcome::Kind::Skipped:
        ++outcome_.skipped;
        break;
      case Outcome::Kind::Resumed:
        ++outcome_.resumed;
        ++outcome_.checked;
        outcome_.with_findings += options_.finished.find(outcome.report.sha256)->second.has_findings;
        break;
      case Outcome::Kind::Checked:
        ++(failed ? outcome_.failed : outcome_.checked);
        outcome_.with_findings += has_findings(outcome.report);
        if (options_.results == nullptr) outcome_.report.files.push_back(std::move(outcome.report));
        else write(outcome.line);
        break;
    }
    progress.done(failed);
  }

  void write(const std::string& line) {
    if (failure_) return;
    if (auto done = options_.results->add(line); !done) failure_ = done.error();
  }

  void compare() {
    if (!several()) return;
    const ContainAssertions contain;
    Across across = across_.run([&](const std::string& path) { return facts_again(path); });
    outcome_.differences = static_cast<int>(across.found.size());
    if (options_.results != nullptr) write(to_json_line(across, options_.catalog_version, options_.language));
    else add_to(outcome_.report, std::move(across));
  }

  std::optional<DocumentFacts> facts_again(const std::string& path) const {
    const auto bytes = read_file(path);
    if (!bytes) return std::nullopt;
    const auto disclosure = open_(*bytes, path);
    if (!disclosure) return std::nullopt;
    return facts_of(*disclosure, knowledge_);
  }

  const Inputs& inputs_;
  const OpenFile& open_;
  const Knowledge& knowledge_;
  const BatchOptions& options_;
  AcrossCheck across_;
  BatchOutcome outcome_;
  std::optional<Error> failure_;
};

}  // namespace

bool has_findings(const FileReport& report) {
  for (const Finding& finding : report.findings)
    if (finding.severity != Severity::Note) return true;
  return false;
}

Result<BatchOutcome> check_batch(const Inputs& inputs, const OpenFile& open, const Knowledge& knowledge, const BatchOptions& options,
                                 const std::atomic<bool>& stop) {
  return Batch(inputs, open, knowledge, options).run(stop);
}

}  // namespace mingzhang
