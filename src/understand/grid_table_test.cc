// Tables with geometry become claims without any form. What each figure is about is written as the names of its nodes.
#include "understand/sketch_for_tests.h"

namespace mingzhang {
namespace {

const std::string kCover = "某县某局2024年部门预算\n编制部门：某县某局\n";

TEST(GridTable, CodesInThreeCellsGoOnOverThePage) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    2024年部门支出预算总表
    编制部门：某县某局          单位：元
    | 项目             | <  | <  | <            | 支出预算 | <        | <        |
    | 功能分类科目编码 | <  | <  | 功能分类科目名称 | 合计     | 基本支出 | 项目支出 |
    | 类               | 款 | 项 | ^            | ^        | ^        | ^        |
    | 201              |    |    | 一般公共服务支出 | 120      | 100      | 20       |
    | 201              | 06 |    | 财政事务     | 120      | 100      | 20       |
    === 2
    | 项目             | <  | <  | <            | 支出预算 | <        | <        |
    | 功能分类科目编码 | <  | <  | 功能分类科目名称 | 合计     | 基本支出 | 项目支出 |
    | 类               | 款 | 项 | ^            | ^        | ^        | ^        |
    | 201              | 06 | 01 | 行政运行     | 120      | 100      | 20       |
    | 合计             | <  | <  | <            | 120      | 100      |          |
    - 2 -
  )");
  ASSERT_EQ(disclosure.tables.size(), 1u);
  EXPECT_EQ(disclosure.tables[0].title, "2024年部门支出预算总表");
  EXPECT_EQ(disclosure.tables[0].unit, Unit::Yuan);
  EXPECT_EQ(disclosure.unit, "某县某局");
  EXPECT_EQ(disclosure.year, 2024);
  EXPECT_EQ(open_of(disclosure), "");
  EXPECT_EQ(claims_of(disclosure),
            "201 一般公共服务支出: 2024 · 支出 · 一般公共服务支出 · 预算资金 = 120\n"
            "201 一般公共服务支出: 2024 · 支出 · 一般公共服务支出 · 基本支出 · 预算资金 = 100\n"
            "201 一般公共服务支出: 2024 · 支出 · 一般公共服务支出 · 项目支出 · 预算资金 = 20\n"
            "20106 财政事务: 2024 · 支出 · 财政事务 · 预算资金 = 120\n"
            "20106 财政事务: 2024 · 支出 · 财政事务 · 基本支出 · 预算资金 = 100\n"
            "20106 财政事务: 2024 · 支出 · 财政事务 · 项目支出 · 预算资金 = 20\n"
            "2010601 行政运行: 2024 · 支出 · 行政运行 · 预算资金 = 120\n"
            "2010601 行政运行: 2024 · 支出 · 行政运行 · 基本支出 · 预算资金 = 100\n"
            "2010601 行政运行: 2024 · 支出 · 行政运行 · 项目支出 · 预算资金 = 20\n"
            "合计: 2024 · 支出 · 预算资金 = 120\n"
            "合计: 2024 · 支出 · 基本支出 · 预算资金 = 100\n");
  EXPECT_EQ(disclosure.printed_amounts, 11);
}

