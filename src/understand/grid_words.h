#pragma once
// What titles, headers and row labels of a grid say about the cube, each on top of what its surroundings say already.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "disclosure/disclosure.h"
#include "forms/knowledge.h"

namespace mingzhang {

// What a text adds to its surroundings, or why it cannot be said.
struct Understood {
  Region region;
  bool spoken = false;   // it says something about the region
  std::string unknown;   // Chinese: why it is not understood; "" when it is
};

class GridWords {
 public:
  GridWords(const Knowledge& knowledge, Disclosure& disclosure);

  // A title that names several measures (“三公”经费、会议费、培训费) is about all of them, one that names none about the budget.
  Region title_scope(std::string_view title) const;
  // `by_code`: the rows have codes, so that 其他支出 above amounts is a class of the economic classification.
  Understood header(const Region& context, const std::string& text, bool by_code) const;
  Understood label(const Region& context, std::string_view text) const;

 private:
  bool name_class(Classification classification, Dimension d, const std::string& key, Understood& result) const;
  Extent flow_named(const std::string& key) const;
  std::string without_unit_name(std::string_view title) const;

  const Knowledge& knowledge_;
  Disclosure& out_;
};

}  // namespace mingzhang
