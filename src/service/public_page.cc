#include "service/public_page.h"

#include <map>

#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "check/across/facts.h"
#include "disclosure/words.h"
#include "service/media_types.h"
#include "service/node_names.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

std::string joined(const std::vector<std::string>& path) {
  std::string text;
  for (const std::string& part : path) text += (text.empty() ? "" : " / ") + part;
  return text;
}

// Money by node, in the order of the tree.
using Sums = std::map<NodeId, std::int64_t>;

// Expenditure of the year itself: lines of other years are there for comparison, other measures are not this money.
class PageMaker {
 public:
  PageMaker(const LedgerFile& ledger, bool final_accounts, const Knowledge& knowledge)
      : space_(ledger.ledger.space), knowledge_(knowledge), year_(ledger.year), final_(final_accounts) {
    const auto year = space_.tree(Dimension::Year).find(std::to_string(ledger.year));
    const auto budget = space_.tree(Dimension::Measure).find("budget");
    for (const LedgerLine& line : ledger.ledger.lines) {
      if (!year || !budget || line.point[Dimension::Year].handle() != *year || line.point[Dimension::Measure].handle() != *budget) continue;
      if (!is_of_stage(line)) continue;
      if (is_income(line)) income_ += line.amount.fen();
      if (is_expenditure(line)) add_expenditure(line);
    }
  }

  Json totals() const {
    return {{"income_fen", income_}, {"expenditure_fen", expenditure_}, {"by_source", list(Dimension::Source, by_source_)}, {"by_nature", list(Dimension::Nature, by_nature_)},
            {"by_function", list(Dimension::Function, by_function_)}, {"by_economic", list(Dimension::Economic, by_economic_)}};
  }

  Json flows() const {
    Json nodes = Json::array(), links = Json::array();
    const auto add_nodes = [&](Dimension d, const Sums& sums) {
      for (const auto& [node, amount] : sums)
        nodes.push_back({{"id", key(d, node)}, {"dimension", dimension_name(d)}, {"name", name(d, node)}, {"amount_fen", amount}});
    };
    add_nodes(Dimension::Source, by_source_);
    add_nodes(Dimension::Function, by_function_);
    add_nodes(Dimension::Economic, by_economic_);
    for (const auto& [ends, amount] : source_to_function_)
      links.push_back({{"source", key(Dimension::Source, ends.first)}, {"target", key(Dimension::Function, ends.second)}, {"amount_fen", amount}});
    for (const auto& [ends, amount] : function_to_economic_)
      links.push_back({{"source", key(Dimension::Function, ends.first)}, {"target", key(Dimension::Economic, ends.second)}, {"amount_fen", amount}});
    return {{"nodes", std::move(nodes)}, {"links", std::move(links)}};
  }

 private:
  const std::string& id(Dimension d, NodeId node) const { return space_.tree(d).id(node); }
  std::string key(Dimension d, NodeId node) const { return std::string(dimension_name(d)) + ":" + (node == kRoot ? std::string() : id(d, node)); }
  // As the unit prints it; classes and sections above its codes as the catalog has them.
  std::string name(Dimension d, NodeId node) const {
    const std::string& own = space_.tree(d).name(node);
    return node == kRoot || own.empty() ? node_name(knowledge_, d, node == kRoot ? std::string() : id(d, node), year_) : own;
  }

  bool is_of_stage(const LedgerLine& line) const {
    const NodeId stage = line.point[Dimension::Stage].handle();
    return stage == kRoot || id(Dimension::Stage, stage) == (final_ ? "final" : "budget");
  }
  // A line of a budget is money that comes in and goes out.
  std::string_view flow_of(const LedgerLine& line) const {
    const NodeId flow = line.point[Dimension::Flow].handle();
    return flow == kRoot ? std::string_view() : std::string_view(id(Dimension::Flow, flow));
  }
  bool is_income(const LedgerLine& line) const { return final_ ? flow_of(line) == "income" : true; }
  bool is_expenditure(const LedgerLine& line) const { return final_ ? flow_of(line) == "expenditure" : true; }

  NodeId at_depth(Dimension d, NodeId node, int depth) const {
    const Tree& tree = space_.tree(d);
    while (tree.depth(node) > depth) node = tree.parent(node);
    return node;
  }

  void add_expenditure(const LedgerLine& line) {
    const std::int64_t amount = line.amount.fen();
    // Of sources the second level says what people ask for: 一般公共预算 rather than 财政拨款.
    const NodeId source = at_depth(Dimension::Source, line.point[Dimension::Source].handle(), 2);
    const NodeId function = at_depth(Dimension::Function, line.point[Dimension::Function].handle(), 1);
    const NodeId economic = at_depth(Dimension::Economic, line.point[Dimension::Economic].handle(), 1);
    expenditure_ += amount;
    by_source_[source] += amount;
    by_function_[function] += amount;
    by_economic_[economic] += amount;
    by_nature_[at_depth(Dimension::Nature, line.point[Dimension::Nature].handle(), 2)] += amount;
    source_to_function_[{source, function}] += amount;
    function_to_economic_[{function, economic}] += amount;
  }

