#pragma once
// Ledgers of units that do not exist, as they might be: a few functions, salaries and office costs, projects, several sources.

#include <algorithm>
#include <random>
#include <span>
#include <string>
#include <utility>

#include "compile/ledger_json.h"
#include "forms/knowledge.h"

namespace mingzhang::tests {

class RandomLedger {
 public:
  RandomLedger(const Knowledge& knowledge, std::uint64_t seed) : knowledge_(knowledge), random_(seed) {}

  // With the year before: lines that grew, shrank, stayed, are new or ended; sometimes very large, or hundreds of them, or none.
  LedgerFile make_with_last_year() {
    state_capital_apart_ = true;
    largest_ = one_in(10) ? 100'000'000'000'000 : 100'000'000'000;
    LedgerFile file = one_in(20) ? nothing() : make();
    if (one_in(25)) add_many(file);
    add_last_year(file);
    return file;
  }

  // The same, and now and then a single line, a line lowered by an adjustment beside it, or nothing at all of the year before.
  LedgerFile make_budget() {
    LedgerFile file = make_with_last_year();
    if (one_in(25)) file.ledger.lines.resize(std::min<std::size_t>(file.ledger.lines.size(), 1));
    if (one_in(3)) lower_some(file);
    if (one_in(15)) forget_last_year(file);
    keep_lawful(file);
    return file;
  }

  // Final accounts: income, expenditure and what is carried over the turn of the year, which balance for each source; what was
  // budgeted beside what was spent; the year before.
  LedgerFile make_accounts() {
    state_capital_apart_ = true;
    largest_ = one_in(10) ? 100'000'000'000'000 : 100'000'000'000;
    file_ = nothing();
    size_ = below(3);
    const int functions = one_in(20) ? 0 : one_in(25) ? 150 : 1 + below(12);
    for (int i = 0; i < functions; ++i) add_accounts_of_function();
    add_three_public();
    const std::vector<LedgerLine> spent = file_.ledger.lines;
    for (LedgerLine line : spent) add_budgeted(line);
    if (!one_in(15)) add_last_year(file_);
    if (one_in(3)) take_back_some(file_);
    keep_lawful(file_);
    return std::move(file_);
  }

  void add_last_year(LedgerFile& file) {
    const Extent last_year(file.ledger.space.year(file.year - 1)), budget(*file.ledger.space.tree(Dimension::Stage).find("budget"));
    const bool accounts = std::any_of(file.ledger.lines.begin(), file.ledger.lines.end(), [&](const LedgerLine& line) { return line.point[Dimension::Stage] != budget; });
    const std::vector<LedgerLine> now = file.ledger.lines;
    const int times = accounts ? 1 + below(3) : 1;  // what balances stays so
    for (LedgerLine line : now) {
      if (accounts && line.point[Dimension::Stage] == budget) continue;  // what was budgeted last year is no matter of these
      line.point[Dimension::Year] = last_year;
      if (accounts) {
        line.amount = Amount::from_fen(line.amount.fen() * times);
        file.ledger.lines.push_back(line);
        continue;
      }
      const int change = below(5);
      if (change == 0) continue;  // new this year
      if (change == 1) line.amount = Amount::from_fen(1 + line.amount.fen() / 2);
      if (change == 2) line.amount = Amount::from_fen(line.amount.fen() + amount());
      file.ledger.lines.push_back(line);
    }
    if (!accounts && !now.empty() && one_in(3)) file.ledger.lines.erase(file.ledger.lines.begin());  // ended
  }

  LedgerFile make() {
    file_.unit = "云山县示例服务中心";
    file_.year = 2024;
    file_.ledger.space = knowledge_.space;
    size_ = below(3);
    const int functions = 1 + below(12);
    for (int i = 0; i < functions; ++i) add_function();
    for (int i = below(4); i > 0; --i) add_carryover();
    add_three_public();
    return std::move(file_);
  }

 private:
  LedgerFile nothing() {
    LedgerFile file;
    file.unit = "云山县示例服务中心";
    file.year = 2024;
    file.ledger.space = knowledge_.space;
    return file;
  }

  void add_many(LedgerFile& file) {
    std::swap(file, file_);
    for (int i = 0; i < 150; ++i) add_function();
    std::swap(file, file_);
  }

