#include "check/across/facts.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "base/unicode.h"
#include "check/evidence_text.h"
#include "disclosure/claims_view.h"

namespace mingzhang {
namespace {

constexpr std::int64_t kRatioOne = 100'000'000;  // ratios are in 1e-8, see Figure::interval()
constexpr std::size_t kProfileBytesMax = 16'000;

std::string folded(std::string_view text) {
  return without_spaces(normalize(text).text);
}

// a * kRatioOne / divisor, rounded down, or up.
std::int64_t scaled_down(std::int64_t a, std::int64_t divisor, bool up) {
  const __int128 product = static_cast<__int128>(a) * kRatioOne;
  const __int128 floor = product / divisor - (product % divisor != 0 && (product < 0) != (divisor < 0) ? 1 : 0);
  const __int128 result = up && floor * divisor != product ? floor + 1 : floor;
  const __int128 limit = std::int64_t{1} << 62;
  return static_cast<std::int64_t>(std::clamp(result, -limit, limit));
}

// The base of a rate: now / (1 + rate). nullopt when the rate leaves it open.
std::optional<Interval> base_of_rate(const Interval& now, const Interval& rate) {
  const std::int64_t low = kRatioOne + rate.low().value, high = kRatioOne + rate.high().value;
  if (low <= 0 || now.low().value < 0 || now.low().infinite || now.high().infinite) return std::nullopt;
  return Interval::closed(scaled_down(now.low().value, high, false), scaled_down(now.high().value, low, true));
}

// Whose titles these are: "2025年部门收入预算总表", "2026年预算单位收入预算总表".
Level level_of(const Disclosure& disclosure) {
  static constexpr std::string_view kBefore[] = {"年度", "年"};
  int department = 0, unit = 0;
  const auto count = [&](std::string_view title) {
    for (const std::string_view word : kBefore)
      if (const auto at = title.find(word); at != std::string_view::npos) {
        title.remove_prefix(at + word.size());
        break;
      }
    department += title.starts_with("部门");
    unit += title.starts_with("单位") || title.starts_with("预算单位");
  };
  for (const Table& table : disclosure.tables) count(without_spaces(table.title));
  for (const Section& section : disclosure.sections) count(without_spaces(section.title));
  return department == unit ? Level::Unknown : department > unit ? Level::Department : Level::Unit;
}

class FactsReader {
 public:
  FactsReader(const Disclosure& disclosure, const Knowledge& knowledge) : in_(disclosure), knowledge_(knowledge) {}

  DocumentFacts read() {
    facts_.identity = identity();
    for (const Claim& claim : in_.claims)
      if (claim.kind == ClaimKind::Value && takes_part(claim)) add(claim.region, claim.figure, said(claim));
    for (const Comparison& comparison : in_.comparisons) add_base(comparison);
    return std::move(facts_);
  }

 private:
  bool takes_part(const Claim& claim) const {
    return claim.standing != Standing::Open && claim.figure.unit != Unit::Percent && !is_apart(in_.space, claim.region);
  }

  const Claim* claim(int index) const { return index < 0 ? nullptr : &in_.claims[static_cast<std::size_t>(index)]; }

  Statement said(const Claim& claim) const {
    Statement statement;
    statement.interval = claim.interval();
    statement.words = claim.nil ? "0" : print_with_unit(claim.figure, true);
    statement.at = place_of(in_, &claim, claim.cell);
    statement.firm = claim.standing == Standing::Proven && !claim.weak;
    return statement;
  }

  void add(const Region& region, const Figure& figure, Statement statement) {
    Fact& amount = facts_.amounts[region_key(in_, knowledge_, region)];
    if (amount.statements.empty()) {
      amount.name = in_.space.describe(region);
      amount.figure = figure;
    }
    if (amount.statements.size() < kStatementsMax) amount.statements.push_back(std::move(statement));
  }