  Json list(Dimension d, const Sums& sums) const {
    Json items = Json::array();
    for (const auto& [node, amount] : sums) items.push_back({{"id", node == kRoot ? std::string() : id(d, node)}, {"name", name(d, node)}, {"amount_fen", amount}});
    return items;
  }

  const Space& space_;
  const Knowledge& knowledge_;
  int year_;
  bool final_;
  std::int64_t income_ = 0, expenditure_ = 0;
  Sums by_source_, by_function_, by_economic_, by_nature_;
  std::map<std::pair<NodeId, NodeId>, std::int64_t> source_to_function_, function_to_economic_;
};

Json cell_json(const Disclosure& disclosure, int index) {
  if (index < 0) return nullptr;
  const Claim& claim = disclosure.claims[static_cast<std::size_t>(index)];
  const bool money = is_money(claim.figure.unit);
  return {{"printed", print(claim.figure)}, {"amount_fen", money ? Json(claim.figure.value()) : Json(nullptr)}};
}

Json table_json(const Disclosure& disclosure, const Table& table) {
  Json columns = Json::array(), rows = Json::array();
  for (const Column& column : table.columns) columns.push_back(column.path);
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const Row& row = table.rows[r];
    Json cells = Json::array();
    for (std::size_t c = 0; c < table.columns.size(); ++c) cells.push_back(cell_json(disclosure, table.claim_at(static_cast<int>(r), static_cast<int>(c))));
    rows.push_back({{"code", row.code}, {"name", row.name}, {"cells", std::move(cells)}});
  }
  return {{"id", table.id},
          {"number", table.number},
          {"title", table.title},
          {"panel", table.panel},
          {"money_unit", word_of(kUnitWords, table.unit)},
          {"columns", std::move(columns)},
          {"rows", std::move(rows)},
          {"empty", table.empty_statement ? Json(table.empty_statement->text) : Json(nullptr)}};
}

}  // namespace

std::string public_page_json(const FilingRecord& filing, const LedgerFile& ledger, const Compiled& compiled, const Form& form, const Publication& publication,
                             const Knowledge& knowledge) {
  const PageMaker page(ledger, filing.stage == FilingStage::Final, knowledge);
  Json tables = Json::array(), files = Json::array();
  for (const Table& table : compiled.disclosure.tables) tables.push_back(table_json(compiled.disclosure, table));
  for (const PublishedFile& file : publication.files)
    files.push_back({{"name", file.name}, {"media_type", media_type_of(file.name)}, {"size", file.bytes.size()}, {"sha256", sha256_hex(file.bytes)}});
  const Json json = {{"unit", {{"id", filing.unit}, {"name", filing.unit_name}}},
                     {"year", filing.year},
                     {"stage", word_of(filing.stage)},
                     {"filing", filing.id},
                     {"version", filing.ledger_version},
                     {"form", {{"id", form.id}, {"name", form.name}}},
                     {"totals", page.totals()},
                     {"flows", page.flows()},
                     {"tables", std::move(tables)},
                     {"files", std::move(files)}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<ClaimRecord> claims_of(const Disclosure& disclosure, const Knowledge& knowledge) {
  std::vector<ClaimRecord> claims;
  for (const Claim& claim : disclosure.claims) {
    if (claim.cell.row < 0 || claim.nil || claim.kind != ClaimKind::Value || !is_money(claim.figure.unit)) continue;
    const Table& table = disclosure.tables[static_cast<std::size_t>(claim.cell.table)];
    const Row& row = table.rows[static_cast<std::size_t>(claim.cell.row)];
    claims.push_back({table.title, row.label.empty() ? row.name : row.label, joined(table.columns[static_cast<std::size_t>(claim.cell.column)].path),
                      region_key(disclosure, knowledge, claim.region), claim.figure.value(), print(claim.figure)});
  }
  return claims;
}

std::vector<LedgerLineRecord> lines_of(const LedgerFile& ledger) {
  std::vector<LedgerLineRecord> lines;
  const Space& space = ledger.ledger.space;
  for (const LedgerLine& line : ledger.ledger.lines) {
    const auto id = [&](Dimension d) {
      const NodeId node = line.point[d].handle();
      return node == kRoot ? std::string() : space.tree(d).id(node);
    };
    lines.push_back({id(Dimension::Unit), id(Dimension::Year), id(Dimension::Stage), id(Dimension::Flow), id(Dimension::Source), id(Dimension::Function), id(Dimension::Economic),
                     id(Dimension::Nature), id(Dimension::Project), id(Dimension::Measure), line.amount.fen()});
  }
  return lines;
}

}  // namespace mingzhang
