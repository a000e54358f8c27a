#include "compile/derive.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace mingzhang {
namespace {

// Which economic items are printed beside the budget under a name of their own.
struct OtherMeasure {
  std::string_view economic, measure;
};
constexpr OtherMeasure kByEconomic[] = {
    {"30212", "three_public.abroad"},           {"30217", "three_public.reception"}, {"30231", "three_public.vehicle.running"},
    {"31013", "three_public.vehicle.purchase"}, {"30215", "meeting"},                {"30216", "training"},
};

class Deriver {
 public:
  explicit Deriver(LedgerFile& file) : file_(file), space_(file.ledger.space), given_(file.ledger.lines) {}

  void run() {
    for (const LedgerLine& line : given_) {
      if (!is(line, Dimension::Measure, "budget") || is(line, Dimension::Flow, "income")) continue;
      if (is(line, Dimension::Source, "fiscal.general") && is(line, Dimension::Nature, "basic.public")) copy(line, "agency_operation", "agency_operation");
      if (is(line, Dimension::Source, "fiscal"))
        for (const OtherMeasure& other : kByEconomic)
          if (is(line, Dimension::Economic, other.economic)) copy(line, other.measure, other.measure.substr(0, other.measure.find('.')));
      if (of_this_year(line) && has_targets(line)) copy(line, "performance", "performance");
    }
    count_projects();
    count("performance_targets_whole", file_.facts.indicators.empty() ? 0 : 1);
    count("offices", file_.facts.offices.size());
    count("subordinate_units", file_.facts.subordinate_units.size());
  }

 private:
  bool is(const LedgerLine& line, Dimension d, std::string_view id) const {
    const auto node = space_.tree(d).find(id);
    return node && space_.contains(d, Extent(*node), line.point[d]);
  }

  bool of_this_year(const LedgerLine& line) const { return is(line, Dimension::Year, std::to_string(file_.year)); }

  // Final accounts have lines of the budget beside their own.
  bool of_own_stage(const LedgerLine& line) const { return is_final_ == is(line, Dimension::Stage, "final"); }

  // A measure that has a line of its own in the same year and stage is stated already.
  bool is_stated(const Region& point, std::string_view measure) const {
    return std::any_of(given_.begin(), given_.end(), [&](const LedgerLine& line) {
      return is(line, Dimension::Measure, measure) && line.point[Dimension::Year] == point[Dimension::Year] &&
             line.point[Dimension::Stage] == point[Dimension::Stage];
    });
  }

  void add(Region point, std::string_view measure, Amount amount) {
    point[Dimension::Measure] = Extent(*space_.tree(Dimension::Measure).find(measure));
    file_.ledger.lines.push_back({point, amount});
  }

  void copy(const LedgerLine& line, std::string_view measure, std::string_view stated_by) {
    if (!is_stated(line.point, stated_by)) add(line.point, measure, line.amount);
  }

  bool has_targets(const LedgerLine& line) const {
    const Extent project = line.point[Dimension::Project];
    if (project.is_root()) return false;
    const std::string& name = space_.tree(Dimension::Project).name(project.handle());
    return std::any_of(file_.facts.projects.begin(), file_.facts.projects.end(), [&](const ProjectFacts& p) { return p.name == name && !p.indicators.empty(); });
  }

  // One project is one, from wherever its money comes: it counts at the source of its first line.
  void count_projects() {
    std::set<std::uint32_t> counted;
    for (const LedgerLine& line : given_) {
      if (!is(line, Dimension::Measure, "budget") || !of_this_year(line) || !of_own_stage(line) || !has_targets(line)) continue;
      if (is_stated(line.point, "performance_projects") || !counted.insert(line.point[Dimension::Project].handle()).second) continue;
      Region point;
      for (const Dimension d : {Dimension::Year, Dimension::Stage, Dimension::Source}) point[d] = line.point[d];
      add(point, "performance_projects", Amount::from_fen(1));
    }
  }

  void count(std::string_view measure, std::size_t number) {
    if (number == 0 || given_.empty()) return;
    const auto now = std::find_if(given_.begin(), given_.end(), [&](const LedgerLine& line) { return of_this_year(line) && of_own_stage(line); });
    if (now == given_.end() || is_stated(now->point, measure)) return;
    Region point;
    for (const Dimension d : {Dimension::Year, Dimension::Stage}) point[d] = now->point[d];
    add(point, measure, Amount::from_fen(static_cast<std::int64_t>(number)));
  }

  LedgerFile& file_;
  const Space& space_;
  const std::vector<LedgerLine> given_;
  const bool is_final_ = std::any_of(given_.begin(), given_.end(), [&](const LedgerLine& line) { return of_this_year(line) && is(line, Dimension::Stage, "final"); });
};

}  // namespace

void add_derived_lines(LedgerFile& file) { Deriver(file).run(); }

}  // namespace mingzhang
