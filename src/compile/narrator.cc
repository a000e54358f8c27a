#include "compile/narrator.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

Region with(Region region, const Extents& extents) {
  for (const auto& [d, extent] : extents) region[d] = extent;
  return region;
}

// part / whole in percent, rounded half away from zero. nullopt when it says nothing: of nothing, or of a negative whole.
std::optional<Figure> percent(Amount part, Amount whole, int decimals) {
  if (whole.fen() <= 0) return std::nullopt;
  __int128 scaled = static_cast<__int128>(part.fen()) * 100;
  for (int i = 0; i < decimals; ++i) scaled *= 10;
  const bool negative = scaled < 0;
  if (negative) scaled = -scaled;
  const __int128 rounded = (2 * scaled + whole.fen()) / (2 * static_cast<__int128>(whole.fen()));
  constexpr std::int64_t kLargest = 1'000'000'000'000'000;  // ten thousand million times: no rate that anyone prints
  if (rounded > kLargest) return std::nullopt;
  const auto coefficient = static_cast<std::int64_t>(rounded);
  return Figure{negative ? -coefficient : coefficient, decimals, Unit::Percent};
}

Figure without_sign(Figure figure) {
  figure.coefficient = std::abs(figure.coefficient);
  return figure;
}

std::string with_unit(const Figure& figure) {
  const std::string unit(unit_name(figure.unit));
  return print(figure) + (unit.empty() || figure.unit == Unit::Percent ? unit : " " + unit);
}

}  // namespace

Narrator::Narrator(const LedgerFile& file, const Form& form, const Wording& wording, const Knowledge& knowledge, Space& space)
    : file_(file), form_(form), wording_(wording), knowledge_(knowledge), space_(space) {
  last_year_ = {{Dimension::Year, Extent(space.year(file.year - 1))}};
  Region& region = document_.region;
  region[Dimension::Year] = Extent(space.year(file.year));
  region[Dimension::Stage] = Extent(*space.tree(Dimension::Stage).find(form.final_accounts ? "final" : "budget"));
  region[Dimension::Measure] = Extent(*space.tree(Dimension::Measure).find("budget"));
  document_.whole = region;
  document_.versus = &last_year_;
}

// ---- phrases

bool Narrator::say(const Phrase& phrase, const Subject& subject, Said& said) {
  bool any = false;
  each(phrase.scope, subject, [&](const Subject& one) {
    Said next = said;
    if (any) next.text += phrase.join;
    if (!say_text(phrase, one, next)) return;
    said = std::move(next);
    any = true;
  });
  return any;
}

bool Narrator::say_text(const Phrase& phrase, const Subject& subject, Said& said) {
  if (!phrase.alternatives.empty())
    return std::any_of(phrase.alternatives.begin(), phrase.alternatives.end(), [&](const Phrase& one) { return say(one, subject, said); });
  for (const PhrasePiece& piece : phrase.pieces) {
    if (piece.phrase >= 0) {
      if (!say(wording_.phrases[static_cast<std::size_t>(piece.phrase)], subject, said)) return false;
    } else if (piece.slot) {
      if (!fill(*piece.slot, subject, said)) return false;
    } else {
      said.text += piece.text;
    }
  }
  return true;
}

void Narrator::each(const Scope& scope, const Subject& subject, const std::function<void(const Subject&)>& visit) {
  Subject about = subject;
  if (scope.about) {
    about.whole = subject.region;
    about.region = with(subject.region, *scope.about);
  }
  if (scope.versus) about.versus = &*scope.versus;
  if (scope.versus_last_year) about.versus = &last_year_;
  int number = 0;
  for (Subject& one : members(scope, about)) {
    if (scope.of) one.whole = with(document_.region, *scope.of);
    if (!std::all_of(scope.when.begin(), scope.when.end(), [&](const auto& when) { return holds(when.first, one) == when.second; })) continue;
    if (scope.each != ListOf::Nothing) one.number = ++number;
    visit(one);
  }
}

std::vector<Subject> Narrator::members(const Scope& scope, const Subject& subject) {
  std::vector<Subject> list;
  const auto add = [&](const std::string& name, const std::string& explanation) {
    list.push_back(subject);
    list.back().name = name;
    list.back().explanation = explanation;
  };
  switch (scope.each) {
    case ListOf::Nothing:
      return {subject};
    case ListOf::Regions:
      for (const ListedRegion& region : scope.regions) {
        add(region.name, "");
        list.back().whole = subject.region;
        list.back().region = with(subject.region, region.is);
      }
      return list;
    case ListOf::Duties:
      for (const std::string& text : file_.facts.duties) add(text, "");
      return list;
    case ListOf::Offices:
      for (const std::string& text : file_.facts.offices) add(text, "");
      return list;
    case ListOf::SubordinateUnits:
      for (const std::string& text : file_.facts.subordinate_units) add(text, "");
      return list;
    case ListOf::Glossary:
      for (const auto& [term, text] : wording_.glossary) add(term, text);
      for (const GlossaryEntry& entry : file_.facts.glossary) add(entry.term, entry.text);
      return list;
    default:
      return nodes_with_amounts(scope, subject);
  }
}