  void forget_last_year(LedgerFile& file) {
    const Extent this_year(file.ledger.space.year(file.year));
    std::erase_if(file.ledger.lines, [&](const LedgerLine& line) { return line.point[Dimension::Year] != this_year; });
  }

  // Contributions to pensions and the housing fund are one function and one class each, mostly, and no random lines.
  void keep_usual(LedgerFile& file) {
    constexpr std::pair<const char*, const char*> kInstead[] = {{"2080505", "2080599"}, {"2080506", "2080599"}, {"2210201", "2210203"}};
    replace(Dimension::Function, Classification::Function, kInstead, file);
  }

  void replace(Dimension d, Classification classification, std::span<const std::pair<const char*, const char*>> codes, LedgerFile& file) {
    Space& space = file.ledger.space;
    for (const auto& [code, instead] : codes) {
      const auto node = space.tree(d).find(code);
      const CodeEntry* entry = knowledge_.codes.find(classification, instead, file.year);
      for (LedgerLine& line : file.ledger.lines)
        if (node && line.point[d] == Extent(*node)) line.point[d] = Extent(space.code(d, instead, entry->name));
    }
  }

  // The three public expenses are stated beside the lines, so no line has their economic classes; and no year has more of them than
  // general public budget money.
  void keep_lawful(LedgerFile& file) {
    Space& space = file.ledger.space;
    constexpr std::pair<const char*, const char*> kInstead[] = {{"30212", "30201"}, {"30217", "30201"}, {"30231", "30201"}, {"31013", "31002"}};
    replace(Dimension::Economic, Classification::EconomicDepartment, kInstead, file);
    keep_usual(file);
    const Extent public_expenses(*space.tree(Dimension::Measure).find("three_public")), money(*space.tree(Dimension::Measure).find("budget")), general(*space.tree(Dimension::Source).find("fiscal.general"));
    for (const Extent year : {Extent(space.year(file.year)), Extent(space.year(file.year - 1))}) {
      std::int64_t spent = 0, stated = 0;
      for (const LedgerLine& line : file.ledger.lines) {
        if (line.point[Dimension::Year] != year) continue;
        if (space.contains(Dimension::Measure, public_expenses, line.point[Dimension::Measure])) stated += line.amount.fen();
        const Extent flow = line.point[Dimension::Flow];
        const bool is_spent = flow.is_root() || flow == Extent(*space.tree(Dimension::Flow).find("expenditure"));
        if (line.point[Dimension::Measure] == money && space.contains(Dimension::Source, general, line.point[Dimension::Source]) && is_spent) spent += line.amount.fen();
      }
      if (stated > spent)
        std::erase_if(file.ledger.lines, [&](const LedgerLine& line) {
          return line.point[Dimension::Year] == year && space.contains(Dimension::Measure, public_expenses, line.point[Dimension::Measure]);
        });
    }
  }

  // At most a half, so that what is left is more than nothing.
  std::int64_t part_of(std::int64_t fen) { return 1 + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(fen / 2)); }

  // An amount that was cut stands beside the first one with a minus.
  void lower_some(LedgerFile& file) {
    const Extent money(*file.ledger.space.tree(Dimension::Measure).find("budget"));
    const std::vector<LedgerLine> lines = file.ledger.lines;
    for (LedgerLine line : lines) {
      if (line.point[Dimension::Measure] != money || line.amount.fen() < 2 || !one_in(6)) continue;
      line.amount = Amount::from_fen(-part_of(line.amount.fen()));
      file.ledger.lines.push_back(line);
    }
  }

  // Money that was spent and came back, so that less of it came in, too.
  void take_back_some(LedgerFile& file) {
    const Tree& flows = file.ledger.space.tree(Dimension::Flow);
    const Extent expenditure(*flows.find("expenditure")), income(*flows.find("income")), budget(*file.ledger.space.tree(Dimension::Stage).find("budget"));
    const std::vector<LedgerLine> lines = file.ledger.lines;
    for (LedgerLine line : lines) {
      if (line.point[Dimension::Flow] != expenditure || line.point[Dimension::Stage] == budget || line.amount.fen() < 2 || !one_in(6)) continue;
      for (LedgerLine came : lines) {
        const auto same = [&](Dimension d) { return came.point[d] == line.point[d]; };
        if (came.point[Dimension::Flow] != income || !same(Dimension::Year) || !same(Dimension::Source) || !same(Dimension::Function) || came.amount < line.amount) continue;
        line.amount = came.amount = Amount::from_fen(-part_of(line.amount.fen()));
        file.ledger.lines.push_back(line);
        file.ledger.lines.push_back(came);
        break;
      }
    }
  }

  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  bool one_in(int n) { return below(n) == 0; }
  Space& space() { return file_.ledger.space; }
  Extent node(Dimension d, std::string_view id) { return Extent(*space().tree(d).find(id)); }