TEST(GridTable, IncomeAndExpenditureSideBySideWithWhatIsCarriedOver) {
  const Disclosure disclosure = understand_sketch(R"(
    某县某局2024年度部门决算
    收入支出决算总表
    单位：万元
    | 收入                     | <      | 支出                 | <      |
    | 项目                     | 决算数 | 项目                 | 决算数 |
    | 一、一般公共预算财政拨款收入 | 90.00  | 一、一般公共服务支出 | 60.00  |
    | 二、事业收入             |        | 二、外交支出         | 25.00  |
    | 本年收入合计             | 90.00  | 本年支出合计         | 85.00  |
    | 使用非财政拨款结余       |        | 结余分配             |        |
    | 年初结转和结余           | 5.00   | 年末结转和结余       | 10.00  |
    | 总计                     | 95.00  | 总计                 | 95.00  |
  )");
  ASSERT_EQ(disclosure.tables.size(), 2u);
  EXPECT_EQ(disclosure.kind, DocumentKind::FinalAccounts);
  EXPECT_EQ(disclosure.tables[0].panel, "收入");
  EXPECT_EQ(disclosure.tables[1].panel, "支出");
  EXPECT_EQ(claims_of(disclosure),
            "一、一般公共预算财政拨款收入: 2024 · 收入 · 一般公共预算 · 预算资金 = 90.00\n"
            "本年收入合计: 2024 · 收入 · 预算资金 = 90.00\n"
            "年初结转和结余: 2024 · 年初结转和结余 · 预算资金 = 5.00\n"
            "总计: 2024 · 收入、使用非财政拨款结余、年初结转和结余 · 预算资金 = 95.00\n"
            "一、一般公共服务支出: 2024 · 支出 · 一般公共服务支出 · 预算资金 = 60.00\n"
            "二、外交支出: 2024 · 支出 · 外交支出 · 预算资金 = 25.00\n"
            "本年支出合计: 2024 · 支出 · 预算资金 = 85.00\n"
            "年末结转和结余: 2024 · 年末结转和结余 · 预算资金 = 10.00\n"
            "总计: 2024 · 支出、结余分配、年末结转和结余 · 预算资金 = 95.00\n");
}

TEST(GridTable, NumbersThatBeginAnewStandBelowTheRowBeforeThem) {
  const Disclosure disclosure = understand_sketch(R"(
    某县某局2024年度部门决算
    财政拨款收入支出决算总表
    单位：万元
    | 收入                     | <      |
    | 项目                     | 决算数 |
    | 一、一般公共预算财政拨款 | 90.00  |
    | 二、政府性基金预算财政拨款 |      |
    | 本年收入合计             | 90.00  |
    | 年初财政拨款结转和结余   | 5.00   |
    | 一、一般公共预算财政拨款 | 5.00   |
    | 二、政府性基金预算财政拨款 | 0.00 |
    | 总计                     | 95.00  |
  )");
  EXPECT_EQ(claims_of(disclosure),
            "一、一般公共预算财政拨款: 2024 · 收入 · 一般公共预算 · 预算资金 = 90.00\n"
            "本年收入合计: 2024 · 收入 · 财政拨款 · 预算资金 = 90.00\n"
            "年初财政拨款结转和结余: 2024 · 年初结转和结余 · 财政拨款 · 预算资金 = 5.00\n"
            "一、一般公共预算财政拨款: 2024 · 年初结转和结余 · 一般公共预算 · 预算资金 = 5.00\n"
            "二、政府性基金预算财政拨款: 2024 · 年初结转和结余 · 政府性基金预算 · 预算资金 = 0.00\n"
            "总计: 2024 · 收入、年初结转和结余 · 财政拨款 · 预算资金 = 95.00\n");
}

TEST(GridTable, ThreeListsOfWhichTwoAreExpenditure) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    一、2024年度某县某局收支预算总表
    单位：万元
    | 收入           | <     | 支出             | <     | <            | <     |
    | 项目名称       | 金额  | 功能分类         | <     | 支出用途     | <     |
    | ^              | ^     | 功能科目名称     | 金额  | 项目名称     | 金额  |
    | 一、财政拨款   | 30.00 | 一、一般公共服务支出 | 30.00 | 一、基本支出 | 18.00 |
    | 1.一般公共预算 | 30.00 | 二、外交支出     |       | 二、单位预留机动经费 | 12.00 |
    | 当年收入小计   | 30.00 | 当年支出小计     | <     | <            | 30.00 |
    | 收入合计       | 30.00 | 支出合计         | <     | <            | 30.00 |
  )");
  ASSERT_EQ(disclosure.tables.size(), 3u);
  EXPECT_EQ(disclosure.tables[1].panel, "支出 功能分类");
  EXPECT_EQ(disclosure.tables[2].panel, "支出 支出用途");
  EXPECT_EQ(claims_of(disclosure),
            "一、财政拨款: 2024 · 收入 · 财政拨款 · 预算资金 = 30.00\n"
            "1.一般公共预算: 2024 · 收入 · 一般公共预算 · 预算资金 = 30.00\n"
            "当年收入小计: 2024 · 收入 · 财政拨款、财政专户管理资金、单位资金 · 预算资金 = 30.00\n"
            "收入合计: 2024 · 收入 · 预算资金 = 30.00\n"
            "一、一般公共服务支出: 2024 · 支出 · 一般公共服务支出 · 预算资金 = 30.00\n"
            "一、基本支出: 2024 · 支出 · 基本支出 · 预算资金 = 18.00\n"
            "二、单位预留机动经费: 2024 · 支出 · 单位预留机动经费 · 预算资金 = 12.00\n"
            "当年支出小计: 2024 · 支出 · 基本支出、项目支出、单位预留机动经费、上缴上级支出、经营支出、对附属单位补助支出 · 预算资金 = 30.00\n"
            "支出合计: 2024 · 支出 · 预算资金 = 30.00\n");
}

