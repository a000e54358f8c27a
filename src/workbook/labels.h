#pragma once
// The words by which cells name the nodes of the fixed trees. Nodes of the upper two levels are called by their names, those
// below by their parent's and their own: 一般公共预算－一般财力.

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cube/space.h"

namespace mingzhang {

// Codes, years, units and projects are called by their ids.
inline bool is_called_by_id(Dimension d) {
  return d == Dimension::Function || d == Dimension::Economic || d == Dimension::Year || d == Dimension::Unit || d == Dimension::Project;
}

class Labels {
 public:
  explicit Labels(const Space& space);

  const std::string& label(Dimension d, NodeId node) const { return labels_[static_cast<std::size_t>(d)][node]; }
  // By label, by the node's own name where it is the only one of that name, or by id.
  std::optional<NodeId> find(Dimension d, std::string_view word) const;
  // The label that is nearest to a word that names nothing; "" when none is near.
  std::string nearest(Dimension d, std::string_view word) const;

 private:
  std::array<std::vector<std::string>, kDimensionCount> labels_;
  std::array<std::map<std::string, NodeId, std::less<>>, kDimensionCount> by_word_;
};

}  // namespace mingzhang
