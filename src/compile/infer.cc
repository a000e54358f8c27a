#include "compile/infer.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "check/model.h"
#include "compile/infer_demands.h"
#include "compile/infer_fit.h"
#include "compile/infer_points.h"
#include "forms/code_names.h"

namespace mingzhang {
namespace {

constexpr int kDiagnosesMax = 8;  // rounds, when a diagnosis has no repair to offer

// ---- what contradicts itself

// What has to give way so that the rest can be true together: the repairs of the solver, or, where it has none, the least
// trusted claim of the conflict, and then again.
std::set<int> evidence_to_give_up(const Model& model) {
  System system = model.system;
  std::set<int> given_up;
  for (int round = 0; round < kDiagnosesMax; ++round) {
    const std::vector<Diagnosis> diagnoses = diagnose(system);
    bool done = true;
    for (const Diagnosis& diagnosis : diagnoses) {
      const std::vector<int>& claims = diagnosis.conflict.claims;
      if (!diagnosis.repairs.empty()) {
        given_up.insert(diagnosis.repairs.front().claims.begin(), diagnosis.repairs.front().claims.end());
      } else if (!claims.empty()) {
        done = false;
        const auto lighter = [&](int a, int b) {
          return system.claim_weights[static_cast<std::size_t>(a)] < system.claim_weights[static_cast<std::size_t>(b)];
        };
        given_up.insert(*std::min_element(claims.begin(), claims.end(), lighter));
      }
    }
    if (done) break;
    std::erase_if(system.rows, [&](const LinearRow& row) { return given_up.contains(row.claim); });
  }
  return given_up;
}

GivenUp give_up_contradictions(const Disclosure& disclosure, const Knowledge& knowledge) {
  const Model model = build_model(disclosure, knowledge);
  GivenUp result;
  for (const int e : evidence_to_give_up(model)) {
    const Evidence& evidence = model.evidence[static_cast<std::size_t>(e)];
    if (evidence.kind == Evidence::Kind::Claim) result.claims.push_back(evidence.claim);
    if (evidence.kind == Evidence::Kind::EmptyCell) result.empty_cells.push_back(evidence.cell);
  }
  std::sort(result.claims.begin(), result.claims.end());
  return result;
}

// ---- what a claim asks of a finished ledger, looked at on its own: the proof of the work

class Proof {
 public:
  Proof(const Ledger& ledger, const Knowledge& knowledge) : ledger_(ledger), knowledge_(knowledge) {}

  bool holds(const Claim& claim) const {
    const std::int64_t region = value(claim.region);
    if (claim.nil) return region == 0;
    const std::int64_t base = claim.kind == ClaimKind::Value ? 0 : value(claim.base);
    const Interval interval = claim.figure.interval();
    switch (claim.kind) {
      case ClaimKind::Value:
        return interval.contains(region) && (!is_money(claim.figure.unit) || prints_as(claim.figure, region));
      case ClaimKind::Change:
        return interval.contains(region - base);
      case ClaimKind::Rate:
        return lies_between(region, base, kRatioOne + interval.low().value, kRatioOne + interval.high().value);
      case ClaimKind::Share:
        return lies_between(region, base, interval.low().value, interval.high().value);
    }
    return false;
  }

  bool is_empty(const Region& region) const { return value(region) == 0; }

 private:
  std::int64_t value(const Region& region) const {
    return ledger_.evaluate(knowledge_.canonical(ledger_.space, region)).fen();
  }

  static bool prints_as(const Figure& figure, std::int64_t fen) {
    return round_to_figure(Amount::from_fen(fen), figure.unit, figure.decimals) == figure;
  }

  static bool lies_between(std::int64_t region, std::int64_t base, std::int64_t low, std::int64_t high) {
    __extension__ using Wide = __int128;
    const Wide scaled = Wide{region} * kRatioOne;
    return Wide{base} * low <= scaled && scaled <= Wide{base} * high;
  }

