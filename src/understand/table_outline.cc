#include "understand/table_outline.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/find_word.h"
#include "base/text.h"
#include "base/utf8.h"
#include "understand/passage.h"
#include "understand/performance_text.h"
#include "understand/table_lines.h"

namespace mingzhang {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kRunningBytesMax = 150;
constexpr int kRunningPagesMin = 3;
constexpr int kLinesBeforeMax = 8, kNoteLinesMax = 8, kContentsMax = 200;
constexpr std::size_t kContentsBytesMax = 100;  // of the heading 目 录, however it is spaced
constexpr std::size_t kEntryBytesMax = 240;

struct Item {
  const Text* text = nullptr;
  const Grid* grid = nullptr;  // neither: a page begins
  bool used = false;
  bool running = false;  // a header or footer of the page: used, and as good as not there
  std::string key = {};  // of the text, see word_key
  std::vector<const Text*> rows = {};  // of a grid that others read line by line
};

// The cells of a row that print something, each once.
std::vector<std::vector<const Cell*>> printed_rows(const Grid& grid) {
  std::vector<std::vector<const Cell*>> rows(static_cast<std::size_t>(std::max(0, grid.row_count)));
  for (const Cell& cell : grid.cells)
    if (cell.row >= 0 && cell.row < grid.row_count && !trimmed(cell.text).empty()) rows[static_cast<std::size_t>(cell.row)].push_back(&cell);
  return rows;
}

// What stands at the top, or at the end, of most pages is a running header or footer. (Titles are repeated too where a table goes on.)
std::set<const Text*> running_lines(const std::vector<Block>& blocks, const TableWords& words) {
  std::map<std::string, std::vector<const Text*>> lines;
  int pages = 0;
  const auto note = [&](std::size_t i) {
    const Text* text = i < blocks.size() ? std::get_if<Text>(&blocks[i]) : nullptr;
    if (text == nullptr || text->text.size() > kRunningBytesMax) return;
    const TableLine line = read_table_line(text->text, words);
    const std::string key = word_key(text->text);
    if (has_word(words.empty, key)) return;  // of several empty tables, each says so below it
    if (line.title.empty() && !line.money && !line.unit_label && !key.empty() && !is_page_number(key)) lines[key].push_back(text);
  };
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!std::holds_alternative<PageBreak>(blocks[i])) continue;
    ++pages;
    note(i + 1);
    if (i > 1) note(i - 1);
  }
  std::set<const Text*> running;
  for (const auto& [key, places] : lines)
    if (static_cast<int>(places.size()) >= std::max(kRunningPagesMin, (pages + 1) / 2)) running.insert(places.begin(), places.end());
  return running;
}

class TableOutliner {
 public:
  TableOutliner(const Document& document, const Knowledge& knowledge) : knowledge_(knowledge), words_(knowledge.table_words) {
    const std::set<const Text*> running = running_lines(document.blocks, words_);
    items_.reserve(document.blocks.size());
    for (const Block& block : document.blocks) {
      if (const Text* text = std::get_if<Text>(&block)) add_text(*text, running.contains(text));
      else if (const Grid* grid = std::get_if<Grid>(&block)) add_grid(*grid);
      else items_.push_back({});
    }
  }

  TableOutline run() {
    for (const Item& item : items_)
      if (item.text != nullptr) note_unit_name(item);
    take_contents();
    for (std::size_t i = 0; i < items_.size(); ++i)
      if (items_[i].grid != nullptr) take_grid(i);
    out_.lines.reserve(items_.size());
    out_.keys.reserve(items_.size());
    for (Item& item : items_) {
      if (item.text != nullptr && !item.used) add_line(*item.text, std::move(item.key));
      for (const Text* row : item.rows) add_line(*row, word_key(row->text));
    }
    return std::move(out_);
  }

 private:
  void add_text(const Text& text, bool running) { items_.push_back({&text, nullptr, running, running, word_key(text.text)}); }

  void add_line(const Text& text, std::string key) {
    out_.lines.push_back(&text);
    out_.keys.push_back(std::move(key));
  }

