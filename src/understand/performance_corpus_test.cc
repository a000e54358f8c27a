// The three performance tables of a real document, as a person reads them, and what damage to them may not do: crash,
// or lose a digit. Skipped where the corpus is absent.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>

#include "base/paths.h"
#include "understand/performance_test_tools.h"

namespace mingzhang {
namespace {

std::optional<std::vector<Text>> document() {
  const char* corpus = std::getenv("MINGZHANG_CORPUS");
  const std::string folder = corpus != nullptr ? corpus : source_path("../shared/corpus");
  std::ifstream file(folder + "/xj_changji_yshj_2024_dept_budget_seed.txt");
  if (!file) return std::nullopt;
  std::stringstream text;
  text << file.rdbuf();
  return lines_of(text.str());
}

std::vector<std::vector<Text>> tables_of(const std::vector<Text>& lines) {
  std::vector<std::vector<Text>> tables;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!is_performance_title(lines[i].text)) continue;
    const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(i);
    tables.emplace_back(begin, lines.begin() + static_cast<std::ptrdiff_t>(performance_table_end(pointers_to(lines), i)));
  }
  return tables;
}

// What the document prints in cells: "1090+1092" is these two lines joined, "1079.2" the second piece of a line. So the
// expectations below say where everything stands without keeping the document's own words.
std::string printed(const std::vector<Text>& lines, const std::string& cells) {
  std::string text;
  std::stringstream list(cells);
  for (std::string cell; std::getline(list, cell, '+');) {
    const std::size_t dot = cell.find('.');
    std::stringstream line(lines[std::stoul(cell) - 1].text);
    std::size_t number = 0;
    for (std::string piece; line >> piece;) {
      if (dot == std::string::npos || ++number == std::stoul(cell.substr(dot + 1))) text += piece;
    }
  }
  return text;
}

std::string at(const Place& place) {
  return std::to_string(place.line) + ":" + std::to_string(place.column) + "+" + std::to_string(place.length);
}

struct ExpectedRow {
  std::string level1, level2;
  std::string name;  // cells
  std::string target, basis, last_year, weight, rule, evidence;
  std::string places;  // of name, target and weight
};

struct ExpectedTable {
  bool whole_unit = false;
  std::string unit_name, project, responsible, phone, goal;  // cells
  std::vector<std::string> amounts;
  std::vector<ExpectedRow> rows;
};

const std::string kOutput = "产出指标", kCost = "成本指标", kBenefit = "效益指标", kDuty = "履职效能";
const std::string kQuantity = "数量指标", kQuality = "质量指标", kTime = "时效指标", kEconomicCost = "经济成本指标",
                  kSocial = "社会效益指标";
const std::string kPlan = "计划标准", kRatio = "按照完成比例赋分", kGrade = "按评判等级赋分", kRecords = "工作资料",
                  kVouchers = "原始凭证";

const ExpectedTable kWholeUnit = {
    true,
    "1044.2",
    "",
    "1046.2",
    "1046.4",
    "1050+1052+1054+1056+1058+1060+1062",
    {"上级安排 0.00万元 1069:6+4", "本级安排 164.96万元 1071:6+6", "其他资金 7.00万元 1073:13+4"},
    {{kDuty, kQuantity, "1079.2", ">= 100 个", "1081+1083+1085", "", "10", "", "", "1079:6+8 1079:17+3 1087:1+2"},
     {kDuty, kQuantity, "1090+1092", ">= 1 份", "1095+1097+1099", "", "10", "", "", "1090:1+11 1093:3+1 1101:1+2"},
     {kDuty, kQuantity, "1104+1106", ">= 1 次", "1109+1111+1113", "", "10", "", "", "1104:1+12 1107:3+1 1115:1+2"},
     {kDuty, kQuantity, "1118+1120", ">= 1 次", "1123+1125+1127", "", "20", "", "", "1118:1+12 1121:3+1 1129:1+2"},
     {kDuty, kQuantity, "1132+1134", ">= 2 次", "1137+1139+1141", "", "20", "", "", "1132:1+12 1135:3+1 1143:1+2"},
     {kDuty, kQuantity, "1145.2", ">= 1 个", "1147+1149+1151", "", "10", "", "", "1145:6+7 1145:16+1 1153:1+2"},
     {kDuty, kQuantity, "1155.2", ">= 2 个", "1157+1159+1161", "", "10", "", "", "1155:6+6 1155:15+1 1163:1+2"}}};

