#include "cube/listed_nodes.h"

#include <algorithm>

namespace mingzhang {

ListedNodes::ListedNodes(const Tree& tree, std::size_t scope_count)
    : scope_count_(scope_count), breakdowns_(tree.size()), roles_(tree.size() * scope_count) {}

void ListedNodes::add(const Tree& tree, std::uint32_t scope, std::span<const NodeId> nodes) {
  auto& [listed, named, broken_down, around, below] = room_;
  for (auto* flags : {&listed, &named, &broken_down}) flags->assign(tree.size(), false);
  around.assign(tree.size(), kRoot);
  below.clear();
  for (const NodeId node : nodes) listed[node] = named[node] = true;
  for (const NodeId node : nodes) {
    bool covered = false;  // by a listed node between
    for (NodeId outer = node; outer != kRoot;) {
      outer = tree.parent(outer);
      named[outer] = broken_down[outer] = true;
      if (!covered) below.emplace_back(outer, node);
      covered = covered || listed[outer];
    }
  }
  // A parent has a smaller id.
  for (NodeId node = kRoot; node < tree.size(); ++node) {
    around[node] = listed[node] ? node : around[tree.parent(node)];
    Role& role = roles_[node * scope_count_ + scope];
    if (named[node]) role = Role::Named;
    else if (role == Role::None && (around[node] == kRoot || broken_down[around[node]])) role = Role::LeftOut;
  }
  std::sort(below.begin(), below.end());
  for (auto begin = below.begin(); begin != below.end();) {
    const auto end = std::find_if(begin, below.end(), [&](const auto& pair) { return pair.first != begin->first; });
    add_breakdown(begin->first, scope, {begin, end});
    begin = end;
  }
}

void ListedNodes::add_breakdown(NodeId node, std::uint32_t scope, std::span<const std::pair<NodeId, NodeId>> below) {
  const auto says_the_same = [&](const Breakdown& known) { return std::ranges::equal(known.below, below, {}, {}, &std::pair<NodeId, NodeId>::second); };
  auto& known = breakdowns_[node];
  auto same = std::find_if(known.begin(), known.end(), says_the_same);
  if (same == known.end()) {
    same = known.insert(same, Breakdown());
    for (const auto& [_, inner] : below) same->below.push_back(inner);
  }
  same->scopes.push_back(scope);
}

}  // namespace mingzhang
