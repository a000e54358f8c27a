#pragma once
// The tables of a form alone, below the heading that says of which year they are.

#include <string>

#include "document/document.h"
#include "render/tables.h"

namespace mingzhang::tests {

inline Document tables_document(const Disclosure& disclosure, const Form& form) {
  Document document;
  Text heading;
  heading.text = "第二部分 " + std::to_string(disclosure.year) + " 年部门预算公开表";
  heading.ends_paragraph = true;
  heading.heading_level = 1;
  document.blocks.emplace_back(heading);
  for (Block& block : render_tables(disclosure, form)) document.blocks.push_back(std::move(block));
  return document;
}

}  // namespace mingzhang::tests
