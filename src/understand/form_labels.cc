#include "understand/form_labels.h"

#include <algorithm>

#include "understand/flat_labels.h"

namespace mingzhang {
namespace {

bool states_rows(const FormPanel& panel) {
  return std::ranges::any_of(panel.rows, [](const FormRow& row) { return !row.means.empty(); });
}

}  // namespace

FormLabels::FormLabels(const FormPanel* panel) : panel_(panel) {
  if (panel == nullptr || !states_rows(*panel)) return;
  for (const FormRow& row : panel->rows) keys_.push_back(FlatLabels::key_of(row.label));
}

const FormRow* FormLabels::row(std::string_view label) {
  if (keys_.empty()) return nullptr;
  const std::string key = FlatLabels::key_of(label);
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const std::size_t r = (next_row_ + i) % keys_.size();
    if (keys_[r] != key) continue;
    next_row_ = r + 1;
    return panel_->rows[r].means.empty() ? nullptr : &panel_->rows[r];
  }
  return nullptr;
}

const Extents* FormLabels::header(const std::vector<std::string>& path, std::size_t level) const {
  if (panel_ == nullptr) return nullptr;
  for (const FormColumn& column : panel_->columns) {
    // What stands above all columns of a list is not repeated in their paths.
    if (column.path.size() < path.size()) continue;
    const std::size_t above = column.path.size() - path.size();
    const Extents& means = column.means[above + level];
    if (means.empty()) continue;
    const bool same = std::equal(path.begin(), path.end(), column.path.begin() + static_cast<std::ptrdiff_t>(above),
                                 [](const std::string& a, const std::string& b) { return word_key(a) == word_key(b); });
    if (same) return &means;
  }
  return nullptr;
}

}  // namespace mingzhang