  // Spreadsheets and web pages frame running text too: a grid with one printed cell a row and no more.
  void add_grid(const Grid& grid) {
    const auto rows = printed_rows(grid);
    const bool text_only = std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.size() <= 1; });
    if (!text_only || continues_grid(grid)) {
      items_.push_back({nullptr, &grid});
      return;
    }
    for (const auto& row : rows)
      for (const Cell* cell : row) add_lines(*cell);
  }

  // A page of a table on which only names stand, beside empty cells.
  bool continues_grid(const Grid& grid) const {
    for (std::size_t i = items_.size(); grid.column_count > 1 && i-- > 0;) {
      if (items_[i].grid != nullptr) return items_[i].grid->column_count == grid.column_count;
      if (items_[i].text != nullptr && !items_[i].running && !is_page_number(items_[i].key)) return false;
    }
    return false;
  }

  void add_lines(const Cell& cell) {
    const std::string_view text = cell.text;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      Text line;
      line.text = text.substr(begin, end - begin);
      line.place = cell.place;
      line.ends_paragraph = true;
      if (!trimmed(line.text).empty()) add_text(out_.made.emplace_back(std::move(line)), false);
      begin = end + 1;
    }
  }

  void note_unit_name(const Item& item) {
    if (item.key.find(':') == std::string::npos || item.text->text.size() > 400 || !has_word(words_.unit_labels, item.key)) return;
    note_unit_name(read_table_line(item.text->text, words_));
  }

  void note_unit_name(const TableLine& line) {
    if (!line.unit_name.empty()) out_.unit_names.push_back(line.unit_name);
    else out_.blank_unit_names += line.unit_label;
  }

  // ---- the table of contents

  void take_contents() {
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].text == nullptr || !is_word(words_.contents, items_[i].key) || items_[i].text->text.size() > kContentsBytesMax) continue;
      items_[i].used = true;
      take_entries(i + 1);
      return;
    }
  }

  // “四、预算编制的依据。”: numbered entries may end like sentences, and the dots that lead to a page number may be 。。。 as well.
  static bool is_sentence(std::string_view text, std::string_view key) {
    constexpr std::string_view kStop = "。";
    text = trimmed(text);
    const bool stops = text.ends_with(kStop) && !text.substr(0, text.size() - kStop.size()).ends_with(kStop);
    return (stops && numbering_length(key) == 0) || key.size() > kEntryBytesMax || has_any(key, {kStop, ",", ";", "；"});
  }

  // Entries go on to the end of the page; where there are no pages, to where the first of them is printed again as a heading.
  void take_entries(std::size_t i) {
    std::vector<std::string> keys;
    for (int count = 0; i < items_.size() && count < kContentsMax; ++i, ++count) {
      const Item& item = items_[i];
      if (item.running) continue;
      if (item.text == nullptr || item.text->heading_level > 0) break;
      std::string title = without_leaders(item.text->text);
      const std::string key = word_key(title);
      if (is_sentence(item.text->text, key)) break;
      const std::string words = key.substr(numbering_length(key));  // printed again as a heading, with its number or without
      if (std::find(keys.begin(), keys.end(), words) != keys.end()) break;
      items_[i].used = true;
      if (key.empty() || is_page_number(key)) continue;
      if (add_entry(std::move(title), item.text->place)) keys.push_back(words);
    }
  }

  // "…“三公”经费、会议费、培训费支" / "出预算表": what has no number of its own and follows an unfinished line belongs to it.
  // False: it did; two entries may well end alike.
  bool add_entry(std::string title, const Place& place) {
    auto& entries = out_.contents;
    const bool numbered = numbering_length(title) > 0 || part_number(title) > 0 || !read_table_line(title, words_).number.empty();
    if (!entries.empty() && !numbered && !finished(entries.back().title) && numbering_length(entries.back().title) > 0) {
      entries.back().title += title;
      return false;
    }
    entries.push_back({std::move(title), place});
    return true;
  }

  bool finished(std::string_view title) const {
    const std::string key = word_key(title);
    for (std::string_view ending : Literals{"表", "说明", "情况", "解释", "职能", "职责", "概况", "构成", "设置", "事项", ")"})
      if (key.ends_with(ending)) return true;
    return false;
  }

  // ---- grids

  void take_grid(std::size_t i) {
    TitledGrid table;
    table.place = items_[i].grid->place;
    table.parts.push_back({items_[i].grid, 0});
    title_item_ = kNone;
    if (performance_title_before(i)) return give_rows(i);
    const bool continued = read_lines_before(i, table);
    read_rows_above_header(table);
    if (table.title.empty() && previous_ != kNone && (continued || only_page_between(i))) {
      TitledGrid& before = out_.grids[previous_];
      before.parts.push_back(table.parts.front());
      if (!before.unit) before.unit = table.unit;
    } else {
      complete_title(table);
      if (table.title.empty()) name_by_rows(table);
      out_.grids.push_back(std::move(table));
      previous_ = out_.grids.size() - 1;
    }
    last_grid_ = i;
    read_notes_below(i, out_.grids[previous_]);
  }

  // Tables of performance targets are read from their lines (performance_text.h): their cells are sentences, not amounts.
  bool performance_title_before(std::size_t i) const {
    const Grid& grid = *items_[i].grid;
    for (const Cell& cell : grid.cells)
      if (cell.row == 0 && is_performance_title(cell.text)) return true;
    for (int count = 0; i-- > 0 && count < kLinesBeforeMax; ++count) {
      if (items_[i].grid != nullptr) return !items_[i].rows.empty() && items_[i].grid->column_count == grid.column_count;
      if (items_[i].text == nullptr) continue;
      if (is_performance_title(items_[i].text->text)) return true;
      if (!read_table_line(items_[i].text->text, words_).title.empty()) return false;
    }
    return false;
  }

  void give_rows(std::size_t i) {
    for (const auto& cells : printed_rows(*items_[i].grid)) {
      if (cells.empty()) continue;
      Text line;
      line.place = cells.front()->place;
      for (const Cell* cell : cells) line.text += (line.text.empty() ? "" : " ") + without_spaces(cell->text);
      items_[i].rows.push_back(&out_.made.emplace_back(std::move(line)));
    }
    last_grid_ = i;
  }

  // Walks upwards over the lines that speak of the table until its title. True when one says that the table goes on (续表).
  bool read_lines_before(std::size_t i, TitledGrid& table) {
    bool continued = false;
    std::vector<std::size_t> passed;
    int strange = 0;  // the broken halves of a long unit name may stand between the title and the table
    for (int count = 0; i-- > 0 && count < kLinesBeforeMax;) {
      Item& item = items_[i];
      if (item.running) continue;
      if (item.grid != nullptr || item.used) break;
      if (item.text == nullptr) continue;
      const std::string& key = item.key;
      if (key.empty() || is_page_number(key)) continue;
      ++count;
      const TableLine line = read_table_line(item.text->text, words_);
      const bool only_year = key.size() <= 24 && key.find("年") != std::string::npos && line.title.empty();
      if (line.other && !only_year) {
        const bool fragment = key.size() <= 60 && numbering_length(key) == 0 && part_number(key) == 0 && !ends_sentence(key);
        if (!fragment || ++strange > 2) break;
        continue;
      }
      if (line.money && !table.unit) table.unit = line.money;
      continued = continued || line.continued;
      passed.push_back(i);
      if (!line.number.empty()) table.number = line.number;
      if (line.title.empty()) continue;
      table.title = line.title;
      table.place = item.text->place;
      title_item_ = i;
      take_number_above(i, table);
      break;
    }
    if (!table.title.empty() || continued || table.unit)
      for (std::size_t each : passed) items_[each].used = true;
    return continued;
  }

  static bool ends_sentence(std::string_view key) {
    for (std::string_view mark : Literals{"。", ";", "；", ":", ","})
      if (key.find(mark) != std::string_view::npos) return true;
    return false;
  }

  // "表 2" may stand alone above the title.
  void take_number_above(std::size_t title, TitledGrid& table) {
    for (std::size_t i = title; table.number.empty() && i-- > 0;) {
      Item& item = items_[i];
      if (item.text == nullptr || item.used) return;
      const TableLine line = read_table_line(item.text->text, words_);
      if (line.empty()) continue;
      if (line.number.empty() || !line.title.empty() || line.other) return;
      table.number = line.number;
      item.used = true;
    }
  }

  // "…支出预" / "算表": what is short and no words of ours is the end of a wrapped title.
  bool is_fragment(const std::string& title) const {
    constexpr std::size_t kCharactersMax = 8;
    const std::string key = word_key(title);
    std::size_t known = leading_word(words_.title_endings, key.substr(key.size() - std::min(key.size(), std::string_view("表").size())));
    for (const WordHit& hit : knowledge_.vocabulary.find(key)) known += hit.length;
    return count_code_points(key) <= kCharactersMax && known < key.size();
  }

  void complete_title(TitledGrid& table) {
    if (title_item_ == kNone || !is_fragment(table.title)) return;
    if (title_item_ == 0) return;
    Item& above = items_[title_item_ - 1];
    if (above.text == nullptr || above.used) return;
    const std::string& key = above.key;
    if (key.size() > 200 || key.find("。") != std::string::npos || part_number(key) > 0) return;
    std::string plain = without_spaces(above.text->text);
    table.title = plain.substr(numbering_length(plain)) + table.title;
    table.place = above.text->place;
    above.used = true;
  }

  // A page about one thing may print its only table without a title: it is about what its rows are parts of.
  void name_by_rows(TitledGrid& table) const {
    const Tree& measures = knowledge_.space.tree(Dimension::Measure);
    NodeId whole = kRoot;
    int named = 0;
    for (const Cell& cell : table.parts.front().grid->cells) {
      if (cell.column != 0) continue;
      const auto row = knowledge_.vocabulary.refine(knowledge_.space, Region{}, word_key(cell.text.substr(numbering_length(cell.text))), NumberKind::Money);
      if (!row || *row == Region{}) continue;
      const Extent measure = (*row)[Dimension::Measure];
      if (measure.is_root() || measure.is_set() || row->with(Dimension::Measure, Extent()) != Region{}) return;
      if (named++ == 0) whole = measure.handle();
      while (!measures.contains(whole, measure.handle())) whole = measures.parent(whole);
    }
    if (named >= 2 && whole != kRoot) table.title = measures.name(whole);
  }

  // Spreadsheets print the title and the unit of money in the first rows of the grid.
  void read_rows_above_header(TitledGrid& table) {
    GridPart& part = table.parts.front();
    const auto rows = printed_rows(*part.grid);
    std::string title;
    int after = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (rows[r].empty()) continue;
      TableLine line;
      std::string title_here;
      for (const Cell* cell : rows[r]) {
        const TableLine one = read_table_line(cell->text, words_);
        line.other = line.other || one.other || one.empty();
        if (one.money) line.money = one.money;
        if (!one.number.empty()) line.number = one.number;
        line.unit_label = line.unit_label || one.unit_label;
        note_unit_name(one);
        if (!one.title.empty()) title_here = one.title, table.place = cell->place;
      }
      const bool heading = rows[r].size() == 1 && (!title_here.empty() || !line.number.empty());
      if (!heading && !line.money && !(line.unit_label && !line.other)) break;
      if (line.money) table.unit = line.money;
      if (!line.number.empty()) table.number = line.number;
      if (!title_here.empty()) title = title_here;
      after = static_cast<int>(r) + 1;
    }
    part.first_row = after;
    if (title.empty()) return;
    table.title = title;
    title_item_ = kNone;
  }

  // Between the last grid and this one nothing is printed but page numbers and what has found its table.
  bool only_page_between(std::size_t i) const {
    for (std::size_t j = last_grid_ + 1; j < i; ++j) {
      const Item& item = items_[j];
      if (item.grid != nullptr) return false;
      if (item.text == nullptr || item.used) continue;
      const std::string& key = item.key;
      if (!key.empty() && !is_page_number(key)) return false;
    }
    return true;
  }

  bool begins_note(std::string_view key) const {
    const std::size_t word = leading_word(words_.notes, key);
    if (word == 0) return false;
    const std::string_view rest = key.substr(word);
    return rest.starts_with(":") || rest.starts_with("1") || rest.starts_with(".") || rest.starts_with("、");
  }

  void read_notes_below(std::size_t i, TitledGrid& table) {
    bool open = false;
    int taken = 0;
    for (++i; i < items_.size() && taken < kNoteLinesMax; ++i) {
      Item& item = items_[i];
      if (item.text == nullptr) return;
      const std::string& key = item.key;
      if (key.empty() || item.running) continue;
      const bool begins = begins_note(key) || (!open && has_word(words_.empty, key) && key.size() <= 400);
      if (!begins && (!open || part_number(key) > 0 || !read_table_line(item.text->text, words_).title.empty())) return;
      item.used = true;
      table.notes.push_back(item.text);
      ++taken;
      open = !key.ends_with("。");
    }
  }

  const Knowledge& knowledge_;
  const TableWords& words_;
  std::vector<Item> items_;
  TableOutline out_;
  std::size_t previous_ = kNone, last_grid_ = 0, title_item_ = kNone;
};

}  // namespace

TableOutline find_tables(const Document& document, const Knowledge& knowledge) { return TableOutliner(document, knowledge).run(); }

}  // namespace mingzhang
