// DOCX: the body as XML text, the rest of the package from docx_parts, all in a ZIP with fixed times.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "write/contents.h"
#include "write/docx/docx_parts.h"
#include "write/docx/zip_archive.h"
#include "write/page_plan.h"
#include "write/printed.h"
#include "write/write.h"
#include "write/xml_text.h"

namespace mingzhang {
namespace {

constexpr std::string_view kEmptyParagraph =  // where the format demands a paragraph and we have nothing to say
    R"(<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>{}</w:pPr>{}</w:p>)";

constexpr int kRowPad = 20, kRowPadTight = 5;  // above and below the text of a cell, in tenths of a point
constexpr int kRoomForCaption = 1000;          // above a table, and a note below it

int twips(int tenths_of_point) {
  return tenths_of_point * 2;
}

std::string run(std::string_view text, int half_points = 0, bool bold = false) {
  std::string properties;
  if (bold) properties += "<w:b/>";
  if (half_points > 0) properties += fmt::format("<w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/>", half_points);
  if (!properties.empty()) properties = "<w:rPr>" + properties + "</w:rPr>";
  return fmt::format("<w:r>{}<w:t xml:space=\"preserve\">{}</w:t></w:r>", properties, xml_text(text));
}

std::string field(std::string_view instruction, std::string_view shown) {
  return fmt::format("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {} </w:instrText></w:r>"
                     "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
                     instruction, shown);
}

std::string section_properties(bool landscape) {
  const int width = landscape ? kPageLong : kPageShort, height = landscape ? kPageShort : kPageLong;
  return fmt::format("<w:sectPr><w:footerReference w:type=\"default\" r:id=\"{0}\"/><w:pgSz w:w=\"{1}\" w:h=\"{2}\"{3}/>"
                     "<w:pgMar w:top=\"{4}\" w:right=\"{4}\" w:bottom=\"{4}\" w:left=\"{4}\" w:header=\"600\" w:footer=\"600\" w:gutter=\"0\"/></w:sectPr>",
                     kFooterRelation, twips(width), twips(height), landscape ? " w:orient=\"landscape\"" : "", twips(kPageMargin));
}

class DocxBody {
 public:
  DocxBody(const Document& document, const WriteOptions& options) : document_(document), options_(options), plan_(plan_pages(document)) {}

  std::string write() {
    if (options_.contents) write_contents();
    for (std::size_t s = 0; s < plan_.stretches.size(); ++s) {
      const PageStretch& stretch = plan_.stretches[s];
      if (s > 0) begin_page(plan_.stretches[s - 1].landscape, stretch);
      for (std::size_t i = stretch.first; i < stretch.last; ++i) write_block(i);
    }
    end_paragraph();
    const bool landscape = !plan_.stretches.empty() && plan_.stretches.back().landscape;
    if (after_table_) out_ += fmt::format(kEmptyParagraph, "", "");
    return out_ + section_properties(landscape);
  }

 private:
  // A page that lies otherwise begins a section; else the break goes into the paragraph that follows, or stands in the middle
  // of the paragraph that goes on.
  void begin_page(bool was_landscape, const PageStretch& next) {
    if (was_landscape != next.landscape) {
      end_paragraph();
      out_ += fmt::format(kEmptyParagraph, section_properties(was_landscape), "");
      after_table_ = false;
      return;
    }
    break_due_ = true;
  }

  void write_block(std::size_t index) {
    if (const Text* text = std::get_if<Text>(&document_.blocks[index])) write_text_block(index, *text);
    if (const Grid* grid = std::get_if<Grid>(&document_.blocks[index])) write_grid(*grid, plan_.blocks[index]);
  }

  void write_text_block(std::size_t index, const Text& text) {
    const bool goes_on = in_paragraph_ && continues_paragraph(document_, plan_, index);
    if (goes_on) {
      out_ += break_due_ ? "<w:r><w:br w:type=\"page\"/></w:r>" : "<w:r><w:br/></w:r>";
      break_due_ = false;
    } else {
      end_paragraph();
      begin_paragraph(index, text);
    }
    write_lines(index, text);
    if (plan_.blocks[index].role != TextRole::Line) end_paragraph();
  }

