#include "base/file.h"
#include "base/paths.h"
#include "compile/ledger_json.h"

#include <gtest/gtest.h>

#include <random>

#include "forms/knowledge.h"

namespace mingzhang {
namespace {

const Knowledge& knowledge() {
  static const auto loaded = load_knowledge(source_path("catalog")).value();
  return *loaded;
}

Result<LedgerFile> read(const std::string& json) { return ledger_from_json(json, knowledge().space, "账目.json"); }

// A file with these lines and, before them, these further fields of the head.
std::string file_with(const std::string& lines, const std::string& head = "") {
  return R"({"mingzhang": "ledger", "version": 1, "unit": "云山县图书馆", "year": 2024, )" + head + R"("lines": [)" + lines +
         "]}";
}

Region region(Space& space, std::string_view source, std::string_view function) {
  Region region;
  region[Dimension::Source] = Extent(*space.tree(Dimension::Source).find(source));
  if (!function.empty()) region[Dimension::Function] = Extent(space.code(Dimension::Function, function, {}));
  return region;
}

TEST(LedgerJson, ReadsALine) {
  const auto file = read(file_with(
      R"({"year":"2024","source":"fiscal.general","function":"2080505","nature":"basic.personnel","economic":"30108","amount_fen":1586000})"));
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->unit, "云山县图书馆");
  EXPECT_EQ(file->year, 2024);
  Space space = file->ledger.space;
  EXPECT_EQ(file->ledger.evaluate(region(space, "fiscal", "208")), Amount::from_fen(1586000));
  EXPECT_EQ(file->ledger.evaluate(region(space, "fiscal.fund", "208")), Amount());
  EXPECT_EQ(file->ledger.evaluate(region(space, "fiscal.general.own", "208")), Amount());  // not further specified
}

TEST(LedgerJson, HeadSpeaksForAllLines) {
  const auto file = read(file_with(R"({"amount_fen":1}, {"measure":"three_public.reception","amount_fen":2}, {"measure":"","amount_fen":4})",
                                   R"("all_lines": {"stage":"budget","measure":"budget"}, )"));
  ASSERT_TRUE(file) << file.error().message;
  const Tree& measures = file->ledger.space.tree(Dimension::Measure);
  const auto amount_of = [&](std::string_view measure) {
    return file->ledger.evaluate(Region{}.with(Dimension::Measure, *measures.find(measure))).fen();
  };
  EXPECT_EQ(amount_of("budget"), 1);
  EXPECT_EQ(amount_of("three_public"), 2);
  EXPECT_EQ(amount_of(""), 7);
  for (const LedgerLine& line : file->ledger.lines) EXPECT_FALSE(line.point[Dimension::Stage].is_root());
}

TEST(LedgerJson, RepeatedLinesAddUp) {
  const auto file = read(file_with(R"({"function":"2010101","amount_fen":5}, {"function":"2010101","amount_fen":-2})"));
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->ledger.evaluate(Region()).fen(), 3);
}

TEST(LedgerJson, CodesHaveTheNamesOfTheFile) {
  const auto file = read(file_with(R"({"function":"2070104","amount_fen":5})", R"("codes": {"function": {"2070104": "图书馆"}}, )"));
  ASSERT_TRUE(file) << file.error().message;
  const Tree& codes = file->ledger.space.tree(Dimension::Function);
  EXPECT_EQ(codes.name(*codes.find("2070104")), "图书馆");
  EXPECT_EQ(codes.name(*codes.find("207")), "文化旅游体育与传媒支出");  // of the catalog
}

TEST(LedgerJson, CountsAreNotMoney) {
  const std::string head = R"("measure_units": {"staff.serving": "个", "house_area": "平方米"}, )";
  const auto file = read(file_with(R"({"measure":"staff.serving","amount":9}, {"measure":"house_area","amount":3000000})", head));
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->measure_units.at("house_area"), Unit::SquareMetre);
  EXPECT_EQ(file->ledger.lines[0].amount.fen(), 9);
  EXPECT_FALSE(read(file_with(R"({"measure":"staff.serving","amount_fen":9})", head)));
  EXPECT_FALSE(read(file_with(R"({"amount":9})", head)));
  EXPECT_FALSE(read(file_with(R"({"amount":9, "amount_fen":9})", head)));
}

