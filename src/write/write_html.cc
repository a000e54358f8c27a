#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "chart/chart_style.h"
#include "write/contents.h"
#include "write/html_beside.h"
#include "write/html_style.h"
#include "write/page_plan.h"
#include "write/printed.h"
#include "write/write.h"
#include "write/xml_text.h"

namespace mingzhang {
namespace {

// Nothing is loaded and nothing runs, whatever the texts of strangers hold.
constexpr std::string_view kPolicy =
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n";

class HtmlPage {
 public:
  HtmlPage(const Document& document, const WriteOptions& options, const HtmlBeside& beside)
      : document_(document), options_(options), beside_(beside), plan_(plan_pages(document)) {}

  std::string write() {
    out_ = "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n";
    out_.append(kPolicy).append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>").append(xml_text(options_.title)).append("</title>\n<style>\n");
    out_.append(kChartStyle).append(kDocumentStyle).append("</style>\n</head>\n");
    out_ += options_.contents ? "<body class=\"with-contents\">\n<nav class=\"skip\" aria-label=\"快捷跳转\"><a href=\"#text\">跳到正文</a></nav>\n" : "<body>\n";
    if (options_.contents) write_contents();
    for (const HtmlBeside::Part& part : beside_.before) write_part(part, "");
    out_ += "<main id=\"text\">\n";
    for (const PageStretch& stretch : plan_.stretches) {
      page_due_ = stretch.first > 0;
      if (stretch.landscape) begin_landscape();
      for (std::size_t i = stretch.first; i < stretch.last; ++i) {
        if (const Text* text = std::get_if<Text>(&document_.blocks[i])) write_text_block(i, *text);
        if (const Grid* grid = std::get_if<Grid>(&document_.blocks[i])) write_grid(i, *grid);
      }
      if (stretch.landscape) {
        end_paragraph();
        out_ += "</div>\n";
      }
    }
    end_paragraph();
    out_ += "</main>\n";
    for (const HtmlBeside::Part& part : beside_.after) write_part(part, " class=\"lines\"");
    return std::move(out_) + "</body>\n</html>\n";
  }

 private:
  void write_part(const HtmlBeside::Part& part, std::string_view attributes) {
    out_ += fmt::format("<aside{} aria-labelledby=\"{}\">\n<h2 id=\"{}\">{}</h2>\n{}</aside>\n", attributes, part.id, part.id, xml_text(part.title), part.html);
  }

  void write_contents() {
    out_ += fmt::format("<header>\n<h1>{0}</h1>\n</header>\n<nav class=\"contents\" aria-label=\"{1}\">\n<h2>{1}</h2>\n", xml_text(options_.title), kContentsHeading);
    write_part_links(beside_.before);
    int level = 0;
    for (const ContentsLine& entry : contents_entries(document_)) {
      if (entry.level <= level) out_ += "</li>\n";
      for (; level > entry.level; --level) out_ += "</ol>\n</li>\n";
      for (; level < entry.level; ++level) out_ += level + 1 < entry.level ? "<ol>\n<li>" : "<ol>\n";
      out_ += fmt::format("<li><a href=\"#h{}\">{}</a>", entry.heading, xml_text(entry.text));
    }
    for (; level > 0; --level) out_ += "</li>\n</ol>\n";
    write_part_links(beside_.after);
    out_ += "</nav>\n";
  }

  void write_part_links(const std::vector<HtmlBeside::Part>& parts) {
    if (parts.empty()) return;
    out_ += "<ol>\n";
    for (const HtmlBeside::Part& part : parts) out_ += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", part.id, xml_text(part.title));
    out_ += "</ol>\n";
  }

  // A table and its caption lie on their side together.
  void begin_landscape() {
    end_paragraph();
    out_ += fmt::format("<div{}>\n", attributes("wide"));
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

  static std::string linked(const HtmlLink& link, const std::string& html) {
    return fmt::format("<a id=\"{}\" href=\"#{}\">{}</a>", link.id, link.target, html);
  }

  // The text of a paragraph with its links. Links come in order, like everything that is written.
  std::string with_links(std::size_t index, const std::string& text) {
    std::string out;
    std::size_t done = 0;
    for (; next_link_ < beside_.links.size() && beside_.links[next_link_].block <= index; ++next_link_) {
      const HtmlLink& link = beside_.links[next_link_];
      if (link.block < index || link.begin < done || link.end > text.size()) continue;
      out += broken(text.substr(done, link.begin - done)) + linked(link, broken(text.substr(link.begin, link.end - link.begin)));
      done = link.end;
    }
    return out + broken(text.substr(done));
  }

  const HtmlLink* link_of(std::size_t index, const Cell& cell) {
    const auto at = [](const HtmlLink& link) { return std::tuple(link.block, link.row, link.column); };
    const auto wanted = std::tuple(index, cell.row, cell.column);
    while (next_link_ < beside_.links.size() && at(beside_.links[next_link_]) < wanted) ++next_link_;
    return next_link_ < beside_.links.size() && at(beside_.links[next_link_]) == wanted ? &beside_.links[next_link_] : nullptr;
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
      out_ += "<br>\n" + with_links(index, text.text);
    } else {
      end_paragraph();
      out_ += fmt::format("<p{}>{}", attributes(role == TextRole::Paragraph ? "paragraph" : ""), with_links(index, text.text));
      in_paragraph_ = true;
    }
    if (role != TextRole::Line) end_paragraph();
  }

