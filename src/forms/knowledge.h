#pragma once
// Everything the catalog knows, loaded once per process and then only read.

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "codes/catalog.h"
#include "cube/identities.h"
#include "cube/space.h"
#include "forms/form.h"
#include "forms/sentence_words.h"
#include "forms/table_words.h"
#include "forms/vocabulary.h"

namespace mingzhang {

// "In a budget the flow makes no difference": the dimension is ignored when the region lies in `when`.
struct SameFlow {
  std::vector<std::pair<Dimension, Extent>> when;
  std::string zh, en;
};

struct Knowledge {
  Space space;  // the fixed trees; every disclosure starts from a copy
  Catalog codes;
  Vocabulary vocabulary;
  TableWords table_words;
  SentenceWords sentences;
  std::vector<Axiom> axioms;
  SameFlow same_flow;
  std::vector<Form> forms;

  const Form* find_form(std::string_view id) const;
  // The region by which claims are compared: flow left out where a budget balances.
  Region canonical(const Space& space, const Region& region) const;
};

// Loads catalog/*.yaml, catalog/codes and catalog/forms. Error: catalog.* with the file and line.
Result<std::shared_ptr<const Knowledge>> load_knowledge(const std::string& directory);

}  // namespace mingzhang
