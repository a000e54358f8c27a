#include "workbook/check_needs.h"

#include <algorithm>

#include <fmt/format.h>

#include "workbook/labels.h"

namespace mingzhang {
namespace {

class NeedsChecker {
 public:
  NeedsChecker(const SheetLayout& sheet, const SheetContent& content, const Labels& labels, TypedUnit& typed)
      : sheet_(sheet), content_(content), labels_(labels), typed_(typed) {}

  void check() {
    for (const std::string& field : sheet_.needs) need_column(field);
    for (const RowLayout& row : sheet_.rows)
      if (row.needed) need_row(row);
  }

 private:
  void report(std::string where, const std::string& what) {
    typed_.problems.push_back({"workbook.needed", std::move(where),
                               {fmt::format("“{}”一项也没有填，没有它就编不出公开文件。请从这一格填起", what),
                                fmt::format("Nothing is filled in of {}, and nothing can be disclosed without it. Begin at this cell", what)}});
  }

  void need_column(const std::string& field) {
    const int column = sheet_.column(field);
    if (column < 0) return need_field(field);
    const auto index = static_cast<std::size_t>(column);
    if (content_.letters[index].empty()) return;  // the column is missing, which is told
    if (std::any_of(content_.rows.begin(), content_.rows.end(), [&](const ContentRow& row) { return !row.cells[index].empty(); })) return;
    report(fmt::format("{}!{}{}", content_.title, content_.letters[index], content_.header_row + 1), sheet_.title + "：" + sheet_.columns[index].title);
  }

  void need_field(const std::string& field) {
    for (std::size_t i = 0; i < sheet_.fields.size(); ++i)
      if (sheet_.fields[i].field == field && content_.fields[i].empty()) report(content_.field_cell(i), sheet_.fields[i].title);
  }

  // A row that stood there from the start; a zero is an answer too.
  void need_row(const RowLayout& row) {
    const int measure = sheet_.column("measure"), amount = sheet_.column("amount");
    const std::string& label = labels_.label(Dimension::Measure, *row.measure);
    std::string where = content_.title;
    for (const ContentRow& typed : content_.rows) {
      if (typed.cells[static_cast<std::size_t>(measure)] != label) continue;
      if (!typed.cells[static_cast<std::size_t>(amount)].empty()) return;
      where = content_.cell(typed, amount);
    }
    report(std::move(where), label);
  }

  const SheetLayout& sheet_;
  const SheetContent& content_;
  const Labels& labels_;
  TypedUnit& typed_;
};

}  // namespace

void check_needs(const Content& content, const WorkbookLayout& layout, const Form& form, TypedUnit& typed) {
  const Labels labels(typed.data.file.ledger.space);
  for (std::size_t s = 0; s < layout.sheets.size(); ++s) {
    const SheetLayout& sheet = layout.sheets[s];
    if (!content[s].found || (sheet.holds == Holds::Indicators && form.performance_whole_unit.empty())) continue;
    NeedsChecker(sheet, content[s], labels, typed).check();
  }
}

}  // namespace mingzhang