// The nodes of a tree, at a level, that have money this year or in what the subject is compared with.
std::vector<Subject> Narrator::nodes_with_amounts(const Scope& scope, const Subject& subject) {
  const Dimension d = scope.each == ListOf::Function ? Dimension::Function : scope.each == ListOf::Economic ? Dimension::Economic : Dimension::Project;
  const Tree& tree = space_.tree(d);
  const Region now = knowledge_.canonical(space_, subject.region), before = knowledge_.canonical(space_, base_of(subject));
  const auto order = [&](NodeId a, NodeId b) { return d == Dimension::Project ? a < b : tree.id(a) < tree.id(b); };
  std::set<NodeId, decltype(order)> nodes(order);
  for (const LedgerLine& line : file_.ledger.lines) {
    if (!space_.contains(now, line.point) && !space_.contains(before, line.point)) continue;
    NodeId node = line.point[d].handle();
    while (tree.depth(node) > scope.level) node = tree.parent(node);
    if (node != kRoot && tree.depth(node) == scope.level) nodes.insert(node);
  }
  std::vector<Subject> list;
  for (const NodeId node : nodes) {
    Subject one = subject;
    one.whole = subject.region;
    one.region = subject.region.with(d, node);
    one.name = tree.name(node);
    if (d == Dimension::Function) one.function = node;
    if (!amount(one.region).is_zero() || !amount(base_of(one)).is_zero()) list.push_back(std::move(one));
  }
  return list;
}

bool Narrator::holds(Condition condition, const Subject& subject) {
  const Amount now = amount(subject.region), before = amount(base_of(subject));
  switch (condition) {
    case Condition::Some: return !prints_as_nothing(now, subject);
    case Condition::None: return now.is_zero();
    case Condition::Nothing: return now.is_zero() && before.is_zero();
    case Condition::New: return comparable(subject) && !now.is_zero() && before.is_zero();
    case Condition::Ended: return now.is_zero() && !before.is_zero();
    case Condition::Up: return comparable(subject) && now > before;
    case Condition::Down: return comparable(subject) && now < before;
    case Condition::Unchanged: return comparable(subject) && money(now - before).is_zero();
    case Condition::Comparable: return comparable(subject);
  }
  return false;
}

// Of a list, what would be printed as 0.00 is left out.
bool Narrator::prints_as_nothing(Amount amount, const Subject& subject) const {
  const bool of_list = subject.number > 0 || !subject.name.empty();
  return of_list && subject.region[Dimension::Measure] == document_.region[Dimension::Measure] ? money(amount).is_zero() : amount.is_zero();
}

// ---- slots

bool Narrator::fill(Slot slot, const Subject& subject, Said& said) {
  switch (slot) {
    case Slot::Reason:
      if (fill_remark(file_.facts.reasons, subject, said, &Comparison::reason)) return true;
      if (needs_reason(subject)) {
        const Region region = knowledge_.canonical(space_, subject.region);
        const bool against_budget = is_against_budget(subject);
        if (std::none_of(missing_.begin(), missing_.end(), [&](const MissingReason& m) { return m.region == region && m.against_budget == against_budget; }))
          missing_.push_back({region, space_.describe(subject.region), money(amount(base_of(subject))), money(amount(subject.region)), against_budget});
      }
      return false;
    case Slot::Purpose:
      return fill_remark(file_.facts.purposes, subject, said, &Comparison::purpose);
    case Slot::Amount: case Slot::Figure: case Slot::Count: case Slot::Area: case Slot::BaseAmount: case Slot::Share: case Slot::Change:
    case Slot::CountChange: case Slot::Rate: case Slot::Completion: case Slot::Direction: case Slot::RateDirection:
      return fill_figure(slot, subject, said);
    default:
      return fill_word(slot, subject, said);
  }
}

