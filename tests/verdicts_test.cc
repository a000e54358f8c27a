// Every error that is reported about a real document has been looked up in that document by a person: tests/verdicts.tsv says what
// they found. An error nobody has read, or one that was read and is wrong, fails here.

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "base/file.h"
#include "check/check.h"
#include "pipeline.h"

namespace mingzhang::tests {
namespace {

struct Verdict {
  std::string file, code, fingerprint, place, right, why;
};

std::vector<Verdict> verdicts() {
  std::vector<Verdict> all;
  std::istringstream lines(*read_file(source_path("tests/verdicts.tsv")));
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "file\tcode\tfingerprint\tplace\tverdict\twhy");
  while (std::getline(lines, line)) {
    std::vector<std::string> fields;
    std::istringstream rest(line);
    for (std::string field; std::getline(rest, field, '\t');) fields.push_back(field);
    EXPECT_EQ(fields.size(), 6u) << line;
    if (fields.size() == 6) all.push_back({fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]});
  }
  return all;
}

TEST(Verdicts, AreWellFormed) {
  std::map<std::pair<std::string, std::string>, int> seen;
  for (const Verdict& verdict : verdicts()) {
    EXPECT_TRUE(verdict.right == "right" || verdict.right == "wrong") << verdict.file << " " << verdict.right;
    EXPECT_EQ(verdict.fingerprint.size(), 16u) << verdict.file << " " << verdict.fingerprint;
    EXPECT_FALSE(verdict.why.empty()) << verdict.file << " " << verdict.fingerprint;
    EXPECT_EQ(++(seen[{verdict.file, verdict.fingerprint}]), 1) << "twice: " << verdict.file << " " << verdict.fingerprint;
  }
}

TEST(Verdicts, CoverEveryErrorOfTheCorpus) {
  REQUIRE_CORPUS(seed, kSeedDocument);
  const std::vector<Verdict> known = verdicts();
  int errors = 0, wrong = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(seed).parent_path())) {
    const std::string name = entry.path().filename().string(), extension = entry.path().extension().string();
    if (extension == ".md" || extension == ".csv" || extension == ".tsv") continue;
    const auto disclosure = open_disclosure(entry.path().string(), engine());
    if (!disclosure) continue;  // formats whose reader is not installed here
    const FileReport report = check(*disclosure, *engine().knowledge);
    for (const Finding& finding : report.findings) {
      if (finding.severity != Severity::Error) continue;
      ++errors;
      const auto verdict = std::ranges::find_if(known, [&](const Verdict& v) { return v.file == name && v.fingerprint == finding.fingerprint; });
      if (verdict == known.end()) {
        ADD_FAILURE() << "no verdict on " << name << " " << finding.code << " " << finding.fingerprint << " page " << finding.at.place.page
                      << " “" << finding.at.quote << "” " << finding.message.zh;
        continue;
      }
      EXPECT_EQ(verdict->code, finding.code) << name << " " << finding.fingerprint;
      wrong += verdict->right == "wrong";
      EXPECT_EQ(verdict->right, "right") << name << " " << finding.code << " " << finding.message.zh << ": " << verdict->why;
    }
  }
  RecordProperty("errors", errors);
  RecordProperty("wrong", wrong);
}

}  // namespace
}  // namespace mingzhang::tests
