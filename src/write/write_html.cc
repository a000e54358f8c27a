#include <fmt/format.h>

#include "write/contents.h"
#include "write/page_plan.h"
#include "write/printed.h"
#include "write/write.h"
#include "write/xml_text.h"

namespace mingzhang {
namespace {

constexpr std::string_view kStyle = R"(<style>
:root { color-scheme: light dark; }
body { font-family: "Noto Serif CJK SC", "Songti SC", SimSun, serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; line-height: 1.7; }
h1, h2, h3, h4, h5, h6 { font-family: "Noto Sans CJK SC", "Heiti SC", SimHei, sans-serif; line-height: 1.4; margin: 1.5em 0 .5em; }
h1, .caption { text-align: center; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; } h3 { font-size: 1.1rem; } h4, h5, h6 { font-size: 1rem; }
p { margin: .4em 0; }
p.paragraph { text-indent: 2em; }
.ends { display: flex; justify-content: space-between; gap: 2em; white-space: pre; }
nav ol { list-style: none; padding-left: 1.5em; } nav > ol { padding-left: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 2rem; font-size: .875rem; }
th, td { border: 1px solid #888; padding: .2rem .5rem; }
th { font-weight: 600; background: #8882; }
td.center { text-align: center; }
td.amount { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
@page { size: A4; margin: 20mm; } @page wide { size: A4 landscape; margin: 18mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 11pt; }
  .scroll { overflow: visible; } .wide { page: wide; } .page { break-before: page; }
  thead { display: table-header-group; } tr { break-inside: avoid; } h1, h2, h3, .caption { break-after: avoid; }
}
</style>
)";

class HtmlPage {
 public:
  HtmlPage(const Document& document, const WriteOptions& options) : document_(document), options_(options), plan_(plan_pages(document)) {}

  std::string write() {
    out_ = "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + xml_text(options_.title) + "</title>\n";
    out_ += kStyle;
    out_ += "</head>\n<body>\n";
    if (options_.contents) write_contents();
    out_ += "<main>\n";
    for (const PageStretch& stretch : plan_.stretches) {
      page_due_ = stretch.first > 0;
      for (std::size_t i = stretch.first; i < stretch.last; ++i) {
        if (const Text* text = std::get_if<Text>(&document_.blocks[i])) write_text_block(i, *text);
        if (const Grid* grid = std::get_if<Grid>(&document_.blocks[i])) write_grid(*grid, plan_.blocks[i]);
      }
    }
    end_paragraph();
    return out_ + "</main>\n</body>\n</html>\n";
  }

 private:
  void write_contents() {
    out_ += fmt::format("<header>\n<h1>{0}</h1>\n</header>\n<nav aria-label=\"{1}\">\n<h2>{1}</h2>\n", xml_text(options_.title), kContentsHeading);
    int level = 0;
    for (const ContentsLine& entry : contents_entries(document_)) {
      if (entry.level <= level) out_ += "</li>\n";
      for (; level > entry.level; --level) out_ += "</ol>\n</li>\n";
      for (; level < entry.level; ++level) out_ += level + 1 < entry.level ? "<ol>\n<li>" : "<ol>\n";
      out_ += fmt::format("<li><a href=\"#h{}\">{}</a>", entry.heading, xml_text(entry.text));
    }
    for (; level > 0; --level) out_ += "</li>\n</ol>\n";
    out_ += "</nav>\n";
  }

  // Classes of the element that begins here; a page that begins is said once.
  std::string attributes(std::string classes) {
    if (page_due_) classes += classes.empty() ? "page" : " page";
    page_due_ = false;
    return classes.empty() ? "" : fmt::format(" class=\"{}\"", classes);
  }

  static std::string broken(const std::string& text) {
    std::string out;
    for (const std::string& line : lines_of(text)) out += (out.empty() ? "" : "<br>") + xml_text(line);
    return out;
  }

  void write_text_block(std::size_t index, const Text& text) {
    const TextRole role = plan_.blocks[index].role;
    if (role == TextRole::Heading) return write_heading(index, text);
    const std::vector<std::string> parts = gap_parts(text.text);
    if (role == TextRole::Caption && parts.size() == 2) {
      end_paragraph();
      out_ += fmt::format("<p{}><span>{}</span>&#160; <span>{}</span></p>\n", attributes("ends"), xml_text(parts[0]), xml_text(parts[1]));
      return;
    }
    if (in_paragraph_ && continues_paragraph(document_, plan_, index)) {
      out_ += "<br>\n" + broken(text.text);
    } else {
      end_paragraph();
      out_ += fmt::format("<p{}>{}", attributes(role == TextRole::Paragraph ? "paragraph" : ""), broken(text.text));
      in_paragraph_ = true;
    }
    if (role != TextRole::Line) end_paragraph();
  }

  void write_heading(std::size_t index, const Text& text) {
    end_paragraph();
    const int level = std::min(text.heading_level, 6);
    out_ += fmt::format("<h{0} id=\"h{1}\"{2}>{3}</h{0}>\n", level, headings_++,
                        attributes(is_table_title(document_, plan_, index) ? "caption" : ""), broken(text.text));
  }

  void end_paragraph() {
    if (in_paragraph_) out_ += "</p>\n";
    in_paragraph_ = false;
  }

  void write_grid(const Grid& grid, const PlannedBlock& planned) {
    end_paragraph();
    const TableShape& shape = *planned.shape;
    out_ += fmt::format("<div{}><table>\n", attributes(planned.setting->landscape ? "scroll wide" : "scroll"));
    for (SlotRows rows(grid); rows.next();) {
      if (shape.header_rows > 0 && rows.row() == 0) out_ += "<thead>\n";
      if (rows.row() == shape.header_rows) out_ += shape.header_rows > 0 ? "</thead>\n<tbody>\n" : "<tbody>\n";
      out_ += "<tr>";
      for (const TableSlot& slot : rows.slots())
        if (!slot.continued) write_cell(slot, shape);
      out_ += "</tr>\n";
    }
    out_ += grid.row_count > 0 ? "</tbody>\n</table></div>\n" : "</table></div>\n";
  }

  void write_cell(const TableSlot& slot, const TableShape& shape) {
    std::string attributes;
    if (slot.row_span > 1) attributes += fmt::format(" rowspan=\"{}\"", slot.row_span);
    if (slot.column_span > 1) attributes += fmt::format(" colspan=\"{}\"", slot.column_span);
    const bool header = slot.cell != nullptr && slot.cell->row < shape.header_rows;
    if (header) attributes += slot.column_span > 1 ? " scope=\"colgroup\"" : " scope=\"col\"";
    const Alignment alignment = slot.cell == nullptr ? Alignment::Left : shape.alignment_of(*slot.cell);
    if (!header && alignment == Alignment::Right) attributes += " class=\"amount\"";
    if (!header && alignment == Alignment::Center) attributes += " class=\"center\"";
    const std::string text = slot.cell == nullptr ? "" : broken(slot.cell->text);
    out_ += fmt::format("<{0}{1}>{2}</{0}>", header ? "th" : "td", attributes, text);
  }

  const Document& document_;
  const WriteOptions& options_;
  const PagePlan plan_;
  std::string out_;
  bool in_paragraph_ = false, page_due_ = false;
  int headings_ = 0;
};

}  // namespace

std::string write_html(const Document& document, const WriteOptions& options) {
  return HtmlPage(document, options).write();
}

}  // namespace mingzhang
