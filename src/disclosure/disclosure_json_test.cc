#include <array>
#include <random>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "disclosure/disclosure.h"
#include "disclosure/schema_for_tests.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

Place at(int line, int column, int length) {
  return {0, line, column, length, ""};
}

Passage passage(std::string text, int line) {
  return {std::move(text), {{0, at(line, 1, 0)}}};
}

// Ids as a document would have them; a closed tree, a set, names with and without text.
void fill_space(Space& space) {
  Tree& source = space.growing(Dimension::Source);
  const NodeId fiscal = source.add(kRoot, "fiscal", "财政拨款");
  source.add(fiscal, "fiscal.general", "一般公共预算");
  source.add(fiscal, "fiscal.fund", "政府性基金预算");
  source.add(fiscal, "fiscal.capital", "国有资本经营预算");
  source.add(kRoot, "own", "单位资金");
  source.close(fiscal);
  source.close(kRoot);
  space.code(Dimension::Function, "2080505", "机关事业单位基本养老保险缴费支出");
  space.code(Dimension::Function, "2210201", "住房公积金");
  space.year(2023);
  space.year(2024);
}

Region region_of(Space& space, std::string_view code, std::vector<std::string_view> sources) {
  Region region;
  std::vector<NodeId> nodes;
  for (const std::string_view id : sources) nodes.push_back(*space.tree(Dimension::Source).find(id));
  region[Dimension::Source] = space.extent(Dimension::Source, nodes);
  return region.with(Dimension::Function, *space.tree(Dimension::Function).find(code))
      .with(Dimension::Year, space.year(2024));
}

Claim claim_of(const Region& region, Figure figure, std::string quote) {
  Claim claim;
  claim.region = region;
  claim.figure = figure;
  claim.quote = std::move(quote);
  claim.place = at(288, 12, 5);
  return claim;
}

std::vector<Claim> sample_claims(Space& space) {
  const Region pension = region_of(space, "2080505", {"fiscal.general", "own"});
  std::vector<Claim> claims;
  claims.push_back(claim_of(pension, {1586, 2, Unit::WanYuan}, "15.86"));
  claims.back().cell = {0, 0, 1};
  claims.push_back(claim_of(pension, {-500, 2, Unit::WanYuan}, "减少 5.00"));
  claims.back().kind = ClaimKind::Change;
  claims.back().base = pension.with(Dimension::Year, space.year(2023));
  claims.back().comparison = 0;
  claims.push_back(claim_of(pension, {9860, 2, Unit::Percent}, "98.60%"));
  claims.back().kind = ClaimKind::Rate;
  claims.back().standing = Standing::Open;
  claims.back().reason = "“\\\"上年\"”\u2028不明";
  claims.push_back(claim_of({}, {0, 0, Unit::Count}, "未安排"));
  claims.back().nil = claims.back().weak = true;
  claims.push_back(claim_of({}, {30000, 2, Unit::SquareMetre}, "300.00 平方米"));
  return claims;
}

Table sample_table(Space& space) {
  Table table;
  table.id = "expenditure_by_function";
  table.number = "表 3";
  table.title = "部门支出总体情况表";
  table.panel = "支出";
  table.place = {11, 0, 0, 0, ""};
  table.unit = Unit::WanYuan;
  table.scope = Region{}.with(Dimension::Year, space.year(2024));
  table.columns = {{{"财政拨款（补助）", "小计"}, region_of(space, "2210201", {"fiscal"})}, {{"合计"}, {}}};
  Row row;
  row.code = "2080505";
  row.name = "机关事业单位基本养老保险缴费支出";
  row.label = row.code + " " + row.name;
  row.region = region_of(space, "2080505", {"own"});
  row.place = at(288, 1, 0);
  row.standing = Standing::Presumed;
  row.reason = "另一读法不能排除";
  row.contradicted = true;
  table.rows = {row};
  table.cells = {-1, 0};
  table.empty_statement = passage("本表为空表。", 300);
  const Tree& functions = space.tree(Dimension::Function);
  table.listings = {{Dimension::Function, table.scope, {*functions.find("208"), *functions.find("2210201")}, 0}};
  return table;
}

