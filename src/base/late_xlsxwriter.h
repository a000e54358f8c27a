#pragma once
// The functions of libxlsxwriter that we call (base/late_library.h). Included instead of its own header.

#include <xlsxwriter.h>

#include "base/late_library.h"

namespace mingzhang {

inline LateLibrary xlsxwriter(MINGZHANG_XLSXWRITER_FILE);

#define LATE_XLSXWRITER(name) inline LATE_FUNCTION(xlsxwriter, name)
LATE_XLSXWRITER(format_set_align);
LATE_XLSXWRITER(format_set_bg_color);
LATE_XLSXWRITER(format_set_bold);
LATE_XLSXWRITER(format_set_border);
LATE_XLSXWRITER(format_set_border_color);
LATE_XLSXWRITER(format_set_font_color);
LATE_XLSXWRITER(format_set_font_name);
LATE_XLSXWRITER(format_set_font_size);
LATE_XLSXWRITER(format_set_num_format);
LATE_XLSXWRITER(format_set_text_wrap);
LATE_XLSXWRITER(format_set_unlocked);
LATE_XLSXWRITER(lxw_strerror);
LATE_XLSXWRITER(workbook_add_format);
LATE_XLSXWRITER(workbook_add_worksheet);
LATE_XLSXWRITER(workbook_close);
LATE_XLSXWRITER(workbook_new);
LATE_XLSXWRITER(workbook_new_opt);
LATE_XLSXWRITER(workbook_set_properties);
LATE_XLSXWRITER(worksheet_activate);
LATE_XLSXWRITER(worksheet_autofilter);
LATE_XLSXWRITER(worksheet_center_horizontally);
LATE_XLSXWRITER(worksheet_conditional_format_range);
LATE_XLSXWRITER(worksheet_data_validation_range);
LATE_XLSXWRITER(worksheet_fit_to_pages);
LATE_XLSXWRITER(worksheet_freeze_panes);
LATE_XLSXWRITER(worksheet_gridlines);
LATE_XLSXWRITER(worksheet_hide);
LATE_XLSXWRITER(worksheet_merge_range);
LATE_XLSXWRITER(worksheet_protect);
LATE_XLSXWRITER(worksheet_repeat_rows);
LATE_XLSXWRITER(worksheet_set_column);
LATE_XLSXWRITER(worksheet_set_footer);
LATE_XLSXWRITER(worksheet_set_landscape);
LATE_XLSXWRITER(worksheet_set_margins);
LATE_XLSXWRITER(worksheet_set_paper);
LATE_XLSXWRITER(worksheet_set_row);
LATE_XLSXWRITER(worksheet_write_blank);
LATE_XLSXWRITER(worksheet_write_formula_num);
LATE_XLSXWRITER(worksheet_write_formula_str);
LATE_XLSXWRITER(worksheet_write_number);
LATE_XLSXWRITER(worksheet_write_string);
#undef LATE_XLSXWRITER

}  // namespace mingzhang
