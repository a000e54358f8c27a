// Sentences and the claims they must give: tests/narrative_cases.txt, which explains its notation.

#include <fmt/format.h>

#include <sstream>
#include <string>
#include <vector>

#include "base/file.h"
#include "disclosure/words.h"
#include "pipeline.h"

namespace mingzhang::tests {
namespace {

struct Case {
  std::string name, text;
  std::vector<std::string> expected;
  int line = 0;
};

std::vector<Case> cases() {
  std::vector<Case> read;
  std::istringstream file(*read_file(source_path("tests/narrative_cases.txt")));
  bool claims = false;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.starts_with("#")) continue;
    if (line.starts_with("== ")) {
      read.push_back({line.substr(3), "", {}, number});
      claims = false;
    } else if (line == "--") {
      claims = true;
    } else if (!read.empty() && !line.empty()) {
      if (claims) read.back().expected.push_back(line);
      else read.back().text += line + "\n";
    }
  }
  return read;
}

// What a region selects, by the ids of its nodes; of year, stage and measure only what differs from `usual`.
std::string ids_of(const Space& space, const Region& region, const Region& usual) {
  std::string ids;
  for (int i = 0; i < kDimensionCount; ++i) {
    const auto d = static_cast<Dimension>(i);
    if (region[d] == usual[d]) continue;
    const Extent extent = region[d];
    std::string text;
    for (const NodeId node : space.nodes(extent)) text += (text.empty() ? "" : "+") + (node == kRoot ? std::string("all") : space.tree(d).id(node));
    if (d == Dimension::Project) text = space.tree(d).name(extent.handle());
    ids += (ids.empty() ? "" : " ") + text;
  }
  return ids.empty() ? "total" : ids;
}

std::string sign_of(const Claim& claim) {
  switch (claim.kind) {
    case ClaimKind::Value: return "=";
    case ClaimKind::Change: return "Δ";
    case ClaimKind::Rate: return "Δ%";
    case ClaimKind::Share: return "/";
  }
  return "";
}

std::vector<std::string> described(const Disclosure& disclosure) {
  const Space& space = disclosure.space;
  Region usual;
  usual[Dimension::Year] = Extent(*space.tree(Dimension::Year).find(std::to_string(disclosure.year)));
  usual[Dimension::Stage] = Extent(*space.tree(Dimension::Stage).find(disclosure.kind == DocumentKind::FinalAccounts ? "final" : "budget"));
  usual[Dimension::Measure] = Extent(*space.tree(Dimension::Measure).find("budget"));
  std::vector<std::string> lines;
  for (const Claim& claim : disclosure.claims) {
    std::string line = fmt::format("{} {} {}", claim.nil ? "none" : print_with_unit(claim.figure), sign_of(claim), ids_of(space, claim.region, usual));
    if (claim.kind != ClaimKind::Value) line += " : " + ids_of(space, claim.base, claim.region);
    if (claim.weak) line += " (weak)";
    lines.push_back(std::move(line));
  }
  for (const Comparison& comparison : disclosure.comparisons) {
    if (comparison.trend == Trend::None && !comparison.reason_expected) continue;
    std::string line = fmt::format("{} {}", word_of(kTrendWords, comparison.trend), ids_of(space, comparison.region, usual));
    if (comparison.reason_expected) line += " because " + (comparison.reason.text.empty() ? "nothing" : comparison.reason.text);
    lines.push_back(std::move(line));
  }
  for (const Open& open : disclosure.open) lines.push_back("open " + open.quote + " " + open.reason);
  return lines;
}

TEST(Narrative, SentencesGiveTheirClaims) {
  for (const Case& one : cases()) {
    const std::vector<std::string> found = described(understand_text(one.text));
    std::string actual, expected;
    for (const std::string& line : found) actual += line + "\n";
    for (const std::string& line : one.expected) expected += line + "\n";
    EXPECT_EQ(expected, actual) << "narrative_cases.txt:" << one.line << " " << one.name;
  }
}

}  // namespace
}  // namespace mingzhang::tests
