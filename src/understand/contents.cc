#include "understand/contents.h"

#include <algorithm>
#include <string>

#include "base/find_word.h"
#include "base/text.h"
#include "base/utf8.h"
#include "codes/name.h"
#include "forms/titles.h"
#include "understand/passage.h"

namespace mingzhang {
namespace {

constexpr std::size_t kTitleBytesMax = 180;
constexpr int kAlikePercent = 75;

struct Line {
  std::string key;  // bare title: word key without number, leaders, page number
  Place place;
};

std::string bare_key(const std::string& text) {
  return std::string(bare_title(word_key(text.substr(numbering_length(text)))));
}

std::vector<Line> lines_of(const Document& document) {
  std::vector<Line> lines;
  for (const Block& block : document.blocks) {
    if (const Text* text = std::get_if<Text>(&block)) lines.push_back({bare_key(text->text), text->place});
    if (const Grid* grid = std::get_if<Grid>(&block))
      for (const Cell& cell : grid->cells) lines.push_back({bare_key(cell.text), cell.place});
  }
  std::erase_if(lines, [](const Line& line) { return line.key.empty(); });
  return lines;
}

bool is_sentence(std::string_view key) {
  if (key.ends_with("。")) key.remove_suffix(std::string_view("。").size());
  return key.size() > kTitleBytesMax || has_any(key, {"。", ",", ":", "；", ";"});
}

bool is_title(std::string_view key) {
  return key.ends_with("表") && !is_sentence(key) && count_code_points(key) >= 4;
}

// “第二部分 部门预算表”, “五、单位预算表”: the heading above the tables, not a table.
bool is_heading_of_tables(std::string_view title) {
  constexpr std::size_t kHeadingCharactersMax = 8;
  return title.find("部分") != std::string_view::npos ||
         (count_code_points(title) <= kHeadingCharactersMax &&
          has_any(title, {"部门预算表", "单位预算表", "部门决算表", "单位决算表", "预算公开表", "决算公开表"}));
}

struct Printed {
  std::string title;
  Place place;
  bool taken = false;
};

std::vector<Printed> printed_titles(const std::vector<Line>& lines, std::size_t begin) {
  std::vector<Printed> titles;
  const auto add = [&](std::string title, const Place& place) {
    if (std::ranges::find(titles, title, &Printed::title) == titles.end()) titles.push_back({std::move(title), place, false});
  };
  for (std::size_t i = begin; i < lines.size(); ++i) {
    if (is_title(lines[i].key)) add(lines[i].key, lines[i].place);
    else if (i + 1 < lines.size() && is_title(lines[i + 1].key) && !is_sentence(lines[i].key) && lines[i].key.size() + lines[i + 1].key.size() <= kTitleBytesMax)
      add(lines[i].key + lines[i + 1].key, lines[i].place);
  }
  return titles;
}

// Percent of the characters that two titles have in common, in their order.
int likeness(std::string_view a, std::string_view b) {
  const std::u32string first = to_code_points(a), second = to_code_points(b);
  const int length = static_cast<int>(std::max(first.size(), second.size()));
  return 100 - 100 * edit_distance(first, second, length) / std::max(length, 1);
}

// Gives each listed table the title that answers it.
class Matcher {
 public:
  Matcher(const Knowledge& knowledge, const Form* form, std::vector<Printed> printed)
      : knowledge_(knowledge), form_(form), printed_(std::move(printed)) {}

  // The surest answers first, so that a near miss never takes the title of another entry.
  void match(std::vector<ContentsEntry>& contents) {
    match_by(contents, [](const std::string& entry, const std::string& title) { return entry == title; });
    match_by(contents, [&](const std::string& entry, const std::string& title) {
      return is_title_of(knowledge_, title, entry) || is_title_of(knowledge_, entry, title);
    });
    if (form_ != nullptr)
      match_by(contents, [&](const std::string& entry, const std::string& title) {
        const FormTable* table = find_table(knowledge_, *form_, entry);
        return table != nullptr && find_table(knowledge_, *form_, title) == table;
      });
    match_by(contents, [](const std::string& entry, const std::string& title) { return likeness(entry, title) >= kAlikePercent; });
  }

 private:
  template <class Answers>
  void match_by(std::vector<ContentsEntry>& contents, Answers answers) {
    for (ContentsEntry& entry : contents) {
      if (!entry.table || entry.found) continue;
      const std::string key = bare_key(entry.title);
      const auto answer = std::ranges::find_if(printed_, [&](const Printed& p) { return !p.taken && answers(key, p.title); });
      if (answer == printed_.end()) continue;
      answer->taken = true;
      entry.found = answer->place;
    }
  }

  const Knowledge& knowledge_;
  const Form* form_;
  std::vector<Printed> printed_;
};

}  // namespace

void find_listed_tables(const Document& document, const Knowledge& knowledge, const Form* form, std::vector<ContentsEntry>& contents) {
  if (contents.empty()) return;
  for (ContentsEntry& entry : contents) {
    const std::string key = bare_key(entry.title);
    entry.table = is_title(key) && !is_heading_of_tables(key);
  }
  const std::vector<Line> lines = lines_of(document);
  const auto last = std::ranges::find(lines.rbegin(), lines.rend(), contents.back().place, &Line::place);
  Matcher(knowledge, form, printed_titles(lines, static_cast<std::size_t>(lines.rend() - last))).match(contents);
}

}  // namespace mingzhang
