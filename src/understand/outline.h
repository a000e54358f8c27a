#pragma once
// The skeleton of a document of plain lines: its parts, tables, performance tables and sections, before anything is understood.

#include <string>
#include <string_view>
#include <vector>

#include "disclosure/disclosure.h"
#include "document/document.h"
#include "forms/knowledge.h"
#include "understand/table_outline.h"

namespace mingzhang {

struct TableRange {
  const FormTable* form = nullptr;
  std::string number;  // as printed: "表 2"
  std::string title;   // as printed
  Place place;
  std::vector<const Text*> lines;      // after the title, to the next table or heading
  std::vector<std::string_view> keys;  // of the lines, see word_key
};

struct PerformanceRange {
  std::vector<const Text*> lines;  // from the title on
};

struct Outline {
  int year = 0;
  DocumentKind kind = DocumentKind::Other;
  std::string unit;
  const Form* form = nullptr;
  std::vector<Section> sections;  // in order; bodies joined, contexts not yet set
  std::vector<TableRange> tables;
  std::vector<PerformanceRange> performance;
  std::vector<const Text*> unplaced;  // lines of tables that have lost their columns and that no form knows
};

// `tables`: must outlive the Outline. Of its lines those go that are page numbers.
Outline find_outline(TableOutline& tables, const Knowledge& knowledge);

}  // namespace mingzhang
