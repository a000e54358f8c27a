#include "publish/edition.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

#include "base/utf8.h"

namespace mingzhang {
namespace {

bool begins_part(const Block& block) {
  const Text* text = std::get_if<Text>(&block);
  return text != nullptr && text->heading_level == 1;
}

// Parts begin on pages of their own.
void add(const Block& block, std::vector<Block>& blocks) {
  if (begins_part(block) && !blocks.empty()) blocks.emplace_back(PageBreak{});
  blocks.push_back(block);
}

std::size_t byte_of(std::string_view text, int column) {
  std::size_t at = 0;
  for (const CodePoint& point : code_points(text)) {
    if (--column == 0) return point.offset;
    at = point.offset + point.size;
  }
  return at;
}

bool is_part_of_number(char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; }

// "12.80" in "其中：财政拨款 12.80 万元", not in "112.80".
bool holds_figure(std::string_view text, std::string_view figure) {
  for (std::size_t at = text.find(figure); at != std::string_view::npos; at = text.find(figure, at + 1)) {
    const std::size_t end = at + figure.size();
    if ((at == 0 || !is_part_of_number(text[at - 1])) && (end == text.size() || !is_part_of_number(text[end]))) return true;
  }
  return false;
}

// The figures of sentences, by the places that compiling gave them, and those at the head of tables of targets.
class TextFigures {
 public:
  explicit TextFigures(const Compiled& compiled) : compiled_(compiled) {
    for (std::size_t c = 0; c < compiled.disclosure.claims.size(); ++c)
      if (const Place& place = compiled.disclosure.claims[c].place; place.line > 0) by_paragraph_[static_cast<std::size_t>(place.line) - 1].push_back(static_cast<int>(c));
  }

  // Text block `index` is block `block` of the document.
  void add(std::size_t index, std::size_t block, std::vector<FigureSpot>& figures) {
    if (const Grid* grid = std::get_if<Grid>(&compiled_.text[index])) return add_targets(*grid, block, figures);
    const Text* text = std::get_if<Text>(&compiled_.text[index]);
    const auto found = by_paragraph_.find(index);
    if (text == nullptr || found == by_paragraph_.end()) return;
    for (const int c : found->second) {
      const Claim& claim = compiled_.disclosure.claims[static_cast<std::size_t>(c)];
      const std::size_t begin = byte_of(text->text, claim.place.column);
      figures.push_back({c, block, -1, -1, begin, begin + claim.quote.size()});
    }
  }

 private:
  // Each table of targets is one grid, and its amounts come in the order of its cells.
  void add_targets(const Grid& grid, std::size_t block, std::vector<FigureSpot>& figures) {
    if (next_target_ == compiled_.disclosure.performance.size()) return;
    auto cell = grid.cells.begin();
    for (const int c : compiled_.disclosure.performance[next_target_++].amounts) {
      const std::string& quote = compiled_.disclosure.claims[static_cast<std::size_t>(c)].quote;
      cell = std::find_if(cell, grid.cells.end(), [&](const Cell& one) { return holds_figure(one.text, quote); });
      if (cell == grid.cells.end()) return;
      figures.push_back({c, block, cell->row, cell->column});
      ++cell;  // a cell is one link
    }
  }

  const Compiled& compiled_;
  std::map<std::size_t, std::vector<int>> by_paragraph_;
  std::size_t next_target_ = 0;
};

}  // namespace

std::string title_of(const LedgerFile& ledger, const Form& form) {
  return fmt::format("{}{}年{}{}公开", ledger.unit, ledger.year, form.level == FormLevel::Unit ? "单位" : "部门", form.final_accounts ? "决算" : "预算");
}

Document edition_of(const Compiled& compiled, const Form& form, std::vector<FigureSpot>* figures) {
  Document document;
  document.format = "compiled";
  TextFigures text_figures(compiled);
  for (std::size_t i = 0; i < compiled.text.size(); ++i) {
    if (i == compiled.tables_at) {
      const std::size_t first_block = document.blocks.size(), first_figure = figures == nullptr ? 0 : figures->size();
      std::vector<Block> tables = render_tables(compiled.disclosure, form, figures);
      document.blocks.insert(document.blocks.end(), std::make_move_iterator(tables.begin()), std::make_move_iterator(tables.end()));
      for (std::size_t f = first_figure; figures != nullptr && f < figures->size(); ++f) (*figures)[f].block += first_block;
    }
    add(compiled.text[i], document.blocks);
    if (figures != nullptr) text_figures.add(i, document.blocks.size() - 1, *figures);
  }
  if (figures != nullptr)
    std::sort(figures->begin(), figures->end(), [](const FigureSpot& a, const FigureSpot& b) {
      return std::tie(a.block, a.row, a.column, a.begin) < std::tie(b.block, b.row, b.column, b.begin);
    });
  return document;
}

}  // namespace mingzhang
