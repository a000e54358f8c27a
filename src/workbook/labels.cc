#include "workbook/labels.h"

#include "codes/catalog.h"
#include "codes/name.h"

namespace mingzhang {
namespace {

constexpr int kLevelsWithoutParent = 2;
constexpr std::string_view kBetween = "－";

}  // namespace

Labels::Labels(const Space& space) {
  for (int i = 0; i < kDimensionCount; ++i) {
    const auto d = static_cast<Dimension>(i);
    const Tree& tree = space.tree(d);
    auto& words = by_word_[static_cast<std::size_t>(i)];
    auto& labels = labels_[static_cast<std::size_t>(i)];
    std::map<std::string_view, int> names;
    for (NodeId node = kRoot + 1; node < tree.size(); ++node) ++names[tree.name(node)];
    labels.emplace_back();
    for (NodeId node = kRoot + 1; node < tree.size(); ++node) {
      const bool alone = names[tree.name(node)] == 1;
      if (is_called_by_id(d)) labels.push_back(tree.id(node));
      else if (tree.depth(node) == 1 || (alone && tree.depth(node) <= kLevelsWithoutParent)) labels.push_back(tree.name(node));
      else labels.push_back(tree.name(tree.parent(node)) + std::string(kBetween) + tree.name(node));
      words.emplace(normalised_name(labels.back()), node);
      if (alone && !is_called_by_id(d)) words.emplace(normalised_name(tree.name(node)), node);
    }
    for (NodeId node = kRoot + 1; node < tree.size(); ++node) words.emplace(tree.id(node), node);
  }
}

std::optional<NodeId> Labels::find(Dimension d, std::string_view word) const {
  const auto& words = by_word_[static_cast<std::size_t>(d)];
  if (const auto found = words.find(normalised_name(word)); found != words.end()) return found->second;
  const auto by_id = words.find(word);
  return by_id == words.end() ? std::nullopt : std::optional(by_id->second);
}

std::string Labels::nearest(Dimension d, std::string_view word) const {
  const std::u32string wanted = to_code_points(normalised_name(word));
  std::string best;
  int limit = static_cast<int>(wanted.size()) / 2;  // half of the characters may differ
  for (const auto& [known, node] : by_word_[static_cast<std::size_t>(d)]) {
    const int distance = edit_distance(wanted, to_code_points(known), limit);
    if (distance > limit) continue;
    best = label(d, node);
    limit = distance - 1;
    if (limit < 0) break;
  }
  return best;
}

}  // namespace mingzhang
