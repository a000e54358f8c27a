#include "read/xlsx/read_xlsx.h"

#include <vector>

#include <gtest/gtest.h>

#include "read/package/zip_for_tests.h"

namespace mingzhang {
namespace {

std::string outcome(const std::string& bytes) {
  Result<Package> package = Package::open(bytes, "f.xlsx");
  if (!package) return package.error().id;
  const Result<std::string> main_part = package->main_part();
  if (!main_part) return main_part.error().id;
  const Result<Document> document = read_xlsx(*package, *main_part);
  return document ? dump(*document) : document.error().id;
}

std::string cell(const std::string& address, const std::string& text) { return "<c r='" + address + "' t='inlineStr'><is><t>" + text + "</t></is></c>"; }
std::string data(const std::string& rows) { return "<sheetData>" + rows + "</sheetData>"; }

TEST(Xlsx, StringsNumbersAndFormulas) {
  const Parts parts = {
      {"xl/sharedStrings.xml", "<sst><si><t>项目</t></si><si><r><t>预</t></r><r><t>算_x000D_\n数</t></r><rPh><t>yu</t></rPh></si></sst>"},
      {"xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId='176' formatCode='#,##0.00_ '/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='176'/><xf numFmtId='10'/></cellXfs></styleSheet>"}};
  EXPECT_EQ(outcome(xlsx_of({data("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
                                  "<row r='3'><c r='A3' t='str'><f>x</f><v>合计</v></c><c r='B3' s='1'><f>SUM()</f><v>1234.5</v></c><c r='D3' s='2'><v>0.0776</v></c></row>"
                                  "<row><c t='b'><v>1</v></c><c t='e'><v>#DIV/0!</v></c></row>")}, parts)),
            "表1!A1 h1 表1 ¶\n表1!A1 grid 4x4\n  0,0 项目\n  0,1 [表1!B1] 预算\\n数\n  0,2 [表1!C1] \n  0,3 [表1!D1] \n"
            "  1,0 [表1!A2] \n  1,1 [表1!B2] \n  1,2 [表1!C2] \n  1,3 [表1!D2] \n  2,0 [表1!A3] 合计\n  2,1 [表1!B3] 1,234.50\n  2,2 [表1!C3] \n  2,3 [表1!D3] 7.76%\n"
            "  3,0 [表1!A4] TRUE\n  3,1 [表1!B4] #DIV/0!\n  3,2 [表1!C4] \n  3,3 [表1!D4] \n");
}

TEST(Xlsx, MergedCellsHideWhatTheyCover) {
  EXPECT_EQ(outcome(xlsx_of({data("<row r='1'>" + cell("A1", "甲") + cell("B1", "藏") + cell("C1", "乙") + "</row><row r='2'>" + cell("C2", "丙") + cell("D2", "丁") + "</row>") +
                             "<mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='B2:C2'/></mergeCells>"})),
            "表1!A1 h1 表1 ¶\n表1!A1 grid 2x4\n  0,0 2x2 甲\n  0,2 [表1!C1] 乙\n  0,3 [表1!D1] \n  1,2 [表1!C2] 丙\n  1,3 [表1!D2] 丁\n");
}

TEST(Xlsx, RowsAroundTheTableAreText) {
  const std::string rows = "<row r='1'>" + cell("A1", "收支总表") + "</row><row r='2'>" + cell("A2", "编制部门：甲") + cell("B2", "单位：元") + "</row><row r='3'><c r='A3' s='1' t='inlineStr'><is><t>项目</t></is></c>" +
                           cell("B3", "数") + "</row><row r='4'>" + cell("A4", "注：一\n二") + "</row>";
  const Parts styles = {{"xl/styles.xml", "<styleSheet><borders><border/><border><left style='thin'/></border></borders><cellXfs><xf borderId='0'/><xf borderId='1'/></cellXfs></styleSheet>"}};
  EXPECT_EQ(outcome(xlsx_of({data(rows)}, styles)),
            "表1!A1 h1 表1 ¶\n表1!A1 收支总表\n表1!A2 编制部门：甲  单位：元 ¶\n表1!A3 grid 1x2\n  0,0 项目\n  0,1 [表1!B3] 数\n表1!A4 注：一\n表1!A4 二 ¶\n");
  EXPECT_EQ(outcome(xlsx_of({data(rows)})),  // without lines
            "表1!A1 h1 表1 ¶\n表1!A1 收支总表 ¶\n表1!A2 grid 2x2\n  0,0 编制部门：甲\n  0,1 [表1!B2] 单位：元\n  1,0 [表1!A3] 项目\n  1,1 [表1!B3] 数\n表1!A4 注：一\n表1!A4 二 ¶\n");
}

// Large sheets are read a part at a time, unless something in them might look like the end of a row.
TEST(Xlsx, LargeSheetsAreReadInParts) {
  std::string all;
  for (int row = 1; row <= 40'000; ++row) all += "<row>" + cell("A" + std::to_string(row), "第" + std::to_string(row)) + cell("B" + std::to_string(row), "数") + "</row>";
  const std::string rows = all;  // const, or data() would be that of the library
  const std::string in_parts = outcome(xlsx_of({data(rows)})), whole = outcome(xlsx_of({data(rows + "<!-- -->")}));
  EXPECT_EQ(in_parts, whole);
  EXPECT_NE(in_parts.find("  39999,0 [表1!A40000] 第40000\n"), std::string::npos);
  const std::string damaged = rows.substr(0, rows.size() / 2) + "</" + rows.substr(rows.size() / 2);
  EXPECT_EQ(outcome(xlsx_of({data(damaged)})), "read.office.damaged");
}

TEST(Xlsx, SparseSheetsStaySmall) {
  EXPECT_EQ(outcome(xlsx_of({data("<row r='1'>" + cell("A1", "甲") + cell("B1", "乙") + "</row><row r='1048576'>" + cell("A1048576", "丙") + cell("XFD1048576", "丁") + "</row>")})),
            "表1!A1 h1 表1 ¶\n表1!A1 grid 2x3\n  0,0 甲\n  0,1 [表1!B1] 乙\n  0,2 [表1!XFD1] \n  1,0 [表1!A1048576] 丙\n  1,1 [表1!B1048576] \n  1,2 [表1!XFD1048576] 丁\n");
}

TEST(Xlsx, HiddenContentIsReadAndNoted) {
  const std::string text = outcome(xlsx_of({"<cols><col min='2' max='3' hidden='1'/></cols>" + data("<row r='1' hidden='1'>" + cell("A1", "甲") + "</row>")}, {}, "state='hidden'"));
  EXPECT_NE(text.find("甲"), std::string::npos);
  EXPECT_NE(text.find("! 表1!A1 read.xlsx.hidden: 工作表“表1”有隐藏的内容，也已读入：整个工作表；1 行；2 列\n"), std::string::npos) << text;
}

TEST(Xlsx, HostileFiles) {
  EXPECT_EQ(outcome(xlsx_of({""})), "read.office.blank");
  EXPECT_EQ(outcome(xlsx_of({data("<row r='-5'>" + cell("ZZZZ99999999999", "x") + "</row>")})), "read.office.blank");
  std::string diagonal;
  for (int i = 1; i <= 5'000; ++i) diagonal += "<row r='" + std::to_string(i) + "'>" + std::string() + "<c r='" + std::string(1, static_cast<char>('A' + i % 26)) + std::to_string(i) + "'><v>1</v></c></row>";
  EXPECT_NE(outcome(xlsx_of({data(diagonal)})), "");
  const std::string whole = xlsx_of({data("<row r='1'>" + cell("A1", "甲") + "</row>") + "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>"});
  for (std::size_t size = 0; size < whole.size(); size += 7) EXPECT_EQ(outcome(whole.substr(0, size)), "read.office.damaged");
}

}  // namespace
}  // namespace mingzhang
