#pragma once
// The Excel workbook that a clerk fills: every fact once. What is written is read back as the same ledger.

#include <optional>
#include <string>

#include "base/result.h"
#include "document/document.h"
#include "forms/knowledge.h"
#include "workbook/from_content.h"
#include "workbook/layout.h"

namespace mingzhang {

// Sheets for people, lists of codes, and a hidden sheet that says it is ours and for which form. Deterministic.
// Error: workbook.write.failed.
Result<std::string> write_workbook(const UnitData& data, const Form& form, const WorkbookLayout& layout, const Knowledge& knowledge);

// Is it one of ours? By its content: the hidden sheet. The id of its form.
std::optional<std::string> form_of_workbook(const Document& document);

// The cells of a workbook as the layout has them: sheets by name, columns by title, wherever they stand.
Content read_content(const Document& document, const WorkbookLayout& layout);

// Everything that is wrong with it comes at once, by sheet and cell; without problems the ledger is fit to be compiled.
// Errors: catalog.yaml.* of the form's wording.
Result<TypedUnit> read_workbook(const Document& document, const Form& form, const WorkbookLayout& layout, const Knowledge& knowledge);

}  // namespace mingzhang