  const Ledger& ledger_;
  const Knowledge& knowledge_;
};

// ---- the whole of it

struct Attempt {
  CandidatePoints candidates;
  Fit fit;
  int needed_unmet = 0;  // demands that are not weak
};

class Inferrer {
 public:
  Inferrer(const Disclosure& disclosure, const Knowledge& knowledge) : disclosure_(disclosure), knowledge_(knowledge) {}

  Result<Inference> run() {
    given_up_ = give_up_contradictions(disclosure_, knowledge_);
    demands_ = collect_demands(disclosure_, knowledge_, given_up_);
    std::optional<Attempt> best = attempt(Reading::Strict);
    if (!best || best->needed_unmet > 0) {
      std::optional<Attempt> wide = attempt(Reading::Wide);
      if (wide && (!best || wide->needed_unmet < best->needed_unmet)) best = std::move(wide);
    }
    if (!best) return impossible();
    make_file(*best);
    if (!is_summable(inference_.file.ledger)) return impossible();
    report_given_up();
    prove();
    if (inference_.satisfied == 0) return impossible();
    return std::move(inference_);
  }

 private:
  tl::unexpected<Error> impossible() const {
    return fail("infer.impossible", "推不出与文件相符的账目：能读懂的数字不足，或它们涉及的组合过多",
                "请先运行 mingzhang check 查看文件中的错误和没有读懂的数字。", disclosure_.path);
  }

  std::optional<Attempt> attempt(Reading reading) const {
    auto candidates = find_points(demands_, knowledge_.axioms, disclosure_.year, reading);
    if (!candidates) return std::nullopt;
    Attempt attempt{std::move(*candidates), {}, 0};
    attempt.fit = fit_amounts(demands_, attempt.candidates);
    for (const int unmet : attempt.fit.unmet)
      attempt.needed_unmet += demands_.demands[static_cast<std::size_t>(unmet)].weak ? 0 : 1;
    return attempt;
  }

  // ---- the file

  // No sum of lines may overflow: ledger files are held to that, and so are we.
  static bool is_summable(const Ledger& ledger) {
    std::optional<Amount> total = Amount();
    for (const LedgerLine& line : ledger.lines)
      if (total) total = Amount::checked_add(*total, line.amount < Amount() ? -line.amount : line.amount);
    return total.has_value();
  }

  void make_file(const Attempt& attempt) {
    LedgerFile& file = inference_.file;
    file.unit = disclosure_.unit;
    file.year = disclosure_.year;
    file.ledger.space = std::move(demands_.space);
    for (std::size_t i = 0; i < attempt.candidates.points.size(); ++i)
      if (const std::int64_t amount = attempt.fit.amounts[i]; amount != 0)
        file.ledger.lines.push_back({attempt.candidates.points[i].point, Amount::from_fen(amount)});
    sort_lines();
    name_codes(file.ledger.space, knowledge_.codes, disclosure_.year);
    note_measure_units();
  }

  // As a person would: this year before others, money before counts, then by code.
  void sort_lines() {
    const Space& space = inference_.file.ledger.space;
    const auto id = [&](const LedgerLine& line, Dimension d) -> const std::string& {
      return space.tree(d).id(line.point[d].handle());
    };
    const auto earlier = [&](const LedgerLine& a, const LedgerLine& b) {
      if (const auto order = id(b, Dimension::Year) <=> id(a, Dimension::Year); order != 0) return order < 0;
      for (const Dimension d : {Dimension::Measure, Dimension::Flow, Dimension::Source})
        if (a.point[d] != b.point[d]) return a.point[d] < b.point[d];
      for (const Dimension d : {Dimension::Function, Dimension::Nature, Dimension::Economic, Dimension::Project})
        if (a.point[d] != b.point[d]) return id(a, d) < id(b, d);
      return a.point < b.point;
    };
    std::sort(inference_.file.ledger.lines.begin(), inference_.file.ledger.lines.end(), earlier);
  }

