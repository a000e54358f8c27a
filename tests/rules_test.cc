// The rules, as a person who reviews budgets would state them: a few words of a sound document are changed, and this is
// what must be found, or must not.

#include <algorithm>
#include <string>
#include <vector>

#include "base/file.h"
#include "check/check.h"
#include "check/rule.h"
#include "pipeline.h"
#include "sample_budget.h"

namespace mingzhang::tests {
namespace {

FileReport apply_rules(std::string_view text) {
  const Disclosure disclosure = understand_text(text);
  const Knowledge& knowledge = *engine().knowledge;
  FileReport report;
  Findings findings(report);
  const RuleContext context{disclosure, knowledge, knowledge.find_form(disclosure.form)};
  mingzhang::apply_rules(context, findings);
  return report;
}

std::string_view word_of(Severity severity) {
  return severity == Severity::Error ? "error" : severity == Severity::Warning ? "warning" : "note";
}

// "CHG104 error, TXT103 warning"
std::string summary(const FileReport& report) {
  std::string words;
  for (const Finding& finding : report.findings)
    words += (words.empty() ? "" : ", ") + finding.code + " " + std::string(word_of(finding.severity));
  return words;
}

struct Edit {
  std::string from, to;
};

struct Case {
  std::string what;
  std::vector<Edit> edits;  // each of the first such words of the sample
  std::string found;        // as in summary(); "" when the document is still sound
  std::string quote;        // part of the quote of the first finding, or of a place related to it
};

std::string edited(const std::vector<Edit>& edits) {
  std::string text(kSampleBudget);
  for (const Edit& edit : edits) {
    const auto at = text.find(edit.from);
    EXPECT_NE(at, std::string::npos) << "not in the sample: " << edit.from;
    if (at != std::string::npos) text.replace(at, edit.from.size(), edit.to);
  }
  return text;
}

bool quotes(const Finding& finding, const std::string& words) {
  const auto holds = [&](const FindingPlace& place) { return place.quote.find(words) != std::string::npos; };
  return holds(finding.at) || std::ranges::any_of(finding.related, holds);
}

void expect_all(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    SCOPED_TRACE(each.what);
    const FileReport report = apply_rules(edited(each.edits));
    EXPECT_EQ(summary(report), each.found);
    if (each.quote.empty() || report.findings.empty()) continue;
    EXPECT_TRUE(quotes(report.findings.front(), each.quote)) << "quoted: " << report.findings.front().at.quote;
  }
}

TEST(Rules, FindNothingInASoundDocument) {
  const FileReport report = apply_rules(kSampleBudget);
  EXPECT_EQ(summary(report), "");
  EXPECT_GT(report.coverage.constraints.pass, 100);
  EXPECT_TRUE(report.not_checked.empty());
}

TEST(Rules, Directions) {
  expect_all({
      {"增加后面是负数", {{"增加 20.00 万元", "增加 -20.00 万元"}}, "CHG104 error", "增加-20.00"},
      {"减少后面是负数，只是写法重复",
       {{"减少 5.00 万元，下降 50.00%", "减少 -5.00 万元，下降 -50.00%"}},
       "CHG104 warning, CHG104 warning",
       "减少-5.00"},
      {"金额增加，比例下降",
       {{"增加 20.00 万元，增长 25.00%", "增加 20.00 万元，下降 25.00%"}},
       "CHG104 error",
       "下降25.00%"},
      {"有增加，又写持平", {{"增长 25.00%，主要", "增长 25.00%，与上年持平，主要"}}, "CHG104 error", "与上年持平"},
      {"有增加，写基本持平，可以", {{"增长 25.00%，主要", "增长 25.00%，与上年基本持平，主要"}}, "", ""},
      {"增加 0.00 与持平相同，可以",
       {{"增长 0.00%，主要原因是与上年持平；", "增长 0.00%，与上年持平，主要原因是与上年持平；"}},
       "",
       ""},
  });
}

TEST(Rules, DirectionsBetweenBudgetAndFinalAccounts) {
  const auto narrative = [](std::string_view words) {
    return summary(apply_rules(
        "第一部分 云溪县档案服务中心概况\n第二部分 2024 年度部门决算表\n第三部分 2024 年度部门决算情况说明\n"
        "一、财政拨款支出决算情况说明\n档案馆（项）年初预算为 62.29 万元，支出决算为 60.99 万元，完成年初预算的 "
        "97.91%。" +
        std::string(words) + "主要原因：人员减少。\n"));
  };
  EXPECT_EQ(narrative("决算数小于预算数的"), "FRM107 note");
  EXPECT_EQ(narrative("决算数大于预算数的"), "CHG104 error, FRM107 note");
  EXPECT_EQ(narrative("决算数等于预算数的"), "CHG104 error, FRM107 note");
}

TEST(Rules, ZeroBases) {
  expect_all({
      {"上年为零，写增长 100%",
       {{"5.00 万元，占 4.76%，比上年预算减少 5.00 万元，下降 50.00%，主要原因是结转资金减少",
         "5.00 万元，占 4.76%，比上年预算增加 5.00 万元，增长 100.00%，主要原因是结转资金增加"}},
       "CHG105 warning",
       "增长100.00%"},
      {"上年为零，写增长 0.00%，不算",
       {{"5.00 万元，占 4.76%，比上年预算减少 5.00 万元，下降 50.00%，主要原因是结转资金减少",
         "5.00 万元，占 4.76%，比上年预算增加 5.00 万元，增长 0.00%，主要原因是结转资金增加"}},
       "",
       ""},
      {"本年为零，下降 100%，可以",
       {{"5.00 万元，占 4.76%，比上年预算减少 5.00 万元，下降 50.00%",
         "0.00 万元，占 0.00%，比上年预算减少 5.00 万元，下降 100.00%"}},
       "",
       ""},
      {"金额极小，上年可能不是零",
       {{"0.50 万元，比上年预算增加 0.00 万元，增长 0.00%。主要原因是与上年持平",
         "0.01 万元，比上年预算增加 0.01 万元，增长 100.00%。主要原因是增加 2 人"}},
       "",
       ""},
  });
}

TEST(Rules, ReasonsAgainstChanges) {
  expect_all({
      {"没有变动，原因写增加",
       {{"增长 0.00%。主要原因是与上年持平", "增长 0.00%。主要原因是增加 2 人，公务员医疗补助支出预算增加"}},
       "CHG106 error",
       "公务员医疗补助支出预算增加"},
      {"没有变动，原因只说人员，不判",
       {{"增长 0.00%。主要原因是与上年持平", "增长 0.00%。主要原因是人员减少 1 人"}},
       "CRS106 warning",
       ""},
      {"没有变动，未安排预算，可以",
       {{"增长 0.00%。主要原因是与上年持平", "增长 0.00%。主要原因是未安排此项预算"}},
       "",
       ""},
      {"减少，原因只写增加",
       {{"主要原因是库房设备维护经费减少", "主要原因是库房设备维护经费增加"}},
       "CHG106 error",
       "经费增加"},
      {"减少，原因有增有减，可以",
       {{"主要原因是库房设备维护经费减少", "主要原因是库房设备维护经费减少，扫描经费增加"}},
       "",
       ""},
      {"减少，原因有转折，可以",
       {{"主要原因是库房设备维护经费减少", "主要原因是扫描经费增加，但维护任务完成"}},
       "",
       ""},
      {"减少，原因只写人员增加，请核实",
       {{"主要原因是库房设备维护经费减少", "主要原因是人员增加"}},
       "CHG106 warning",
       "人员增加"},
      {"减少，上年追加的经费不再安排，可以",
       {{"主要原因是库房设备维护经费减少", "主要原因是上年追加经费增加较多"}},
       "",
       ""},
      {"增加，原因写持平",
       {{"增长 50.00%。主要原因是增加 2 人，住房公积金缴费支出预算增加", "增长 50.00%。主要原因是与上年持平"}},
       "CHG106 error",
       "与上年持平"},
  });
}

TEST(Rules, ReasonsOfOtherItems) {
  expect_all({
      {"养老保险的原因写职业年金",
       {{"基本养老保险缴费增加", "机关事业单位职业年金缴费增加"}},
       "CHG107 error",
       "职业年金缴费增加"},
      {"住房公积金的原因写事业单位医疗",
       {{"住房公积金缴费支出预算增加", "事业单位医疗缴费支出预算增加"}},
       "CHG107 error",
       "事业单位医疗"},
      {"写出本科目名称，可以", {{"住房公积金缴费支出预算增加", "住房公积金和事业单位医疗缴费支出预算增加"}}, "", ""},
      {"只写本科目名称的一部分，可以", {{"住房公积金缴费支出预算增加", "公积金缴费增加"}}, "", ""},
      {"国有资本的原因写政府性基金",
       {{"主要原因是未安排国有资本经营预算", "主要原因是未安排政府性基金预算"}},
       "CHG107 error",
       "政府性基金"},
      {"综合性科目的原因可以写各项",
       {{"增长 15.38%。主要原因是增加 2 人，人员经费增加", "增长 15.38%。主要原因是增加 2 人，绩效工资增加"}},
       "",
       ""},
      {"用途写别的科目",
       {{"4.00 万元，占 4.00%。", "4.00 万元，主要用于住房公积金支出。"}},
       "CHG107 error",
       "住房公积金"},
      {"用途写本类下的科目，可以", {{"4.00 万元，占 4.00%。", "4.00 万元，主要用于事业单位医疗支出。"}}, "", ""},
  });
}

TEST(Rules, MissingReasons) {
  expect_all({
      {"主要原因是之后是句号", {{"主要原因是结转资金减少", "主要原因是"}}, "CHG108 error", "主要原因是。"},
      {"主要用于之后是句号", {{"主要用于档案库房设备维护", "主要用于"}}, "CHG108 error", "主要用于。"},
      {"别的都写原因，这一条没有",
       {{"增长 50.00%。主要原因是增加 2 人，住房公积金缴费支出预算增加", "增长 50.00%"}},
       "CHG108 warning",
       "增长50.00%"},
      {"没有变动，不写原因，可以", {{"增长 0.00%。主要原因是与上年持平", "增长 0.00%"}}, "", ""},
  });
}

TEST(Rules, ProjectNames) {
  expect_all({
      {"绩效目标表的名称差一字",
       {{"项目名称 馆藏档案数字化经费", "项目名称 馆存档案数字化经费"}},
       "CRS105 error",
       "馆存档案"},
      {"金额不同，不认作同一项目",
       {{"项目名称 馆藏档案数字化经费", "项目名称 馆存档案数字化经费"},
        {"年度预算总额 10.00", "年度预算总额 8.00"},
        {"财政拨款 10.00 其他", "财政拨款 8.00 其他"},
        {"＜=6", "＜=4"}},
       "PER105 warning",
       ""},
      {"期数不同是两个项目",
       {{"其他档案事务支出 馆藏档案数字化经费 10.00", "其他档案事务支出 馆藏档案数字化一期 10.00"},
        {"项目名称：馆藏档案数字化经费", "项目名称：馆藏档案数字化一期"},
        {"项目名称 馆藏档案数字化经费", "项目名称 馆藏档案数字化二期"}},
       "",
       ""},
  });
}

TEST(Rules, StaffAndVehicles) {
  expect_all({
      {"原因的增加人数与概况不同",
       {{"在职 8 人，增加 2 人", "在职 8 人，增加 3 人"}},
       "CRS106 warning",
       "在职8人，增加3人"},
      {"原因写的是合计增加数，可以",
       {{"在职 8 人，增加 2 人；退休 2 人，增加 0 人", "在职 8 人，增加 1 人；退休 2 人，增加 1 人"}},
       "",
       ""},
      {"没有车辆却有运行费",
       {{"车辆 1 辆，价值 12.00 万元；其中：一般公务用车 1 辆", "车辆 0 辆，价值 0.00 万元；其中：一般公务用车 0 辆"}},
       "CRS107 warning",
       "公务用车运行费3.00万元"},
      {"没有车辆，说明是租用，可以",
       {{"车辆 1 辆，价值 12.00 万元；其中：一般公务用车 1 辆", "车辆 0 辆，价值 0.00 万元；其中：一般公务用车 0 辆"},
        {"本部门无其他需说明事项。", "本部门租用车辆一辆。"}},
       "",
       ""},
  });
}

TEST(Rules, ListedItems) {
  expect_all({
      {"漏列绩效工资", {{"基本工资、绩效工资、机关", "基本工资、机关"}}, "CRS111 warning", "人员经费75.00万元"},
      {"多列会议费", {{"办公费、水费、维修", "办公费、会议费、水费、维修"}}, "CRS111 warning", "会议费"},
      {"带“等”字可以不全", {{"办公费、水费、维修（护）费、公务用车运行维护费。", "办公费、水费等。"}}, "", ""},
      {"括号和后缀不同，可以", {{"办公费、水费、维修（护）费", "办公费、水费、维修(护)费"}}, "", ""},
      {"收入预算包括没有安排的基金",
       {{"包括：一般公共预算、非财政", "包括：一般公共预算、政府性基金预算、非财政"}},
       "CRS111 warning",
       "政府性基金"},
      {"支出预算漏列一类",
       {{"社会保障和就业支出、卫生健康支出、住房保障支出。", "社会保障和就业支出、住房保障支出。"}},
       "CRS111 warning",
       "支出预算"},
  });
}

TEST(Rules, CodesAndNames) {
  expect_all({
      {"代码不存在，名称有别的代码", {{"302 05 水费", "302 55 水费"}}, "COD101 error", "水费"},
      {"代码不存在，目录也可能不全", {{"302 05 水费", "302 55 档案用水"}}, "CRS111 warning, COD101 warning", ""},
      {"类不存在", {{"221 住房保障支出 6.00 6.00 6.00", "721 住房保障支出 6.00 6.00 6.00"}}, "COD101 error", ""},
      {"代码是咨询费，名称是水费", {{"302 05 水费", "302 03 水费"}}, "COD102 error", "水费"},
      {"名称少一个字，可能是转换丢字", {{"302 13 维修（护）费", "302 13 维（护）费"}}, "COD102 warning", ""},
      {"2019 年以前的名称",
       {{"210 卫生健康支出 4.00", "210 医疗卫生与计划生育支出 4.00"}},
       "COD103 error",
       "医疗卫生与计划生育支出"},
      {"说明里用以前的名称",
       {{"3、卫生健康支出（类）", "3、医疗卫生与计划生育支出（类）"}},
       "COD103 error",
       "医疗卫生与计划生育支出"},
      {"款不在类之下",
       {{"卫生健康支出（类）行政事业单位医疗（款）事业单位医疗", "卫生健康支出（类）住房改革支出（款）事业单位医疗"}},
       "COD104 error",
       "住房改革支出"},
      {"款的名称不全", {{"（类）档案事务（款）档案馆", "（类）档案（款）档案馆"}}, "COD104 error", "档案（款）"},
      {"只写到类，简称不带“支出”，可以", {{"3、卫生健康支出（类）", "3、卫生健康（类）"}}, "", ""},
  });
}

// 6.00 万元 is the amount of an item of another class too.
TEST(Rules, ChainsAreCompletedFromTheAmountsBelowTheirClass) {
  const FileReport report =
      apply_rules(edited({{"住房保障支出（类）住房改革支出（款）住房公积金", "住房保障支出（类）住房保障支出（款）住房公积金"}}));
  ASSERT_EQ(summary(report), "COD104 error");
  EXPECT_EQ(report.findings.front().proposed, "住房保障支出（类）住房改革支出（款）住房公积金（项）");
}

TEST(Rules, Completeness) {
  expect_all({
      {"缺第四部分", {{"第四部分 名词解释", "补充资料"}}, "FRM101 error", ""},
      {"缺一张表",
       {{"表 11\n上年结转结余情况明细表\n编制部门：云溪县档案服务中心 单位：万元\n※ 1 2 3 4 5 6 7 8 9\n总计 5.00 5.00 "
         "5.00\n云溪县档案服务中心 5.00 5.00 5.00\n库房设备维护经费 5.00 5.00 5.00\n",
         ""}},
       "FRM102 error",
       ""},
      {"缺第十二项", {{"十二、其他重要事项的情况说明", "十二、补充情况说明"}}, "FRM106 warning", ""},
      {"一行的数多于栏",
       {{"201 26 04 档案馆 60.00 60.00\n201 26 99 其他档案事务支出 15.00 15.00",
         "201 26 04 档案馆 60.00 60.00 0.00 60.00\n201 26 99 其他档案事务支出 15.00 15.00"}},
       "FRM105 error",
       "档案馆"},
  });
  EXPECT_EQ(summary(apply_rules("云溪县档案服务中心 2024 年部门预算说明\n收支总预算 105.00 万元。\n")), "FRM107 note");
}

TEST(Rules, EmptyTables) {
  const std::string fund =
      "云溪县档案服务中心 2024 年没有使用政府性基金预算拨款安排的支出，政府性基金预算支出情况表为空表。";
  const std::string copied =
      "云溪县档案服务中心 2024 年没有使用国有资本经营预算拨款安排的支出，国有资本经营预算支出情况表为空表。";
  expect_all({
      {"空表没有说明，正文也没有", {{fund, ""}, {fund, "本中心没有相关支出。"}}, "FRM103 warning", ""},
      {"空表没有说明，正文点名了这张表，可以", {{fund, ""}}, "", ""},
      {"说明抄自另一张表", {{fund, copied}}, "FRM104 error", "国有资本经营"},
      {"说明只有资金写错",
       {{fund, "云溪县档案服务中心 2024 年没有使用国有资本经营预算拨款安排的支出，政府性基金预算支出情况表为空表。"}},
       "FRM104 error",
       "国有资本经营"},
      {"说明是上年的",
       {{fund, "云溪县档案服务中心 2023 年没有使用政府性基金预算拨款安排的支出，政府性基金预算支出情况表为空表。"}},
       "FRM104 error",
       "2023年"},
      {"说明是别的单位的",
       {{fund, "青石镇水利管理站 2024 年没有使用政府性基金预算拨款安排的支出，政府性基金预算支出情况表为空表。"}},
       "FRM104 error",
       "青石镇"},
      {"说明用“本单位”，可以",
       {{fund, "注：本单位 2024 年没有使用政府性基金预算拨款安排的支出，本表为空表。"}},
       "",
       ""},
  });
}

TEST(Rules, Wording) {
  expect_all({
      {"单位名称没有填", {{"负责全县档案的收集", "受XX局委托，负责全县档案的收集"}}, "TXT101 error", "XX局"},
      {"年度没有填",
       {{"云溪县档案服务中心 2024 年收支总预算", "云溪县档案服务中心 20XX 年收支总预算"}},
       "TXT101 error",
       "20XX年"},
      {"尺寸和打码不是占位符",
       {{"负责全县档案的收集", "负责 600×800 规格的档案（联系人王**，138****1234）的收集"}},
       "",
       ""},
      {"增加（减少）没有改定", {{"比上年预算减少 5.00", "比上年预算增加（减少）5.00"}}, "TXT102 error", "增加（减少）"},
      {"斜线的选择没有改定", {{"比上年预算减少 5.00", "比上年预算增加/减少 5.00"}}, "TXT102 error", "增加/减少"},
      {"或与上年持平没有删去",
       {{"比上年预算减少 5.00", "比上年预算减少（或与上年持平）5.00"}},
       "TXT102 error",
       "或与上年持平"},
      {"填写提示没有删去",
       {{"本部门无其他需说明事项", "本部门无其他需说明事项（请填写具体事项）"}},
       "TXT102 error",
       "请填写"},
      {"括号里是正常说明，可以", {{"本部门无其他需说明事项", "本部门无其他需说明事项（与上年一致）"}}, "", ""},
      {"重复句号", {{"无其他需说明事项。", "无其他需说明事项。。"}}, "TXT103 warning", "事项。。"},
      {"逗号接句号", {{"无其他需说明事项。", "无其他需说明事项，。"}}, "TXT103 warning", "事项，。"},
      {"省略号和引号后的标点，可以", {{"无其他需说明事项。", "无“其他需说明”……的事项。"}}, "", ""},
      {"占比后面没有百分号", {{"占 95.24%", "占 95.24"}}, "TXT105 warning", "95.24"},
      {"单位写了两遍", {{"公务接待费 0 万元。", "公务接待费 0 万元元。"}}, "TXT105 warning", "元元"},
      {"并列的数共用一个单位，可以", {{"无其他需说明事项。", "两处库房经费分别为1.50、2.50万元。"}}, "", ""},
  });
}

TEST(Rules, Years) {
  expect_all({
      {"部分标题是上年的", {{"第三部分 2024 年", "第三部分 2023 年"}}, "TXT104 error", "2023年"},
      {"条目标题是上年的",
       {{"十、关于云溪县档案服务中心 2024 年", "十、关于云溪县档案服务中心 2023 年"}},
       "TXT104 error",
       "2023年"},
      {"资产截至前年底", {{"截至 2023 年底", "截至 2022 年底"}}, "TXT104 error", "2022年底"},
      {"资产截至预算年底，还没有到",
       {{"截至 2023 年底", "截至 2024 年 12 月 31 日"}},
       "TXT104 error",
       "2024年12月31日"},
      {"职责里的年份不判", {{"负责全县档案的收集", "截至 2021 年底已接收档案，负责全县档案的收集"}}, "", ""},
      {"预算数写成上年的",
       {{"住房公积金（项）：2024 年预算数", "住房公积金（项）：2023 年预算数"}},
       "TXT104 error",
       "2023年预算数"},
      {"绩效目标表是上年的",
       {{"项目支出绩效目标表\n（2024 年）", "项目支出绩效目标表\n（2023 年）"}},
       "TXT104 error",
       "2023"},
  });
}

TEST(Rules, PerformanceTargets) {
  expect_all({
      {"权重合计 95",
       {{"编研档案史料 ＞=2 份 工作计划 50", "编研档案史料 ＞=2 份 工作计划 55"}},
       "PER101 error",
       "部门整体绩效目标表"},
      {"权重合计 100，可以", {{"编研档案史料 ＞=2 份 工作计划 50", "编研档案史料 ＞=2 份 工作计划 60"}}, "", ""},
      {"成本指标之和超过预算", {{"扫描加工费 ＜=6 万元", "扫描加工费 ＜=7 万元"}}, "PER102 error", "扫描加工费"},
      {"成本指标之和小于预算，可以", {{"扫描加工费 ＜=6 万元", "扫描加工费 ＜=5 万元"}}, "", ""},
      {"其中一条是总成本，可以", {{"设备租用费 ＜=4 万元", "项目总成本 ＜=10 万元"}}, "", ""},
      {"指标值没有单位", {{"接收进馆档案 ＞=500 件", "接收进馆档案 ＞=500"}}, "PER103 warning", "接收进馆档案"},
      {"整体目标与项目目标不同",
       {{"接收进馆档案 ＞=500 件", "扫描馆藏档案 ＞=5000 件"}},
       "PER104 warning",
       "扫描馆藏档案"},
      {"目标文字与指标不同", {{"扫描馆藏档案 3000 件", "扫描馆藏档案 2000 件"}}, "PER104 warning", "2000件"},
      {"绩效目标表的金额与预算不同",
       {{"年度预算总额 10.00 其中：财政拨款 10.00", "年度预算总额 12.00 其中：财政拨款 12.00"}},
       "PER105 warning",
       "12.00"},
  });
}

TEST(Rules, PersonalNumbers) {
  expect_all({
      {"联系电话是手机号", {{"联系电话 0999-1234567", "联系电话 13800138000"}}, "PRV101 warning", "13800138000"},
      {"正文中的手机号",
       {{"无其他需说明事项。", "无其他需说明事项，联系人李工 13800138000。"}},
       "PRV101 warning",
       "13800138000"},
      {"更长的编号不是手机号", {{"无其他需说明事项。", "采购编号 1380013800099。"}}, "", ""},
      {"校验码正确的身份号码",
       {{"无其他需说明事项。", "身份证号 11010519491231002X。"}},
       "PRV102 error",
       "11010519491231002X"},
      {"校验码不对的 18 位数", {{"无其他需说明事项。", "合同编号 110105194912310021。"}}, "", ""},
  });
}

TEST(Rules, GiveABlankTemplateOneFinding) {
  std::string text = "第一部分 XX局概况\n第二部分 20XX年度部门决算表\n第三部分 20XX年度部门决算情况说明\n";
  for (int i = 0; i < 20; ++i) text += "XX局20XX年度收入XX万元，比上年增加（减少）XX万元，主要原因是。\n";
  EXPECT_EQ(summary(apply_rules(text)), "TXT101 error");
}

TEST(Rules, KeepTheFingerprintWhenLinesMove) {
  const Edit defect{"无其他需说明事项。", "无其他需说明事项。。"};
  const FileReport before = apply_rules(edited({defect}));
  const FileReport after = apply_rules(edited({defect, {"一、主要职能\n", "一、主要职能\n\n\n"}}));
  ASSERT_EQ(before.findings.size(), 1u);
  ASSERT_EQ(after.findings.size(), 1u);
  EXPECT_EQ(before.findings[0].fingerprint, after.findings[0].fingerprint);
  EXPECT_NE(before.findings[0].at.place.line, after.findings[0].at.place.line);
}

TEST(Rules, CodesThatAreARunningNumber) {
  expect_all({
      {"302 之下从 01 往下编",
       {{"302 05 水费 2.00", "302 02 咨询费 0.50 0.50\n302 03 水费 0.50 0.50\n302 04 电费 1.00"},
        {"302 13 维修（护）费 2.00", "302 05 邮电费 1.00 1.00\n302 06 差旅费 1.00"},
        {"302 31 公务用车运行维护费 3.00", "302 07 公务用车运行维护费 3.00"},
        {"公用经费 15.00 万元，主要包括：办公费、水费、维修（护）费、公务用车运行维护费。", "公用经费 15.00 万元。"}},
       "COD105 error",
       "咨询费"},
      {"代码都对，只是连续，可以",
       {{"302 05 水费 2.00", "302 02 印刷费 1.00 1.00\n302 03 咨询费 1.00"},
        {"公用经费 15.00 万元，主要包括：办公费、水费、维修（护）费、公务用车运行维护费。", "公用经费 15.00 万元。"}},
       "",
       ""},
  });
}

TEST(Rules, NaturesOfItems) {
  const std::string item = "其他档案事务支出（项）：2024 年预算数为";
  expect_all({
      {"项目支出的科目，用途写基本支出",
       {{item, "其他档案事务支出（项）。主要用于：档案数字化等基本支出。2024 年预算数为"}},
       "CRS112 error",
       "基本支出"},
      {"用途写项目支出，可以", {{item, "其他档案事务支出（项）。主要用于：档案数字化等项目支出。2024 年预算数为"}}, "", ""},
      {"两种都写，不判", {{item, "其他档案事务支出（项）。主要用于：基本支出和项目支出。2024 年预算数为"}}, "", ""},
  });
}

TEST(Rules, TablesOfTheContents) {
  const std::string contents = "目 录\n第一部分 2024 年云溪县档案服务中心部门概况\n一、部门收支总体情况表 ……… 3\n二、部门收入总体情况表 ……… 4\n三、部门支出总体情况表 ……… 5\n";
  expect_all({
      {"目录中的表都在", {{"第一部分 2024 年", contents + "第一部分 2024 年"}}, "", ""},
      {"目录多一张表",
       {{"第一部分 2024 年", contents + "四、国有资产占用情况表 ……… 6\n第一部分 2024 年"}},
       "FRM102 error",
       "国有资产占用情况表"},
      {"目录的表名多几个字，可以",
       {{"第一部分 2024 年", contents + "四、2024 年度财政拨款收支预算总体情况表 ……… 6\n第一部分 2024 年"}},
       "",
       ""},
      {"表多数不在本文件，不逐张报",
       {{"第一部分 2024 年", "目 录\n第一部分 2024 年云溪县档案服务中心部门概况\n一、资产负债表\n二、收入费用表\n三、净资产变动表\n第一部分 2024 年"}},
       "",
       ""},
  });
}

// The rows of one table print the figures of the rows below them.
std::string with_rows_moved(std::string_view table, std::string_view next_table, std::string_view first_row) {
  std::string text(kSampleBudget);
  const std::size_t begin = text.find(first_row, text.find(table)), end = text.find(next_table, begin);
  std::vector<std::pair<std::string, std::string>> rows;  // words and figures
  for (std::size_t at = begin; at < end;) {
    const std::size_t line_end = text.find('\n', at);
    const std::string line = text.substr(at, line_end - at);
    std::size_t figures = line.size();
    while (figures > 0 && (line[figures - 1] == ' ' || line[figures - 1] == '.' || (line[figures - 1] >= '0' && line[figures - 1] <= '9'))) --figures;
    rows.emplace_back(line.substr(0, figures), line.substr(figures));
    at = line_end + 1;
  }
  std::string moved;
  for (std::size_t r = 0; r < rows.size(); ++r) moved += rows[r].first + rows[std::min(r + 1, rows.size() - 1)].second + "\n";
  return text.replace(begin, end - begin, moved);
}

TEST(Rules, ShiftedRowsAreFound) {
  const Knowledge& knowledge = *engine().knowledge;
  const std::string text = with_rows_moved("表 5\n", "表 6\n", "201 26 04 档案馆");
  const FileReport report = check(understand_text(text), knowledge);
  ASSERT_EQ(report.findings.size(), 1u) << summary(report);
  EXPECT_EQ(report.findings[0].code, "CRS113");
  EXPECT_NE(report.findings[0].message.zh.find("档案馆"), std::string::npos) << report.findings[0].message.zh;
  EXPECT_EQ(summary(check(understand_text(kSampleBudget), knowledge)), "");
}

// An amount written into the column beside its own is one fault, though two cells are wrong.
TEST(Rules, AnAmountInTheColumnBesideItsOwnIsOneFinding) {
  std::string text(kSampleBudget);
  const std::string row = "总计 105.00 90.00 15.00";
  text.replace(text.find(row, text.find("表 3\n")), row.size(), "总计 105.00 87.00 18.00");
  const FileReport report = check(understand_text(text), *engine().knowledge);
  ASSERT_EQ(report.findings.size(), 1u) << summary(report);
  EXPECT_NE(report.findings[0].message.zh.find("方向相反"), std::string::npos) << report.findings[0].message.zh;
  EXPECT_TRUE(quotes(report.findings[0], "87.00") && quotes(report.findings[0], "18.00"));
}

// What a careful reader found in a real document, as far as rules are to find it; nothing else in it is an error.
TEST(Rules, FindWhatAReaderFoundInARealDocument) {
  REQUIRE_CORPUS(path, kSeedDocument);
  const FileReport report = apply_rules(*read_file(path));
  const std::vector<std::pair<std::string, std::string>> truth = {
      {"CRS106 warning", "在职9人，增加4人"},
      {"CRS105 error", "机构运行保障经费"},
      {"CHG106 error",
       "比上年预算增加0.00万元，增长0.00%，主要原因是本单位涉及机构改革，根据职能增加3人事业单位离退休支出预算增加"},
      {"CHG107 error", "机关事业单位职业年金缴费支出预算增加"},
      {"CHG105 warning", "非财政拨款结转结余7.00万元，占4.07%，比上年预算增加7.00万元，增长100.00%"},
      {"CRS107 warning", "公务用车运行费2.00万元"},
      {"PER104 warning", "政府投资评审项目"},
      {"PRV101 warning", "15199367129"}};
  for (const auto& [kind, quote] : truth) {
    const bool found = std::ranges::any_of(report.findings, [&](const Finding& finding) {
      return finding.code + " " + std::string(word_of(finding.severity)) == kind && quotes(finding, quote);
    });
    EXPECT_TRUE(found) << kind << " " << quote;
  }
  EXPECT_EQ(std::ranges::count(report.findings, Severity::Error, &Finding::severity), 3) << summary(report);
}

}  // namespace
}  // namespace mingzhang::tests
