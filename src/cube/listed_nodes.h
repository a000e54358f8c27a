#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "cube/space.h"

namespace mingzhang {

// What complete lists along one dimension say of the nodes of its tree. Each list has a scope; here scopes are numbers from 0.
class ListedNodes {
 public:
  struct Breakdown {
    std::vector<NodeId> below;          // the largest listed nodes strictly below the node
    std::vector<std::uint32_t> scopes;  // of the lists that say so
  };

  ListedNodes() = default;  // no lists: ask nothing
  ListedNodes(const Tree& tree, std::size_t scope_count);
  void add(const Tree& tree, std::uint32_t scope, std::span<const NodeId> nodes);

  bool empty() const { return breakdowns_.empty(); }
  std::span<const Breakdown> breakdowns(NodeId node) const {
    return empty() ? std::span<const Breakdown>() : breakdowns_[node];
  }
  // A list of a scope in which we are breaks down what is around the node, and none names it or anything in it: nothing is there.
  template <class IsIn>
  bool left_out(NodeId node, const IsIn& is_in) const {
    if (empty()) return false;
    bool left_out = false;
    for (std::uint32_t scope = 0; scope < scope_count_; ++scope) {
      const Role role = roles_[node * scope_count_ + scope];
      if (role == Role::None || !is_in(scope)) continue;
      if (role == Role::Named) return false;
      left_out = true;
    }
    return left_out;
  }

 private:
  void add_breakdown(NodeId node, std::uint32_t scope, std::span<const std::pair<NodeId, NodeId>> below);

  enum class Role : std::uint8_t { None, LeftOut, Named };  // of several lists of one scope, naming counts

  struct Room {  // of add(), used again
    std::vector<std::uint8_t> listed, named, broken_down;  // by node
    std::vector<NodeId> around;                            // by node: the nearest listed one around it
    std::vector<std::pair<NodeId, NodeId>> below;          // a node, and one of the largest listed nodes below it
  };

  std::size_t scope_count_ = 0;
  std::vector<std::vector<Breakdown>> breakdowns_;  // by node
  std::vector<Role> roles_;                         // by node and scope
  Room room_;
};

}  // namespace mingzhang