  void note_measure_units() {
    const Tree& measures = inference_.file.ledger.space.tree(Dimension::Measure);
    std::map<NodeId, Unit> units;  // as printed
    for (const Demand& demand : demands_.demands) {
      if (demand.claims.empty()) continue;
      const Figure& figure = claim_of(demand).figure;
      const Extent measure = demand.region[Dimension::Measure];
      if (demand.kind == ClaimKind::Value && !is_money(figure.unit) && !measure.is_set())
        units.emplace(measure.handle(), figure.unit);
    }
    for (const LedgerLine& line : inference_.file.ledger.lines) {
      const NodeId measure = line.point[Dimension::Measure].handle();
      for (NodeId node = measure; node != kRoot; node = measures.parent(node))
        if (const auto unit = units.find(node); unit != units.end())
          inference_.file.measure_units.emplace(measures.id(measure), unit->second);
    }
  }

  const Claim& claim_of(const Demand& demand) const {
    return disclosure_.claims[static_cast<std::size_t>(demand.claims.front())];
  }

  // ---- what does not hold, with the reason

  void open(const Place& place, const std::string& quote, std::string reason) {
    inference_.open.push_back({place, quote, std::move(reason)});
  }

  void report_given_up() {
    for (const int index : given_up_.claims) {
      const Claim& claim = disclosure_.claims[static_cast<std::size_t>(index)];
      if (claim.weak) open(claim.place, claim.quote, "与文件其他数字不能同时成立；它的口径本来不一定相同，没有采用");
      else inference_.set_aside.push_back(index);
    }
    for (const CellRef& cell : given_up_.empty_cells)
      open(row_of(cell).place, row_of(cell).label, "这一行有空格按零不能与其他数字同时成立，没有按零处理");
  }

  const Row& row_of(const CellRef& cell) const {
    return disclosure_.tables[static_cast<std::size_t>(cell.table)].rows[static_cast<std::size_t>(cell.row)];
  }

  void prove() {
    const Proof proof(inference_.file.ledger, knowledge_);
    for (std::size_t i = 0; i < disclosure_.claims.size(); ++i) {
      const Claim& claim = disclosure_.claims[i];
      const int index = static_cast<int>(i);
      if (!is_demanding(disclosure_, claim)) continue;
      if (std::binary_search(given_up_.claims.begin(), given_up_.claims.end(), index)) continue;
      if (proof.holds(claim)) {
        ++inference_.satisfied;
        continue;
      }
      if (!claim.weak) inference_.missed.push_back(index);
      open(claim.place, claim.quote, claim.weak ? "与其他数字合在一起推不出账目；它的口径本来不一定相同，没有采用"
                                                : "没有哪些明细能使它与其余数字同时成立");
    }
    prove_empty_cells(proof);
  }

  void prove_empty_cells(const Proof& proof) {
    Space& space = inference_.file.ledger.space;
    for (std::size_t t = 0; t < disclosure_.tables.size(); ++t) {
      const Table& table = disclosure_.tables[t];
      for (std::size_t r = 0; r < table.rows.size(); ++r) {
        if (table.rows[r].standing == Standing::Open) continue;
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
          const CellRef cell{static_cast<int>(t), static_cast<int>(r), static_cast<int>(c)};
          if (table.claim_at(cell.row, cell.column) >= 0 || is_given_up(cell)) continue;
          if (!proof.is_empty(cell_region(space, table.columns[c].region, table.rows[r].region)))
            open(table.rows[r].place, table.rows[r].label, "这一行有空格，按其余数字推算却不是零");
        }
      }
    }
  }

  bool is_given_up(const CellRef& cell) const {
    return std::find(given_up_.empty_cells.begin(), given_up_.empty_cells.end(), cell) != given_up_.empty_cells.end();
  }

  const Disclosure& disclosure_;
  const Knowledge& knowledge_;
  GivenUp given_up_;
  Demands demands_;
  Inference inference_;
};

}  // namespace

Result<Inference> infer(const Disclosure& disclosure, const Knowledge& knowledge) {
  return Inferrer(disclosure, knowledge).run();
}

}  // namespace mingzhang