TEST(GridTable, AListFoldedInTwoIsOneList) {
  const Disclosure disclosure = understand_sketch(R"(
    某县某局2024年度部门决算
    一般公共预算财政拨款基本支出决算表
    单位：万元
    | 经济分类科目编码 | <  | 科目名称     | 决算数 | 经济分类科目编码 | <  | 科目名称       | 决算数 |
    | 类               | 款 | ^            | ^      | 类               | 款 | ^              | ^      |
    | 301              |    | 工资福利支出 | 20.00  | 302              |    | 商品和服务支出 | 3.00   |
    | 301              | 1  | 基本工资     | 20.00  | 302              | 01 | 办公费         | 3.00   |
    | 人员经费合计     | <  | <            | 20.00  | 公用经费合计     | <  | <              | 3.00   |
  )");
  ASSERT_EQ(disclosure.tables.size(), 2u);
  EXPECT_EQ(claims_of(disclosure),
            "301 工资福利支出: 2024 · 支出 · 一般公共预算 · 工资福利支出 · 基本支出 · 预算资金 = 20.00\n"
            "30101 基本工资: 2024 · 支出 · 一般公共预算 · 基本工资 · 基本支出 · 预算资金 = 20.00\n"
            "人员经费合计: 2024 · 支出 · 一般公共预算 · 人员经费 · 预算资金 = 20.00\n"
            "302 商品和服务支出: 2024 · 支出 · 一般公共预算 · 商品和服务支出 · 基本支出 · 预算资金 = 3.00\n"
            "30201 办公费: 2024 · 支出 · 一般公共预算 · 办公费 · 基本支出 · 预算资金 = 3.00\n"
            "公用经费合计: 2024 · 支出 · 一般公共预算 · 公用经费 · 预算资金 = 3.00\n");
  ASSERT_EQ(disclosure.notes.size(), 1u);
  EXPECT_EQ(disclosure.notes[0].id, "understand.code.lost_zero");
  std::vector<std::string> listed;
  for (const Table& table : disclosure.tables)
    for (const Listing& listing : table.listings)
      if (listing.dimension == Dimension::Economic)
        for (NodeId node : listing.nodes) listed.push_back(disclosure.space.tree(Dimension::Economic).id(node));
  std::sort(listed.begin(), listed.end());
  EXPECT_EQ(listed, (std::vector<std::string>{"301", "30101", "302", "30201"})) << "both halves in one listing";
}

TEST(GridTable, OneRowUnderMeasures) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    2024年单位“三公”经费和机关运行经费预算表
    编制单位：某县某局     单位：万元
    | “三公”经费预算数 | <               | <          | <                    | <      | <      | 机关运行经费预算数 |
    | 合计             | 因公出国(境)费  | 公务接待费 | 公务用车购置及运行费 | <      | <      | ^                  |
    | ^                | ^               | ^          | 小计                 | 购置费 | 运行费 | ^                  |
    | 10.71            | 0.00            | 0.73       | 9.98                 |        | 9.98   | 184.59             |
  )");
  ASSERT_EQ(disclosure.tables.size(), 1u);
  EXPECT_EQ(disclosure.tables[0].unit, Unit::WanYuan);
  EXPECT_EQ(claims_of(disclosure),
            "合计: 2024 · “三公”经费 = 10.71\n"
            "合计: 2024 · 因公出国（境）费 = 0.00\n"
            "合计: 2024 · 公务接待费 = 0.73\n"
            "合计: 2024 · 公务用车购置及运行费 = 9.98\n"
            "合计: 2024 · 公务用车运行费 = 9.98\n"
            "合计: 2024 · 机关运行经费 = 184.59\n");
}

