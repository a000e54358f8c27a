#include "read/text/bar_tables.h"

#include <gtest/gtest.h>

#include "read/text/read_text.h"

namespace mingzhang {
namespace {

std::string dump_of(std::string_view bytes) {
  const Result<Document> document = read_text(bytes, "f.txt");
  return document ? dump(*document) : document.error().id;
}

TEST(BarTables, ARowALine) {
  EXPECT_EQ(dump_of("单位:万元 | |\n项目 | 预算数 | 原因 |\n合计 | 3.00 | |\n接待 | 3.00 | 来访增加，从严安排 |\n以上为全部。"),
            "L1 单位:万元 | |\n"
            "L2 grid 3x3\n"
            "  0,0 项目\n  0,1 [L2:6] 预算数\n  0,2 [L2:12] 原因\n"
            "  1,0 [L3] 合计\n  1,1 [L3:6] 3.00\n  1,2 \n"
            "  2,0 [L4] 接待\n  2,1 [L4:6] 3.00\n  2,2 [L4:13] 来访增加，从严安排\n"
            "L5 以上为全部。\n");
}

TEST(BarTables, ACellALine) {
  EXPECT_EQ(dump_of("单位：万元\n项目 |\n预算数 |\n合计 |\n6.00 |\n接待费 |\n2.00 |\n用车费 |\n4.00 |\n完"),
            "L1 单位：万元\n"
            "L2 grid 4x2\n"
            "  0,0 项目\n  0,1 [L3] 预算数\n"
            "  1,0 [L4] 合计\n  1,1 [L5] 6.00\n"
            "  2,0 [L6] 接待费\n  2,1 [L7] 2.00\n"
            "  3,0 [L8] 用车费\n  3,1 [L9] 4.00\n"
            "L10 完\n");
}

TEST(BarTables, BarsOnLinesOfTheirOwnKeepEmptyCells) {
  EXPECT_EQ(dump_of("单位:万元\n项 目\n|\n预 算 数\n|\n合 计\n|\n0.36\n|\n出国费\n|\n|\n接待费\n|\n0.36\n"),
            "L1 单位:万元\n"
            "L2 grid 4x2\n"
            "  0,0 项 目\n  0,1 [L4] 预 算 数\n"
            "  1,0 [L6] 合 计\n  1,1 [L8] 0.36\n"
            "  2,0 [L10] 出国费\n  2,1 [L12] \n"
            "  3,0 [L13] 接待费\n  3,1 [L15] 0.36\n");
}

TEST(BarTables, DoubledBarsPartTheRows) {
  EXPECT_EQ(dump_of("|\n项目\n|\n合计\n|\n一般公共\n预算\n|\n|\n接待费\n|\n2.00\n|\n2.00\n|\n|\n会议费\n|\n1.00\n|\n1.00\n|\n"),
            "L2 grid 3x3\n"
            "  0,0 项目\n  0,1 [L4] 合计\n  0,2 [L6] 一般公共预算\n"
            "  1,0 [L10] 接待费\n  1,1 [L12] 2.00\n  1,2 [L14] 2.00\n"
            "  2,0 [L17] 会议费\n  2,1 [L19] 1.00\n  2,2 [L21] 1.00\n");
}

TEST(BarTables, WhatProvesNoRowsStaysText) {
  EXPECT_EQ(dump_of("首页 | 公开 | 部门预算\n正文"), "L1 首页 | 公开 | 部门预算\nL2 正文\n");
  EXPECT_EQ(dump_of("甲 |\n1 |\n乙 |\n2 |\n3 |\n"), "L1 甲 |\nL2 1 |\nL3 乙 |\nL4 2 |\nL5 3 |\n");
}

}  // namespace
}  // namespace mingzhang