  // "60.00 万元，比上年预算增加 8.00 万元，增长 15.38%" says that it was 52.00 万元 before.
  void add_base(const Comparison& comparison) {
    const Claim* value = claim(comparison.value);
    const Claim* change = claim(comparison.change);
    const Claim* rate = claim(comparison.rate);
    if (value == nullptr || !takes_part(*value)) return;
    const Claim* link = change != nullptr ? change : rate;
    if (link == nullptr || link->standing == Standing::Open || link->region != value->region) return;
    Statement statement = said(*link);
    statement.direct = false;
    statement.firm = statement.firm && value->standing == Standing::Proven && !value->weak;
    const std::string now = print_with_unit(value->figure, true);
    if (change != nullptr) {
      statement.interval = value->interval() - change->interval();
      Figure size = change->figure;
      size.coefficient = size.coefficient < 0 ? -size.coefficient : size.coefficient;
      statement.words = fmt::format("{} {} {}", now, change->figure.coefficient < 0 ? "+" : "−", print_with_unit(size, true));
    } else {
      const auto base = base_of_rate(value->interval(), rate->interval());
      if (!base) return;
      statement.interval = *base;
      statement.words = fmt::format("{} ÷ (1 {} {})", now, rate->figure.coefficient < 0 ? "−" : "+",
                                    rate->figure.coefficient < 0 ? print_with_unit(rate->figure).substr(1) : print_with_unit(rate->figure));
    }
    add(link->base, value->figure, std::move(statement));
  }

  DocumentIdentity identity() const {
    DocumentIdentity who;
    who.path = in_.path;
    who.sha256 = in_.sha256;
    who.kind = in_.kind;
    who.year = in_.year;
    who.level = level_of(in_);
    who.unit = in_.unit;
    who.unit_key = unit_key(in_.unit);
    who.profile = profile();
    who.subordinates = subordinates();
    return who;
  }

  // A unit's own profile may name anybody; only where it says what it is made up of are the names those of its units.
  std::string profile() const {
    static constexpr std::string_view kMakeUp[] = {"机构", "构成", "组成", "所属", "下属"};
    std::string text;
    const auto add_words = [&](std::string_view words) {
      if (text.size() + words.size() < kProfileBytesMax) text += folded(words) + "\n";
    };
    const Tree& units = in_.space.tree(Dimension::Unit);
    for (NodeId node = 1; node < units.size(); ++node) add_words(units.name(node));
    for (const Section& section : in_.sections)
      if (std::any_of(std::begin(kMakeUp), std::end(kMakeUp), [&](auto word) { return section.title.find(word) != std::string::npos; }))
        add_words(section.body.text);
    return text;
  }

  int subordinates() const {
    const auto measure = in_.space.tree(Dimension::Measure).find("subordinate_units");
    for (const Claim& claim : in_.claims)
      if (measure && claim.kind == ClaimKind::Value && claim.region[Dimension::Measure] == Extent(*measure) && takes_part(claim))
        return claim.nil ? 0 : static_cast<int>(std::clamp<std::int64_t>(claim.figure.coefficient, 0, 10'000));
    return -1;
  }

  const Disclosure& in_;
  const Knowledge& knowledge_;
  DocumentFacts facts_;
};

}  // namespace

DocumentFacts facts_of(const Disclosure& disclosure, const Knowledge& knowledge) {
  return FactsReader(disclosure, knowledge).read();
}

std::string region_key(const Disclosure& disclosure, const Knowledge& knowledge, const Region& region) {
  const Region canonical = knowledge.canonical(disclosure.space, region);
  std::string key;
  for (int i = 0; i < kDimensionCount; ++i) {
    const auto d = static_cast<Dimension>(i);
    const Extent extent = canonical[d];
    if (extent.is_root()) continue;
    const Tree& tree = disclosure.space.tree(d);
    std::vector<std::string> ids;
    for (const NodeId node : disclosure.space.nodes(extent)) ids.push_back(tree.id(node));
    std::sort(ids.begin(), ids.end());
    if (d == Dimension::Unit && ids.size() == 1 && unit_key(ids[0]) == unit_key(disclosure.unit)) continue;
    key += fmt::format("{}={};", dimension_name(d), fmt::join(ids, "+"));
  }
  return key;
}

// "某市财政局（本级）" and "某市财政局" publish for the same unit.
std::string unit_key(std::string_view unit) {
  std::string key = folded(unit);
  if (key.ends_with(')'))
    if (const auto open = key.rfind('('); open != std::string::npos && open > 0) key.resize(open);
  return key;
}

}  // namespace mingzhang
