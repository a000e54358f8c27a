#include "service/public_page.h"

#include <map>

#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "check/across/facts.h"
#include "disclosure/column_path.h"
#include "disclosure/words.h"
#include "forms/code_names.h"
#include "render/shares.h"
#include "service/media_types.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

// Of the sums that the static site shows too: which is printed where is said in one place.
Json list(const std::vector<Share>& shares) {
  Json items = Json::array();
  for (const Share& share : shares) items.push_back({{"id", share.id}, {"name", share.name}, {"amount_fen", share.amount.fen()}});
  return items;
}

Json totals_json(const PeriodShares& shares) {
  return {{"income_fen", shares.income.fen()}, {"expenditure_fen", shares.total.fen()}, {"by_source", list(shares[Breakdown::Source])}, {"by_nature", list(shares[Breakdown::Nature])},
          {"by_function", list(shares[Breakdown::Function])}, {"by_economic", list(shares[Breakdown::Economic])}};
}

std::string key_of(Breakdown by, const std::string& id) { return std::string(dimension_name(dimension_of(by))) + ":" + id; }

Json flows_json(const Ledger& ledger, const PeriodShares& shares) {
  Json nodes = Json::array(), links = Json::array();
  for (const Breakdown by : kWay)
    for (const Share& share : shares[by])
      nodes.push_back({{"id", key_of(by, share.id)}, {"dimension", dimension_name(dimension_of(by))}, {"name", share.name}, {"amount_fen", share.amount.fen()}});
  const auto key = [&](std::size_t column, NodeId node) {
    return key_of(kWay[column], node == kRoot ? std::string() : ledger.space.tree(dimension_of(kWay[column])).id(node));
  };
  const std::map<Route, Amount> routes = routes_of(ledger, shares.period);
  for (std::size_t c = 0; c + 1 < kWay.size(); ++c) {
    std::map<std::pair<NodeId, NodeId>, Amount> sums;
    for (const auto& [route, amount] : routes) {
      Amount& sum = sums[{route[c], route[c + 1]}];
      sum = sum + amount;
    }
    for (const auto& [ends, amount] : sums)
      if (!amount.is_zero()) links.push_back({{"source", key(c, ends.first)}, {"target", key(c + 1, ends.second)}, {"amount_fen", amount.fen()}});
  }
  return {{"nodes", std::move(nodes)}, {"links", std::move(links)}};
}

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
  Ledger named = ledger.ledger;
  name_codes(named.space, knowledge.codes, ledger.year);
  const PeriodShares shares = shares_of(named, {ledger.year, filing.stage == FilingStage::Final}, Language::Chinese);
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
                     {"totals", totals_json(shares)},
                     {"flows", flows_json(named, shares)},
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
    claims.push_back({table.title, row.label.empty() ? row.name : row.label, column_words(table.columns[static_cast<std::size_t>(claim.cell.column)].path),
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