PerformanceTable sample_performance() {
  PerformanceTable table;
  table.whole_unit = true;
  table.title = "部门整体绩效目标表";
  table.year = "2024";
  table.phone = "0000-1234567";
  table.goal = passage("完成评审 80 个", 700);
  table.amounts = {0};
  Indicator indicator;
  indicator.level1 = "产出指标";
  indicator.name = "开展项目评审工作";
  indicator.comparator = ">=";
  indicator.target = "80";
  indicator.unit = "个";
  indicator.weight = "10";
  indicator.target_place = at(710, 3, 2);
  table.indicators = {indicator};
  return table;
}

Disclosure sample() {
  Disclosure disclosure;
  disclosure.path = "样例.txt";
  disclosure.format = "text";
  disclosure.sha256 = std::string(64, 'a');
  disclosure.kind = DocumentKind::FinalAccounts;
  disclosure.year = 2024;
  disclosure.unit = "某单位";
  disclosure.form = "sample";
  disclosure.printed_amounts = 5;
  fill_space(disclosure.space);
  disclosure.claims = sample_claims(disclosure.space);
  disclosure.tables = {sample_table(disclosure.space)};
  disclosure.sections = {{3, 1, "十二、", "其他重要事项", at(500, 1, 0), {}, passage("无。", 501)}};
  Comparison comparison;
  comparison.region = disclosure.claims[0].region;
  comparison.subject = "社会保障和就业支出（类）";
  comparison.section = 0;
  comparison.value = 0;
  comparison.change = 1;
  comparison.rate = 2;
  comparison.direction = "减少";
  comparison.direction_place = at(501, 9, 2);
  comparison.reason = passage("退休 2 人", 502);
  comparison.reason_expected = true;
  disclosure.comparisons = {comparison};
  disclosure.performance = {sample_performance()};
  disclosure.contents = {{"收入预算总表", at(20, 1, 6), true, at(200, 1, 0)}, {"名词解释", at(21, 1, 4)}};
  disclosure.glossary = {{"财政拨款", "由……安排的拨款。", at(900, 1, 0)}};
  disclosure.open = {{at(215, 3, 6), "121.46", "有两种读法"}};
  disclosure.notes = {{"read.text.unreadable_character", "有字符读不出", at(7, 0, 0)}};
  return disclosure;
}

std::string error_of(std::string_view json) {
  const Result<Disclosure> result = disclosure_from_json(json, "f.json");
  return result ? "" : result.error().id + " @ " + result.error().where;
}

// The error after one value of the sample was changed.
std::string error_with(const char* pointer, const Json& value) {
  Json json = Json::parse(to_json(sample()));
  json[Json::json_pointer(pointer)] = value;
  return error_of(json.dump());
}

std::string error_at(const char* pointer) {
  return std::string("disclosure.json.invalid @ f.json，") + pointer;
}

TEST(DisclosureJson, RoundTrip) {
  const std::string json = to_json(sample());
  const Result<Disclosure> again = disclosure_from_json(json, "other.json");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(to_json(*again), json);
  EXPECT_EQ(again->path, "样例.txt");
  EXPECT_EQ(again->claims[0].region, sample().claims[0].region);
  EXPECT_EQ(again->claims[1].figure, sample().claims[1].figure);
  EXPECT_TRUE(again->space.tree(Dimension::Source).closed(kRoot));
}

TEST(DisclosureJson, ReadsAsTheSchemaSays) {
  const Json json = Json::parse(to_json(sample()));
  EXPECT_EQ(json["kind"], "final");
  EXPECT_EQ(json["claims"][0]["region"]["function"], "2080505");
  EXPECT_EQ(json["claims"][0]["region"]["source"], Json({"fiscal.general", "own"}));
  EXPECT_EQ(json["claims"][1]["figure"], Json({{"text", "-5.00"}, {"unit", "万元"}}));
  EXPECT_EQ(json["claims"][1]["interval"], Json({{"low", -5005000}, {"high", -4995000}}));
  EXPECT_EQ(json["claims"][1]["base"]["year"], "2023");
  EXPECT_FALSE(json["claims"][2].contains("interval"));
  EXPECT_EQ(json["tables"][0]["rows"][0]["cells"], Json({nullptr, 0}));
}

