#pragma once
// What a document says about amounts that other documents may speak of too. Nothing here depends on its Space any more:
// facts of different documents are matched by keys made of the lasting ids of nodes.

#include <map>
#include <string>
#include <vector>

#include "check/report.h"
#include "disclosure/disclosure.h"
#include "forms/knowledge.h"

namespace mingzhang {

// One thing said about one amount.
struct Statement {
  Interval interval;        // what the amount may be
  std::string words;        // "52.00万元", or "60.00万元 − 8.00万元" when it follows from a change or a rate
  FindingPlace at;
  bool direct = true;       // printed as such; else it follows from the change or the rate of a sentence
  bool firm = true;         // read for sure and about just this amount
};

// One amount: all statements about it in the order of the document, at most kStatementsMax.
struct Fact {
  std::string name;  // for people: "一般公共预算 · 基本支出"
  Figure figure;     // how it was printed first
  std::vector<Statement> statements;
};
inline constexpr std::size_t kStatementsMax = 4;

// 部门预算 of a department with all its units, or 单位预算 of one unit; a department's own office often has its name.
enum class Level : std::uint8_t { Unknown, Department, Unit };

// What pairing needs to know of a document.
struct DocumentIdentity {
  std::string path, sha256;
  DocumentKind kind = DocumentKind::Other;
  int year = 0;
  Level level = Level::Unknown;
  std::string unit;      // as printed; "" when unknown
  std::string unit_key;  // for comparison: folded, without spaces and a bracketed remark
  std::string profile;   // folded text that may name other units; bounded
  int subordinates = -1;  // how many units below it the document says there are; -1 when it does not
};

struct DocumentFacts {
  DocumentIdentity identity;
  std::map<std::string, Fact> amounts;  // by key of the region
};

DocumentFacts facts_of(const Disclosure& disclosure, const Knowledge& knowledge);

// Equal for the same region in every Space: lasting ids of the nodes, flow left out where the field leaves it out, the
// document's own unit left out.
std::string region_key(const Disclosure& disclosure, const Knowledge& knowledge, const Region& region);

std::string unit_key(std::string_view unit);

}  // namespace mingzhang
