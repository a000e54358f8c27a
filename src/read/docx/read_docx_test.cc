#include "read/docx/read_docx.h"

#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "read/docx/numbering.h"
#include "read/package/zip_for_tests.h"

namespace mingzhang {
namespace {

std::string outcome(const std::string& bytes) {
  Result<Package> package = Package::open(bytes, "f.docx");
  if (!package) return package.error().id;
  const Result<std::string> main_part = package->main_part();
  if (!main_part) return main_part.error().id;
  const Result<Document> document = read_docx(*package, *main_part);
  return document ? dump(*document) : document.error().id;
}

std::string dump_of(const std::string& body, const Parts& others = {}) { return outcome(docx_of(body, others)); }

std::string run(const std::string& text) { return "<w:r><w:t xml:space='preserve'>" + text + "</w:t></w:r>"; }
std::string paragraph(const std::string& text, const std::string& properties = "") { return "<w:p><w:pPr>" + properties + "</w:pPr>" + run(text) + "</w:p>"; }
std::string cell(const std::string& text, const std::string& properties = "") { return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + paragraph(text) + "</w:tc>"; }

TEST(Docx, RunsBreaksAndTabs) {
  EXPECT_EQ(dump_of("<w:p>" + run("收入") + run(" 12") + run(".80") + "</w:p><w:p/>" + paragraph("  支出 ")), "L1 收入 12.80 ¶\nL2 支出 ¶\n");
  EXPECT_EQ(dump_of("<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:br w:type='page'/><w:t>三</w:t></w:r></w:p>"), "L1 一\nL2 二\n----\nL3 三 ¶\n");
  EXPECT_EQ(dump_of("<w:p><w:r><w:t>单位：甲</w:t><w:tab/><w:t>万元</w:t><w:softHyphen/><w:noBreakHyphen/></w:r></w:p>"), "L1 单位：甲  万元- ¶\n");
}

TEST(Docx, WhatIsNotPrinted) {
  EXPECT_EQ(dump_of("<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>" + run("新") + "</w:ins><w:moveFrom>" + run("走") + "</w:moveFrom></w:p>"), "L1 新 ¶\n");
  EXPECT_EQ(dump_of("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r></w:p>"), "L1 显 ¶\n");
  EXPECT_EQ(dump_of("<w:p><w:hyperlink>" + run("概况") + "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGEREF _Toc1</w:instrText><w:t>码</w:t></w:r>"
                    "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" + run("3") + "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:hyperlink></w:p>"), "L1 概况3 ¶\n");
}

TEST(Docx, FieldsGoOnOverParagraphs) {
  EXPECT_EQ(dump_of("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>" + run("TOC") + "</w:p><w:p><w:r><w:fldChar w:fldCharType='separate'/></w:r>" + run("目录") +
                    "</w:p><w:p><w:r><w:fldChar w:fldCharType='end'/></w:r>" + run("正文") + "</w:p>"), "L1 目录 ¶\nL2 正文 ¶\n");
}

TEST(Docx, AlternativesOnceAndTextBoxes) {
  EXPECT_EQ(dump_of("<w:p>" + run("前") + "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>" + paragraph("框") + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
                    "<mc:Fallback><w:pict><w:txbxContent>" + paragraph("框") + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>" + run("后") + "</w:p>"), "L1 前后 ¶\nL2 框 ¶\n");
}

TEST(Docx, OtherPrefixesAreTheSame) {
  Parts parts;
  parts["word/document.xml"] = "<document><body><p><r><t>表</t></r></p></body></document>";
  EXPECT_EQ(outcome(zip_of(office_parts("word/document.xml", "wordprocessingml", parts))), "L1 表 ¶\n");
}

const char* kStyles =
    "<w:styles><w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='章'><w:basedOn w:val='1'/><w:pPr><w:numPr><w:numId w:val='5'/></w:numPr></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='节'><w:pPr><w:outlineLvl w:val='1'/><w:numPr><w:ilvl w:val='1'/><w:numId w:val='5'/></w:numPr></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='环'><w:basedOn w:val='环'/></w:style></w:styles>";
const char* kNumbering =
    "<w:numbering><w:abstractNum w:abstractNumId='0'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCountingThousand'/><w:lvlText w:val='%1、'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='（%2）'/></w:lvl>"
    "<w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:isLgl/><w:lvlText w:val='%1.%3.'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='5'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='6'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='9'/></w:lvlOverride></w:num></w:numbering>";

TEST(Docx, HeadingsAndAutomaticNumbers) {
  const auto style = [](const char* name) { return "<w:pStyle w:val='" + std::string(name) + "'/>"; };
  EXPECT_EQ(dump_of(paragraph("概况", style("章")) + paragraph("职能", style("节")) + paragraph("机构", style("节")) + paragraph("预算", style("章")) + paragraph("收入", style("节")) +
                        paragraph("细项", "<w:numPr><w:ilvl w:val='2'/><w:numId w:val='5'/></w:numPr>") + paragraph("续", "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='6'/></w:numPr>") +
                        paragraph("无号", style("章") + "<w:numPr><w:numId w:val='0'/></w:numPr><w:outlineLvl w:val='9'/>") + paragraph("环", style("环")),
                    {{"word/styles.xml", kStyles}, {"word/numbering.xml", kNumbering}}),
            "L1 h1 一、概况 ¶\nL2 h2 （一）职能 ¶\nL3 h2 （二）机构 ¶\nL4 h1 二、预算 ¶\nL5 h2 （一）收入 ¶\nL6 2.1. 细项 ¶\nL7 九、续 ¶\nL8 无号 ¶\nL9 环 ¶\n");
}

TEST(Docx, NumbersInEveryWay) {
  EXPECT_EQ(print_number(10, "chineseCounting"), "十");
  EXPECT_EQ(print_number(12, "chineseCounting"), "十二");
  EXPECT_EQ(print_number(20, "chineseCountingThousand"), "二十");
  EXPECT_EQ(print_number(105, "chineseCountingThousand"), "一百〇五");
  EXPECT_EQ(print_number(12, "chineseLegalSimplified"), "壹拾贰");
  EXPECT_EQ(print_number(3, "ideographTraditional"), "丙");
  EXPECT_EQ(print_number(21, "decimalEnclosedCircle"), "21");
  EXPECT_EQ(print_number(3, "decimalEnclosedCircleChinese"), "③");
  EXPECT_EQ(print_number(14, "upperRoman"), "XIV");
  EXPECT_EQ(print_number(28, "lowerLetter"), "bb");
  EXPECT_EQ(print_number(7, "decimalZero"), "07");
  EXPECT_EQ(print_number(12, "decimalFullWidth"), "１２");
}

TEST(Docx, TablesWithMergedCells) {
  EXPECT_EQ(dump_of(paragraph("表") + "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("项目", "<w:vMerge w:val='restart'/>") + cell("预算数", "<w:gridSpan w:val='2'/>") + "</w:tr><w:tr>" +
                    cell("", "<w:vMerge/>") + cell("基本") + cell("项目") + "</w:tr><w:tr>" + cell("合计") + cell("12.80") + cell("") + "</w:tr></w:tbl>" + paragraph("注")),
            "L1 表 ¶\nL2 grid 3x3 header 1\n  0,0 2x1 项目\n  0,1 1x2 [L2:2] 预算数\n  1,1 [L3:2] 基本\n  1,2 [L3:3] 项目\n  2,0 [L4] 合计\n  2,1 [L4:2] 12.80\n  2,2 [L4:3] \nL5 注 ¶\n");
}

TEST(Docx, TablesInTables) {
  const std::string inner = "<w:tbl><w:tr>" + cell("a") + cell("b") + "</w:tr><w:tr>" + cell("c") + cell("d") + "</w:tr></w:tbl>";
  EXPECT_EQ(dump_of("<w:tbl><w:tr><w:tc>" + inner + "<w:p/></w:tc>" + cell("e") + "</w:tr></w:tbl>"), "L1 grid 1x2\n  0,0 a  b\\nc  d\n  0,1 [L1:2] e\n");
  EXPECT_EQ(dump_of("<w:tbl><w:tr><w:tc>" + paragraph("标题") + inner + "</w:tc></w:tr></w:tbl>").substr(0, 31), "L2 标题 ¶\nL3 grid 2x2\n  0,0 ");
}

TEST(Docx, FootnotesAtTheEnd) {
  EXPECT_EQ(dump_of("<w:p>" + run("正文") + "<w:r><w:footnoteReference w:id='2'/></w:r></w:p>" + paragraph("末"),
                    {{"word/footnotes.xml", "<w:footnotes><w:footnote w:id='0'>" + paragraph("线") + "</w:footnote><w:footnote w:id='2'>" + paragraph("脚注") + "</w:footnote></w:footnotes>"}}),
            "L1 正文 ¶\nL2 末 ¶\nL3 脚注 ¶\n");
}

TEST(Docx, HostileFiles) {
  std::string deep, ends;
  for (int i = 0; i < 100'000; ++i) {
    deep += "<w:tbl><w:tr><w:tc>";
    ends += "</w:tc></w:tr></w:tbl>";
  }
  EXPECT_EQ(dump_of(deep + ends), "read.office.too_deep");
  EXPECT_EQ(dump_of(std::string(20'000'000, ' ')), "read.office.too_large");  // packs 1 : 1000
  EXPECT_EQ(dump_of(paragraph("&bomb;")), "L1 &bomb; ¶\n");                   // entities are not expanded
  EXPECT_EQ(dump_of("<w:p>"), "read.office.damaged");
  EXPECT_EQ(outcome(zip_of({{"a", "b"}})), "read.office.damaged");
  const std::string whole = docx_of(paragraph("表"));
  for (std::size_t size = 0; size < whole.size(); size += 7) EXPECT_EQ(outcome(whole.substr(0, size)), "read.office.damaged") << size;
}

TEST(Docx, DamagedFilesNeverCrash) {
  const std::string whole = docx_of(paragraph("表") + "<w:tbl><w:tr>" + cell("甲") + "</w:tr></w:tbl>", {{"word/styles.xml", kStyles}, {"word/numbering.xml", kNumbering}});
  std::mt19937 random(1);
  for (int round = 0; round < 2'000; ++round) {
    std::string damaged = whole;
    for (int i = 0; i < 3; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
    EXPECT_FALSE(outcome(damaged).empty());
  }
}

}  // namespace
}  // namespace mingzhang
