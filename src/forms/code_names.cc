#include "forms/code_names.h"

#include <string>
#include <utility>

namespace mingzhang {

void name_codes(Space& space, const Catalog& catalog, int year) {
  for (const auto& [d, classification] : {std::pair(Dimension::Function, Classification::Function), std::pair(Dimension::Economic, Classification::EconomicDepartment)})
    for (NodeId node = 1; node < space.tree(d).size(); ++node) {
      if (!space.tree(d).name(node).empty()) continue;
      const std::string code = space.tree(d).id(node);
      const CodeEntry* entry = catalog.find(classification, code, year);
      if (entry == nullptr) entry = catalog.find_any_year(classification, code);
      if (entry != nullptr) space.code(d, code, catalog.name_in(*entry, year));
    }
}

}  // namespace mingzhang
