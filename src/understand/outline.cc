#include "understand/outline.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>

#include "base/find_word.h"
#include "base/text.h"
#include "base/utf8.h"
#include "forms/titles.h"
#include "understand/performance_text.h"
#include "understand/sections.h"
#include "understand/table_lines.h"

namespace mingzhang {
namespace {

// "5", "- 5 -", "— 5 —", "第5页", "第 5 页 共 20 页": the number; 0 when the line is something else.
int page_number(std::string_view key, bool& marked) {
  constexpr std::size_t kBytesMax = 40;
  std::string_view digits = key;
  marked = false;
  if (key.size() > kBytesMax || std::none_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; })) return 0;
  for (std::string_view mark : Literals{"-", "—", "–", "－", "·", "="}) {
    while (has_prefix(digits, mark)) digits.remove_prefix(mark.size()), marked = true;
    while (has_suffix(digits, mark)) digits.remove_suffix(mark.size()), marked = true;
  }
  if (marked && (digits.starts_with("p") || digits.starts_with("P"))) digits.remove_prefix(1);
  if (digits.starts_with("第") && digits.ends_with("页")) {
    digits.remove_prefix(std::string_view("第").size());
    digits = digits.substr(0, digits.find("页"));
    marked = true;
  }
  const bool number = !digits.empty() && digits.size() <= 3 && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  return number ? std::stoi(std::string(digits)) : 0;
}

// Lines that are the numbers of pages: marked as such, or part of a run 1, 2, 3 ... through the document. A table's own
// lone numbers (weights 10, 10, 20) make no such run.
std::set<std::size_t> page_number_lines(const std::vector<std::string>& keys) {
  constexpr int kRunMin = 4;
  struct Step {
    std::size_t line = 0;
    int length = 0;
    std::size_t before = 0;  // index into steps, when length > 1
  };
  std::vector<Step> steps;
  std::map<int, std::size_t> longest;  // page number -> the step with the longest run that ends in it
  std::set<std::size_t> lines;
  std::size_t best = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    bool marked = false;
    const int number = page_number(keys[i], marked);
    if (number == 0) continue;
    if (marked) lines.insert(i);
    const auto before = longest.find(number - 1);
    const Step step{i, before == longest.end() ? 1 : steps[before->second].length + 1, before == longest.end() ? 0 : before->second};
    steps.push_back(step);
    const auto same = longest.find(number);
    if (same == longest.end() || steps[same->second].length < step.length) longest[number] = steps.size() - 1;
    if (steps[best].length < step.length) best = steps.size() - 1;
  }
  if (steps.empty() || steps[best].length < kRunMin) return lines;
  for (std::size_t at = best;; at = steps[at].before) {
    lines.insert(steps[at].line);
    if (steps[at].length == 1) return lines;
  }
}

// "表2部门收入总体情况表" -> 4 bytes of "表2"; 0 when the line does not begin with a table number.
std::size_t table_number_length(std::string_view key) {
  for (std::string_view word : Literals{"附表", "公开表", "表"}) {
    if (!key.starts_with(word)) continue;
    std::size_t end = word.size();
    while (end < key.size() && key[end] >= '0' && key[end] <= '9') ++end;
    if (end == word.size()) return 0;
    for (std::string_view separator : Literals{":", "、", "."})
      if (key.substr(end).starts_with(separator)) end += separator.size();
    return end;
  }
  return 0;
}

// The years that the words speak of; not those that they only compare with: “较2022年度决算数”.
std::vector<int> years_in(std::string_view key, const SentenceWords& words) {
  std::vector<int> years;
  std::vector<SentenceHit> hits;
  for (std::size_t at = find_word(key, "年"); at != std::string_view::npos; at = find_word(key, "年", at + 1)) {
    if (at < 4) continue;
    const std::string_view digits = key.substr(at - 4, 4);
    if (!digits.starts_with("20") || !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) continue;
    if (hits.empty()) words.find(key, hits);
    const bool is_base = std::any_of(hits.begin(), hits.end(), [&](const SentenceHit& hit) {
      return hit.end == at - 4 && (hit.kind == SentenceWord::Than || hit.kind == SentenceWord::With);
    });
    if (!is_base) years.push_back(std::stoi(std::string(digits)));
  }
  return years;
}

