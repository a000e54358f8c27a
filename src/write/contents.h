#pragma once
// The table of contents of a Document: its headings of the first three levels and the pages on which our PDF has them.

#include <string>
#include <vector>

#include "document/document.h"
#include "write/page_plan.h"
#include "write/write.h"

namespace mingzhang {

inline constexpr const char* kContentsHeading = "目录";
inline constexpr int kContentsLevels = 3;

struct ContentsLine {
  std::string text;
  int level = 1;
  int heading = 0;  // running number among all headings
  int page = 0;     // 0: not laid out
};

std::vector<ContentsLine> contents_entries(const Document& document);  // without pages

// The same with pages. Where no pages can be laid out (no fonts), they stay 0.
std::vector<ContentsLine> contents_of(const Document& document, const WriteOptions& options);

// A heading that stands in the caption of a table names it.
bool is_table_title(const Document& document, const PagePlan& plan, std::size_t index);

}  // namespace mingzhang