  // Round, repeated and tiny amounts are what makes tables ambiguous.
  std::int64_t amount() {
    static constexpr std::int64_t kRound[] = {5'000'000, 10'000'000, 20'000'000, 1'000'000};
    if (one_in(3)) return kRound[below(4)];
    if (one_in(8)) return 1 + below(20'000);
    const std::int64_t scales[] = {10'000'000, 1'000'000'000, largest_};
    return 1 + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(scales[size_]));
  }

  Region point(std::string_view source) {
    Region region;
    region[Dimension::Year] = Extent(space().year(file_.year));
    region[Dimension::Stage] = node(Dimension::Stage, "budget");
    region[Dimension::Measure] = node(Dimension::Measure, "budget");
    region[Dimension::Source] = node(Dimension::Source, source);
    return region;
  }

  Extent random_code(Dimension d, Classification classification, std::string_view prefix, std::size_t length) {
    const auto entries = knowledge_.codes.entries(classification);
    while (true) {
      const CodeEntry& entry = entries[static_cast<std::size_t>(below(static_cast<int>(entries.size())))];
      if (state_capital_apart_ && entry.code.starts_with("223")) continue;  // only for state capital
      if (entry.code.size() == length && entry.code.starts_with(prefix) && entry.in_force(file_.year))
        return Extent(space().code(d, entry.code, entry.name));
    }
  }

  void add(Region region, std::int64_t fen) { file_.ledger.lines.push_back({region, Amount::from_fen(fen)}); }

  void add_function() {
    static constexpr std::string_view kSources[] = {"fiscal.general.own", "fiscal.general.own", "fiscal.general.own", "fiscal.general.upper",
                                                    "fiscal.fund.own",    "special_account",    "unit_funds.operating", "unit_funds.other"};
    const Extent function = random_code(Dimension::Function, Classification::Function, "2", 7);
    for (int i = 1 + below(3); i > 0; --i) {
      Region region = point(kSources[below(8)]);
      region[Dimension::Function] = function;
      if (one_in(3)) add_project(region);
      else add_basic(region);
    }
  }

  void add_basic(Region region) {
    for (int i = 1 + below(4); i > 0; --i) {
      const bool personnel = one_in(2);
      region[Dimension::Nature] = node(Dimension::Nature, personnel ? "basic.personnel" : "basic.public");
      region[Dimension::Economic] = random_code(Dimension::Economic, Classification::EconomicDepartment, personnel ? (one_in(3) ? "303" : "301") : "302", 5);
      add(region, amount());
    }
  }

  void add_project(Region region) {
    static constexpr std::string_view kClasses[] = {"302", "302", "303", "310", "399"};
    region[Dimension::Nature] = node(Dimension::Nature, "project");
    region[Dimension::Project] = Extent(space().named(Dimension::Project, project_name()));
    for (int i = 1 + below(2); i > 0; --i) {
      region[Dimension::Economic] = random_code(Dimension::Economic, Classification::EconomicDepartment, kClasses[below(5)], 5);
      add(region, amount());
    }
  }

  std::string project_name() {
    static constexpr std::string_view kWhat[] = {"档案整理", "设备更新", "宣传培训", "信息系统维护", "基层调研"};
    return std::string(kWhat[below(5)]) + "项目" + std::to_string(++projects_) + "号";
  }

  void add_carryover() {
    static constexpr std::string_view kSources[] = {"carryover.fiscal.general", "carryover.fiscal.fund", "carryover.nonfiscal.unit_funds"};
    Region region = point(kSources[below(3)]);
    region[Dimension::Function] = random_code(Dimension::Function, Classification::Function, "2", 7);
    region[Dimension::Project] = Extent(space().named(Dimension::Project, project_name()));
    region[Dimension::Nature] = node(Dimension::Nature, one_in(3) ? "basic.public" : "project");
    add(region, amount());
  }

  void add_accounts_of_function() {
    static constexpr std::string_view kSources[] = {"fiscal.general", "fiscal.general", "fiscal.general", "fiscal.fund", "unit_funds.operating",
                                                    "unit_funds.superior_subsidy", "unit_funds.business", "unit_funds.other"};
    const Extent function = random_code(Dimension::Function, Classification::Function, "2", 7);
    for (int i = 1 + below(2); i > 0; --i) {
      Region region = point(kSources[below(8)]);
      region[Dimension::Stage] = node(Dimension::Stage, "final");
      region[Dimension::Function] = function;
      region[Dimension::Flow] = node(Dimension::Flow, "expenditure");
      const std::size_t first = file_.ledger.lines.size();
      if (one_in(3)) add_project(region);
      else add_basic(region);
      std::int64_t spent = 0;
      for (std::size_t line = first; line < file_.ledger.lines.size(); ++line) spent += file_.ledger.lines[line].amount.fen();
      add_income(region, spent);
    }
  }

  // Income, and what was there before and is left after, so that it balances.
  void add_income(Region region, std::int64_t spent) {
    const std::int64_t closing = one_in(3) ? amount() : 0, opening = one_in(3) ? 1 + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(spent + closing)) : 0;
    const std::pair<const char*, std::int64_t> flows[] = {{"opening", opening}, {"income", spent + closing - opening}, {"closing", closing}};
    for (const auto& [flow, fen] : flows) {
      region[Dimension::Flow] = node(Dimension::Flow, flow);
      if (fen != 0) add(region, fen);
    }
  }