template <class Key>
Key most_frequent(const std::map<Key, int>& counts, Key none) {
  int best = 0;
  for (const auto& [key, count] : counts)
    if (count >= best && count > 0) {  // of equals the later one
      best = count;
      none = key;
    }
  return none;
}

// Does the word stand somewhere without being a part of one of these longer ones?
bool says(std::string_view key, std::string_view word, std::initializer_list<std::string_view> not_behind, std::initializer_list<std::string_view> not_before) {
  for (auto at = find_word(key, word); at != std::string_view::npos; at = find_word(key, word, at + 1)) {
    const std::string_view before = key.substr(0, at), after = key.substr(at + word.size());
    if (std::none_of(not_behind.begin(), not_behind.end(), [&](auto part) { return before.ends_with(part); }) &&
        std::none_of(not_before.begin(), not_before.end(), [&](auto part) { return after.starts_with(part); }))
      return true;
  }
  return false;
}

// 预决算 is about both.
bool says_accounts(std::string_view key) { return says(key, "决算", {"预"}, {}); }
// 一般公共预算, 政府性基金预算 name kinds of money.
bool says_budget(std::string_view key) { return says(key, "预算", {"公共", "基金", "经营"}, {"执行", "法"}); }

class OutlineReader {
 public:
  OutlineReader(TableOutline& tables, const Knowledge& knowledge)
      : tables_(tables), knowledge_(knowledge), words_(knowledge.table_words), lines_(tables.lines), keys_(tables.keys) {
    drop_page_numbers();
    sections_.emplace(lines_, keys_, knowledge.sentences);
    choose_form();
    find_grids();
  }

  Outline read() {
    find_unit();
    for (std::size_t i = 0; i < lines_.size();) i = read_line(i);
    outline_.sections = sections_->take();
    find_year_and_kind();
    return std::move(outline_);
  }

 private:
  // What forms are recognised by: titles of tables in their order, then everything else that is printed.
  void choose_form() {
    std::deque<std::string> made;
    std::vector<std::string_view> keys;
    const auto add = [&](std::string_view text) { keys.push_back(made.emplace_back(word_key(text))); };
    for (const ContentsEntry& entry : tables_.contents) add(entry.title);
    for (const TitledGrid& grid : tables_.grids) add(grid.title);
    keys.insert(keys.end(), keys_.begin(), keys_.end());
    for (const TitledGrid& grid : tables_.grids)
      for (const GridPart& part : grid.parts)
        for (const Cell& cell : part.grid->cells) add(cell.text);
    outline_.form = mingzhang::choose_form(knowledge_, keys, 0);
  }

  void find_grids() {
    if (outline_.form == nullptr) return;
    for (const TitledGrid& grid : tables_.grids) grids_.insert(find_table(knowledge_, *outline_.form, word_key(grid.title)));
  }

