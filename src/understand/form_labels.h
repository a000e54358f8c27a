#pragma once
// What a form says of its own labels where their words alone would be understood as something else (`means`). The same
// form compiles a table and reads it back.

#include <string>
#include <string_view>
#include <vector>

#include "forms/form.h"

namespace mingzhang {

class FormLabels {
 public:
  explicit FormLabels(const FormPanel* panel);  // nullptr: no form knows the table

  // The row of the form that has this label, when it says what it means; else nullptr. Rows come in the order of the form,
  // and the same label may stand below several groups: each search begins behind the row found before.
  const FormRow* row(std::string_view label);

  // What the form says of text `level` of this header, which stands below the whole of `path`; nullptr when it says nothing.
  const Extents* header(const std::vector<std::string>& path, std::size_t level) const;

 private:
  const FormPanel* panel_;
  std::vector<std::string> keys_;  // of the form's rows; none when no row says what it means
  std::size_t next_row_ = 0;
};

}  // namespace mingzhang