TEST(GridTable, UnknownHeadersAndRowsStayOpen) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    2024年部门收入预算总表
    单位：万元
    | 科目编码 | 科目名称         | 合计  | 星际贸易收入 | 比上年增减 |
    | 201      | 一般公共服务支出 | 12.00 | 3.00         | 1.00       |
    | 合计     | <                | 12.00 | 3.00         | 1.00       |
  )");
  EXPECT_EQ(open_of(disclosure),
            "3.00: 表头“星际贸易收入”中有未识别的词\n3.00: 表头“星际贸易收入”中有未识别的词\n"
            "1.00: 表头“比上年增减”是与其他数字的比较，不作为金额核对\n1.00: 表头“比上年增减”是与其他数字的比较，不作为金额核对\n");
  EXPECT_EQ(claims_of(disclosure),
            "201 一般公共服务支出: 2024 · 收入 · 一般公共服务支出 · 预算资金 = 12.00\n合计: 2024 · 收入 · 预算资金 = 12.00\n");
  EXPECT_EQ(disclosure.printed_amounts, 6);
  ASSERT_EQ(disclosure.tables.size(), 1u);
  for (const Listing& listing : disclosure.tables[0].listings) EXPECT_EQ(listing.dimension, Dimension::Function);
}

TEST(GridTable, AnEmptyTableKeepsItsStatement) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    2024年部门政府性基金预算支出功能分类预算表
    单位：元
    | 项目             | <  | <  | <                | 政府性基金预算支出 | <        | <        |
    | 功能分类科目编码 | <  | <  | 功能分类科目名称 | 合计               | 基本支出 | 项目支出 |
    | 类               | 款 | 项 | ^                | ^                  | ^        | ^        |
    |                  |    |    |                  |                    |          |          |
    | 合计             | <  | <  | <                |                    |          |          |
    注:本部门2024年无政府性基金预算财政拨款安排的预算，故本表为空表。
    其他相关情况说明
  )");
  ASSERT_EQ(disclosure.tables.size(), 1u);
  ASSERT_TRUE(disclosure.tables[0].empty_statement);
  EXPECT_EQ(disclosure.tables[0].empty_statement->text, "注:本部门2024年无政府性基金预算财政拨款安排的预算，故本表为空表。");
  ASSERT_EQ(disclosure.claims.size(), 1u);
  EXPECT_TRUE(disclosure.claims[0].nil);
}

TEST(GridTable, WhatIsBoughtHasNamesOfItsOwn) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    2024年某县某局政府采购预算表
    单位：万元
    | 采购品目大类 | 专项名称   | 采购物品名称 | 总计  |
    | 合计         |            |              | 30.00 |
    | 一、货物A    |            |              | 20.00 |
    |              | 设备购置费 |              | 20.00 |
    |              |            | 打印设备     | 15.00 |
    |              |            | 其他设备     | 5.00  |
    | 二、服务C    |            |              | 10.00 |
    |              | 会议费     |              | 10.00 |
  )");
  EXPECT_EQ(open_of(disclosure), "");
  EXPECT_EQ(claims_of(disclosure),
            "合计: 2024 · 政府采购 = 30.00\n"
            "一、货物A: 2024 · 政府采购货物 = 20.00\n"
            "设备购置费: 2024 · 设备购置费 · 政府采购货物 = 20.00\n"
            "打印设备: 2024 · 打印设备 · 政府采购货物 = 15.00\n"
            "其他设备: 2024 · 其他设备 · 政府采购货物 = 5.00\n"
            "二、服务C: 2024 · 政府采购服务 = 10.00\n"
            "会议费: 2024 · 会议费 · 政府采购服务 = 10.00\n");
}

