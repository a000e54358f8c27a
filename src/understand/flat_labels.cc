#include "understand/flat_labels.h"

#include <algorithm>

#include "base/find_word.h"
#include "understand/flat_line.h"
#include "understand/passage.h"

namespace mingzhang {
namespace {

bool has_codes(const FormPanel& form) { return form.axis == Axis::Function || form.axis == Axis::Economic; }

Classification classification_of(const FormPanel& form) {
  return form.axis == Axis::Economic ? Classification::EconomicDepartment : Classification::Function;
}

}  // namespace

FlatLabels::FlatLabels(const FormTable& form, const Knowledge& knowledge, int year, const std::string& unit)
    : knowledge_(knowledge), year_(year), unit_key_(word_key(unit)) {
  for (const FormPanel& one : form.panels) {
    Panel& panel = panels_.emplace_back();
    panel.form = &one;
    for (const FormRow& row : one.rows) {
      std::vector<std::string>& keys = panel.rows.emplace_back(1, key_of(row.label));
      const std::string full = keys.front();
      if (full.ends_with(")") && full.find('(') > 0) keys.push_back(full.substr(0, full.find('(')));  // 使用非财政拨款结余（含专用结余）
    }
    if (one.ordinals) add_classes(panel);
  }
}

std::string FlatLabels::key_of(std::string_view label) {
  std::string key = word_key(label);
  key.erase(0, numbering_length(key));
  for (std::string_view word : Literals{"其中:", "(小计)"})
    if (auto at = find_word(key, word); at != std::string::npos) key.erase(at, word.size());
  return key;
}

void FlatLabels::add_classes(Panel& panel) const {
  for (const CodeEntry* entry : knowledge_.codes.of_level(classification_of(*panel.form), 1)) {
    panel.classes.emplace_back(word_key(entry->name), entry->code);
    for (const OtherName& other : knowledge_.codes.other_names(*entry)) panel.classes.emplace_back(word_key(other.name), entry->code);
  }
}

int FlatLabels::find_row(const Panel& panel, std::string_view key, std::size_t first, std::size_t last) const {
  for (std::size_t r = first; r < last; ++r)
    if (std::ranges::find(panel.rows[r], key) != panel.rows[r].end()) return static_cast<int>(r);
  return -1;
}

NamedRow FlatLabels::find(std::string_view key) const {
  if (key.empty()) return {};
  for (const bool before : {false, true})
    for (std::size_t p = 0; p < panels_.size(); ++p) {
      const Panel& panel = panels_[p];
      const int row = find_row(panel, key, before ? 0 : panel.next_row, before ? panel.next_row : panel.rows.size());
      if (row >= 0) return {static_cast<int>(p), row, {}};
    }
  for (std::size_t p = 0; p < panels_.size(); ++p)
    for (const auto& [name, code] : panels_[p].classes)
      if (name == key) return {static_cast<int>(p), -1, code};
  return {};
}

void FlatLabels::take(const NamedRow& row) {
  if (row.form_row >= 0) panels_[static_cast<std::size_t>(row.panel)].next_row = static_cast<std::size_t>(row.form_row) + 1;
}

bool FlatLabels::is_total(std::string_view key) const { return is_word(knowledge_.table_words.totals, key); }

bool FlatLabels::is_unit(std::string_view name) const { return !unit_key_.empty() && word_key(name) == unit_key_; }

bool FlatLabels::names_organisation(std::string_view key) const { return ends_with_word(knowledge_.table_words.organisations, key); }

bool FlatLabels::is_complete(std::string_view key) const {
  return find(key).panel >= 0 || is_total(key) || (!unit_key_.empty() && key == unit_key_);
}

bool FlatLabels::is_prefix(std::string_view key) const {
  for (const Panel& panel : panels_) {
    for (const auto& keys : panel.rows)
      if (keys.front().starts_with(key)) return true;
    for (const auto& [name, code] : panel.classes)
      if (name.starts_with(key)) return true;
    if (word_key(panel.form->total).starts_with(key)) return true;
    if (panel.form->unit_row && unit_key_.starts_with(key)) return true;
  }
  return false;
}

bool FlatLabels::has_unnamed_row(int& panel) const {
  for (std::size_t p = 0; p < panels_.size(); ++p) {
    panel = static_cast<int>(p);
    if (panels_[p].rows.size() == 1 && panels_[p].rows.front().front().empty()) return true;
  }
  return false;
}

bool FlatLabels::is_header_word(std::string_view text) const {
  const std::string key = word_key(text);
  for (const Panel& panel : panels_)
    for (const FormColumn& column : panel.form->columns)
      if (std::ranges::any_of(column.path, [&](const std::string& word) { return word_key(word) == key; })) return true;
  return false;
}

int FlatLabels::panel_beginning_with(std::string_view key) const {
  for (std::size_t p = 0; p < panels_.size(); ++p) {
    const Panel& panel = panels_[p];
    if (std::ranges::any_of(panel.rows, [&](const auto& keys) { return keys.front().starts_with(key); })) return static_cast<int>(p);
    if (std::ranges::any_of(panel.classes, [&](const auto& each) { return each.first.starts_with(key); })) return static_cast<int>(p);
  }
  return 0;
}

int FlatLabels::panel_of_code(std::string_view code, bool line_start) const {
  for (std::size_t p = 0; p < panels_.size(); ++p) {
    const FormPanel& form = *panels_[p].form;
    if (!has_codes(form)) continue;
    const bool listed = std::ranges::any_of(form.codes, [&](const std::string& above) { return code.starts_with(above); });
    const bool own = (form.axis == Axis::Function && code[0] == '2') || (form.axis == Axis::Economic && (code[0] == '3' || code[0] == '5'));
    if (listed || (form.codes.empty() && (own || line_start))) return static_cast<int>(p);
  }
  return -1;
}

const std::vector<std::string_view>& FlatLabels::names_of(int panel, std::string_view code) const {
  const Panel& asked = panels_[static_cast<std::size_t>(panel)];
  if (const auto known = asked.names.find(code); known != asked.names.end()) return known->second;
  std::vector<std::string_view>& names = asked.names[std::string(code)];
  const Classification classification = classification_of(*asked.form);
  const CodeEntry* entry = knowledge_.codes.find(classification, code, year_);
  if (entry == nullptr) entry = knowledge_.codes.find_any_year(classification, code);
  if (entry != nullptr) names = knowledge_.codes.normalised_names(*entry, year_);
  return names;
}

}  // namespace mingzhang
