#include "understand/performance_labels.h"

#include <algorithm>

#include "base/utf8.h"

namespace mingzhang {
namespace {

constexpr std::size_t kBracketSizeMax = 8;

bool starts_line(const Glyphs& glyphs, std::size_t index) {
  return index == 0 || glyphs[index].before == Gap::Wrap || glyphs[index].before == Gap::Tight;
}

class LabelFinder {
 public:
  LabelFinder(const Glyphs& glyphs, Run within, const PerformanceWords& words)
      : glyphs_(glyphs), within_(within), words_(words) {}

  std::vector<Label> find() {
    std::vector<Label> labels;
    bool in_goal = false;
    for (std::size_t i = within_.begin; i < within_.end;) {
      const std::optional<Label> label = may_start(i) ? label_at(i) : std::nullopt;
      if (!label || !(in_goal ? stands_out(*label) : stands_apart(*label))) {
        ++i;
        continue;
      }
      if (label->field == PerformanceField::Goal) in_goal = true;
      if (!label->field) in_goal = false;
      i = label->run.end;
      labels.push_back(*label);
    }
    return labels;
  }

 private:
  bool may_start(std::size_t index) const {
    return glyphs_.is_break(index) || (is_ascii_digit(glyphs_[index - 1].value) && is_han(glyphs_[index].value));
  }

  std::optional<Label> label_at(std::size_t index) const {
    const auto* found = glyphs_.find(words_.labels, index, within_.end);
    if (found == nullptr) return std::nullopt;
    Label label{{index, index + found->word.size()}, found->meaning.field, found->meaning.amount, std::nullopt};
    take_bracket(label);
    if (label.run.end < within_.end && glyphs_[label.run.end].value == U':') ++label.run.end;
    return label;
  }

  // "（盖章）", "（万元）"; a bracket with digits is the beginning of the value.
  void take_bracket(Label& label) const {
    const std::size_t open = label.run.end;
    if (open >= within_.end || glyphs_[open].value != U'(') return;
    for (std::size_t i = open + 1; i < within_.end && i <= open + kBracketSizeMax; ++i) {
      if (is_ascii_digit(glyphs_[i].value)) return;
      if (glyphs_[i].value != U')') continue;
      label.run.end = i + 1;
      label.unit = unit_in({open + 1, i});
      return;
    }
  }

  std::optional<Unit> unit_in(Run run) const {
    const Word text = glyphs_.key(run);
    if (text.ends_with(U"万元")) return Unit::WanYuan;
    if (text.ends_with(U"亿元")) return Unit::YiYuan;
    if (text.ends_with(U"元")) return Unit::Yuan;
    return std::nullopt;
  }

  bool has_digit_after(const Label& label) const {
    return label.run.end < within_.end && is_ascii_digit(glyphs_[label.run.end].value);
  }

  // A label is set off from what follows, or the value cannot be part of the same word.
  bool stands_apart(const Label& label) const {
    const char32_t last = glyphs_[label.run.end - 1].value;
    if (glyphs_.is_break(label.run.end) || last == U':' || last == U')') return true;
    return has_digit_after(label) && (!label.field || label.field == PerformanceField::Phone);
  }

  // In the middle of the goal's text.
  bool stands_out(const Label& label) const {
    if (!label.field) return label.unit || has_digit_after(label) || leads_to_amount(label);
    if (label.field == PerformanceField::Goal || !starts_line(glyphs_, label.run.begin)) return false;
    return glyphs_[label.run.end - 1].value == U':' ||
           (label.run.end < within_.end && glyphs_[label.run.end].before == Gap::Space);
  }

  // "资金来源 资金总额（万元）": an amount's label may stand above others.
  bool leads_to_amount(const Label& label) const {
    if (!stands_apart(label) || label.run.end >= within_.end) return false;
    const std::optional<Label> next = label_at(label.run.end);
    return next && !next->field && (next->unit || has_digit_after(*next));
  }

  const Glyphs& glyphs_;
  Run within_;
  const PerformanceWords& words_;
};

}  // namespace

std::vector<Label> find_labels(const Glyphs& glyphs, Run within, const PerformanceWords& words) {
  return LabelFinder(glyphs, within, words).find();
}

}  // namespace mingzhang
