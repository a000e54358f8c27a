// One wrong figure at a time, all figures of all tables of a real document: is it noticed, and is the right cell named?

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "check/check.h"
#include "pipeline.h"

namespace mingzhang::tests {
namespace {

struct Size {
  const char* name;
  std::int64_t per_ten_thousand;  // of the value
  double detected_min;
};
constexpr Size kSizes[] = {{"×10", 90000, 0.99}, {"+10 %", 1000, 0.99}, {"+0.3 %", 30, 0.95}, {"+0.04 %", 4, 0.95}};
constexpr std::int64_t kUnitsMin = 2;  // rounding explains one unit of the last digit between two equal figures

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> lines{""};
  for (char c : text) {
    if (c == '\n') lines.emplace_back();
    else lines.back() += c;
  }
  return lines;
}

std::string join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

Figure enlarged(Figure figure, const Size& size) {
  const std::int64_t more = (figure.coefficient * size.per_ten_thousand + 5000) / 10000;
  figure.coefficient += std::max(more, kUnitsMin);
  return figure;
}

FileReport check_lines(const std::vector<std::string>& lines) { return check(understand_text(join(lines)), *engine().knowledge); }

TEST(SeededErrors, EveryTableFigureOfARealDocument) {
  REQUIRE_CORPUS(path, kSeedDocument);
  const std::vector<std::string> lines = split(*read_file(path));
  const Disclosure original = understand_text(join(lines));
  std::set<std::string> known;
  for (const Finding& finding : check(original, *engine().knowledge).findings) known.insert(finding.fingerprint);
  for (const Size& size : kSizes) {
    int seeded = 0, detected = 0, named = 0;
    std::string missed;
    for (std::size_t i = 0; i < original.claims.size(); i += kSample) {
      const Claim& claim = original.claims[i];
      if (claim.cell.row < 0 || claim.nil) continue;
      std::vector<std::string> changed = lines;
      std::string& line = changed[static_cast<std::size_t>(claim.place.line) - 1];
      const std::size_t at = byte_of_column(line, claim.place.column);
      ASSERT_EQ(line.substr(at, claim.quote.size()), claim.quote);
      line.replace(at, claim.quote.size(), print(enlarged(claim.figure, size)));
      ++seeded;
      bool found = false, cause = false;
      for (const Finding& finding : check_lines(changed).findings) {
        if (finding.severity != Severity::Error || known.contains(finding.fingerprint)) continue;
        found = true;
        cause = cause || (finding.at.place.line == claim.place.line && finding.at.place.column == claim.place.column);
      }
      detected += found;
      named += cause;
      if (!found) missed += fmt::format("  not detected: line {} {} -> {}\n", claim.place.line, claim.quote, print(enlarged(claim.figure, size)));
    }
    fmt::print("{:>8}: {} seeded, {} detected ({:.1f} %), cause named in {} ({:.1f} % of the detected)\n{}", size.name, seeded, detected,
               100.0 * detected / seeded, named, detected > 0 ? 100.0 * named / detected : 0.0, missed);
    EXPECT_GE(detected, size.detected_min * seeded) << size.name;
    EXPECT_GE(named, 0.85 * detected) << size.name;
  }
}

// Contradictions that the solver may not look into are no findings; the report says so and counts them.
TEST(SeededErrors, WhatLimitsCutIsUndecidedInTheReport) {
  const Disclosure disclosure = understand_text(*read_file(source_path("examples/disclosure.txt")));
  const auto sums = [](const FileReport& report) {
    return std::ranges::count_if(report.findings, [](const Finding& finding) { return finding.code.starts_with("SUM"); });
  };
  const FileReport whole = check(disclosure, *engine().knowledge);
  ASSERT_GT(sums(whole), 0);
  for (const SolverLimits& limits : {SolverLimits{.solves_max = 0}, SolverLimits{.component_rows_max = 1}}) {
    const FileReport cut = check(disclosure, *engine().knowledge, {.limits = limits});
    EXPECT_LT(sums(cut), sums(whole));
    EXPECT_GT(cut.coverage.constraints.undecided, whole.coverage.constraints.undecided);
    EXPECT_EQ(cut.not_checked.size(), whole.not_checked.size() + 1);
  }
}

}  // namespace
}  // namespace mingzhang::tests