TEST(LedgerJson, SumsNeverOverflow) {
  EXPECT_TRUE(read(file_with(R"({"amount_fen":9223372036854775807})")));
  EXPECT_FALSE(read(file_with(R"({"amount_fen":9223372036854775807}, {"amount_fen":1})")));
  EXPECT_FALSE(read(file_with(R"({"amount_fen":9223372036854775807}, {"amount_fen":-1})")));
  EXPECT_FALSE(read(file_with(R"({"amount_fen":-9223372036854775808})")));
  EXPECT_FALSE(read(file_with(R"({"amount_fen":18446744073709551615})")));
}

struct Malformed {
  const char* lines;
  const char* head;
  const char* place;  // as the error gives it
};

TEST(LedgerJson, MalformedFilesAreRefusedWithThePlace) {
  const Malformed cases[] = {
      {R"({"amount_fen":1}, {"function":"20805x5","amount_fen":1})", "", "/lines/1/function"},
      {R"({"function":"2080","amount_fen":1})", "", "/lines/0/function"},
      {R"({"economic":"301080101","amount_fen":1})", "", "/lines/0/economic"},
      {R"({"source":"fiscal.lottery","amount_fen":1})", "", "/lines/0/source"},
      {R"({"source":["fiscal","unit_funds"],"amount_fen":1})", "", "/lines/0/source"},
      {R"({"year":2024,"amount_fen":1})", "", "/lines/0/year"},
      {R"({"year":"0024","amount_fen":1})", "", "/lines/0/year"},
      {R"({"project":"没有列出的项目","amount_fen":1})", "", "/lines/0/project"},
      {R"({"unit":"没有列出的单位","amount_fen":1})", "", "/lines/0/unit"},
      {R"({"amount_fen":1.5})", "", "/lines/0/amount_fen"},
      {R"({"amount_fen":1e3})", "", "/lines/0/amount_fen"},
      {R"({"amount_fen":"1"})", "", "/lines/0/amount_fen"},
      {R"({"source":"fiscal"})", "", "/lines/0/amount_fen"},
      {R"(7)", "", "/lines/0"},
      {R"({"amount_fen":1})", R"("all_lines": {"measure":"moon"}, )", "/all_lines/measure"},
      {R"({"amount_fen":1})", R"("codes": {"source": {}}, )", "/codes/source"},
      {R"({"amount_fen":1})", R"("codes": {"function": {"2070104": 1}}, )", "/codes/function/2070104"},
      {R"({"amount_fen":1})", R"("codes": [], )", "/codes"},
      {R"({"amount_fen":1})", R"("measure_units": {"staff": "万元"}, )", "/measure_units/staff"},
      {R"({"amount_fen":1})", R"("projects": [1], )", "/projects"},
      {R"({"amount_fen":1})", R"("year": 0, )", "/year"},
      {R"({"amount_fen":1})", R"("facts": [], )", "/facts"},
      {R"({"amount_fen":1})", R"("facts": {"reasons": [{"function": "2070104"}]}, )", "/facts/reasons/0/reason"},
      {R"({"amount_fen":1})", R"("facts": {"purposes": [{"source": ["fiscal", "moon"], "purpose": ""}]}, )", "/facts/purposes/0/source"},
      {R"({"amount_fen":1})", R"("facts": {"purposes": [{"source": [], "purpose": ""}]}, )", "/facts/purposes/0/source"},
      {R"({"amount_fen":1})", R"("facts": {"projects": [{"name": "甲", "indicators": [{"name": "乙"}]}]}, )", "/facts/projects/0/indicators/0/target"},
  };
  for (const Malformed& each : cases) {
    std::string json = file_with(each.lines, each.head);
    if (std::string_view(each.head).starts_with("\"year\"")) json.erase(json.find("\"year\": 2024, "), 14);
    const auto file = read(json);
    ASSERT_FALSE(file) << json;
    EXPECT_EQ(file.error().id, "ledger.json.invalid") << json;
    EXPECT_EQ(file.error().where, std::string("账目.json，") + each.place) << json;
  }
}

TEST(LedgerJson, OtherFilesAreRefused) {
  EXPECT_EQ(read("{").error().id, "ledger.json.invalid");
  EXPECT_EQ(read("[]").error().id, "ledger.json.invalid");
  EXPECT_EQ(read(R"({"mingzhang": "document", "version": 1})").error().id, "ledger.json.invalid");
  EXPECT_EQ(read(R"({"mingzhang": "ledger", "version": 2})").error().id, "ledger.json.version");
  EXPECT_EQ(read(R"({"mingzhang": "ledger", "version": 1, "unit": "", "year": 2024})").error().where, "账目.json，/lines");
  EXPECT_EQ(read(std::string(100, '[')).error().id, "ledger.json.too_deep");
}