TEST(GridTable, ContentsAreKeptAndAreNoTitles) {
  const Disclosure disclosure = understand_sketch(R"(
    某县某局2024年度部门决算
    === 2
    目  录
    第一部分 某县某局概况
    第二部分 2024年度部门决算表
    一、收入决算表……………………………5
    二、支出决算表..........6
    === 5
    收入决算表
    单位：万元
    | 科目编码 | 科目名称         | 本年收入合计 | 财政拨款收入 |
    | 201      | 一般公共服务支出 | 12.00        | 12.00        |
  )");
  ASSERT_EQ(disclosure.contents.size(), 4u);
  EXPECT_EQ(disclosure.contents[2].title, "一、收入决算表");
  EXPECT_EQ(disclosure.contents[3].title, "二、支出决算表");
  EXPECT_EQ(disclosure.contents[3].place.page, 2);
  ASSERT_EQ(disclosure.tables.size(), 1u);
  EXPECT_EQ(disclosure.tables[0].place.page, 5);
}

TEST(GridTable, SpreadsheetsPrintTitleAndUnitInTheGrid) {
  const Disclosure disclosure = understand_sketch(R"(
    部门收入总表
    | 2024年部门收入预算总表 | <                | <     | <            |
    |                        |                  |       |              |
    | 编制部门：某县某局     | <                |       | 单位：元     |
    | 科目编码               | 科目名称         | 合计  | 财政拨款收入 |
    | 201                    | 一般公共服务支出 | 12    | 12           |
  )");
  ASSERT_EQ(disclosure.tables.size(), 1u);
  EXPECT_EQ(disclosure.tables[0].title, "2024年部门收入预算总表");
  EXPECT_EQ(disclosure.tables[0].unit, Unit::Yuan);
  EXPECT_EQ(disclosure.unit, "某县某局");
  EXPECT_EQ(disclosure.claims.size(), 2u);
}

TEST(GridTable, GridsWithoutATitleStayOpen) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    各单位的情况如下。
    | 序号 | 单位名称 | 经费  |
    | 1    | 某站     | 12.00 |
  )");
  EXPECT_TRUE(disclosure.tables.empty());
  EXPECT_EQ(open_of(disclosure), "12.00: 表格前没有标题，不知道是什么表\n");
}

TEST(GridTable, ARowCutByThePageIsOneRow) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    2024年部门支出预算总表
    单位：元
    | 科目编码 | 科目名称         | 合计 |
    | 2080505  | 机关事业单位基本养老保 | 12   |
    === 2
    |          | 险缴费支出       |      |
    | 2080506  | 机关事业单位职业年金缴费支出 | 6 |
  )");
  EXPECT_EQ(claims_of(disclosure),
            "2080505 机关事业单位基本养老保险缴费支出: 2024 · 支出 · 机关事业单位基本养老保险缴费支出 · 预算资金 = 12\n"
            "2080506 机关事业单位职业年金缴费支出: 2024 · 支出 · 机关事业单位职业年金缴费支出 · 预算资金 = 6\n");
}

TEST(GridTable, MeetingsAndTrainingBesideTheThreePublicExpenses) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    2024年“三公”经费、会议费、培训费支出预算表
    单位：万元
    | 合计 | “三公”经费 | <          | 会议费 | 培训费 |
    | ^    | 小计       | 公务接待费 | ^      | ^      |
    | 9.00 | 3.00       | 3.00       | 2.00   | 4.00   |
  )");
  EXPECT_EQ(open_of(disclosure), "");
  EXPECT_EQ(claims_of(disclosure),
            "合计: 2024 · 支出 · “三公”经费、会议费、培训费 = 9.00\n合计: 2024 · 支出 · “三公”经费 = 3.00\n"
            "合计: 2024 · 支出 · 公务接待费 = 3.00\n合计: 2024 · 支出 · 会议费 = 2.00\n合计: 2024 · 支出 · 培训费 = 4.00\n");
}

