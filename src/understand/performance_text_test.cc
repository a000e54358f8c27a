// Tables as converters flatten them: wrapped, glued, read across, and of several forms. All written for these tests.

#include "understand/performance_text.h"

#include "understand/performance_test_tools.h"

namespace mingzhang {
namespace {

using Rows = std::vector<std::string>;

PerformanceText parse(std::string_view text) {
  const std::vector<Text> lines = lines_of(text);
  return parse_lines(lines);
}

// A table of the nine usual columns, with these lines as its rows.
PerformanceText parse_rows(const std::string& rows) {
  return parse(
      "项目支出绩效目标表\n一级指标 二级指标 三级指标 指标值 指标值设置依据 上年完成值 指标分值权重 指标赋分规则 "
      "佐证资料\n" +
      rows);
}

TEST(PerformanceText, ReadsEveryPartOfAWrappedProjectTable) {
  const PerformanceText parsed = parse(R"( 项目支出绩效目标表

（2025 年）

预算单位 某某县文化馆

项目名称 2025年 免费开放补助资金 项目负责人 张三

项目资金(万

元)
年度预算总额 126.50

其中：财政拨

款
126.50 其他资金 0.00

项目总体目标

按照免费开放工作要求，2025年计划开展公益培训20期，服务群众1.2万人次；

一、完善设施设备。

一级

指标

二级

指标
三级指标

指标

值

指标值设置依

据

上年

完成

值

指标

分值

权重

指标赋分规则 佐证资料

产出

指标

数量

指标

举办公益培训期数
≥20

期
历史标准 18 10

按照完成比例赋

分
正式材料

满意

度指

标

服务

对象

满意

度指

标
参训群众满意度 ≥95%

计划标准
96.5% 10

满意度赋分

问卷调查
)");
  const PerformanceTable& table = parsed.table;
  EXPECT_FALSE(table.whole_unit);
  EXPECT_EQ(table.title, "项目支出绩效目标表");
  EXPECT_EQ(table.year, "2025");
  EXPECT_EQ(table.unit_name, "某某县文化馆");
  EXPECT_EQ(table.project, "2025年免费开放补助资金");
  EXPECT_EQ(table.project_place.line, 7);
  EXPECT_EQ(table.project_place.column, 6);
  EXPECT_EQ(table.responsible, "张三");
  EXPECT_EQ(table.goal.text,
            "按照免费开放工作要求，2025年计划开展公益培训20期，服务群众1.2万人次；\n一、完善设施设备。");
  EXPECT_EQ(amount_texts(parsed), (Rows{"年度预算总额 126.50万元", "其中：财政拨款 126.50万元", "其他资金 0.00万元"}));
  EXPECT_EQ(row_texts(parsed),
            (Rows{"产出指标|数量指标|举办公益培训期数|>= 20 期|历史标准|18|10|按照完成比例赋分|正式材料",
                  "满意度指标|服务对象满意度指标|参训群众满意度|>= 95 %|计划标准|96.5%|10|满意度赋分|问卷调查"}));
  EXPECT_EQ(open_texts(parsed), Rows{});
}

TEST(PerformanceText, PlacesPointAtTheNameTheTargetAndTheWeight) {
  const PerformanceText parsed =
      parse_rows("产出指标\n数量指标\n评审\n项目＞\n=80 个 计划标准 56 10 直接赋分 工作资料\n");
  ASSERT_EQ(parsed.table.indicators.size(), 1u);
  const Indicator& row = parsed.table.indicators[0];
  EXPECT_EQ(row.place.line, 5);
  EXPECT_EQ(row.target_place.line, 7);
  EXPECT_EQ(row.target_place.column, 2);
  EXPECT_EQ(row.target_place.length, 2);
  EXPECT_EQ(row.weight_place.column, 15);
  EXPECT_EQ(row.weight_place.length, 2);
}

TEST(PerformanceText, ReadsAWholeUnitTableWithPhoneAmountsAndAnItemisedGoal) {
  const PerformanceText parsed = parse(R"(部门整体支出绩效目标表（2023年）
部门（单位）名称：某某市图书馆
联系人：李四 联系电话：0991-1234567
年度预算(万元)
资金来源 资金总额（万元） 1234.56
财政资金（万元）
上级安排 100.00
本级安排 1,034.56
其他资金（万元） 其他 100.00
年度绩效目标
完成2023年各项工作任务，保障机关正常运转。
（一）保障人员经费；
（二）开展3项活动。
一级指标 二级指标 三级指标 指标值 指标设定依据 分值权重
履职效能 数量指标 举办阅读活动 >=50场次 《2023年工作要点》 10
数量指标 新增馆藏图书 ≥ 1.2 万册 “十四五”发展规划 10分
质量指标 文献编目合格率 =100% 部门工作计划（2023—2025年） 15
管理效率 预算执行 预算执行率 ≥95.00% 财预〔2020〕10号文件 15%
运行成本 公用经费控制率 ≤100 % 预算批复 10
社会效应 社会效益 提升公众阅读兴趣 显著提高 年度工作总结 20
可持续性 长效管理机制健全性 健全 制度汇编 10
满意度 服务对象满意度 读者满意度 90%以上 读者问卷 10
)");
  EXPECT_TRUE(parsed.table.whole_unit);
  EXPECT_EQ(parsed.table.year, "2023");
  EXPECT_EQ(parsed.table.unit_name, "某某市图书馆");
  EXPECT_EQ(parsed.table.responsible, "李四");
  EXPECT_EQ(parsed.table.phone, "0991-1234567");
  EXPECT_EQ(parsed.table.goal.text,
            "完成2023年各项工作任务，保障机关正常运转。\n（一）保障人员经费；\n（二）开展3项活动。");
  EXPECT_EQ(amount_texts(parsed),
            (Rows{"资金总额 1234.56万元", "上级安排 100.00万元", "本级安排 1034.56万元", "其他资金 100.00万元"}));
  EXPECT_EQ(row_texts(parsed), (Rows{"履职效能|数量指标|举办阅读活动|>= 50 场次|《2023年工作要点》||10||",
                                     "履职效能|数量指标|新增馆藏图书|>= 1.2 万册|“十四五”发展规划||10||",
                                     "履职效能|质量指标|文献编目合格率|= 100 %|部门工作计划（2023—2025年）||15||",
                                     "管理效率|预算执行|预算执行率|>= 95.00 %|财预〔2020〕10号文件||15||",
                                     "运行成本||公用经费控制率|<= 100 %|预算批复||10||",
                                     "社会效应|社会效益指标|提升公众阅读兴趣| 显著提高 |年度工作总结||20||",
                                     "可持续性||长效管理机制健全性| 健全 |制度汇编||10||",
                                     "满意度指标|服务对象满意度指标|读者满意度|>= 90 %|读者问卷||10||"}));
  EXPECT_EQ(open_texts(parsed), Rows{});
}

TEST(PerformanceText, ReadsTheShortFormWithoutWeights) {
  const PerformanceText parsed = parse(R"(财政项目支出绩效目标填报表
（2024年度）
项目名称：社区环境整治 主管部门：某某街道办事处
项目资金（万元） 年度资金总额： 50
其中：财政拨款 50
其他资金 0
总体目标
改善小区环境。
绩效指标 一级指标 二级指标 三级指标 指标值
产出指标 数量指标 整治小区数量 3个
数量指标 更换路灯 ≥120盏
质量指标 验收合格率 100%
时效指标 完成时间 2024年12月底前
效益指标 社会效益指标 居民生活环境 明显改善
可持续影响指标 长效管理机制 建立健全
满意度指标 服务对象满意度指标 居民满意度 ≥85%
)");
  EXPECT_EQ(parsed.table.project, "社区环境整治");
  EXPECT_EQ(amount_texts(parsed), (Rows{"年度预算总额 50万元", "其中：财政拨款 50万元", "其他资金 0万元"}));
  EXPECT_EQ(row_texts(parsed),
            (Rows{"产出指标|数量指标|整治小区数量| 3 个|||||", "产出指标|数量指标|更换路灯|>= 120 盏|||||",
                  "产出指标|质量指标|验收合格率| 100 %|||||", "产出指标|时效指标|完成时间| 2024年12月底前 |||||",
                  "效益指标|社会效益指标|居民生活环境| 明显改善 |||||",
                  "效益指标|可持续影响指标|长效管理机制| 建立健全 |||||",
                  "满意度指标|服务对象满意度指标|居民满意度|>= 85 %|||||"}));
  EXPECT_EQ(open_texts(parsed), Rows{"某某街道办事处"});  // a known label, but no field of ours
}

TEST(PerformanceText, JoinsATargetThatIsPrintedInThreeColumns) {
  const PerformanceText parsed = parse(R"(项目绩效目标表
项目名称 信息化运维费
年度资金总额 30.00
项目绩效目标 保障系统稳定运行。
一级指标 二级指标 三级指标 指标性质 指标值 度量单位 权重 备注
产出指标 数量指标 运维系统数量 ≥ 5 套 20
时效指标 故障响应时间 ≤ 0.5 小时 10
成本指标 运维成本控制数 ≤ 30 万元 10
满意度指标 服务对象满意度指标 使用人员满意度 定性 优良中低差 10
)");
  EXPECT_EQ(parsed.table.goal.text, "保障系统稳定运行。");
  EXPECT_EQ(row_texts(parsed),
            (Rows{"产出指标|数量指标|运维系统数量|>= 5 套|||20||", "产出指标|时效指标|故障响应时间|<= 0.5 小时|||10||",
                  "产出指标|成本指标|运维成本控制数|<= 30 万元|||10||",
                  "满意度指标|服务对象满意度指标|使用人员满意度| 优良中低差 |||10||"}));
}

TEST(PerformanceText, PutsLevelsTogetherThatWereReadAcross) {
  const PerformanceText parsed = parse(R"(项目支出绩效目标表
一级 二级 三级指标 指标值 指标值设置 上年完成 指标分值 指标赋分规则 佐证资料
指标 指标 依据 值 权重
产出 数量
办理案件数量
指标 指标
＞＝300件 计划标准 280 15 按照完成比例赋分 工作资料
受理信访 大于等于50 件次 计划标准 0 15 按照完成比例赋分 工作资料
质量 法定审限内结案率 ＞＝98.5% 历史标准 99.1% 20 按照完成比例赋分 工作资料
指标
效益 社会效益 维护社会公平正义 长期有效 计划标准 长期有效 20 按评判等级赋分 说明材料
指标 指标
满意 服务对象
度指 满意度指 当事人满意度 ＞＝90% 其他标准 92% 10 满意度赋分 说明材料
标 标
)");
  EXPECT_EQ(row_texts(parsed),
            (Rows{"产出指标|数量指标|办理案件数量|>= 300 件|计划标准|280|15|按照完成比例赋分|工作资料",
                  "产出指标|数量指标|受理信访|>= 50 件次|计划标准|0|15|按照完成比例赋分|工作资料",
                  "产出指标|质量指标|法定审限内结案率|>= 98.5 %|历史标准|99.1%|20|按照完成比例赋分|工作资料",
                  "效益指标|社会效益指标|维护社会公平正义| 长期有效 |计划标准|长期有效|20|按评判等级赋分|说明材料",
                  "满意度指标|服务对象满意度指标|当事人满意度|>= 90 %|其他标准|92%|10|满意度赋分|说明材料"}));
  EXPECT_EQ(open_texts(parsed), Rows{});
}

TEST(PerformanceText, ToleratesPageBreaksRepeatedHeadersAndFootnotes) {
  const PerformanceText parsed = parse(R"(项目支出绩效目标表
一级指标 二级指标 三级指标 指标值 指标值设置依据 上年完成值 指标分值权重 指标赋分规则 佐证资料
产出指标 数量指标 开展执法检查 ≥12次 计划标准 11 50 按照完成比例
- 12 -
项目支出绩效目标表
一级指标 二级指标 三级指标 指标值 指标值设置依据 上年完成值 指标分值权重 指标赋分规则 佐证资料
赋分 工作资料
效益指标 社会效益指标 安全生产水平 有效提升 计划标准 / 50 按评判等级赋分 说明材料
注：本表由项目单位填报，共2项。
)");
  EXPECT_EQ(row_texts(parsed),
            (Rows{"产出指标|数量指标|开展执法检查|>= 12 次|计划标准|11|50|按照完成比例赋分|工作资料",
                  "效益指标|社会效益指标|安全生产水平| 有效提升 |计划标准|/|50|按评判等级赋分|说明材料"}));
  EXPECT_EQ(open_texts(parsed), (Rows{"-12-", "注：本表由项目单位填报，共2项。"}));
}

TEST(PerformanceText, ReadsOneCellPerLine) {
  const PerformanceText parsed = parse_rows(
      "产出指标\n数量指标\n硬化道路长度\n≥8.5公里\n计划标准\n6.2\n10%\n按照完成比例赋分\n验收单、合同\n"
      "质量指标\n项目（工程）验收\n合格率\n＝100%\n行业标准\n100%\n20%\n直接赋分\n验收报告\n"
      "成本指标\n经济成本指标\n硬化道路单位建设\n成本\n≤147058.82\n元/公里\n计划标准\n/"
      "\n20%\n按照完成比例赋分\n原始凭证\n"
      "社会成本指标\n对周边居民出行的影响\n有所降低\n其他标准\n20%\n按评判等级赋分\n说明材料\n");
  EXPECT_EQ(
      row_texts(parsed),
      (Rows{"产出指标|数量指标|硬化道路长度|>= 8.5 公里|计划标准|6.2|10|按照完成比例赋分|验收单、合同",
            "产出指标|质量指标|项目（工程）验收合格率|= 100 %|行业标准|100%|20|直接赋分|验收报告",
            "成本指标|经济成本指标|硬化道路单位建设成本|<= 147058.82 元/公里|计划标准|/|20|按照完成比例赋分|原始凭证",
            "成本指标|社会成本指标|对周边居民出行的影响| 有所降低 |其他标准||20|按评判等级赋分|说明材料"}));
}

TEST(PerformanceText, ReadsCellsThatAreGluedTogether) {
  const PerformanceText parsed = parse(
      "项目支出绩效目标表\n一级指标二级指标三级指标指标值指标值设置依据上年完成值指标分值权重指标赋分规则佐证资料\n"
      "产出指标数量指标道路宽度≥4.5米计划标准4.5 10按照完成比例赋分图片资料\n");
  EXPECT_EQ(row_texts(parsed), Rows{"产出指标|数量指标|道路宽度|>= 4.5 米|计划标准|4.5|10|按照完成比例赋分|图片资料"});
}

TEST(PerformanceText, AcceptsWordsThatTheCatalogDoesNotKnow) {
  const PerformanceText parsed = parse_rows(
      "产出指标 数量指标 聘用人员数 =5人 计划标准 5 10 是否完成目标得分，未完成不得分 花名册\n"
      "质量指标 资金使用合规率 100% 按规定执行 100% 20 直接赋分 会计凭证\n"
      "效益指标 可持续影响指标 制度完善程度 不断完善 单位制度 10 按评判等级赋分 说明材料\n");
  EXPECT_EQ(row_texts(parsed),
            (Rows{"产出指标|数量指标|聘用人员数|= 5 人|计划标准|5|10|是否完成目标得分，未完成不得分|花名册",
                  "产出指标|质量指标|资金使用合规率| 100 %|按规定执行|100%|20|直接赋分|会计凭证",
                  "效益指标|可持续影响指标|制度完善程度| 不断完善 |单位制度||10|按评判等级赋分|说明材料"}));
}

TEST(PerformanceText, AcceptsQualitativeTargetsOfOtherWords) {
  const PerformanceText parsed = parse_rows(
      "效益指标 社会效益指标 基层服务差距 不断弥\n合 其他标准 不断弥\n合 10 按评判等级赋分 说明材料\n"
      "群众文化生活品质 更加丰富多彩 计划标准 10 按评判等级赋分 说明材料\n");
  EXPECT_EQ(row_texts(parsed),
            (Rows{"效益指标|社会效益指标|基层服务差距| 不断弥合 |其他标准|不断弥合|10|按评判等级赋分|说明材料",
                  "效益指标|社会效益指标|群众文化生活品质| 更加丰富多彩 |计划标准||10|按评判等级赋分|说明材料"}));
}

TEST(PerformanceText, AnEmptyCellStaysEmpty) {
  const PerformanceText parsed = parse_rows(
      "产出指标 数量指标 检查次数 计划标准 10 直接赋分 工作资料\n质量指标 整改率 ≥90% 计划标准 直接赋分 工作资料\n"
      "时效指标 完成时间 ≤30天 10 直接赋分\n");
  EXPECT_EQ(row_texts(parsed), (Rows{"产出指标|数量指标|检查次数|  |计划标准||10|直接赋分|工作资料",
                                     "产出指标|质量指标|整改率|>= 90 %|计划标准|||直接赋分|工作资料",
                                     "产出指标|时效指标|完成时间|<= 30 天|||10|直接赋分|"}));
}

TEST(PerformanceText, NumbersInNamesAreNotTargets) {
  const PerformanceText parsed = parse_rows(
      "产出指标 数量指标 覆盖60岁以上老年人\n培训人数\n10-20 人 行业标准 - 10 直接赋分 说明材料\n"
      "制定\n2024年重点工作任务清单\n＞=1 份 计划标准 10 直接赋分 工作资料\n"
      "开展宣传2024年度活动次数 2次 历史标准 2 10 按照完成比例赋分 工作资料、照片\n");
  EXPECT_EQ(row_texts(parsed),
            (Rows{"产出指标|数量指标|覆盖60岁以上老年人培训人数| 10-20 人|行业标准|-|10|直接赋分|说明材料",
                  "产出指标|数量指标|制定2024年重点工作任务清单|>= 1 份|计划标准||10|直接赋分|工作资料",
                  "产出指标|数量指标|开展宣传2024年度活动次数| 2 次|历史标准|2|10|按照完成比例赋分|工作资料、照片"}));
}

// Every way to print a comparator, a number and a unit.
struct TargetCase {
  std::string printed, read;
};
class PerformanceTarget : public testing::TestWithParam<TargetCase> {};

TEST_P(PerformanceTarget, IsRead) {
  const PerformanceText parsed =
      parse_rows("产出指标 数量指标 某项工作 " + GetParam().printed + " 计划标准 1 10 直接赋分 工作资料\n");
  EXPECT_EQ(row_texts(parsed),
            Rows{"产出指标|数量指标|某项工作|" + GetParam().read + "|计划标准|1|10|直接赋分|工作资料"});
}

INSTANTIATE_TEST_SUITE_P(
    Forms, PerformanceTarget,
    testing::Values(TargetCase{"＞=100 个", ">= 100 个"}, TargetCase{">=100个", ">= 100 个"},
                    TargetCase{"＞＝ 100\n\n个", ">= 100 个"}, TargetCase{"≥100\n\n个", ">= 100 个"},
                    TargetCase{"＞\n\n=90%", ">= 90 %"}, TargetCase{"＜\n\n=2.3\n\n万元", "<= 2.3 万元"},
                    TargetCase{"≤12个\n\n月", "<= 12 个月"}, TargetCase{"＜ 5 日", "< 5 日"},
                    TargetCase{"=100%", "= 100 %"}, TargetCase{"＝１００％", "= １００ ％"},
                    TargetCase{"1,200人次", " 1,200 人次"}, TargetCase{"80%-90%", " 80%-90 %"},
                    TargetCase{"3～5个", " 3～5 个"}, TargetCase{"不低于95%", ">= 95 %"},
                    TargetCase{"5个工作日内", "<= 5 个工作日"}, TargetCase{"95%（含）以上", ">= 95 %"},
                    TargetCase{"6月30日前", " 6月30日前 "}, TargetCase{"≤2024年12月31日", "<= 2024年12月31日 "},
                    TargetCase{"2台（套）", " 2 台（套）"}, TargetCase{"≤0.35万元/人·月", "<= 0.35 万元/人·月"},
                    TargetCase{"长期", " 长期 "}, TargetCase{"有效提\n\n升", " 有效提升 "},
                    TargetCase{"=优良", "= 优良 "}, TargetCase{"定性 良好", " 良好 "}));

TEST(PerformanceText, OneFigureBelongsToTheLastOfSeveralLabelsAndAsManyFiguresToEach) {
  EXPECT_EQ(amount_texts(parse(
                "项目支出绩效目标表\n项目资金(元) 年度预算总额 其中：财政拨款 其他资金 1,250.00 1,000.00 250.00\n")),
            (Rows{"年度预算总额 1250.00元", "其中：财政拨款 1000.00元", "其他资金 250.00元"}));
  EXPECT_EQ(amount_texts(parse("项目支出绩效目标表\n预算单位 某局\n年度预算总额 其他资金 3 1\n")),
            (Rows{"年度预算总额 3万元", "其他资金 1万元"}));
  EXPECT_EQ(amount_texts(parse("项目支出绩效目标表\n上级安排 本级安排 164.96\n")), Rows{"本级安排 164.96万元"});
  const PerformanceText unknown = parse("项目支出绩效目标表\n上级安排 本级安排 1 2 3\n");
  EXPECT_EQ(amount_texts(unknown), Rows{});
  EXPECT_EQ(open_texts(unknown), Rows{"1 2 3"});
}

TEST(PerformanceText, GoalMayStandAroundItsLabelAndMentionOtherLabels) {
  const PerformanceText parsed = parse(
      "项目支出绩效目标表\n年度预算总额 8.00\n做好文物保护工作，完成3处修缮并按期验收，\n项目总体目标\n"
      "预算单位做好资金监管；项目资金\n及时支付，其他资金不挪用。\n一级指标 二级指标 三级指标 指标值\n产出指标 "
      "数量指标 修缮处数 ≥3处\n");
  EXPECT_EQ(parsed.table.goal.text,
            "做好文物保护工作，完成3处修缮并按期验收，预算单位做好资金监管；项目资金及时支付，其他资金不挪用。");
  EXPECT_EQ(amount_texts(parsed), Rows{"年度预算总额 8.00万元"});
}

TEST(PerformanceText, ACentredFirstLevelIsKnownFromTheSecond) {
  const PerformanceText parsed = parse_rows(
      "数量指标 检查次数 ≥4次 计划标准 4 20 直接赋分 工作资料\n产出指标\n质量指标 整改率 ≥90% 计划标准 88% 30 直接赋分 "
      "工作资料\n"
      "社会效益指标 安全水平 提高 计划标准 50 按评判等级赋分 工作资料\n");
  ASSERT_EQ(parsed.table.indicators.size(), 3u);
  EXPECT_EQ(parsed.table.indicators[0].level1, "产出指标");
  EXPECT_EQ(parsed.table.indicators[2].level1, "效益指标");
}

TEST(PerformanceText, WhatFitsNoColumnStaysOpen) {
  const PerformanceText parsed = parse(
      "项目支出绩效目标表\n7788\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 检查次数 ≥4次\n※ ※ ※ 99 ※\n");
  EXPECT_EQ(row_texts(parsed), Rows{"产出指标|数量指标|检查次数|>= 4 次|||||"});
  ASSERT_GE(parsed.open.size(), 2u);
  EXPECT_EQ(parsed.open[0].quote, "7788");
  EXPECT_EQ(parsed.open[0].place.line, 2);
  EXPECT_FALSE(parsed.open[0].reason.empty());
}

TEST(PerformanceText, EmptyInputGivesAnEmptyTable) {
  EXPECT_TRUE(parse("").table.indicators.empty());
  EXPECT_TRUE(parse("\n\n").table.indicators.empty());
  EXPECT_EQ(parse("项目支出绩效目标表").table.title, "项目支出绩效目标表");
}

TEST(PerformanceTitle, KnowsTitlesFromOtherLines) {
  for (const char* title : {"部门整体绩效目标表", " 项目支出绩效目标表", "项 目 支 出 绩 效 目 标 表",
                            "表12 项目支出绩效目标表（2024年度）", "2026年部门整体支出绩效目标表",
                            "财政项目支出绩效目标填报表", "项目（绩效）目标公开表", "《项目支出绩效目标表》2024年"}) {
    EXPECT_TRUE(is_performance_title(title)) << title;
  }
  for (const char* line :
       {"部门整体绩效目标表.......12", "部门整体绩效目标表 12", "项目支出绩效目标表（续）", "项目支出绩效自评表",
        "年度绩效目标", "1 个，涉及预算金额 7.00 万元。具体情况见下表（按项目分别填报）：",
        "按要求填报绩效目标表，并予以公开。", ""}) {
    EXPECT_FALSE(is_performance_title(line)) << line;
  }
}

std::size_t end_of(std::string_view text) {
  const std::vector<Text> lines = lines_of(text);
  return performance_table_end(pointers_to(lines), 0);
}

TEST(PerformanceTableEnd, StopsAtTheNextTableSectionOrPart) {
  EXPECT_EQ(end_of("项目支出绩效目标表\n一级指标\n产出指标\n\n(五) 其他需说明的事项\n无\n"), 4u);
  EXPECT_EQ(end_of("项目支出绩效目标表\n一级指标\n产出指标\n六、其他\n"), 3u);
  EXPECT_EQ(end_of("项目支出绩效目标表\n一级指标\n产出指标\n第四部分 名词解释\n"), 3u);
  EXPECT_EQ(end_of("部门整体绩效目标表\n一级指标\n产出指标\n项目支出绩效目标表\n项目名称 甲\n"), 3u);
  EXPECT_EQ(end_of("项目支出绩效目标表\n一级指标\n产出指标"), 3u);
}

TEST(PerformanceTableEnd, GoalsWithNumbersAndRepeatedTitlesDoNotEndIt) {
  EXPECT_EQ(end_of("项目支出绩效目标表\n项目总体目标\n（一）做好监管\n一、保障运转\n一级指标\n产出指标\n（五）其他\n"),
            6u);
  EXPECT_EQ(end_of("项目支出绩效目标表\n一级指标\n产出指标\n项目支出绩效目标表\n（2024年）\n一级\n指标\n"), 7u);
}

TEST(PerformanceWords, ReportsAMissingCatalog) {
  const auto words = load_performance_words("no/such/file.yaml");
  ASSERT_FALSE(words);
  EXPECT_EQ(words.error().id, "catalog.yaml.missing");
}

}  // namespace
}  // namespace mingzhang