  void write_heading(std::size_t index, const Text& text) {
    end_paragraph();
    const int level = std::min(text.heading_level, 6);
    out_ += fmt::format("<h{0} id=\"h{1}\"{2}>{3}</h{0}>\n", level, headings_++,
                        attributes(is_table_title(document_, plan_, index) ? "caption" : ""), broken(text.text));
    last_heading_ = text.text;
  }

  void end_paragraph() {
    if (in_paragraph_) out_ += "</p>\n";
    in_paragraph_ = false;
  }

  // A table may be wider than the screen: then it scrolls, also by keyboard, so it needs a name.
  void write_grid(std::size_t index, const Grid& grid) {
    end_paragraph();
    const TableShape& shape = *plan_.blocks[index].shape;
    const bool has_amounts = std::find(shape.amount_columns.begin(), shape.amount_columns.end(), true) != shape.amount_columns.end();
    out_ += fmt::format("<div{} tabindex=\"0\" role=\"group\" aria-label=\"{}\"><table>\n", attributes("scroll"),
                        last_heading_.empty() ? "表格" : xml_text(last_heading_));
    for (SlotRows rows(grid); rows.next();) {
      if (shape.header_rows > 0 && rows.row() == 0) out_ += "<thead>\n";
      if (rows.row() == shape.header_rows) out_ += shape.header_rows > 0 ? "</thead>\n<tbody>\n" : "<tbody>\n";
      out_ += "<tr>";
      bool row_name_due = has_amounts && rows.row() >= shape.header_rows;
      for (const TableSlot& slot : rows.slots()) {
        if (slot.continued) continue;
        const bool names_row = row_name_due && slot.cell != nullptr && !slot.cell->text.empty() && !printed_number(slot.cell->text);
        row_name_due = row_name_due && !names_row;
        write_cell(index, slot, shape, names_row);
      }
      out_ += "</tr>\n";
    }
    out_ += grid.row_count > 0 ? "</tbody>\n</table></div>\n" : "</table></div>\n";
  }

  void write_cell(std::size_t index, const TableSlot& slot, const TableShape& shape, bool names_row) {
    std::string attributes;
    if (slot.row_span > 1) attributes += fmt::format(" rowspan=\"{}\"", slot.row_span);
    if (slot.column_span > 1) attributes += fmt::format(" colspan=\"{}\"", slot.column_span);
    const bool header = slot.cell != nullptr && slot.cell->row < shape.header_rows;
    if (header && !slot.cell->text.empty()) attributes += slot.column_span > 1 ? " scope=\"colgroup\"" : " scope=\"col\"";
    if (names_row) attributes += slot.row_span > 1 ? " scope=\"rowgroup\"" : " scope=\"row\"";
    const Alignment alignment = slot.cell == nullptr ? Alignment::Left : shape.alignment_of(*slot.cell);
    if (!header && alignment == Alignment::Right) attributes += " class=\"amount\"";
    if (!header && alignment == Alignment::Center) attributes += " class=\"center\"";
    std::string text = slot.cell == nullptr ? "" : broken(slot.cell->text);
    if (slot.cell != nullptr)
      if (const HtmlLink* link = link_of(index, *slot.cell)) text = linked(*link, text);
    out_ += fmt::format("<{0}{1}>{2}</{0}>", (header && !text.empty()) || names_row ? "th" : "td", attributes, text);
  }

  const Document& document_;
  const WriteOptions& options_;
  const HtmlBeside& beside_;
  const PagePlan plan_;
  std::string out_;
  bool in_paragraph_ = false, page_due_ = false;
  int headings_ = 0;
  std::size_t next_link_ = 0;
  std::string last_heading_;
};

}  // namespace

std::string write_html(const Document& document, const WriteOptions& options) { return write_html(document, options, {}); }

std::string write_html(const Document& document, const WriteOptions& options, const HtmlBeside& beside) {
  return HtmlPage(document, options, beside).write();
}

}  // namespace mingzhang