const ExpectedTable kFirstProject = {
    false,
    "1168.2",
    "1170.2",
    "1170.4",
    "",
    "1184+1186+1188+1190+1192",
    {"年度预算总额 7.00万元 1175:8+4", "其中：财政拨款 0.00万元 1180:1+4", "其他资金 7.00万元 1180:11+4"},
    {{kOutput, kQuantity, "1233+1235", ">= 4 项", kPlan, "1.5", "10", kRatio, kRecords, "1233:1+11 1237:3+1 1240:10+2"},
     {kOutput, kQuantity, "1247", ">= 80 个", kPlan, "56", "10", kRatio, kRecords, "1247:1+8 1248:3+2 1251:9+2"},
     {kOutput, kQuality, "1261", ">= 90 %", kPlan, "90%", "10", kGrade, kRecords, "1261:1+7 1265:2+2 1266:10+2"},
     {kOutput, kTime, "1271", "<= 12 个月", kPlan, "0", "10", kRatio, kRecords, "1271:1+6 1273:3+2 1276:8+2"},
     {kCost, kEconomicCost, "1293+1295", "<= 2.3 万元", kPlan, "0", "10", kRatio, kVouchers,
      "1293:1+11 1299:2+3 1303:8+2"},
     {kCost, kEconomicCost, "1309+1311", "<= 4.7 万元", kPlan, "0", "10", kRatio, kVouchers,
      "1309:1+11 1315:2+3 1319:8+2"},
     {kBenefit, kSocial, "1335+1337", " 提高 ", kPlan, "90%", "30", kGrade, kRecords, "1335:1+11 1338:1+2 1338:13+2"}}};

const ExpectedTable kSecondProject = {
    false,
    "1343.2",
    "1345.2",
    "1345.4",
    "",
    "1359+1361+1363",
    {"年度预算总额 5.00万元 1350:8+4", "其中：财政拨款 5.00万元 1355:1+4", "其他资金 0.00万元 1355:11+4"},
    {{kOutput, kQuantity, "1404", ">= 1 个", kPlan, "0", "10", kRatio, kRecords, "1404:1+7 1405:3+1 1408:8+2"},
     {kOutput, kQuantity, "1415", ">= 2 个", kPlan, "0", "10", kRatio, kRecords, "1415:1+6 1416:3+1 1419:8+2"},
     {kOutput, kQuality, "1430+1432", ">= 60 %", kPlan, "0", "10", kRatio, kRecords, "1430:1+11 1436:2+2 1437:8+2"},
     {kOutput, kTime, "1447", ">= 90 %", kPlan, "90%", "10", kGrade, kRecords, "1447:1+5 1451:2+2 1452:10+2"},
     {kCost, kEconomicCost, "1464", "<= 3 万元", kPlan, "0", "10", kRatio, kVouchers, "1464:1+6 1465:3+1 1468:8+2"},
     {kCost, kEconomicCost, "1475", "<= 2 万元", kPlan, "0", "10", kRatio, kVouchers, "1475:1+6 1476:3+1 1479:8+2"},
     {kBenefit, kSocial, "1496+1498", " 长期 ", kPlan, "", "30", kGrade, kRecords, "1496:1+11 1499:1+2 1499:9+2"}}};

void expect_rows(const std::vector<Text>& lines, const std::vector<Indicator>& rows, const ExpectedTable& expected) {
  ASSERT_EQ(rows.size(), expected.rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ExpectedRow& row = expected.rows[i];
    const std::string basis = expected.whole_unit ? printed(lines, row.basis) : row.basis;
    EXPECT_EQ(row_text(rows[i]), row.level1 + "|" + row.level2 + "|" + printed(lines, row.name) + "|" + row.target +
                                     "|" + basis + "|" + row.last_year + "|" + row.weight + "|" + row.rule + "|" +
                                     row.evidence);
    EXPECT_EQ(at(rows[i].place) + " " + at(rows[i].target_place) + " " + at(rows[i].weight_place), row.places);
  }
}

void expect_table(const std::vector<Text>& lines, const PerformanceText& parsed, const ExpectedTable& expected) {
  const PerformanceTable& table = parsed.table;
  EXPECT_EQ(table.whole_unit, expected.whole_unit);
  EXPECT_EQ(table.title, expected.whole_unit ? "部门整体绩效目标表" : "项目支出绩效目标表");
  EXPECT_EQ(table.year, "2024");
  EXPECT_EQ(table.unit_name, printed(lines, expected.unit_name));
  EXPECT_EQ(table.project, printed(lines, expected.project));
  EXPECT_EQ(table.responsible, printed(lines, expected.responsible));
  EXPECT_EQ(table.phone, printed(lines, expected.phone));
  EXPECT_EQ(table.goal.text, printed(lines, expected.goal));
  std::vector<std::string> amounts = amount_texts(parsed);
  for (std::size_t i = 0; i < amounts.size(); ++i) amounts[i] += " " + at(parsed.amounts[i].place);
  EXPECT_EQ(amounts, expected.amounts);
  EXPECT_EQ(open_texts(parsed), std::vector<std::string>{});
  expect_rows(lines, table.indicators, expected);
}