TEST(DisclosureJson, KeepsToItsSchema) {
  const SchemaForTests schema("disclosure-1.json");
  for (const Disclosure& disclosure : {sample(), Disclosure{}}) {
    EXPECT_EQ(schema.faults(nlohmann::json::parse(to_json(disclosure))), std::vector<std::string>{});
  }
  nlohmann::json json = nlohmann::json::parse(to_json(sample()));
  json["claims"][1]["figure"]["colour"] = "red";
  json["tables"][0].erase("title");
  EXPECT_EQ(schema.faults(json),
            (std::vector<std::string>{"/claims/1/figure: colour is not in the schema", "/tables/0: title is missing"}));
}

TEST(DisclosureJson, SmallestFile) {
  Disclosure empty;
  const Result<Disclosure> again = disclosure_from_json(to_json(empty), "f.json");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->path, "f.json");
}

TEST(DisclosureJson, IntervalsOfTheFileAreNotBelieved) {
  EXPECT_EQ(error_with("/claims/0/interval", Json({{"low", "x"}})), "");
}

TEST(DisclosureJson, UnknownFieldsArePassedOver) {
  EXPECT_EQ(error_with("/claims/0/colour", {1, 2}), "");
}

TEST(DisclosureJson, FaultsNameTheirPlace) {
  EXPECT_EQ(error_of("{"), "disclosure.json.invalid @ f.json，第 1 行第 2 列");
  EXPECT_EQ(error_of("[]"), error_at("/"));
  EXPECT_EQ(error_of(std::string(100, '[')), "disclosure.json.too_deep @ f.json");
  EXPECT_EQ(error_with("/mingzhang", "document"), error_at("/mingzhang"));
  EXPECT_EQ(error_with("/version", 2), "disclosure.json.version @ f.json");
  EXPECT_EQ(error_with("/year", 2024.5), error_at("/year"));
  EXPECT_EQ(error_with("/kind", "novel"), error_at("/kind"));
  EXPECT_EQ(error_with("/tables/0/rows/0/place/line", -1), error_at("/tables/0/rows/0/place/line"));
  EXPECT_EQ(error_with("/glossary", "many"), error_at("/glossary"));
  EXPECT_EQ(error_with("/claims/0", 7), error_at("/claims/0"));
}

TEST(DisclosureJson, RequiredFieldsMustBeThere) {
  for (const char* pointer : {"/kind", "/space", "/claims", "/claims/0/kind", "/claims/0/figure",
                              "/claims/0/figure/text", "/tables/0/columns", "/tables/0/rows/0/cells",
                              "/space/source/1/id", "/comparisons/0/subject", "/glossary/0/term", "/contents/0/title"}) {
    Json json = Json::parse(to_json(sample()));
    const Json::json_pointer target(pointer);
    json[target.parent_pointer()].erase(target.back());
    EXPECT_EQ(error_of(json.dump()), error_at(pointer));
  }
}

TEST(DisclosureJson, IndicesArePartOfWhatTheyPointInto) {
  for (const char* pointer :
       {"/claims/1/comparison", "/claims/0/cell/table", "/claims/0/cell/row", "/claims/0/cell/column",
        "/comparisons/0/section", "/comparisons/0/value", "/comparisons/0/rate", "/tables/0/listings/0/table"}) {
    EXPECT_EQ(error_with(pointer, 99), error_at(pointer));
    EXPECT_EQ(error_with(pointer, -1), error_at(pointer));
  }
  EXPECT_EQ(error_with("/tables/0/rows/0/cells", {nullptr, 99}), error_at("/tables/0/rows/0/cells"));
  EXPECT_EQ(error_with("/tables/0/rows/0/cells", {nullptr}), error_at("/tables/0/rows/0/cells"));
  EXPECT_EQ(error_with("/performance/0/amounts", {5}), error_at("/performance/0/amounts"));
  EXPECT_EQ(error_with("/performance/0/amounts", {nullptr}), error_at("/performance/0/amounts"));
  EXPECT_EQ(error_with("/sections/0/body/anchors/0/offset", 7), error_at("/sections/0/body/anchors/0/offset"));
}

TEST(DisclosureJson, RegionsNameKnownNodes) {
  EXPECT_EQ(error_with("/claims/0/region/source", "moon"), error_at("/claims/0/region/source"));
  EXPECT_EQ(error_with("/claims/0/region/source", Json::array()), error_at("/claims/0/region/source"));
  EXPECT_EQ(error_with("/claims/0/region/source", {{"fiscal"}}), error_at("/claims/0/region/source"));
  EXPECT_EQ(error_with("/claims/0/region/source", ""), "");  // the root
  EXPECT_EQ(error_with("/tables/0/listings/0/nodes", {"2210201", "208"}), error_at("/tables/0/listings/0/nodes"));
  EXPECT_EQ(error_with("/tables/0/listings/0/dimension", "colour"), error_at("/tables/0/listings/0/dimension"));
}

