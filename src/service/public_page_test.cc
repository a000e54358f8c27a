#include "service/public_page.h"

#include <map>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/paths.h"
#include "render/shares.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;
using Sums = std::map<std::string, std::int64_t>;

class PublicPage : public ::testing::Test {
 protected:
  PublicPage() : knowledge_(load_knowledge(source_path("catalog")).value()) {}

  void read(const std::string& path, bool final_accounts) { take(read_file(source_path(path)).value(), final_accounts); }

  void take(const std::string& json, bool final_accounts) {
    ledger_ = ledger_from_json(json, knowledge_->space, "test").value();
    filing_.year = ledger_.year;
    filing_.stage = final_accounts ? FilingStage::Final : FilingStage::Budget;
    page_ = Json::parse(public_page_json(filing_, ledger_, {}, {}, {}, *knowledge_));
  }

  // Added up here once more, from the ids as the file has them: `levels` of an id apart by dots, or its first three digits.
  Sums expected(Dimension d, std::string_view flow, int levels) const {
    const auto id = [&](const LedgerLine& line, Dimension of) {
      const NodeId node = line.point[of].handle();
      return node == kRoot ? std::string() : ledger_.ledger.space.tree(of).id(node);
    };
    Sums sums;
    for (const LedgerLine& line : ledger_.ledger.lines) {
      if (id(line, Dimension::Year) != std::to_string(ledger_.year) || id(line, Dimension::Measure) != "budget") continue;
      if (id(line, Dimension::Stage) != (filing_.stage == FilingStage::Final ? "final" : "budget")) continue;
      if (const std::string own = id(line, Dimension::Flow); !own.empty() && own != flow) continue;
      std::string key = id(line, d);
      if (levels == 0) {
        key = key.substr(0, 3);
      } else {
        std::size_t end = 0;
        for (int level = 0; level < levels && end != std::string::npos; ++level) end = key.find('.', end == 0 ? 0 : end + 1);
        key = key.substr(0, end);
      }
      sums[key] += line.amount.fen();
    }
    std::erase_if(sums, [](const auto& each) { return each.second == 0; });
    return sums;
  }

  Sums listed(const char* by) const {
    Sums sums;
    for (const Json& each : page_["totals"][by]) sums[each["id"]] += each["amount_fen"].get<std::int64_t>();
    return sums;
  }

  static std::int64_t total(const Sums& sums) {
    std::int64_t whole = 0;
    for (const auto& [id, amount] : sums) whole += amount;
    return whole;
  }

  void expect_all() const {
    EXPECT_EQ(listed("by_function"), expected(Dimension::Function, "expenditure", 0));
    EXPECT_EQ(listed("by_economic"), expected(Dimension::Economic, "expenditure", 0));
    EXPECT_EQ(listed("by_source"), expected(Dimension::Source, "expenditure", 2));
    EXPECT_EQ(listed("by_nature"), expected(Dimension::Nature, "expenditure", 2));
    EXPECT_EQ(page_["totals"]["expenditure_fen"], total(expected(Dimension::Year, "expenditure", 1)));
    EXPECT_EQ(page_["totals"]["income_fen"], total(expected(Dimension::Year, "income", 1)));
    expect_flows();
  }

  // What flows into a node is what it has, and so is what flows out of it.
  void expect_flows() const {
    Sums nodes, in, out;
    for (const Json& node : page_["flows"]["nodes"]) nodes[node["id"]] = node["amount_fen"];
    for (const Json& link : page_["flows"]["links"]) {
      out[link["source"]] += link["amount_fen"].get<std::int64_t>();
      in[link["target"]] += link["amount_fen"].get<std::int64_t>();
    }
    for (const auto& [id, amount] : nodes) {
      EXPECT_EQ(id.starts_with("source:") ? amount : in[id], amount) << id;
      EXPECT_EQ(id.starts_with("economic:") ? amount : out[id], amount) << id;
    }
    for (const char* by : {"source", "function", "economic"})
      for (const auto& [id, amount] : listed((std::string("by_") + by).c_str())) EXPECT_EQ(nodes[std::string(by) + ":" + id], amount);
  }

  std::shared_ptr<const Knowledge> knowledge_;
  LedgerFile ledger_;
  FilingRecord filing_;
  Json page_;
};

TEST_F(PublicPage, SumsOfABudget) {
  read("examples/ledger.json", false);
  expect_all();
  EXPECT_EQ(page_["totals"]["income_fen"], page_["totals"]["expenditure_fen"]);
}

TEST_F(PublicPage, SumsOfFinalAccounts) {
  read("examples/accounts-2023.json", true);
  expect_all();
  EXPECT_GT(page_["totals"]["income_fen"], page_["totals"]["expenditure_fen"]);
}

// The static site shows the shares of the same ledger: they are these.
TEST_F(PublicPage, IsWhatTheSiteShows) {
  read("examples/accounts-2023.json", true);
  const PeriodShares shares = shares_of(ledger_.ledger, {2023, true}, Language::Chinese);
  for (const auto& [by, name] : {std::pair(Breakdown::Source, "by_source"), std::pair(Breakdown::Function, "by_function"), std::pair(Breakdown::Economic, "by_economic"), std::pair(Breakdown::Nature, "by_nature")}) {
    Sums sums;
    for (const Share& share : shares[by]) sums[share.id] = share.amount.fen();
    EXPECT_FALSE(sums.empty());
    EXPECT_EQ(listed(name), sums) << name;
  }
}

// Kinds of money below the unit's own, money of no class, a correction that takes all of a class away, and lines of other years,
// stages and measures.
TEST_F(PublicPage, SumsOfWhatIsRare) {
  take(R"({"mingzhang": "ledger", "version": 1, "unit": "馆", "year": 2024, "all_lines": {"stage": "budget", "measure": "budget"}, "lines": [
    {"year": "2024", "source": "unit_funds.operating", "function": "2070104", "economic": "30101", "nature": "basic.personnel", "amount_fen": 500},
    {"year": "2024", "source": "unit_funds.other", "function": "2070104", "nature": "project", "amount_fen": 70},
    {"year": "2024", "source": "fiscal.general.upper", "function": "2080505", "economic": "30108", "nature": "basic.personnel", "amount_fen": 9},
    {"year": "2024", "source": "fiscal.general.own", "function": "2080505", "economic": "30108", "nature": "basic.personnel", "amount_fen": -9},
    {"year": "2024", "stage": "final", "source": "fiscal.general.own", "function": "2070104", "economic": "30101", "amount_fen": 10000},
    {"year": "2023", "source": "fiscal.general.own", "function": "2070104", "economic": "30101", "amount_fen": 20000},
    {"year": "2024", "measure": "three_public.reception", "source": "fiscal.general.own", "amount_fen": 40000}]})", false);
  expect_all();
  EXPECT_EQ(listed("by_source"), (Sums{{"unit_funds.operating", 500}, {"unit_funds.other", 70}}));
  EXPECT_EQ(listed("by_economic"), (Sums{{"", 70}, {"301", 500}}));
  EXPECT_EQ(page_["totals"]["by_function"][0]["name"], "文化旅游体育与传媒支出");
}

}  // namespace
}  // namespace mingzhang
