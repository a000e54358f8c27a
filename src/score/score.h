#pragma once
// Self-evaluation (绩效自评): what each indicator earns by its rule, and the total. Source: 项目支出绩效评价管理办法 (财预〔2020〕10号).
// All arithmetic is exact; a score is rounded once, half away from zero, to hundredths.

#include <optional>
#include <string>
#include <vector>

#include "compile/ledger_json.h"
#include "document/document.h"
#include "score/actuals.h"

namespace mingzhang {

struct ScoredIndicator {
  Indicator indicator;
  Actual actual;
  std::optional<int> weight, score;  // in hundredths; no score when it cannot be given
  std::string remark_zh, remark_en;  // why there is none, or that the result is far from the target
};

// The 10 points for the execution of the budget, which count where the weights of the indicators are 90 together.
struct ScoredExecution {
  Amount budget, executed;
  int rate = 0;   // in hundredths of a percent
  int score = 0;  // in hundredths, of 1000
};

struct ScoredGroup {
  std::string project;  // "" for the whole unit
  std::string responsible, goal;
  std::vector<ScoredIndicator> indicators;
  std::optional<ScoredExecution> execution;
  std::optional<int> total;  // in hundredths; no total while a score is missing
};

// By completion (按完成比例赋分): a target that is met earns the whole weight; one that is missed earns as much of it as was
// reached: actual / target for >= and >, target / actual for <= and <, the smaller of both for =, against the nearer end for
// a range ("90-95"). A rate is at most 1 and at least 0.
// By grade (按评判等级赋分, all targets without a comparator): 达成 80-100 %, 部分达成 60-80 %, 未达成 0-60 % of the weight; the
// percentage stands behind the word ("部分达成 70%"), and may be left out behind 达成, where it is 100 %.
ScoredIndicator score_indicator(const Indicator& indicator, const Actual& actual);

std::vector<ScoredGroup> score_unit(const LedgerFile& file, const Actuals& actuals);

// 绩效自评表, one after another.
Document score_document(const std::vector<ScoredGroup>& groups, const LedgerFile& file);

std::string print_hundredths(int value);  // "12.50"

}  // namespace mingzhang