TEST(GridTable, BlankFormsAreTemplates) {
  const Disclosure disclosure = understand_sketch(R"(
    上海市XX局2024年度部门决算
    部门名称：上海市XX局
    收入决算表
    单位：万元
    | 科目编码 | 科目名称 | 本年收入合计 |
    | 205      | 教育支出 |              |
  )");
  EXPECT_EQ(disclosure.kind, DocumentKind::Template);
}

TEST(GridTable, FlatTablesWithoutAFormStayOpen) {
  const Disclosure disclosure = understand_sketch(R"(
    某县某局2024年度部门决算
    第二部分 某县某局2024年度部门决算表
    收入决算表
    单位：万元
    项目 合计
    201 一般公共服务支出 12.00 3.00
    第三部分 某县某局2024年度部门决算情况说明
  )");
  EXPECT_EQ(disclosure.unit, "某县某局");
  ASSERT_EQ(disclosure.open.size(), 2u);
  EXPECT_EQ(disclosure.open[0].quote, "12.00");
  EXPECT_EQ(disclosure.printed_amounts, 2);
}

TEST(GridTable, RowsAfterAmongStayWithTheirGroup) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    部门收支总体情况表
    单位：万元
    | 收入                 | <      |
    | 项目                 | 预算数 |
    | 一、本年收入         | 5.00   |
    | 1、一般公共预算拨款  | 5.00   |
    | 其中：一般财力       | 3.00   |
    | 上级一般公共预算安排转移支付 | 2.00 |
    | 二、上年结转结余     | 7.00   |
    | 1、财政拨款结转      | 3.00   |
    | 其中：一般公共预算拨款 | 1.00 |
    | 基金预算拨款         | 2.00   |
    | 国有资本经营预算拨款 | 0.00   |
    | 2、非财政拨款结转结余 | 4.00  |
    | 其中：财政专户核拨   | 1.00   |
    | 单位资金             | 3.00   |
    | 收入总计             | 12.00  |
  )");
  EXPECT_EQ(claims_of(disclosure),
            "一、本年收入: 2024 · 收入 · 财政拨款、财政专户管理资金、单位资金 · 预算资金 = 5.00\n"
            "1、一般公共预算拨款: 2024 · 收入 · 一般公共预算 · 预算资金 = 5.00\n"
            "其中：一般财力: 2024 · 收入 · 一般财力 · 预算资金 = 3.00\n"
            "上级一般公共预算安排转移支付: 2024 · 收入 · 上级一般公共预算转移支付 · 预算资金 = 2.00\n"
            "二、上年结转结余: 2024 · 收入 · 上年结转结余 · 预算资金 = 7.00\n"
            "1、财政拨款结转: 2024 · 收入 · 财政拨款结转 · 预算资金 = 3.00\n"
            "其中：一般公共预算拨款: 2024 · 收入 · 一般公共预算拨款结转 · 预算资金 = 1.00\n"
            "基金预算拨款: 2024 · 收入 · 政府性基金预算拨款结转 · 预算资金 = 2.00\n"
            "国有资本经营预算拨款: 2024 · 收入 · 国有资本经营预算拨款结转 · 预算资金 = 0.00\n"
            "2、非财政拨款结转结余: 2024 · 收入 · 非财政拨款结转结余 · 预算资金 = 4.00\n"
            "其中：财政专户核拨: 2024 · 收入 · 财政专户管理资金结转结余 · 预算资金 = 1.00\n"
            "单位资金: 2024 · 收入 · 单位资金结转结余 · 预算资金 = 3.00\n"
            "收入总计: 2024 · 收入 · 预算资金 = 12.00\n");
}

