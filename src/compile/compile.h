#pragma once
// Ledger -> the whole disclosure of a form: profile, tables, narrative, tables of targets, glossary; as what it says
// (Disclosure) and, but for the tables, as it is printed. Places of claims in sentences: `line` is the number of the paragraph among
// the blocks of the text, from 1.

#include <cstddef>
#include <vector>

#include "base/result.h"
#include "compile/narrator.h"
#include "compile/unplaced.h"
#include "disclosure/disclosure.h"
#include "document/document.h"
#include "forms/knowledge.h"

namespace mingzhang {

struct Compiled {
  Disclosure disclosure;
  std::vector<Block> text;      // headings, paragraphs and tables of targets, in order
  std::size_t tables_at = 0;    // the tables of the form stand before this block of `text`
  std::vector<MissingReason> missing_reasons;
  std::vector<UnplacedMoney> unplaced;  // what the form's tables have no place for
};

// Errors: catalog.yaml.* of the form's wording.
Result<Compiled> compile_disclosure(const LedgerFile& file, const Form& form, const Knowledge& knowledge);

}  // namespace mingzhang
