#include "understand/passage.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

Text line(const std::string& text, int left = 0, int right = 0) {
  Text made;
  made.text = text;
  if (right > left) made.place.box = {left, 0, right, 100};
  return made;
}

std::string joined(const std::vector<Text>& lines) {
  std::vector<const Text*> pointers;
  for (const Text& one : lines) pointers.push_back(&one);
  return join_lines(pointers, full_width(pointers)).text;
}

// A page 5000 wide whose paragraphs begin two characters in.
TEST(JoinLines, ASentenceThatFillsItsLineDoesNotEndTheParagraph) {
  EXPECT_EQ(joined({line("3、教育支出12.00万元，主要用于教师培训。", 700, 4980), line("上年为10.00万元，今年增加2.00万元。", 500, 3000)}),
            "3、教育支出12.00万元，主要用于教师培训。上年为10.00万元，今年增加2.00万元。");
}

TEST(JoinLines, AnIndentedLineBeginsAParagraph) {
  EXPECT_EQ(joined({line("教育支出12.00万元，主要用于教师培训。", 700, 4980), line("科学支出10.00万元。", 700, 3000)}),
            "教育支出12.00万元，主要用于教师培训。\n科学支出10.00万元。");
}

TEST(JoinLines, ALineThatLeavesRoomEndsTheParagraphAfterAFullStop) {
  EXPECT_EQ(joined({line("本单位无下属单位。", 700, 2000), line("内设机构三个，人员编制二十名，实有人员十八名", 500, 4980)}),
            "本单位无下属单位。\n内设机构三个，人员编制二十名，实有人员十八名");
}

TEST(JoinLines, SpacesIndentWhereThereAreNoBoxes) {
  EXPECT_EQ(joined({line("    教育支出为十二万元，用于培训。"), line("上年为十万元，今年增加二万元整。")}),
            "教育支出为十二万元，用于培训。上年为十万元，今年增加二万元整。");
}

TEST(JoinLines, TheFormatsOwnParagraphsStay) {
  Text heading = line("收入预算情况，共三项，分别说明如下，");
  heading.ends_paragraph = true;
  EXPECT_EQ(joined({heading, line("一般公共预算十二万元，占百分之百。")}), "收入预算情况，共三项，分别说明如下，\n一般公共预算十二万元，占百分之百。");
}

}  // namespace
}  // namespace mingzhang