  void drop_page_numbers() {
    const std::set<std::size_t> dropped = page_number_lines(keys_);
    if (dropped.empty()) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (dropped.contains(i)) continue;
      lines_[kept] = lines_[i];
      std::swap(keys_[kept], keys_[i]);
      ++kept;
    }
    lines_.resize(kept);
    keys_.resize(kept);
  }

  std::size_t read_line(std::size_t i) {
    const std::string& key = keys_[i];
    if (part_number(key) > 0) {
      table_ = kNone;
      return sections_->read(i);
    }
    if (outline_.form != nullptr)
      if (const FormTable* table = find_table(knowledge_, *outline_.form, key)) return grids_.contains(table) ? pass_title(i) : begin_table(i, *table);
    if (is_performance_title(lines_[i]->text)) return take_performance(i);
    if (begins_flat_table(i)) return take_flat_table(i);
    if (table_ != kNone && sections_->begins_section(i)) table_ = kNone;
    if (table_ != kNone) {
      outline_.tables[table_].lines.push_back(lines_[i]);
      outline_.tables[table_].keys.push_back(keys_[i]);
      return i + 1;
    }
    return sections_->read(i);
  }

  // The name of a sheet, or a line of the contents: the table itself is a grid.
  std::size_t pass_title(std::size_t i) {
    sections_->close();
    table_ = kNone;
    return i + 1;
  }

  std::size_t begin_table(std::size_t i, const FormTable& form) {
    TableRange range{&form, "", without_spaces(lines_[i]->text), lines_[i]->place, {}, {}};
    // The number may stand in the same line, or alone in the line before.
    if (const std::size_t length = table_number_length(keys_[i])) {
      range.number = keys_[i].substr(0, length);
    } else if (i > 0 && table_number_length(keys_[i - 1]) == keys_[i - 1].size()) {
      range.number = keys_[i - 1];
      sections_->take_back(lines_[i - 1]);
      if (table_ != kNone && !outline_.tables[table_].lines.empty() && outline_.tables[table_].lines.back() == lines_[i - 1])
        take_back_line(outline_.tables[table_]);
    }
    sections_->close();
    auto same = std::find_if(outline_.tables.begin(), outline_.tables.end(), [&](const TableRange& t) { return t.form == &form; });
    if (same != outline_.tables.end() && same->lines.empty()) {
      *same = std::move(range);  // the first was an entry of the table of contents
    } else if (same == outline_.tables.end()) {
      outline_.tables.push_back(std::move(range));
      same = outline_.tables.end() - 1;
    }
    table_ = static_cast<std::size_t>(same - outline_.tables.begin());
    return i + 1;
  }

  static void take_back_line(TableRange& range) {
    range.lines.pop_back();
    range.keys.pop_back();
  }

  // A title above a unit of money; few lines have the colon of 单位：.
  bool begins_flat_table(std::size_t i) const {
    return i + 1 < lines_.size() && keys_[i].size() < 240 && keys_[i + 1].find(':') != std::string::npos && has_word(words_.money_labels, keys_[i + 1]) &&
           read_table_line(lines_[i + 1]->text, words_).money.has_value() && !read_table_line(lines_[i]->text, words_).title.empty();
  }

  // Flat lines say nothing about columns; without a form that is the end of it.
  std::size_t take_flat_table(std::size_t i) {
    sections_->close();
    table_ = kNone;
    for (outline_.unplaced.push_back(lines_[i++]); i < lines_.size(); ++i) {
      if (sections_->begins_section(i) || find_word(keys_[i], "。") != std::string::npos || begins_flat_table(i)) break;
      if (outline_.form != nullptr && find_table(knowledge_, *outline_.form, keys_[i]) != nullptr) break;
      outline_.unplaced.push_back(lines_[i]);
    }
    return i;
  }

  std::size_t take_performance(std::size_t i) {
    const std::size_t end = performance_table_end(lines_, i);
    if (end <= i + 2) {  // a heading or an entry of the table of contents, not a table
      return sections_->read(i);
    }
    outline_.performance.push_back({{lines_.begin() + static_cast<std::ptrdiff_t>(i), lines_.begin() + static_cast<std::ptrdiff_t>(end)}});
    return end;
  }

  void find_unit() {
    std::map<std::string, int> names;
    for (const std::string& name : tables_.unit_names) ++names[name];
    if (names.empty()) {
      for (const std::string& key : keys_) count_unit_in_part(key, names);
      for (const ContentsEntry& entry : tables_.contents) count_unit_in_part(word_key(entry.title), names);
    }
    if (names.empty()) {
      for (const std::string& key : keys_) count_unit_before_year(key, names);
      std::erase_if(names, [](const auto& name) { return name.second < kUnitLinesMin; });
    }
    outline_.unit = most_frequent<std::string>(names, "");
  }

  // "第一部分某局概况", "第二部分某局2024年度部门决算表"
  void count_unit_in_part(std::string_view key, std::map<std::string, int>& names) const {
    if (part_number(key) == 0 || key.size() > 240) return;
    key.remove_prefix(key.find("部分") + std::string_view("部分").size());
    while (key.starts_with(":")) key.remove_prefix(1);
    key = key.substr(0, key.find("20"));
    if (key.ends_with("概况")) key.remove_suffix(std::string_view("概况").size());
    if (ends_with_word(words_.organisations, key) && !is_word(words_.organisations, key)) ++names[std::string(key)];
  }

  // "某局2025年度部门决算表", "某局2025年度收入支出总计…": lines that begin with a name and the year. One line may speak of anybody.
  static constexpr int kUnitLinesMin = 3;
  void count_unit_before_year(std::string_view key, std::map<std::string, int>& names) const {
    const std::size_t year = key.find("20");
    if (year == std::string_view::npos || year > 120 || !key.substr(std::min(key.size(), year + 4)).starts_with("年")) return;
    const std::string_view name = key.substr(0, year);
    if (has_any(name, {"、", "，", ",", "。", ":", "；", "(", "）"})) return;
    if (ends_with_word(words_.organisations, name) && !is_word(words_.organisations, name)) ++names[std::string(name)];
  }

  void find_year_and_kind() {
    std::vector<std::string_view> titles;
    for (const Section& section : outline_.sections)
      if (section.level <= 1) titles.push_back(section.title);
    for (std::size_t i = 0; i < std::min<std::size_t>(keys_.size(), 6); ++i) titles.push_back(keys_[i]);
    for (const TableRange& table : outline_.tables) titles.push_back(table.title);
    for (const TitledGrid& grid : tables_.grids) titles.push_back(grid.title);
    for (const ContentsEntry& entry : tables_.contents) titles.push_back(entry.title);
    count_year_and_kind(titles);
    if (outline_.year == 0 || outline_.kind == DocumentKind::Other) count_year_and_kind({keys_.begin(), keys_.end()});  // a part of a document, without its titles
    // Only accounts set what was spent beside the budget of the year's beginning.
    if (outline_.kind == DocumentKind::Other && std::any_of(keys_.begin(), keys_.end(), [](const std::string& key) { return has_any(key, {"年初预算"}); }))
      outline_.kind = DocumentKind::FinalAccounts;
    if (outline_.kind == DocumentKind::Other && std::any_of(keys_.begin(), keys_.end(), says_budget)) outline_.kind = DocumentKind::Budget;
    if (outline_.form != nullptr) outline_.kind = outline_.form->final_accounts ? DocumentKind::FinalAccounts : DocumentKind::Budget;
  }

  void count_year_and_kind(const std::vector<std::string_view>& lines) {
    std::map<int, int> years;
    for (const std::string_view line : lines)
      for (const int year : years_in(line, knowledge_.sentences)) ++years[year];
    outline_.year = most_frequent(years, outline_.year);
    // What is said of the document's own year comes first: a budget may go on with the accounts of the year before.
    for (const bool own_year : {true, false}) {
      int budget = 0, final_accounts = 0;
      for (const std::string_view line : lines) {
        const std::vector<int> said = years_in(line, knowledge_.sentences);
        if (own_year && std::find(said.begin(), said.end(), outline_.year) == said.end()) continue;
        const bool accounts = says_accounts(line);
        final_accounts += accounts;
        budget += !accounts && has_any(line, {"预算公开", "部门预算", "单位预算", "预算情况", "预算安排情况", "预算表"});
      }
      if (budget + final_accounts == 0) continue;
      outline_.kind = final_accounts > budget ? DocumentKind::FinalAccounts : DocumentKind::Budget;
      return;
    }
  }

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  const TableOutline& tables_;
  const Knowledge& knowledge_;
  const TableWords& words_;
  std::vector<const Text*>& lines_;
  std::vector<std::string>& keys_;
  std::optional<SectionReader> sections_;
  Outline outline_;
  std::set<const FormTable*> grids_;
  std::size_t table_ = kNone;
};

}  // namespace

Outline find_outline(TableOutline& tables, const Knowledge& knowledge) { return OutlineReader(tables, knowledge).read(); }

}  // namespace mingzhang
