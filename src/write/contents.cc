#include "write/contents.h"

#include <algorithm>

namespace mingzhang {

std::vector<ContentsLine> contents_entries(const Document& document) {
  std::vector<ContentsLine> entries;
  int heading = 0;
  for (const Block& block : document.blocks) {
    const Text* text = std::get_if<Text>(&block);
    if (text == nullptr || text->heading_level == 0) continue;
    if (text->heading_level <= kContentsLevels) entries.push_back({text->text, text->heading_level, heading, 0});
    ++heading;
  }
  return entries;
}

bool is_table_title(const Document& document, const PagePlan& plan, std::size_t index) {
  for (std::size_t i = index + 1; i < document.blocks.size(); ++i) {
    if (plan.blocks[i].setting) return true;
    const Text* text = std::get_if<Text>(&document.blocks[i]);
    if (text == nullptr || plan.blocks[i].role != TextRole::Caption) return false;
  }
  return false;
}

}  // namespace mingzhang
