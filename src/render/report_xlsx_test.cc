#include "render/report_xlsx.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "render/report_sample_for_tests.h"

namespace mingzhang {
namespace {

// The text of one file inside the workbook, by Python, which the tests need anyway.
std::string part(const std::string& xlsx, const std::string& name) {
  const std::string path = std::filesystem::temp_directory_path() / ("report_xlsx_test_" + std::to_string(::getpid()) + ".xlsx");
  EXPECT_TRUE(write_file(path, xlsx).has_value());
  const std::string command = "python3 -c \"import sys,zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))\" '" + path + "' '" + name + "'";
  std::string text;
  if (std::FILE* pipe = ::popen(command.c_str(), "r")) {
    char buffer[4096];
    for (std::size_t count; (count = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, count);
    EXPECT_EQ(::pclose(pipe), 0);
  }
  std::filesystem::remove(path);
  return text;
}

bool has(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

TEST(ReportXlsx, SheetsForFindingsFilesWhatWasNotCheckedAndPairs) {
  const Report report{{sample_file(), sample_failure()}, {{Relation::Version, {"a", "b"}, 7, 0, true}}, {}};
  const std::string xlsx = *to_xlsx(report, Language::Chinese);
  const std::string book = part(xlsx, "xl/workbook.xml");
  for (const char* name : {"问题清单", "文件汇总", "未检查", "文件之间"}) EXPECT_TRUE(has(book, name)) << name;
  const std::string strings = part(xlsx, "xl/sharedStrings.xml");
  for (const char* words : {"序号", "问题描述", "计算过程", "建议修改", "依据", "是否采纳", "复核意见", "某单位", "第 288 行", "114.46 + 7.00 = 121.46 ≠ 1,214.60",
                            "0123456789abcdef", "未能核对：文件里只有空白，没有文字", "有两种读法", "同一文件的两个版本"})
    EXPECT_TRUE(has(strings, words)) << words;
}

TEST(ReportXlsx, NothingOfADocumentBecomesAFormula) {
  FileReport file = sample_file();
  file.unit = "=HYPERLINK(\"x\",\"y\")";
  file.findings[0].at.quote = "=1+1";
  file.findings[0].proposed = "@SUM(A1)";
  file.findings[1].at.quote = "\x01\x02" "bell";
  const std::string xlsx = *to_xlsx({{file}, {}, {}}, Language::Chinese);
  EXPECT_FALSE(has(part(xlsx, "xl/worksheets/sheet1.xml"), "<f>"));
  EXPECT_TRUE(has(part(xlsx, "xl/sharedStrings.xml"), "<t>=1+1</t>"));
  EXPECT_FALSE(has(part(xlsx, "xl/sharedStrings.xml"), "\x01"));
}

TEST(ReportXlsx, TheSameReportGivesTheSameBytes) {
  const Report report{{sample_file(), sample_failure()}, {}, {}};
  EXPECT_EQ(*to_xlsx(report, Language::Chinese), *to_xlsx(report, Language::Chinese));
  EXPECT_NE(*to_xlsx(report, Language::Chinese), *to_xlsx(report, Language::English));
}

TEST(ReportXlsx, ALongTextIsCutWhereExcelWould) {
  FileReport file = sample_file();
  file.findings[0].calculation = std::string(100'000, '1');
  EXPECT_TRUE(to_xlsx({{file}, {}, {}}, Language::Chinese).has_value());
}

}  // namespace
}  // namespace mingzhang