  void begin_paragraph(std::size_t index, const Text& text) {
    const TextRole role = plan_.blocks[index].role;
    std::string properties;
    if (role == TextRole::Heading) properties = fmt::format("<w:pStyle w:val=\"Heading{}\"/>", text.heading_level);
    if (role == TextRole::Paragraph) properties = "<w:pStyle w:val=\"BodyText\"/>";
    if (role == TextRole::Caption) properties = "<w:pStyle w:val=\"Caption\"/>";
    if (break_due_) properties += "<w:pageBreakBefore/>";
    if (role == TextRole::Caption) properties += caption_layout(index, text);
    if (role == TextRole::Heading && is_table_title(document_, plan_, index)) properties += "<w:jc w:val=\"center\"/>";
    out_ += "<w:p><w:pPr>" + properties + "</w:pPr>";
    in_paragraph_ = true;
    break_due_ = after_table_ = false;
  }

  // What stands apart on the line above a table stands at its ends.
  std::string caption_layout(std::size_t index, const Text& text) const {
    if (gap_parts(text.text).size() < 2) return "";
    int room = kPageShort - 2 * kPageMargin;
    for (std::size_t i = index; i < plan_.blocks.size(); ++i)
      if (plan_.blocks[i].setting) {
        if (plan_.blocks[i].setting->landscape) room = kPageLong - 2 * kPageMargin;
        break;
      }
    return fmt::format("<w:tabs><w:tab w:val=\"right\" w:pos=\"{}\"/></w:tabs>", twips(room));
  }

  void write_lines(std::size_t index, const Text& text) {
    const bool heading = plan_.blocks[index].role == TextRole::Heading;
    if (heading) out_ += fmt::format("<w:bookmarkStart w:id=\"{0}\" w:name=\"_Toc{0:06}\"/>", bookmarks_);
    const std::vector<std::string> lines = lines_of(text.text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i > 0) out_ += "<w:r><w:br/></w:r>";
      const std::vector<std::string> parts = gap_parts(lines[i]);
      if (plan_.blocks[index].role == TextRole::Caption && parts.size() == 2)
        out_ += run(parts[0]) + "<w:r><w:tab/></w:r>" + run(parts[1]);
      else
        out_ += run(lines[i]);
    }
    if (heading) out_ += fmt::format("<w:bookmarkEnd w:id=\"{}\"/>", bookmarks_++);
  }

  void end_paragraph() {
    if (in_paragraph_) out_ += "</w:p>\n";
    in_paragraph_ = false;
  }

  void write_grid(const Grid& grid, const PlannedBlock& planned) {
    end_paragraph();
    // Tables that touch are one table to every program.
    if (break_due_ || after_table_)
      out_ += fmt::format(kEmptyParagraph, "", break_due_ ? "<w:r><w:br w:type=\"page\"/></w:r>" : "");
    break_due_ = false;
    const TableSetting& setting = *planned.setting;
    int width = 0;
    std::string columns;
    for (int column : setting.widths) {
      width += column;
      columns += fmt::format("<w:gridCol w:w=\"{}\"/>", twips(column));
    }
    out_ += fmt::format("<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>", twips(width));
    for (const char* side : {"top", "left", "bottom", "right", "insideH", "insideV"})
      out_ += fmt::format("<w:{} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>", side);
    out_ += "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"45\" w:type=\"dxa\"/><w:right w:w=\"45\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>" + columns + "</w:tblGrid>\n";
    row_pad_ = nearly_fits(grid, setting) ? kRowPadTight : kRowPad;
    for (SlotRows rows(grid); rows.next();) write_row(rows, *planned.shape, setting);
    out_ += "</w:tbl>\n";
    after_table_ = true;
  }

  // On one page with rows set close, and on two without: then it stands on one, as in our PDF. (Word lays out; this is an estimate.)
  static bool nearly_fits(const Grid& grid, const TableSetting& setting) {
    const int room = (setting.landscape ? kPageShort : kPageLong) - 2 * kPageMargin - kRoomForCaption;
    const int text = text_height(grid, setting), pads = 2 * grid.row_count;
    return text + pads * kRowPad > room && text + pads * kRowPadTight <= room;
  }

  static int text_height(const Grid& grid, const TableSetting& setting) {
    const int line_height = setting.type_size * 13 / 10;
    std::vector<int> lines(static_cast<std::size_t>(grid.row_count), 1);
    for (const Cell& cell : grid.cells) {
      if (cell.row_span > 1) continue;
      int width = 0;
      for (int c = cell.column; c < std::min(cell.column + cell.column_span, grid.column_count); ++c) width += setting.widths[static_cast<std::size_t>(c)];
      width = std::max(width - 45, setting.type_size);  // without the margins of the cell
      int needed = 0;
      for (const std::string& line : lines_of(cell.text)) needed += std::max(1, (set_width(line) * setting.type_size / 100 + width - 1) / width);
      lines[static_cast<std::size_t>(cell.row)] = std::max(lines[static_cast<std::size_t>(cell.row)], needed);
    }
    int height = 0;
    for (const int count : lines) height += count * line_height;
    return height;
  }

