// Forms as files: what a wrong one is told, and which form a document has.

#include "forms/form.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/paths.h"
#include "forms/titles.h"

namespace mingzhang {
namespace {

const Knowledge& knowledge() {
  static const auto loaded = load_knowledge(source_path("catalog"));
  EXPECT_TRUE(loaded.has_value()) << (loaded ? "" : loaded.error().message + loaded.error().where);
  return **loaded;
}

constexpr std::string_view kForm = R"(form: small
name: 小表式
kind: budget
money_unit: 万元
decimals: 2
unit_label: 单位：
tables_required_min: 1
tables:
  - id: income
    title: 收入表
    panels:
      - axis: function
        columns: [科目, {label: 合计}]
)";

// "what is wrong @ line" of the small form with one change; "" when it is sound.
std::string wrong(std::string_view from, std::string_view to) {
  std::string text(kForm);
  if (const auto at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
  else ADD_FAILURE() << from;
  const std::string path = testing::TempDir() + "/small.yaml";
  std::ofstream(path) << text;
  Space space = knowledge().space;
  const auto form = load_form(path, space, knowledge().vocabulary);
  if (form) return "";
  EXPECT_EQ(form.error().id, "catalog.yaml.invalid");
  return form.error().message + " @ " + form.error().where.substr(form.error().where.rfind(':') + 1);
}

TEST(Form, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(wrong("小表式", "小表式二"), "");
  EXPECT_EQ(wrong("    title: 收入表\n", ""), "目录数据无法读取：表缺少字段“title” @ 9");
  EXPECT_EQ(wrong("    title:", "    titel:"),
            "目录数据无法读取：表没有字段“titel”，可以写的字段是 id、title、panels、number、aliases、empty、note、numbering、required、money_unit、decimals @ 10");
  EXPECT_EQ(wrong("kind: budget", "kind: 预算"), "目录数据无法读取：kind 只能是 budget 或 final @ 3");
  EXPECT_EQ(wrong("money_unit: 万元", "money_unit: 个"), "目录数据无法读取：未知的金额单位，应为 元、万元 或 亿元 @ 4");
  EXPECT_EQ(wrong("axis: function", "axis: codes"), "目录数据无法读取：axis 只能是 rows、function、economic 或 project @ 12");
  EXPECT_EQ(wrong("{label: 合计}", "合计"), "目录数据无法读取：表式没有金额列（写成 {label: …} 的列） @ 13");
  EXPECT_EQ(wrong("tables_required_min: 1", "tables_required_min: 2"), "目录数据无法读取：tables_required_min 应在 1 与表的张数之间 @ 7");
}

TEST(Form, MayBeLikeAnother) {
  const Form* model = knowledge().find_form("jiangsu-budget-2018");
  const Form* like = knowledge().find_form("jiangsu-budget-2017");
  ASSERT_TRUE(model != nullptr && like != nullptr);
  ASSERT_EQ(model->tables.size(), like->tables.size());
  EXPECT_EQ(model->tables[8].id, "three_public");
  EXPECT_EQ(like->tables[10].id, "three_public");
  EXPECT_EQ(like->tables[10].number, "11");
  EXPECT_EQ(like->tables[10].panels.size(), model->tables[8].panels.size());
  EXPECT_EQ(like->sections.size(), model->sections.size());
}

std::string chosen(std::vector<std::string> titles, int year = 0) {
  for (std::string& title : titles) title = word_key(title);
  const std::vector<std::string_view> keys(titles.begin(), titles.end());
  const Form* form = choose_form(knowledge(), keys, year);
  return form == nullptr ? "" : form->id;
}

TEST(Titles, CarryYearsUnitsAndNumbers) {
  const Form& form = *knowledge().find_form("jiangsu-budget-2018");
  const auto found = [&](std::string_view title) {
    const FormTable* table = find_table(knowledge(), form, word_key(title));
    return table == nullptr ? std::string() : table->id;
  };
  EXPECT_EQ(found("收支预算总表"), "balance");
  EXPECT_EQ(found("一、2018 年度某省档案馆收支预算总表"), "balance");
  EXPECT_EQ(found("公开 01 表：收支预算总表"), "balance");
  EXPECT_EQ(found("财政拨款支出预算表（功能科目）"), "fiscal");
  EXPECT_EQ(found("收入预算总表 单位：万元"), "income");
  EXPECT_EQ(found("《支出预算总表》"), "expenditure");
  EXPECT_EQ(found("财政拨款收入预算总表"), "") << "another table: the words before the title mean something";
  EXPECT_EQ(found("本年收入合计，详见收入预算总表"), "");
}

TEST(Titles, ChooseTheForm) {
  const std::vector<std::string> national = {"收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表",
                                             "一般公共预算财政拨款支出决算表", "一般公共预算财政拨款基本支出决算明细表",
                                             "政府性基金预算财政拨款收入支出决算表", "国有资本经营预算财政拨款支出决算表",
                                             "财政拨款“三公”经费支出决算表"};
  EXPECT_EQ(chosen(national), "national-final");
  EXPECT_EQ(chosen({"收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表",
                    "一般公共预算财政拨款基本支出决算表", "财政拨款“三公”经费支出决算表", "政府性基金预算财政拨款收入支出决算表",
                    "国有资本经营预算财政拨款收入支出决算表"}),
            "shanghai-final");
  // Titles that several provinces share, without the words that only one of them prints.
  EXPECT_EQ(chosen({"部门收支总体情况表", "部门收入总体情况表", "部门支出总体情况表", "财政拨款收支总体情况表", "一般公共预算支出情况表",
                    "一般公共预算基本支出情况表", "政府性基金预算支出情况表", "国有资本经营预算支出情况表"}),
            "");
  EXPECT_EQ(chosen({"收入总表", "支出总表", "一般公共预算支出表"}), "");
}

TEST(Titles, UnitsAndDepartmentsHaveFormsOfTheirOwn) {
  const auto titles = [](const std::string& level) {
    std::vector<std::string> all;
    for (const char* title : {"财务收支预算总表 ……… 4", "收入预算总表", "支出预算总表", "财政拨款收支预算总表", "一般公共预算支出功能分类预算表",
                              "政府性基金预算支出功能分类预算表", "一般公共预算基本支出部门预算经济分类预算表"})
      all.push_back("1. 2026年" + level + title);
    return all;
  };
  EXPECT_EQ(chosen(titles("预算单位")), "shanghai-budget-unit");
  EXPECT_EQ(chosen(titles("部门")), "shanghai-budget-department");
}

}  // namespace
}  // namespace mingzhang