bool Narrator::fill_figure(Slot slot, const Subject& subject, Said& said) {
  const Amount now = amount(subject.region), before = amount(base_of(subject));
  const bool compares = slot != Slot::Amount && slot != Slot::Figure && slot != Slot::Count && slot != Slot::Area && slot != Slot::Share;
  if (compares && !comparable(subject)) return false;
  const auto put = [&](ClaimKind kind, const Figure& figure) {
    add_claim(kind, subject, figure, with_unit(without_sign(figure)), said);
    return true;
  };
  switch (slot) {
    case Slot::Amount: return put(ClaimKind::Value, money(now));
    case Slot::Figure: add_claim(ClaimKind::Value, subject, money(now), print(money(now)), said); return true;
    case Slot::Count: return put(ClaimKind::Value, {now.fen(), 0, Unit::Count});
    case Slot::Area: {  // in 1e-4 square metres
      const Figure hundredths = round_to_figure(now, Unit::Yuan, 0);
      return put(ClaimKind::Value, {hundredths.coefficient, 2, Unit::SquareMetre});
    }
    case Slot::BaseAmount: {
      Subject base = subject;
      base.region = base_of(subject);
      add_claim(ClaimKind::Value, base, money(before), with_unit(money(before)), said);
      return true;
    }
    case Slot::Share: {
      const auto share = percent(now, amount(subject.whole), wording_.rate_decimals);
      return share && put(ClaimKind::Share, *share);
    }
    case Slot::Change: return put(ClaimKind::Change, money(now - before));
    case Slot::CountChange: return put(ClaimKind::Change, {now.fen() - before.fen(), 0, Unit::Count});
    case Slot::Rate: {
      const auto rate = percent(now - before, before, wording_.rate_decimals);
      return rate && put(ClaimKind::Rate, *rate);
    }
    case Slot::Completion: {
      const auto completion = percent(now, before, wording_.rate_decimals);
      if (completion) add_claim(ClaimKind::Share, subject, *completion, with_unit(*completion), said, true);
      return completion.has_value();
    }
    default: break;
  }
  const bool of_rate = slot == Slot::RateDirection;
  Comparison& comparison = comparison_of(subject, said);
  comparison.trend = money(now - before).is_zero() ? Trend::Level : now > before ? Trend::Up : Trend::Down;
  const char* word = comparison.trend == Trend::Level ? "持平" : comparison.trend == Trend::Up ? (of_rate ? "增长" : "增加") : of_rate ? "下降" : "减少";
  if (!of_rate) comparison.direction = word;
  said.text += word;
  return true;
}

bool Narrator::fill_word(Slot slot, const Subject& subject, Said& said) {
  const auto put = [&](const std::string& text) {
    said.text += text;
    return !text.empty();
  };
  const ProjectFacts* project = project_of(subject);
  const auto of_project = [&](std::string ProjectFacts::*member) { return project != nullptr && put(project->*member); };
  switch (slot) {
    case Slot::Unit: return put(file_.unit);
    case Slot::Level: return put(form_.level == FormLevel::Unit ? "单位" : "部门");
    case Slot::Year: return put(std::to_string(file_.year));
    case Slot::LastYear: return put(std::to_string(file_.year - 1));
    case Slot::Number: return subject.number > 0 && put(std::to_string(subject.number));
    case Slot::Numeral: return subject.number > 0 && put(subject.number < 100 ? chinese_number(subject.number) : std::to_string(subject.number));
    case Slot::Name: return put(subject.name);
    case Slot::Explanation: return put(subject.explanation);
    case Slot::Chain: return subject.function != kRoot && put(chain(subject.function));
    case Slot::Contact: return put(file_.facts.contact);
    case Slot::Goal: return project != nullptr ? put(project->goal) : put(file_.facts.goal);
    case Slot::Basis: return of_project(&ProjectFacts::basis);
    case Slot::Executor: return of_project(&ProjectFacts::executor);
    case Slot::Allocation: return of_project(&ProjectFacts::allocation);
    case Slot::Period: return of_project(&ProjectFacts::period);
    case Slot::Responsible: return of_project(&ProjectFacts::responsible);
    default: return false;
  }
}

// ---- claims

void Narrator::add_claim(ClaimKind kind, const Subject& subject, const Figure& figure, std::string text, Said& said, bool completes) {
  Claim claim;
  claim.kind = kind;
  claim.region = subject.region;
  if (kind == ClaimKind::Share) claim.base = completes ? base_of(subject) : subject.whole;
  if (kind == ClaimKind::Change || kind == ClaimKind::Rate) claim.base = base_of(subject);
  claim.figure = figure;
  const int index = static_cast<int>(said.claims.size());
  Comparison& comparison = comparison_of(subject, said);
  switch (kind) {
    case ClaimKind::Value: comparison.value = index; break;
    case ClaimKind::Share: comparison.share = index; break;
    case ClaimKind::Change: comparison.change = index; break;
    case ClaimKind::Rate: comparison.rate = index; break;
  }
  claim.comparison = static_cast<int>(&comparison - said.comparisons.data());
  claim.place.column = static_cast<int>(count_code_points(said.text)) + 1;
  claim.place.length = static_cast<int>(count_code_points(text));
  claim.quote = text;
  said.claims.push_back(std::move(claim));
  said.text += text;
}

