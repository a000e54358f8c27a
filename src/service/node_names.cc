#include "service/node_names.h"

namespace mingzhang {

std::string node_name(const Knowledge& knowledge, Dimension dimension, std::string_view id, int year) {
  if (id.empty()) return "未分类";
  if (dimension == Dimension::Function || dimension == Dimension::Economic) {
    const CodeEntry* entry = knowledge.codes.find_any_year(dimension == Dimension::Function ? Classification::Function : Classification::EconomicDepartment, id);
    return std::string(entry == nullptr ? id : knowledge.codes.name_in(*entry, year));
  }
  const Tree& tree = knowledge.space.tree(dimension);
  const auto node = tree.find(id);
  return node && !tree.name(*node).empty() ? tree.name(*node) : std::string(id);
}

}  // namespace mingzhang