TEST(DisclosureJson, TreesListParentsFirst) {
  EXPECT_EQ(error_with("/space/source/1/parent", "fiscal.general"), error_at("/space/source/1/parent"));
  EXPECT_EQ(error_with("/space/source/2/id", "fiscal"), error_at("/space/source/2/parent"));
  Json chain = Json::array();
  for (int i = 0; i < 100; ++i) {
    chain.push_back({{"id", "n" + std::to_string(i)}, {"parent", i == 0 ? "" : "n" + std::to_string(i - 1)}});
  }
  EXPECT_EQ(error_with("/space/project", chain), error_at("/space/project/32/parent"));
}

// Extents of the catalog keep their numbers, whatever a file adds.
TEST(DisclosureJson, TreesAreAddedToThoseOfTheCatalog) {
  Space catalog;
  const NodeId own = catalog.growing(Dimension::Source).add(kRoot, "own", "单位资金");
  const NodeId lent = catalog.growing(Dimension::Source).add(kRoot, "lent", "借款");
  const Extent both = catalog.extent(Dimension::Source, std::array{own, lent});
  const Result<Disclosure> result = disclosure_from_json(to_json(sample()), "f.json", catalog);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->space.tree(Dimension::Source).find("own"), own);
  EXPECT_EQ(result->space.nodes(both)[1], lent);
  const Extent sources = result->claims[0].region[Dimension::Source];
  EXPECT_EQ(result->space.nodes(sources)[0], own);  // the catalog's nodes come first
  EXPECT_EQ(result->space.nodes(sources).size(), 2u);
}

TEST(DisclosureJson, FiguresAreNumbersThatFit) {
  for (const char* text : {"", "12,80", "12.80万元", "12.80 ", "x", "99999999999999999999"})
    EXPECT_EQ(error_with("/claims/0/figure/text", text), error_at("/claims/0/figure/text")) << text;
  EXPECT_EQ(error_with("/claims/0/figure/unit", "千元"), error_at("/claims/0/figure/unit"));
}

// Whatever bytes come: a Disclosure that can be written again, or an Error.
void expect_harmless(const std::string& json) {
  const Result<Disclosure> result = disclosure_from_json(json, "f.json");
  if (!result) {
    EXPECT_TRUE(result.error().id.starts_with("disclosure.json.")) << result.error().id;
    return;
  }
  const std::string once = to_json(*result);
  const Result<Disclosure> again = disclosure_from_json(once, "f.json");
  ASSERT_TRUE(again) << again.error().message;
}

TEST(DisclosureJson, MutatedBytesAreHarmless) {
  const std::string json = to_json(sample());
  std::mt19937 random(20240101);
  for (int round = 0; round < 3000; ++round) {
    std::string mutated = json;
    for (unsigned i = 0; i <= random() % 3; ++i) {
      const std::size_t where = random() % mutated.size();
      switch (random() % 3) {
        case 0:
          mutated[where] = static_cast<char>(random() % 256);
          break;
        case 1:
          mutated[where] = "0123456789\"{}[],:-.eE"[random() % 21];
          break;
        default:
          mutated.erase(where, 1 + random() % 20);
      }
    }
    expect_harmless(mutated);
  }
}

// Every value of the file in turn is replaced by values of other types.
TEST(DisclosureJson, MutatedValuesAreHarmless) {
  const Json flat = Json::parse(to_json(sample())).flatten();
  for (const auto& [pointer, unused] : flat.items()) {
    for (const Json& value : {Json(nullptr), Json(-1), Json(2'000'000'000), Json(18446744073709551615u), Json(0.5),
                              Json("x"), Json(""), Json(true), Json::array({1, "a", nullptr}), Json({{"a", 1}})}) {
      Json mutated = flat;
      mutated[pointer] = value.is_structured() ? Json("x") : value;
      Json whole = mutated.unflatten();
      if (value.is_structured()) whole[Json::json_pointer(pointer)] = value;
      expect_harmless(whole.dump());
    }
  }
}

}  // namespace
}  // namespace mingzhang