Comparison& Narrator::comparison_of(const Subject& subject, Said& said) {
  const Region base = base_of(subject);
  for (Comparison& comparison : said.comparisons)
    if (comparison.region == subject.region && comparison.base == base) return comparison;
  Comparison& comparison = said.comparisons.emplace_back();
  comparison.region = subject.region;
  comparison.base = base;
  comparison.subject = subject.function != kRoot ? chain(subject.function) : subject.name;
  return comparison;
}

// “一般公共服务支出（类）发展与改革事务（款）事业运行（项）”
std::string Narrator::chain(NodeId function) const {
  static constexpr const char* kLevels[] = {"（类）", "（款）", "（项）"};
  const Tree& tree = space_.tree(Dimension::Function);
  std::string text;
  for (NodeId node = function; node != kRoot; node = tree.parent(node)) text = tree.name(node) + kLevels[tree.depth(node) - 1] + text;
  return text;
}

// ---- what the unit states

const ProjectFacts* Narrator::project_of(const Subject& subject) const {
  const Extent project = subject.region[Dimension::Project];
  if (project.is_root() || project.is_set()) return nullptr;
  const std::string& name = space_.tree(Dimension::Project).name(project.handle());
  const auto found = std::find_if(file_.facts.projects.begin(), file_.facts.projects.end(), [&](const ProjectFacts& p) { return p.name == name; });
  return found == file_.facts.projects.end() ? nullptr : &*found;
}

bool Narrator::is_against_budget(const Subject& subject) const { return base_of(subject)[Dimension::Stage] != subject.region[Dimension::Stage]; }

// The remark about this region; else one about the same money: a region around it or inside it with the same amounts. One that
// names the stage that the subject is compared with (年初预算) is about that comparison and no other.
const std::string* Narrator::remark_for(const std::vector<Remark>& remarks, const Subject& subject) {
  const Region about = knowledge_.canonical(space_, subject.region);
  const Amount now = amount(about), before = amount(base_of(subject));
  const bool against_budget = is_against_budget(subject);
  const std::string* same_money = nullptr;
  for (const Remark& remark : remarks) {
    const Extent stage = remark.region[Dimension::Stage];
    const bool of_other_stage = !stage.is_root() && stage != about[Dimension::Stage];
    if (of_other_stage != against_budget || (against_budget && stage != base_of(subject)[Dimension::Stage])) continue;
    Subject other = subject;
    other.region = remark.region;
    if (against_budget) other.region[Dimension::Stage] = about[Dimension::Stage];
    for (const Dimension d : {Dimension::Year, Dimension::Stage})
      if (other.region[d].is_root()) other.region[d] = about[d];
    other.region = knowledge_.canonical(space_, other.region);
    if (other.region == about) return &remark.text;
    if (same_money != nullptr || now.is_zero()) continue;
    const bool nested = space_.contains(other.region, about) || space_.contains(about, other.region);
    if (nested && amount(other.region) == now && amount(base_of(other)) == before) same_money = &remark.text;
  }
  return same_money;
}

bool Narrator::fill_remark(const std::vector<Remark>& remarks, const Subject& subject, Said& said, Passage Comparison::*member) {
  const std::string* text = remark_for(remarks, subject);
  if (text == nullptr || text->empty()) return false;
  (comparison_of(subject, said).*member).text = *text;
  said.text += *text;
  return true;
}

bool Narrator::needs_reason(const Subject& subject) {
  if (!comparable(subject)) return false;
  const Amount now = amount(subject.region), before = amount(base_of(subject));
  if (money(now - before).is_zero()) return false;
  const auto rate = percent(now - before, before, 0);
  return !rate || std::abs(rate->coefficient) >= wording_.reason_from_percent;
}

// ---- amounts

Region Narrator::base_of(const Subject& subject) const { return with(subject.region, *subject.versus); }

Amount Narrator::amount(const Region& region) const {
  const Region canonical = knowledge_.canonical(space_, region);
  Amount total;
  for (const LedgerLine& line : file_.ledger.lines)
    if (space_.contains(canonical, line.point)) total = total + line.amount;
  return total;
}

// A ledger without any line of the other year or stage has nothing to compare with: that is not the same as nothing spent.
bool Narrator::comparable(const Subject& subject) const {
  const Region base = with(document_.region, *subject.versus);
  return std::any_of(file_.ledger.lines.begin(), file_.ledger.lines.end(), [&](const LedgerLine& line) {
    return space_.contains(Dimension::Year, base[Dimension::Year], line.point[Dimension::Year]) &&
           space_.contains(Dimension::Stage, base[Dimension::Stage], line.point[Dimension::Stage]);
  });
}

Figure Narrator::money(Amount amount) const { return round_to_figure(amount, wording_.money_unit, wording_.decimals); }

}  // namespace mingzhang