TEST(GridTable, ColumnsOfOneGroupDoNotOverlap) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    部门收入总体情况表
    单位：万元
    | 科目编码 | 科目名称         | 总计 | 财政拨款（补助）   | <            | <                                | 其他支出 |
    | ^        | ^                | ^    | 财政拨款(补助)小计 | 一般公共预算 | 上级一般公共预算安排的转移支付   | ^        |
    | 201      | 一般公共服务支出 | 9.00 | 5.00               | 3.00         | 2.00                             | 4.00     |
  )");
  EXPECT_EQ(claims_of(disclosure),
            "201 一般公共服务支出: 2024 · 收入 · 一般公共服务支出 · 预算资金 = 9.00\n"
            "201 一般公共服务支出: 2024 · 收入 · 财政拨款 · 一般公共服务支出 · 预算资金 = 5.00\n"
            "201 一般公共服务支出: 2024 · 收入 · 一般财力 · 一般公共服务支出 · 预算资金 = 3.00\n"
            "201 一般公共服务支出: 2024 · 收入 · 上级一般公共预算转移支付 · 一般公共服务支出 · 预算资金 = 2.00\n"
            "201 一般公共服务支出: 2024 · 收入 · 一般公共服务支出 · 其他支出 · 预算资金 = 4.00\n");
}

TEST(GridTable, PerformanceTargetsAreReadFromTheirRows) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    项目支出绩效目标表
    （2024年）
    | 预算单位 | 某县某局 | < | < |
    | 项目名称 | 设备更新 | 项目负责人 | 张三 |
    | 项目资金（万元） | 年度预算总额 | 126.50 | |
    | 项目总体目标 | 更新办公设备20台。 | < | < |
    | 一级指标 | 二级指标 | 三级指标 | 指标值 |
    | 产出指标 | 数量指标 | 更新设备数量 | ≥20台 |
    第四部分 名词解释
  )");
  ASSERT_EQ(disclosure.performance.size(), 1u);
  EXPECT_EQ(disclosure.performance[0].project, "设备更新");
  EXPECT_TRUE(disclosure.tables.empty());
  ASSERT_EQ(disclosure.performance[0].indicators.size(), 1u);
  EXPECT_EQ(disclosure.performance[0].indicators[0].name, "更新设备数量");
}

TEST(GridTable, ListsOfSomethingElseAreNoTables) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    预算公开情况检查表
    | 检查内容 | 检查结果 | 整改意见 |
    | 是否公开 |          |          |
  )");
  EXPECT_TRUE(disclosure.tables.empty());
}

TEST(GridTable, WhatIsCarriedOverIsPartOfBothTotals) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    财政拨款收支总表
    单位：万元
    | 收入                 | <      | 支出                 | <    |
    | 项目                 | 预算数 | 项目                 | 合计 |
    | 一、本年收入         | 5.00   | 一、本年支出         | 6.00 |
    | （一）一般公共预算拨款 | 5.00 | （一）一般公共服务支出 | 6.00 |
    | 二、上年结转         | 2.00   | 二、年终结转结余     | 1.00 |
    | 收入总计             | 7.00   | 支出总计             | 7.00 |
  )");
  EXPECT_EQ(claims_of(disclosure),
            "一、本年收入: 2024 · 收入 · 财政拨款 · 预算资金 = 5.00\n"
            "（一）一般公共预算拨款: 2024 · 收入 · 一般公共预算 · 预算资金 = 5.00\n"
            "二、上年结转: 2024 · 收入 · 财政拨款结转 · 预算资金 = 2.00\n"
            "收入总计: 2024 · 收入 · 财政拨款、财政拨款结转 · 预算资金 = 7.00\n"
            "一、本年支出: 2024 · 支出 · 财政拨款、财政拨款结转 · 基本支出、项目支出、单位预留机动经费、上缴上级支出、经营支出、对附属单位补助支出 · 预算资金 = 6.00\n"
            "（一）一般公共服务支出: 2024 · 支出 · 财政拨款、财政拨款结转 · 一般公共服务支出 · 基本支出、项目支出、单位预留机动经费、上缴上级支出、经营支出、对附属单位补助支出 · 预算资金 = 6.00\n"
            "二、年终结转结余: 2024 · 支出 · 财政拨款、财政拨款结转 · 结转下年 · 预算资金 = 1.00\n"
            "支出总计: 2024 · 支出 · 财政拨款、财政拨款结转 · 预算资金 = 7.00\n");
}