TEST(PerformanceCorpus, ReadsEveryFieldOfTheThreeTables) {
  const std::optional<std::vector<Text>> lines = document();
  if (!lines) GTEST_SKIP() << "no corpus";
  const std::vector<std::vector<Text>> tables = tables_of(*lines);
  ASSERT_EQ(tables.size(), 3u);
  expect_table(*lines, parse_lines(tables[0]), kWholeUnit);
  expect_table(*lines, parse_lines(tables[1]), kFirstProject);
  expect_table(*lines, parse_lines(tables[2]), kSecondProject);
  EXPECT_EQ(tables[0].size(), 1163u - 1039u);  // up to the line before the next title
  EXPECT_EQ(tables[2].back().place.line, 1500);
}

// The tables of the document without its empty lines, and with all lines of the indicators run together: the gaps then
// say less, the words have to say more.
std::vector<Text> without_empty_lines(std::vector<Text> lines) {
  std::erase_if(lines, [](const Text& line) { return line.text.find_first_not_of(" \r") == std::string::npos; });
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i].place.line = static_cast<int>(i) + 1;
  return lines;
}

std::vector<Text> run_together(const std::vector<Text>& lines) {
  std::vector<Text> result;
  bool indicators = false;
  for (const Text& line : lines) {
    indicators |= folded(line.text).starts_with(U"一级");
    if (indicators && !result.empty() && folded(result.back().text).starts_with(U"一级")) {
      result.back().text += " " + line.text;
    } else {
      result.push_back(line);
    }
  }
  return result;
}

TEST(PerformanceCorpus, ReadsTheSameRowsFromOtherLineEnds) {
  const std::optional<std::vector<Text>> lines = document();
  if (!lines) GTEST_SKIP() << "no corpus";
  for (const std::vector<Text>& table : tables_of(*lines)) {
    const std::vector<std::string> rows = row_texts(parse_lines(table));
    EXPECT_EQ(row_texts(parse_lines(without_empty_lines(table))), rows);
    EXPECT_EQ(row_texts(parse_lines(run_together(table))), rows);
  }
}

// ---- damage ----

std::string everything_in(const PerformanceText& parsed) {
  const PerformanceTable& table = parsed.table;
  std::string text = table.title + "|" + table.year + "|" + table.unit_name + "|" + table.project + "|" +
                     table.responsible + "|" + table.phone + "|" + table.goal.text + "|";
  for (const PrintedAmount& amount : parsed.amounts) text += amount.quote + "|";
  for (const Indicator& row : table.indicators) text += row_text(row) + "|";
  for (const Open& open : parsed.open) text += open.quote + "|";
  return text;
}

void expect_no_digit_lost(const std::vector<Text>& lines) {
  std::string printed;
  for (const Text& line : lines) printed += line.text + "\n";
  const std::string kept = everything_in(parse_lines(lines));
  RC_LOG() << printed << "\n=> " << kept << "\n";
  // The year may stand in the title and below it: one field for both.
  for (char digit = '0'; digit <= '9'; ++digit) {
    RC_ASSERT(std::count(kept.begin(), kept.end(), digit) >= std::count(printed.begin(), printed.end(), digit));
  }
}

std::vector<Text> damaged(std::vector<Text> lines) {
  const int changes = *rc::gen::inRange(0, 30);
  for (int i = 0; i < changes && lines.size() > 1; ++i) {
    const auto index = static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, lines.size()));
    const auto other = static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, lines.size()));
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        lines.erase(lines.begin() + index);
        break;
      case 1:
        lines.insert(lines.begin() + other, Text(lines[static_cast<std::size_t>(index)]));
        break;
      case 2:
        std::swap(lines[static_cast<std::size_t>(index)], lines[static_cast<std::size_t>(other)]);
        break;
      default: {  // two lines become one
        lines[static_cast<std::size_t>(index)].text += lines[static_cast<std::size_t>(other)].text;
        break;
      }
    }
  }
  return lines;
}

RC_GTEST_PROP(PerformanceDamage, LosesNoDigitOfARealTable, ()) {
  static const std::optional<std::vector<Text>> lines = document();
  if (!lines) return;
  static const std::vector<std::vector<Text>> tables = tables_of(*lines);
  expect_no_digit_lost(damaged(*rc::gen::elementOf(tables)));
}

RC_GTEST_PROP(PerformanceDamage, LosesNoDigitOfWordsInAnyOrder, ()) {
  static const std::vector<std::string> kWords = {
      "一级指标", "二级指标", "三级指标",     "指标值",       "权重",     "产出指标",  "数量指标",
      "满意",     "度指",     "标",           "≥90%",         "＞",       "=",         "12",
      "个",       "10",       "10分",         "计划标准",     "1.5",      "/",         "直接赋分",
      "工作资料", "2024年",   "项目总体目标", "年度预算总额", "（万元）", "7.00",      "其他资金",
      "项目名称", "联系电话", "138-0000",     "（2024 年）",  "- 3 -",    "注：第1项", "项目支出绩效目标表",
      "某项工作", "长期",     "1,2",          "5～6",         "\n",       "\n",        " ",
      "\xff"};
  std::string text;
  for (const std::string& word : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kWords)))
    text += word;
  expect_no_digit_lost(lines_of(text));
}

}  // namespace
}  // namespace mingzhang
