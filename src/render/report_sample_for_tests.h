#pragma once
// One report with everything that a rendering must show.

#include <utility>

#include "check/report.h"

namespace mingzhang {

inline Place on_line(int line, int column, int length) {
  Place place;
  place.line = line;
  place.column = column;
  place.length = length;
  return place;
}

inline FindingPlace in_table(Place place, const char* table, const char* row, const char* column, const char* quote) {
  FindingPlace result;
  result.place = std::move(place);
  result.table = table;
  result.row = row;
  result.column = column;
  result.quote = quote;
  return result;
}

inline Finding sample_finding() {
  Finding finding;
  finding.code = "SUM101";
  finding.message = {"合计 1,214.60 与基本支出、项目支出之和 121.46 不符",
                     "Total 1,214.60, but the parts add up to 121.46"};
  finding.at = in_table(on_line(288, 24, 7), "表 3 部门支出总体情况表", "2010450 事业运行", "合计", "1214.60");
  finding.related.push_back(
      in_table(on_line(215, 18, 6), "表 2 部门收入总体情况表", "2010450 事业运行", "总计", "121.46"));
  finding.calculation = "114.46 + 7.00 = 121.46 ≠ 1,214.60";
  finding.proposed = "121.46";
  finding.fingerprint = "0123456789abcdef";
  return finding;
}

inline Finding sample_warning() {
  Finding finding;
  finding.code = "PRV101";
  finding.severity = Severity::Warning;
  finding.message = {"公开了个人手机号", ""};
  finding.at.place.page = 12;
  finding.at.quote = "联系电话\x1B[2J 13800000000";
  finding.fingerprint = "fedcba9876543210";
  return finding;
}

inline FileReport sample_file() {
  FileReport file;
  file.path = "样例.txt";
  file.kind = DocumentKind::Budget;
  file.year = 2024;
  file.unit = "某单位";
  file.form = "sample-budget-2024";
  file.findings = {sample_finding(), sample_warning()};
  file.coverage.amounts = {512, 500, 480};
  file.coverage.constraints = {400, 2, 3};
  for (int line = 1; line <= 12; ++line) {
    file.coverage.open.push_back({on_line(line, 1, 0), "2.00 2.00", "有两种读法"});
  }
  file.not_checked = {{"与上年公开数：没有给出上年的文件", "Last year's figures: no document of that year was given"}};
  return file;
}

inline Report report_of(std::vector<FileReport> files) {
  Report report;
  report.files = std::move(files);
  return report;
}

inline FileReport sample_failure() {
  FileReport file;
  file.path = "空白.txt";
  file.error = Error{"read.text.blank", "文件里只有空白，没有文字", "扫描件请先做文字识别。", "空白.txt"};
  return file;
}

}  // namespace mingzhang