  // More or less than was spent, or exactly that, or nothing.
  void add_budgeted(LedgerLine line) {
    const Extent flow = line.point[Dimension::Flow];
    if (!flow.is_root() && flow != node(Dimension::Flow, "expenditure")) return;
    line.point[Dimension::Stage] = node(Dimension::Stage, "budget");
    const int change = below(4);
    if (change == 0) return;
    if (change == 1) line.amount = Amount::from_fen(1 + line.amount.fen() / 2);
    if (change == 2) line.amount = Amount::from_fen(line.amount.fen() * 2);
    file_.ledger.lines.push_back(line);
  }

  // Part of what general public budget money is spent on.
  void add_three_public() {
    static constexpr std::string_view kParts[] = {"three_public.abroad", "three_public.reception", "three_public.vehicle.purchase", "three_public.vehicle.running"};
    std::int64_t general = 0;
    for (const LedgerLine& line : file_.ledger.lines)
      if (space().contains(Dimension::Source, node(Dimension::Source, "fiscal.general"), line.point[Dimension::Source]) && is_spent(line)) general += line.amount.fen();
    for (std::string_view part : kParts) {
      if (one_in(2) || general < 100) continue;
      Region region = point("fiscal.general");
      region[Dimension::Measure] = node(Dimension::Measure, part);
      if (!file_.ledger.lines.empty()) region[Dimension::Stage] = file_.ledger.lines.front().point[Dimension::Stage];
      add(region, 1 + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(general / 8)));
      if (state_capital_apart_ && part.starts_with("three_public.vehicle")) add_vehicles();  // with last year, for whole disclosures
    }
  }

  // Who pays for vehicles has some.
  void add_vehicles() {
    static constexpr const char* kVehicles = "vehicle_count.general.emergency";
    if (!file_.measure_units.emplace(kVehicles, Unit::Count).second) return;
    Region region;
    for (const Dimension d : {Dimension::Year, Dimension::Stage}) region[d] = file_.ledger.lines.back().point[d];
    region[Dimension::Measure] = node(Dimension::Measure, kVehicles);
    add(region, 2);
  }

  // Lines of a budget have no flow.
  bool is_spent(const LedgerLine& line) {
    const Extent flow = line.point[Dimension::Flow];
    return flow.is_root() || flow == node(Dimension::Flow, "expenditure");
  }

  const Knowledge& knowledge_;
  std::mt19937_64 random_;
  LedgerFile file_;
  bool state_capital_apart_ = false;
  int size_ = 0, projects_ = 0;
  std::int64_t largest_ = 100'000'000'000;  // fen, of one line
};

}  // namespace mingzhang::tests
