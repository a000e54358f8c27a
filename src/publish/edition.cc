#include "publish/edition.h"

#include <iterator>

#include <fmt/format.h>

#include "render/tables.h"

namespace mingzhang {
namespace {

bool begins_part(const Block& block) {
  const Text* text = std::get_if<Text>(&block);
  return text != nullptr && text->heading_level == 1;
}

// Parts begin on pages of their own.
void add(const Block& block, std::vector<Block>& blocks) {
  if (begins_part(block) && !blocks.empty()) blocks.emplace_back(PageBreak{});
  blocks.push_back(block);
}

}  // namespace

std::string title_of(const LedgerFile& ledger, const Form& form) {
  return fmt::format("{}{}年{}{}公开", ledger.unit, ledger.year, form.level == FormLevel::Unit ? "单位" : "部门", form.final_accounts ? "决算" : "预算");
}

Document edition_of(const Compiled& compiled, const Form& form) {
  Document document;
  document.format = "compiled";
  for (std::size_t i = 0; i < compiled.text.size(); ++i) {
    if (i == compiled.tables_at) {
      std::vector<Block> tables = render_tables(compiled.disclosure, form);
      document.blocks.insert(document.blocks.end(), std::make_move_iterator(tables.begin()), std::make_move_iterator(tables.end()));
    }
    add(compiled.text[i], document.blocks);
  }
  return document;
}

}  // namespace mingzhang
