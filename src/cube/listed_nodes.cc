#include "cube/listed_nodes.h"

#include <algorithm>

namespace mingzhang {

ListedNodes::ListedNodes(const Tree& tree, std::size_t scope_count)
    : scope_count_(scope_count), breakdowns_(tree.size()), roles_(tree.size() * scope_count) {}

void ListedNodes::add(const Tree& tree, std::uint32_t scope, std::span<const NodeId> nodes) {
  std::vector<std::uint8_t> listed(tree.size()), named(tree.size());
  std::vector<std::vector<NodeId>> below(tree.size());
  for (const NodeId node : nodes) listed[node] = named[node] = true;
  for (const NodeId node : nodes) {
    bool covered = false;  // by a listed node between
    for (NodeId outer = node; outer != kRoot;) {
      outer = tree.parent(outer);
      named[outer] = true;
      if (!covered) below[outer].push_back(node);
      covered = covered || listed[outer];
    }
  }
  std::vector<NodeId> around(tree.size());  // the nearest listed node; a parent has a smaller id
  for (NodeId node = kRoot; node < tree.size(); ++node) {
    around[node] = listed[node] ? node : around[tree.parent(node)];
    Role& role = roles_[node * scope_count_ + scope];
    if (named[node]) role = Role::Named;
    else if (role == Role::None && (around[node] == kRoot || !below[around[node]].empty())) role = Role::LeftOut;
  }
  for (NodeId node = kRoot; node < tree.size(); ++node) {
    if (below[node].empty()) continue;
    auto& known = breakdowns_[node];
    auto same = std::find_if(known.begin(), known.end(), [&](const Breakdown& other) { return other.below == below[node]; });
    if (same == known.end()) same = known.insert(same, {std::move(below[node]), {}});
    same->scopes.push_back(scope);
  }
}

}  // namespace mingzhang
