#pragma once
// Flat text breaks the cells of a header into pieces and mixes them, so that no column can be read from it; but all its characters
// are there. Are they those of the form's columns?

#include <string>
#include <vector>

#include "document/document.h"
#include "forms/form.h"

namespace mingzhang {

struct FlatHeader {
  std::vector<const Text*> lines;
  int numbered_columns = 0;  // the largest n of a line "※ ※ 1 2 ... n"; 0 when there is none
};

// Chinese: why the table cannot have the columns of the form; "" when it may have them, or prints no header.
std::string header_misfit(const FlatHeader& header, const FormTable& form);

}  // namespace mingzhang