// No file can do worse than be refused.
TEST(LedgerJson, DamagedFilesAreReadOrRefused) {
  const std::string sound = file_with(
      R"({"year":"2024","source":"fiscal","function":"2080505","project":"甲","amount_fen":15}, {"measure":"staff","amount":4})",
      R"("projects": ["甲"], "measure_units": {"staff": "个"}, "codes": {"function": {"208": "社保"}}, )");
  ASSERT_TRUE(read(sound));
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    std::string damaged = sound;
    for (int i = 0; i < 3; ++i) damaged[random() % damaged.size()] = "{}[]\",:0123456789-e"[random() % 19];
    if (const auto file = read(damaged)) to_json(*file);
  }
}

TEST(LedgerJson, WritesWhatItReads) {
  const std::string json = R"({
  "mingzhang": "ledger",
  "version": 1,
  "unit": "云山县图书馆",
  "year": 2024,
  "all_lines": {"stage":"budget","measure":"budget"},
  "projects": ["古籍数字化"],
  "measure_units": {"staff.serving":"个"},
  "codes": {
    "function": {
      "207": "文化旅游体育与传媒支出",
      "20701": "文化和旅游",
      "2070104": "图书馆"
    },
    "economic": {
      "301": "工资福利支出"
    }
  },
  "lines": [
    {"year":"2024","source":"fiscal.general.own","function":"2070104","nature":"basic.personnel","economic":"30101","amount_fen":43862000},
    {"year":"2024","source":"fiscal.general.own","function":"2070104","nature":"project","project":"古籍数字化","amount_fen":-1},
    {"year":"2023","source":"unit_funds","amount_fen":9223372036000000000},
    {"year":"2024","measure":"staff.serving","amount":9},
    {"year":"2024","measure":"","amount_fen":9}
  ]
}
)";
  const auto file = read(json);
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(to_json(*file), json);
}

TEST(LedgerJson, WritesTheExampleAsItStands) {
  const std::string json = *read_file(source_path("examples/ledger.json"));
  const auto file = read(json);
  ASSERT_TRUE(file) << file.error().message << file.error().where;
  EXPECT_EQ(to_json(*file), json);
}

TEST(LedgerJson, ReadsWhatTheUnitStates) {
  const auto file = read(file_with("", R"("all_lines": {"measure": "budget"}, "facts": {
    "duties": ["收藏图书"], "goal": "人人有书读",
    "projects": [{"name": "古籍数字化", "goal": "扫描古籍", "indicators": [{"name": "扫描册数", "comparator": ">=", "target": "260", "unit": "册"}]}],
    "reasons": [{"source": "fiscal.general", "function": "2070104", "reason": "新增一人"}],
    "purposes": [{"source": ["fiscal.general", "fiscal.fund"], "measure": "three_public", "purpose": "业务交流"}],
    "glossary": [{"term": "古籍", "text": "一九一二年以前的书"}]}, )"));
  ASSERT_TRUE(file) << file.error().message << file.error().where;
  const UnitFacts& facts = file->facts;
  EXPECT_EQ(facts.duties, std::vector<std::string>{"收藏图书"});
  EXPECT_EQ(facts.goal, "人人有书读");
  ASSERT_EQ(facts.projects.size(), 1u);
  EXPECT_EQ(facts.projects[0].indicators.at(0).target, "260");
  Space space = file->ledger.space;
  const NodeId budget = *space.tree(Dimension::Measure).find("budget");  // as the head says for all lines
  ASSERT_EQ(facts.reasons.size(), 1u);
  EXPECT_EQ(facts.reasons[0].region, region(space, "fiscal.general", "2070104").with(Dimension::Measure, budget));
  EXPECT_EQ(facts.reasons[0].text, "新增一人");
  ASSERT_EQ(facts.purposes.size(), 1u);
  EXPECT_TRUE(facts.purposes[0].region[Dimension::Source].is_set());
  EXPECT_EQ(facts.glossary.at(0).term, "古籍");
}

TEST(LedgerJson, AnEmptyLedgerIsAFile) {
  LedgerFile file;
  file.year = 2024;
  file.ledger.space = knowledge().space;
  const std::string json = to_json(file);
  const auto again = read(json);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(to_json(*again), json);
}

}  // namespace
}  // namespace mingzhang