  void write_row(const SlotRows& rows, const TableShape& shape, const TableSetting& setting) {
    out_ += "<w:tr><w:trPr><w:cantSplit/>";
    if (rows.row() < shape.header_rows) out_ += "<w:tblHeader/>";
    out_ += "</w:trPr>";
    for (const TableSlot& slot : rows.slots()) write_cell(slot, shape, setting);
    out_ += "</w:tr>\n";
  }

  void write_cell(const TableSlot& slot, const TableShape& shape, const TableSetting& setting) {
    int width = 0;
    for (int c = 0; c < slot.column_span; ++c) width += setting.widths[static_cast<std::size_t>(slot.column + c)];
    out_ += fmt::format("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>", twips(width));
    if (slot.column_span > 1) out_ += fmt::format("<w:gridSpan w:val=\"{}\"/>", slot.column_span);
    if (slot.continued) out_ += "<w:vMerge/>";
    else if (slot.row_span > 1) out_ += "<w:vMerge w:val=\"restart\"/>";
    const bool header = slot.cell != nullptr && slot.cell->row < shape.header_rows;
    if (header) out_ += "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/>";
    const Alignment alignment = slot.cell == nullptr ? Alignment::Left : shape.alignment_of(*slot.cell);
    if (alignment == Alignment::Right) out_ += "<w:noWrap/>";
    out_ += "<w:vAlign w:val=\"center\"/></w:tcPr>";
    const std::string text = slot.cell == nullptr || slot.continued ? "" : slot.cell->text;
    constexpr std::string_view kWords[] = {"left", "center", "right"};
    const int half_points = setting.type_size / 5;
    const std::string layout = fmt::format("<w:pPr><w:spacing w:before=\"{3}\" w:after=\"{3}\" w:line=\"{2}\" w:lineRule=\"exact\"/><w:jc w:val=\"{0}\"/><w:rPr><w:sz w:val=\"{1}\"/></w:rPr></w:pPr>",
                                           kWords[static_cast<int>(alignment)], half_points, twips(setting.type_size * 13 / 10), twips(row_pad_));
    out_ += "<w:p>" + layout;
    const std::vector<std::string> lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i > 0) out_ += "<w:r><w:br/></w:r>";
      if (!lines[i].empty()) out_ += run(lines[i], half_points, header);
    }
    out_ += "</w:p></w:tc>";
  }

  // A field that Word can bring up to date; until then it shows the pages of our own PDF, which is laid out alike.
  void write_contents() {
    out_ += "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr>" + run(options_.title) + "</w:p>\n";
    out_ += "<w:p><w:pPr><w:pStyle w:val=\"ContentsHeading\"/></w:pPr>" + run(kContentsHeading) + "</w:p>\n";
    const std::vector<ContentsLine> entries = contents_of(document_, options_);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const ContentsLine& entry = entries[i];
      out_ += fmt::format("<w:p><w:pPr><w:pStyle w:val=\"TOC{}\"/></w:pPr>", entry.level);
      if (i == 0)
        out_ += "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-3\" \\h \\z "
                "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
      const std::string anchor = fmt::format("_Toc{:06}", entry.heading);
      out_ += fmt::format("<w:hyperlink w:anchor=\"{}\" w:history=\"1\">{}<w:r><w:tab/></w:r>{}</w:hyperlink>", anchor, run(entry.text),
                          field("PAGEREF " + anchor + " \\h", run(std::to_string(entry.page))));
      if (i + 1 == entries.size()) out_ += "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
      out_ += "</w:p>\n";
    }
    const bool landscape = !plan_.stretches.empty() && plan_.stretches.front().landscape;
    if (landscape) out_ += fmt::format(kEmptyParagraph, section_properties(false), "");
    else break_due_ = true;
  }

  const Document& document_;
  const WriteOptions& options_;
  const PagePlan plan_;
  std::string out_;
  bool in_paragraph_ = false, break_due_ = false, after_table_ = false;
  int bookmarks_ = 0, row_pad_ = kRowPad;
};

}  // namespace

Result<std::string> write_docx(const Document& document, const WriteOptions& options) {
  std::vector<std::pair<std::string, std::string>> parts = docx_parts(options.title);
  parts.emplace_back("word/document.xml",
                     "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                     "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
                     "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>\n" +
                         DocxBody(document, options).write() + "</w:body></w:document>");
  return zip_archive(parts);
}

}  // namespace mingzhang
