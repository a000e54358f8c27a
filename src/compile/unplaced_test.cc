#include "compile/unplaced.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "base/paths.h"
#include "compile/compile.h"

namespace mingzhang {
namespace {

class Unplaced : public ::testing::Test {
 protected:
  Unplaced() : knowledge_(load_knowledge(source_path("catalog")).value()), file_(ledger_from_json(read_file(source_path("examples/ledger.json")).value(), knowledge_->space, "ledger").value()) {}

  // Money of this year beside that of the example; "" names nothing.
  void add(std::string_view source, std::string_view nature, std::string_view economic, std::int64_t fen) {
    Space& space = file_.ledger.space;
    const auto set = [&](Region& point, Dimension d, std::string_view id) {
      if (!id.empty()) point[d] = Extent(*space.tree(d).find(id));
    };
    Region point;
    set(point, Dimension::Year, "2024");
    set(point, Dimension::Stage, "budget");
    set(point, Dimension::Measure, "budget");
    set(point, Dimension::Source, source);
    set(point, Dimension::Nature, nature);
    point[Dimension::Function] = Extent(space.code(Dimension::Function, "2070104", {}));
    point[Dimension::Economic] = Extent(space.code(Dimension::Economic, economic, {}));
    file_.ledger.lines.push_back({point, Amount::from_fen(fen)});
  }

  std::vector<UnplacedMoney> found() const { return compile_disclosure(file_, *knowledge_->find_form("xinjiang-budget-2024"), *knowledge_).value().unplaced; }

  void expect_last(std::string_view zh, std::string_view en) const {
    const auto unplaced = found();
    ASSERT_EQ(unplaced.size(), 1u);
    EXPECT_EQ(unplaced[0].line, file_.ledger.lines.size() - 1);
    EXPECT_NE(unplaced[0].message.zh.find(zh), std::string::npos) << unplaced[0].message.zh;
    EXPECT_NE(unplaced[0].message.en.find(en), std::string::npos) << unplaced[0].message.en;
  }

  std::shared_ptr<const Knowledge> knowledge_;
  LedgerFile file_;
};

TEST_F(Unplaced, NothingOfASoundLedger) {
  EXPECT_TRUE(found().empty());
  add("fiscal.general.own", "basic.public", "30201", 12'300'00);
  EXPECT_TRUE(found().empty());
}

TEST_F(Unplaced, ASourceWithoutARow) {
  add("surplus", "basic.public", "30201", 12'300'00);
  expect_last("“使用非财政拨款结余”的 12,300.00元 在“表1 部门收支总体情况表”中没有位置", "Use a source that the table lists: 财政拨款");
}

TEST_F(Unplaced, ASourceThatIsDividedFurther) {
  add("fiscal.general", "basic.public", "30201", 12'300'00);
  expect_last("请改用表中列出的资金来源：一般财力、上级一般公共预算转移支付", "一般财力, 上级一般公共预算转移支付");
}

TEST_F(Unplaced, ANatureWithoutAColumn) {
  add("unit_funds.other", "superior", "30201", 12'300'00);
  expect_last("“表3 部门支出总体情况表”", "Use a nature that the table lists: 基本支出, 项目支出");
}

TEST_F(Unplaced, MoneyThatNamesNone) {
  add("unit_funds.other", "", "30201", 12'300'00);
  expect_last("没有写支出性质", "names no nature");
}

// Figures have 0.01 万元: below their rounding nobody sees that something is missing, and no check finds it.
TEST_F(Unplaced, NotWhatRoundingHides) {
  add("fiscal.general.own", "basic.public", "302", 60'00);
  EXPECT_TRUE(found().empty());
  file_.ledger.lines.back().amount = Amount::from_fen(-6'000'00);
  expect_last("“302 商品和服务支出”的 -6,000.00元", "302 商品和服务支出");
}

}  // namespace
}  // namespace mingzhang
