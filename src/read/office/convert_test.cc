#include "read/office/convert.h"

#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "read/isolate/process.h"

namespace mingzhang {
namespace {

constexpr const char* kRtf = "{\\rtf1\\ansi\\ansicpg936 Budget 12.80\\par}";

TEST(Convert, WithoutLibreOfficeTheErrorNamesThePackage) {
  const std::string path = std::getenv("PATH");
  setenv("PATH", "/nowhere", 1);
  const Result<std::string> result = convert_with_libreoffice(kRtf, OfficeProgram::Writer, "f.rtf");
  setenv("PATH", path.c_str(), 1);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().id, "read.office.no_converter");
  EXPECT_NE(result.error().advice.find("libreoffice-writer-nogui"), std::string::npos);
}

TEST(Convert, RtfBecomesDocx) {
  if (find_program("soffice").empty()) GTEST_SKIP() << "LibreOffice is not installed";
  const Result<std::string> docx = convert_with_libreoffice(kRtf, OfficeProgram::Writer, "f.rtf");
  ASSERT_TRUE(docx) << docx.error().message;
  EXPECT_TRUE(docx->starts_with("PK\x03\x04"));
}

TEST(Convert, WhatIsDamagedIsAnError) {
  if (find_program("soffice").empty()) GTEST_SKIP() << "LibreOffice is not installed";
  const Result<std::string> result = convert_with_libreoffice("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 nothing", OfficeProgram::Calc, "f.xls");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().id, "read.office.not_converted");
}

}  // namespace
}  // namespace mingzhang
