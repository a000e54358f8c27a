// Rows out of lines without borders: what each row is, and which figures it prints. In which columns they stand is not asked here.
#include "understand/flat_table.h"

#include <deque>

#include "understand/sketch_for_tests.h"

namespace mingzhang {
namespace {

struct FlatSketch {
  // `table`: id of a table of the national form of final accounts.
  FlatSketch(const char* table, std::string_view lines) : sketch(lines) {
    TableRange range;
    std::deque<std::string> keys;
    for (const FormTable& each : test_knowledge().find_form("national-final")->tables)
      if (each.id == table) range.form = &each;
    for (const Block& block : sketch.document.blocks)
      if (const Text* text = std::get_if<Text>(&block)) {
        range.lines.push_back(text);
        range.keys.push_back(keys.emplace_back(word_key(text->text)));
      }
    flat = read_flat_table(range, test_knowledge(), 2025, "某县文化局");
  }

  // "208 社会保障和就业支出: 1.00 2.00", a line each; panels apart by "--".
  std::string rows() const {
    std::string text;
    for (const FlatPanel& panel : flat.panels) {
      if (&panel != &flat.panels.front()) text += "--\n";
      for (const FlatRow& row : panel.rows) {
        text += row.label + ":";
        for (const PrintedFigure& figure : row.figures) text += " " + figure.quote;
        text += "\n";
      }
    }
    return text;
  }

  std::string open() const {
    std::string text;
    for (const Open& each : flat.open) text += each.quote + ": " + each.reason + "\n";
    return text;
  }

