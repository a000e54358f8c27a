#include "workbook/check_compiled.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "compile/compile.h"

namespace mingzhang {
namespace {

class ReasonChecker {
 public:
  ReasonChecker(const Content& content, const WorkbookLayout& layout, const Space& space, TypedUnit& typed)
      : content_(content), layout_(layout), space_(space), typed_(typed) {}

  void report(const MissingReason& missing) {
    const std::string sheet = layout_.find("remarks")->title;
    const std::string then = print_with_unit(missing.before), now = print_with_unit(missing.now);
    typed_.problems.push_back({"workbook.reason.missing", cell_of(missing),
                               {fmt::format("“{}”{} {}，本年 {}，请在“{}”表写明增减原因{}", missing.name, missing.before_words(Language::Chinese), then, now, sheet,
                                            missing.against_budget ? "（“预决算”列选年初预算）" : ""),
                                fmt::format("{}: {} {}, {} this year. Give the reason in the sheet {}", missing.name, missing.before_words(Language::English), then, now, sheet)}});
  }

 private:
  // The largest amount of this year, else of the other; of what follows from other lines, where the reason is to be written.
  std::string cell_of(const MissingReason& missing) const {
    const Region any_year = missing.region.with(Dimension::Year, kRoot).with(Dimension::Stage, kRoot);
    const std::vector<LedgerLine>& lines = typed_.data.file.ledger.lines;
    for (const Region& region : {missing.region, any_year}) {
      std::size_t largest = lines.size();
      for (std::size_t i = 0; i < lines.size(); ++i)
        if (space_.contains(region, lines[i].point) && (largest == lines.size() || std::abs(lines[i].amount.fen()) > std::abs(lines[largest].amount.fen()))) largest = i;
      if (largest < lines.size()) return typed_.origins[largest].cell;
    }
    return place_of_reasons();
  }

  // The first row of the sheet of reasons that is empty.
  std::string place_of_reasons() const {
    for (std::size_t s = 0; s < layout_.sheets.size(); ++s) {
      if (layout_.sheets[s].holds != Holds::Remarks || !content_[s].found) continue;
      const int text = layout_.sheets[s].column("text");
      for (const ContentRow& row : content_[s].rows)
        if (row.cells[static_cast<std::size_t>(text)].empty()) return content_[s].cell(row, text);
      return layout_.sheets[s].title;
    }
    return {};
  }

  const Content& content_;
  const WorkbookLayout& layout_;
  const Space& space_;
  TypedUnit& typed_;
};

// "支出明细!H5" -> "支出明细", "5"; of a whole sheet "".
std::pair<std::string, std::string> row_of(const std::string& where) {
  const std::size_t mark = where.rfind('!');
  if (mark == std::string::npos) return {where, ""};
  return {where.substr(0, mark), where.substr(std::min(where.find_first_of("0123456789", mark), where.size()))};
}

// What is wrong with its row or with its whole sheet may be why the money has no place.
bool is_told(const InputProblems& problems, const LineOrigin& origin) {
  const auto [sheet, row] = row_of(origin.cell);
  return std::any_of(problems.begin(), problems.end(), [&](const InputProblem& problem) {
    const auto [other_sheet, other_row] = row_of(problem.where);
    return other_sheet == sheet && (other_row == row || other_row.empty());
  });
}

}  // namespace

Result<void> check_compiled(const Content& content, const WorkbookLayout& layout, const Form& form, const Knowledge& knowledge, TypedUnit& typed) {
  LedgerFile file = typed.data.file;
  file.year = typed.year();
  const auto year = file.ledger.space.tree(Dimension::Year).find(std::to_string(file.year));
  const bool begun = year && std::any_of(file.ledger.lines.begin(), file.ledger.lines.end(), [&](const LedgerLine& line) { return line.point[Dimension::Year] == Extent(*year); });
  if (!begun) return {};  // a draft: what changes is not typed yet
  TRY(const Compiled compiled, compile_disclosure(file, form, knowledge));
  ReasonChecker checker(content, layout, compiled.disclosure.space, typed);
  for (const MissingReason& missing : compiled.missing_reasons) checker.report(missing);
  const InputProblems told = typed.problems;
  for (const UnplacedMoney& money : compiled.unplaced)
    if (const LineOrigin& origin = typed.origins[money.line]; !origin.noted && !is_told(told, origin)) typed.problems.push_back({"workbook.unplaced", origin.cell, money.message});
  return {};
}

}  // namespace mingzhang
