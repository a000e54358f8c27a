#include "forms/titles.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "base/find_word.h"

namespace mingzhang {
namespace {

constexpr std::size_t kTitleBytesMax = 240;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The first of the words that the text ends with; "" when none does.
std::string_view suffix(std::string_view text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words)
    if (has_suffix(text, word)) return word;
  return {};
}

// "……… 12" behind an entry of a table of contents.
std::string_view without_leaders(std::string_view key) {
  constexpr std::string_view kLastBytes = "0123456789.-\xA6\xB7\xAF";  // of digits and leaders: most lines end otherwise
  if (key.empty() || kLastBytes.find(key.back()) == std::string_view::npos) return key;
  std::string_view rest = key;
  while (!rest.empty() && is_digit(rest.back())) rest.remove_suffix(1);
  const std::size_t digits_cut = rest.size();
  for (std::string_view leader = suffix(rest, {"…", ".", "·", "-", "⋯"}); !leader.empty(); leader = suffix(rest, {"…", ".", "·", "-", "⋯"}))
    rest.remove_suffix(leader.size());
  return rest.size() < digits_cut ? rest : key;
}

// "(按功能分类科目)", "(续)", "单位:万元" behind a title.
std::string_view without_tail(std::string_view key) {
  for (;;) {
    std::size_t cut = key.size();
    if (key.ends_with(")")) cut = key.rfind('(');
    if (key.ends_with("元"))
      for (const std::string_view unit : Literals{"金额单位:", "单位:"})
        if (const auto at = key.find(unit); at != std::string_view::npos && at > 0) cut = std::min(cut, at);
    if (key.ends_with("》")) cut = key.size() - std::string_view("》").size();
    if (cut >= key.size()) return key;
    key = key.substr(0, cut);
  }
}

// Neutral words that may stand right before the words of the form.
std::string_view without_level(std::string_view before) {
  for (std::string_view word = suffix(before, {"预算单位", "预算部门", "单位", "部门", "年度", "年"}); !word.empty();
       word = suffix(before, {"预算单位", "预算部门", "单位", "部门", "年度", "年"}))
    before.remove_suffix(word.size());
  return before;
}

// Can this stand before the words of a title without making them another one?
bool is_neutral(const Knowledge& knowledge, std::string_view before) {
  before = without_level(before);
  if (before.size() > 120 || has_any(before, {"。", ",", "、、", "见", "说明", "关于"})) return false;
  return !knowledge.vocabulary.refine(knowledge.space, Region{}, before, NumberKind::Money).has_value();
}

}  // namespace

std::string_view bare_title(std::string_view key) {
  return without_tail(without_leaders(key));
}

bool is_title_of(const Knowledge& knowledge, std::string_view key, std::string_view title) {
  return has_suffix(key, title) && is_neutral(knowledge, key.substr(0, key.size() - title.size()));
}

const FormTable* find_table(const Knowledge& knowledge, const Form& form, std::string_view key) {
  if (key.size() > kTitleBytesMax) return nullptr;
  key = without_tail(key);
  if (!key.ends_with("表")) return nullptr;
  const FormTable* best = nullptr;
  std::size_t best_length = 0;
  for (const FormTable& table : form.tables)
    for (const std::string& title : table.title_keys) {
      if (title.size() <= best_length || !is_title_of(knowledge, key, title)) continue;
      best = &table;
      best_length = title.size();
    }
  return best;
}

namespace {

// Long titles go over two lines.
std::vector<std::string> possible_titles(std::span<const std::string_view> keys) {
  std::vector<std::string> titles;
  std::string_view next = keys.empty() ? std::string_view() : without_leaders(keys.front());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::string_view title = next;
    next = i + 1 < keys.size() ? without_leaders(keys[i + 1]) : std::string_view();
    if (keys[i].size() > kTitleBytesMax) continue;
    if (without_tail(title).ends_with("表")) titles.emplace_back(title);
    else if (next.ends_with("表") && keys[i].size() + keys[i + 1].size() <= kTitleBytesMax) titles.push_back(std::string(keys[i]).append(next));
  }
  return titles;
}

struct Fit {
  const Form* form = nullptr;
  int tables = 0;        // different tables found
  int in_order = 0;      // neighbours that follow each other as in the form
  int exact = 0;         // titles printed with exactly the words of the form, not an alias
  bool in_years = false;

  auto rank() const { return std::tuple(tables, exact, in_order, in_years); }
};

Fit fit_of(const Knowledge& knowledge, const Form& form, const std::vector<std::string>& titles, int year) {
  Fit fit{&form, 0, 0, 0, false};
  fit.in_years = year == 0 || ((form.year_from == 0 || year >= form.year_from) && (form.year_to == 0 || year <= form.year_to));
  std::vector<const FormTable*> found;
  for (const std::string& title : titles) {
    const FormTable* table = find_table(knowledge, form, title);
    if (table == nullptr) continue;
    if (!found.empty() && table == found.back() + 1) ++fit.in_order;
    if (std::ranges::find(found, table) == found.end()) {
      ++fit.tables;
      fit.exact += without_tail(title).ends_with(table->title_keys.front());
    }
    found.push_back(table);
  }
  return fit;
}

}  // namespace

const Form* choose_form(const Knowledge& knowledge, std::span<const std::string_view> keys, int year) {
  const std::vector<std::string> titles = possible_titles(keys);
  Fit best;
  bool tied = false;
  for (const Form& form : knowledge.forms) {
    const auto is_printed = [&](const std::string& word) {
      return std::ranges::any_of(keys, [words = word_key(word)](std::string_view key) { return find_word(key, words) != std::string::npos; });
    };
    const Fit fit = fit_of(knowledge, form, titles, year);
    if (fit.tables < form.tables_required_min || (best.form != nullptr && fit.rank() < best.rank())) continue;
    if (!form.recognised_by.empty() && std::ranges::none_of(form.recognised_by, is_printed)) continue;
    tied = best.form != nullptr && fit.rank() == best.rank();
    best = fit;
  }
  return tied ? nullptr : best.form;
}

}  // namespace mingzhang