  Sketch sketch;
  FlatTable flat;
};

TEST(FlatTable, NamesAreWrappedAboveAndBelowTheirCode) {
  const FlatSketch table("general", R"(
    单位：万元
    项目
    合计 基本支出 项目支出
    功能分类
    科目名称
    科目编码
    文化旅游体育与传媒
    207 17.00 7.00 10.00
    支出
    20701 文化和旅游 17.00 7.00 10.00
    机关事业单位基本
    2080505 4.00 4.00
    养老保险缴费支出
    国有土地使用权出让
    21219 收入对应专项债务收 5.00 5.00
    入安排的支出
    合计 26.00 11.00 15.00
    注：本表反映本年度支出情况。
  )");
  EXPECT_EQ(table.rows(),
            "207 文化旅游体育与传媒支出: 17.00 7.00 10.00\n"
            "20701 文化和旅游: 17.00 7.00 10.00\n"
            "2080505 机关事业单位基本养老保险缴费支出: 4.00 4.00\n"
            "21219 国有土地使用权出让收入对应专项债务收入安排的支出: 5.00 5.00\n"
            "合计: 26.00 11.00 15.00\n");
  EXPECT_EQ(table.open(), "");
  EXPECT_EQ(table.flat.panels[0].misfit, "");
  EXPECT_FALSE(table.flat.empty_statement) << "a note that explains says nothing about emptiness";
}

TEST(FlatTable, ListsSideBySideAreToldApartByTheirCodes) {
  const FlatSketch table("general_basic", R"(
    单位：万元
    经济分类 经济分类
    科目名称 决算数 科目名称 决算数
    科目编码 科目编码
    301 工资福利支出 8.00 302 商品和服务支出 2.00
    30103 奖金 30203 咨询费
    机关事业单位基本养老保
    30108 8.00 30206 电费 2.00
    险缴费
    信息网络及软件购置
    31007
    更新
    人员经费合计 8.00 公用经费合计 2.00
  )");
  EXPECT_EQ(table.rows(),
            "301 工资福利支出: 8.00\n30103 奖金:\n30108 机关事业单位基本养老保险缴费: 8.00\n人员经费合计: 8.00\n"
            "--\n"
            "302 商品和服务支出: 2.00\n30203 咨询费:\n30206 电费: 2.00\n31007 信息网络及软件购置更新:\n公用经费合计: 2.00\n");
  EXPECT_EQ(table.open(), "");
}

TEST(FlatTable, ClassesAreNamedWithoutTheirCodes) {
  const FlatSketch table("balance", R"(
    单位：万元
    收入 支出
    项目 决算数 项目 决算数
    一、一般公共预算财政拨款收入 24.00 一、一般公共服务支出
    二、政府性基金预算财政拨款收入 七、文化旅游体育与传媒支出 24.00
    二十二、灾害防治及应急管理支
    出
    本年收入合计 24.00 本年支出合计 24.00
    使用非财政拨款结余 结余分配
    总计 24.00 总计 24.00
  )");
  EXPECT_EQ(table.rows(),
            "一、一般公共预算财政拨款收入: 24.00\n二、政府性基金预算财政拨款收入:\n本年收入合计: 24.00\n使用非财政拨款结余:\n总计: 24.00\n"
            "--\n"
            "一、一般公共服务支出:\n七、文化旅游体育与传媒支出: 24.00\n二十二、灾害防治及应急管理支出:\n本年支出合计: 24.00\n结余分配:\n总计: 24.00\n");
  EXPECT_EQ(table.flat.panels[1].rows[1].named_code, "207");
}

TEST(FlatTable, HeadersThatAreRepeatedOrMixedIntoARowAreNoRows) {
  const FlatSketch table("fund", R"(
    单位：万元
    年初结转和 年末结转和
    本年收入 本年支出
    结余 结余
    科目名称
    合计 0 2002.80 合计 基本支出 项目支出 0
    207 文化旅游体育与传媒支出 0 2.80 2.80 2.80 0
    年初结转和 年末结转和
    本年收入 本年支出
    结余 结余
    212 城乡社区支出 - 2,000.00 2,000.00 - 2,000.00 -
  )");
  EXPECT_EQ(table.rows(), "207 文化旅游体育与传媒支出: 0 2.80 2.80 2.80 0\n212 城乡社区支出: - 2,000.00 2,000.00 - 2,000.00 -\n");
  EXPECT_TRUE(table.flat.panels[0].rows[1].figures[3].nil) << "a dash keeps the place of an empty cell";
  EXPECT_EQ(table.open(),
            "0: 本行夹有表头的文字，数字所在的列无法判断\n2002.80: 本行夹有表头的文字，数字所在的列无法判断\n"
            "0: 本行夹有表头的文字，数字所在的列无法判断\n");
}

TEST(FlatTable, ARowWithoutALabel) {
  const FlatSketch table("three_public", R"(
    单位：万元
    预算数 决算数
    合计 因公出国（境）费 小计 公务用车购置费 公务用车运行维护费 公务接待费
    公务用车购置及运行维护费
    11.49 0 9.38 0 9.38 2.11 3.04 0 2.64 0 2.64 0.40
    注：本表反映“三公”经费支出情况。
  )");
  EXPECT_EQ(table.rows(), ": 11.49 0 9.38 0 9.38 2.11 3.04 0 2.64 0 2.64 0.40\n");
}

TEST(FlatTable, ColumnsOfAnotherFormAreNotPlaced) {
  const char* rows = "\n201 一般公共服务支出 3.00 1.00 2.00\n合计 3.00 1.00 2.00\n";
  EXPECT_EQ(FlatSketch("general", std::string("科目编码 科目名称 合计 基本支出 项目支出") + rows).flat.panels[0].misfit, "");
  EXPECT_EQ(FlatSketch("general", std::string("科目编码 科目名称 合计 人员经费 公用经费") + rows).flat.panels[0].misfit,
            "表头没有表样的“基本支出”一列");
  EXPECT_EQ(FlatSketch("general", std::string("科目编码 科目名称 年初结转和结余 本年收入 合计 基本支出 项目支出") + rows).flat.panels[0].misfit,
            "表头有表样中没有的列");
}

TEST(FlatTable, OnlyAStatementOfEmptinessEmptiesATable) {
  const FlatSketch table("state_capital", R"(
    单位：万元
    合计 合计 基本支出 项目支出
    说明：某县文化局本年度没有国有资本经营预算财政拨款支出，故本表无数据。
  )");
  EXPECT_EQ(table.rows(), "");
  ASSERT_TRUE(table.flat.empty_statement);
}

}  // namespace
}  // namespace mingzhang