TEST(GridTable, OddGridsStopNothing) {
  for (const char* grid : {"| |\n", "| 科目编码 | 合计 | 金额 |\n| 什么 | 1.00 | 2.00 |\n", "| 1.00 |\n", "| 类 | 款 | 合计 |\n| 甲乙丙 | < | 3.00 |\n| 201 | 9 | 3.00 |\n",
                           "| < | ^ |\n| ^ | < |\n", "| 项目 | 合计 | 合计 |\n| 一、 | 1.00 | 1.00 |\n| 其中： | 2.00 | 2.00 |\n"}) {
    const Disclosure disclosure = understand_sketch(kCover + "2024年部门支出预算总表\n单位：元\n" + grid);
    for (const Table& table : disclosure.tables) EXPECT_EQ(table.cells.size(), table.rows.size() * table.columns.size()) << grid;
  }
}

TEST(GridTable, RunningHeadersAndPagesWithoutAmountsDoNotEndATable) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    === 1
    某县某局2024年部门预算公开
    一、概况
    === 2
    某县某局2024年部门预算公开
    收支预算总表
    单位：万元
    | 收入       | <    | 支出               | <    |
    | 项目       | 金额 | 项目               | 金额 |
    | 一、财政拨款 | 9.00 | 一、一般公共服务支出 | 9.00 |
    - 2 -
    === 3
    某县某局2024年部门预算公开
    |  |  | 二、外交支出 |  |
    |  |  | 三、国防支出 |  |
    - 3 -
    === 4
    某县某局2024年部门预算公开
    | 收入合计 | 9.00 | 支出合计 | 9.00 |
  )");
  EXPECT_EQ(disclosure.tables.size(), 2u);
  EXPECT_EQ(open_of(disclosure), "");
  int amounts = 0;
  for (const Claim& claim : disclosure.claims) amounts += claim.cell.row >= 0 && claim.standing == Standing::Proven;
  EXPECT_EQ(amounts, 4);
}

// The parts behind 其中 go on with their numbers; they say nothing of what else there is.
TEST(GridTable, NumberedPartsBehindAmong) {
  const Disclosure disclosure = understand_sketch(kCover + R"(
    2024年财政拨款安排的行政经费及“三公”经费预算表
    编制部门：某县某局          单位：万元
    | 项目                       | 合计  | 一般公共预算 |
    | 行政经费                   | 30.00 | 30.00 |
    | “三公”经费                 | 9.00  | 9.00  |
    | 其中：（一）因公出国（境）费 | 0.00  | 0.00  |
    | （二）公务用车购置及运行费 | 8.00  | 8.00  |
    | 1.公务用车购置费           | 0.00  | 0.00  |
    | 2.公务用车运行费           | 8.00  | 8.00  |
    | （三）公务接待费           | 1.00  | 1.00  |
  )");
  ASSERT_EQ(disclosure.tables.size(), 1u);
  EXPECT_EQ(open_of(disclosure), "");
  const Tree& measures = disclosure.space.tree(Dimension::Measure);
  std::string measured;
  for (const Row& row : disclosure.tables[0].rows) measured += measures.id(row.region[Dimension::Measure].handle()) + "\n";
  EXPECT_EQ(measured,
            "agency_operation\nthree_public\nthree_public.abroad\nthree_public.vehicle\nthree_public.vehicle.purchase\n"
            "three_public.vehicle.running\nthree_public.reception\n");
  for (const Listing& listing : disclosure.tables[0].listings) {
    const bool of_measures = listing.dimension == Dimension::Measure;
    EXPECT_TRUE(!of_measures || listing.nodes.size() == 2u);
  }
}

// A page about one thing gives its table no title: it is about what its rows are parts of.
TEST(GridTable, WithoutTitle) {
  const Disclosure disclosure = understand_sketch(R"(
    某县2024年预算公开
    单位：万元
    | 项目           | 2024年预算数 |
    | 合计           | 9.00 |
    | 因公出国（境）费 | 0.00 |
    | 公务用车费     | 8.00 |
    | 公务接待费     | 1.00 |
  )");
  ASSERT_EQ(disclosure.tables.size(), 1u);
  EXPECT_EQ(disclosure.tables[0].title, "“三公”经费");
  EXPECT_EQ(disclosure.space.describe(disclosure.tables[0].scope), "2024 · “三公”经费");
}

}  // namespace
}  // namespace mingzhang
