#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"
#include "codes/catalog.h"
#include "workbook/check_compiled.h"
#include "workbook/check_input.h"
#include "workbook/check_needs.h"
#include "workbook/mark.h"
#include "workbook/workbook.h"

namespace mingzhang {
namespace {

struct Position {
  int row = 0;
  std::string letters;
};

// "支出明细!AB12" -> 12, AB. Sheet names may hold a "!".
Position position_of(const std::string& place) {
  const std::size_t mark = place.rfind('!');
  std::size_t digits = mark + 1;
  while (digits < place.size() && place[digits] >= 'A' && place[digits] <= 'Z') ++digits;
  Position position;
  position.letters = place.substr(mark + 1, digits - mark - 1);
  std::from_chars(place.data() + digits, place.data() + place.size(), position.row);
  return position;
}

// Rows by number, cells by letters.
using Rows = std::map<int, std::map<std::string, std::string>>;

std::map<std::string, Rows> sheets_of(const Document& document) {
  std::map<std::string, Rows> sheets;
  Rows* sheet = nullptr;
  const auto put = [&](const Place& place, const std::string& text) {
    const Position at = position_of(place.cell.str());
    if (sheet != nullptr && at.row > 0 && !trimmed(text).empty()) (*sheet)[at.row][at.letters] = std::string(trimmed(text));
  };
  for (const Block& block : document.blocks) {
    if (const Text* text = std::get_if<Text>(&block)) {
      if (text->heading_level == 1) sheet = &sheets[text->text];
      else put(text->place, text->text);
    } else if (const Grid* grid = std::get_if<Grid>(&block)) {
      for (const Cell& cell : grid->cells) put(cell.place, cell.text);
    }
  }
  return sheets;
}

// A title as people may have changed it: without the mark, spaces and brackets of either width.
std::string title_key(std::string_view title) {
  std::string key = normalised_name(title);
  std::erase(key, '*');
  return key;
}

class SheetReader {
 public:
  SheetReader(const SheetLayout& layout, const Rows& rows) : layout_(layout), rows_(rows) {}

  SheetContent read() {
    SheetContent content;
    content.found = true;
    content.title = layout_.title;
    content.letters.resize(layout_.columns.size());
    content.fields.resize(layout_.fields.size());
    content.field_cells.resize(layout_.fields.size());
    find_header(content);
    find_fields(content);
    for (const auto& [number, cells] : rows_) {
      if (number <= content.header_row) continue;
      ContentRow& row = content.rows.emplace_back();
      row.number = number;
      for (const std::string& letters : content.letters) {
        const auto cell = cells.find(letters);
        row.cells.push_back(cell == cells.end() ? "" : cell->second);
      }
    }
    return content;
  }

 private:
  // The row that has most of the titles.
  void find_header(SheetContent& content) const {
    std::size_t most = 0;
    for (const auto& [number, cells] : rows_) {
      std::vector<std::string> letters(layout_.columns.size());
      std::size_t found = 0;
      for (const auto& [at, text] : cells)
        for (std::size_t i = 0; i < layout_.columns.size(); ++i)
          if (letters[i].empty() && title_key(text) == title_key(layout_.columns[i].title)) {
            letters[i] = at;
            ++found;
            break;
          }
      if (found <= most) continue;
      most = found;
      content.letters = std::move(letters);
      content.header_row = number;
    }
  }

  // The value stands in the cell right of the label.
  void find_fields(SheetContent& content) const {
    for (const auto& [number, cells] : rows_) {
      if (number >= content.header_row) break;
      for (auto cell = cells.begin(); cell != cells.end(); ++cell)
        for (std::size_t i = 0; i < layout_.fields.size(); ++i) {
          if (!content.field_cells[i].empty() || title_key(cell->second) != title_key(layout_.fields[i].title)) continue;
          const auto value = std::next(cell);
          content.field_cells[i] = "B" + std::to_string(number);
          if (value != cells.end()) content.fields[i] = value->second;
          if (value != cells.end()) content.field_cells[i] = value->first + std::to_string(number);
        }
    }
  }

  const SheetLayout& layout_;
  const Rows& rows_;
};

// "支出明细!F12": by sheet as the workbook has them, then by row.
void sort_problems(InputProblems& problems, const WorkbookLayout& layout) {
  const auto key = [&](const InputProblem& problem) {
    std::size_t sheet = 0;
    const std::string title = problem.where.substr(0, problem.where.rfind('!'));
    while (sheet < layout.sheets.size() && layout.sheets[sheet].title != title) ++sheet;
    const Position at = problem.where.find('!') == std::string::npos ? Position{} : position_of(problem.where);
    return std::tuple(sheet, at.row, at.letters.size(), at.letters);
  };
  std::stable_sort(problems.begin(), problems.end(), [&](const InputProblem& a, const InputProblem& b) { return key(a) < key(b); });
}

}  // namespace

std::optional<std::string> form_of_workbook(const Document& document) {
  if (document.format != "xlsx") return std::nullopt;
  bool here = false;
  std::map<std::string, std::string> marks;
  for (const Block& block : document.blocks) {
    if (const Text* text = std::get_if<Text>(&block); text != nullptr && text->heading_level == 1) here = text->text == kMarkSheet;
    const Grid* grid = std::get_if<Grid>(&block);
    if (!here || grid == nullptr) continue;
    for (const Cell& cell : grid->cells) {
      const std::string& name = cell.place.cell.str();
      marks[name.substr(name.rfind('!') + 1)] = cell.text;
    }
  }
  if (marks["A1"] != kMark) return std::nullopt;
  return marks["B1"];
}

Content read_content(const Document& document, const WorkbookLayout& layout) {
  const std::map<std::string, Rows> sheets = sheets_of(document);
  Content content;
  for (const SheetLayout& sheet : layout.sheets) {
    const auto rows = sheets.find(sheet.title);
    if (rows != sheets.end()) content.push_back(SheetReader(sheet, rows->second).read());
    else content.push_back(SheetContent());
  }
  return content;
}

Result<TypedUnit> read_workbook(const Document& document, const Form& form, const WorkbookLayout& layout, const Knowledge& knowledge) {
  const Content content = read_content(document, layout);
  TypedUnit typed = from_content(content, layout, knowledge, form.final_accounts);
  check_needs(content, layout, form, typed);
  check_input(content, layout, knowledge, typed);
  if (const auto done = check_compiled(content, layout, form, knowledge, typed); !done) return tl::unexpected<Error>(done.error());
  sort_problems(typed.problems, layout);
  return typed;
}

}  // namespace mingzhang
