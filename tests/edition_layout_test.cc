// How our DOCX, XLSX and HTML are laid out, from what they say: each table as wide as its page allows, its header marked to be repeated, wide
// tables on their side, contents that lead to their headings, pages numbered, fonts named for Chinese; links that lead somewhere.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "compile/compile.h"
#include "pipeline.h"
#include "publish/edition.h"
#include "publish/html_edition.h"
#include "read/package/package.h"
#include "read/package/xml.h"
#include "write/contents.h"
#include "write/page_plan.h"
#include "write/printed.h"
#include "write/write.h"

namespace mingzhang::tests {
namespace {

LedgerFile example_ledger() {
  return ledger_from_json(*read_file(source_path("examples/ledger.json")), engine().knowledge->space, "ledger.json").value();
}

struct Edition {
  Document document;
  WriteOptions options;
  std::string docx, xlsx, html;
};

Edition edition_for(const Form& form) {
  const LedgerFile ledger = example_ledger();
  const auto compiled = compile_disclosure(ledger, form, *engine().knowledge);
  EXPECT_TRUE(compiled.has_value());
  Edition edition;
  edition.document = edition_of(*compiled, form);
  edition.options = {.title = title_of(ledger, form), .contents = true};
  edition.docx = write_docx(edition.document, edition.options).value();
  edition.xlsx = write_xlsx(edition.document, edition.options).value();
  edition.html = html_edition(*compiled, ledger, form, *engine().knowledge);
  return edition;
}

int number(const pugi::xml_node& node, const char* attribute) { return node.attribute(attribute).as_int(-1); }

// What a section allows: its page without its margins, in twips.
struct SectionPage {
  bool landscape = false;
  int room = 0;
};

struct DocxTable {
  pugi::xml_node node;
  SectionPage page;
};

SectionPage page_of(const pugi::xml_node& section) {
  const pugi::xml_node size = section.child("w:pgSz"), margin = section.child("w:pgMar");
  EXPECT_TRUE(section.child("w:footerReference"));
  return {std::string_view(size.attribute("w:orient").value()) == "landscape", number(size, "w:w") - number(margin, "w:left") - number(margin, "w:right")};
}

// The page of a section is told at its end.
std::vector<DocxTable> tables_of(const pugi::xml_node& body) {
  std::vector<DocxTable> tables;
  std::size_t without_page = 0;
  const auto end_section = [&](const pugi::xml_node& section) {
    for (; without_page < tables.size(); ++without_page) tables[without_page].page = page_of(section);
  };
  for (const pugi::xml_node& node : body.children()) {
    const std::string_view name = node.name();
    if (name == "w:tbl") tables.push_back({node, {}});
    if (name == "w:sectPr") end_section(node);
    if (const pugi::xml_node section = node.child("w:pPr").child("w:sectPr"); name == "w:p" && section) end_section(section);
  }
  EXPECT_EQ(without_page, tables.size());
  return tables;
}

std::vector<const Grid*> grids_of(const Document& document) {
  std::vector<const Grid*> grids;
  for (const Block& block : document.blocks)
    if (const Grid* grid = std::get_if<Grid>(&block)) grids.push_back(grid);
  return grids;
}

// The longest word of each cell of one column has room beside the margins that the table states itself: without them programs
// take margins of their own, and numbers are broken.
void expect_words_fit(const pugi::xml_node& table, const std::vector<int>& columns) {
  const pugi::xml_node margins = table.child("w:tblPr").child("w:tblCellMar");
  ASSERT_TRUE(margins);
  const int beside = number(margins.child("w:left"), "w:w") + number(margins.child("w:right"), "w:w");
  for (const pugi::xml_node& row : table.children("w:tr")) {
    std::size_t column = 0;
    for (const pugi::xml_node& cell : row.children("w:tc")) {
      const pugi::xml_node span = cell.child("w:tcPr").child("w:gridSpan");
      const auto columns_wide = static_cast<std::size_t>(span ? number(span, "w:val") : 1);
      ASSERT_LE(column + columns_wide, columns.size());
      int width = 0;
      for (std::size_t c = column; c < column + columns_wide; ++c) width += columns[c];
      EXPECT_EQ(number(cell.child("w:tcPr").child("w:tcW"), "w:w"), width);
      for (const pugi::xml_node& paragraph : cell.children("w:p"))
        for (const pugi::xml_node& run : paragraph.children("w:r")) {
          const std::string text = run.child("w:t").text().get();
          const int half_points = number(run.child("w:rPr").child("w:sz"), "w:val");
          EXPECT_GE(width - beside, unbreakable_width(text) * half_points / 10) << text;
        }
      column += columns_wide;
    }
    EXPECT_EQ(column, columns.size());
  }
}

class EditionLayout : public ::testing::TestWithParam<const char*> {
 protected:
  const Form& form() const { return *engine().knowledge->find_form(GetParam()); }
};

TEST_P(EditionLayout, TablesOfTheDocxAreWhole) {
  const Edition edition = edition_for(form());
  auto package = Package::open(edition.docx, "a.docx");
  ASSERT_TRUE(package.has_value());
  const Xml xml = parse_xml(package->part("word/document.xml").value(), "document", *package).value();
  const std::vector<DocxTable> tables = tables_of(xml->child("w:document").child("w:body"));
  const std::vector<const Grid*> grids = grids_of(edition.document);
  ASSERT_EQ(tables.size(), grids.size());
  for (std::size_t t = 0; t < tables.size(); ++t) {
    SCOPED_TRACE(fmt::format("table {}", t + 1));
    std::vector<int> columns;
    for (const pugi::xml_node& column : tables[t].node.child("w:tblGrid").children("w:gridCol")) columns.push_back(number(column, "w:w"));
    const int width = std::accumulate(columns.begin(), columns.end(), 0);
    EXPECT_EQ(width, number(tables[t].node.child("w:tblPr").child("w:tblW"), "w:w"));
    EXPECT_LE(width, tables[t].page.room);
    EXPECT_GE(width, tables[t].page.room - 20) << "narrower than its page";
    EXPECT_EQ(tables[t].page.landscape, setting_of(shape_of(*grids[t])).landscape);
    EXPECT_EQ(static_cast<int>(columns.size()), grids[t]->column_count);
    int header = 0, rows = 0;
    for (const pugi::xml_node& row : tables[t].node.children("w:tr")) {
      header += row.child("w:trPr").child("w:tblHeader") ? 1 : 0;
      ++rows;
    }
    EXPECT_EQ(rows, grids[t]->row_count);
    EXPECT_EQ(header, shape_of(*grids[t]).header_rows);
    if (grids[t]->header_row_count > 0) {
      EXPECT_EQ(header, grids[t]->header_row_count) << "a table without rows has no header to repeat";
    }
    expect_words_fit(tables[t].node, columns);
  }
}

void collect(const pugi::xml_node& node, std::map<std::string, std::vector<pugi::xml_node>>& by_name) {
  for (const pugi::xml_node& child : node.children()) {
    by_name[child.name()].push_back(child);
    collect(child, by_name);
  }
}

TEST_P(EditionLayout, ContentsOfTheDocxLeadToItsHeadings) {
  const Edition edition = edition_for(form());
  auto package = Package::open(edition.docx, "a.docx");
  const Xml xml = parse_xml(package->part("word/document.xml").value(), "document", *package).value();
  std::map<std::string, std::vector<pugi::xml_node>> nodes;
  collect(*xml, nodes);
  std::set<std::string> bookmarks;
  for (const pugi::xml_node& bookmark : nodes["w:bookmarkStart"]) bookmarks.insert(bookmark.attribute("w:name").value());
  EXPECT_EQ(nodes["w:hyperlink"].size(), contents_entries(edition.document).size());
  for (const pugi::xml_node& link : nodes["w:hyperlink"]) EXPECT_TRUE(bookmarks.contains(link.attribute("w:anchor").value()));
  const auto instructs = [&](std::string_view word) {
    return std::ranges::count_if(nodes["w:instrText"], [&](const pugi::xml_node& node) { return std::string_view(node.text().get()).find(word) != std::string_view::npos; });
  };
  EXPECT_EQ(instructs("TOC "), 1);
  EXPECT_EQ(static_cast<std::size_t>(instructs("PAGEREF ")), nodes["w:hyperlink"].size());
  EXPECT_NE(package->part("word/footer1.xml")->find(" PAGE "), std::string::npos);
}

TEST_P(EditionLayout, FontsOfTheDocxAreNamedForChinese) {
  const Edition edition = edition_for(form());
  auto package = Package::open(edition.docx, "a.docx");
  const std::string styles = package->part("word/styles.xml").value(), fonts = package->part("word/fontTable.xml").value();
  EXPECT_NE(styles.find("<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"宋体\""), std::string::npos);
  EXPECT_NE(styles.find("w:eastAsia=\"黑体\""), std::string::npos);
  for (const char* font : {"SimSun", "SimHei", "Noto Serif CJK SC", "Noto Sans CJK SC"}) EXPECT_NE(fonts.find(font), std::string::npos) << font;
}

// One sheet a table, as wide as its page and the right way up, its header repeated; texts are seen whole in every program.
TEST_P(EditionLayout, SheetsOfTheXlsxAreReadyToPrint) {
  const Edition edition = edition_for(form());
  auto package = Package::open(edition.xlsx, "a.xlsx");
  ASSERT_TRUE(package.has_value());
  const std::string book = package->part("xl/workbook.xml").value();
  std::size_t repeated = 0, sideways = 0, fitted = 0, sheets = 0, wide = 0, headed = 0, tall_rows = 0;
  for (auto at = book.find("_xlnm.Print_Titles"); at != std::string::npos; at = book.find("_xlnm.Print_Titles", at + 1)) ++repeated;
  for (int number_of = 1; package->has(fmt::format("xl/worksheets/sheet{}.xml", number_of)); ++number_of, ++sheets) {
    const std::string sheet = package->part(fmt::format("xl/worksheets/sheet{}.xml", number_of)).value();
    sideways += sheet.find("orientation=\"landscape\"") != std::string::npos;
    fitted += sheet.find("fitToPage=\"1\"") != std::string::npos;
    for (auto at = sheet.find("customHeight=\"1\""); at != std::string::npos; at = sheet.find("customHeight=\"1\"", at + 1)) ++tall_rows;
  }
  for (const Grid* grid : grids_of(edition.document)) {
    wide += setting_of(shape_of(*grid)).landscape;
    headed += shape_of(*grid).header_rows > 0;
  }
  EXPECT_GT(sheets, grids_of(edition.document).size());
  EXPECT_EQ(fitted, sheets);
  EXPECT_EQ(sideways, wide);
  EXPECT_EQ(repeated, headed);
  EXPECT_GT(tall_rows, sheets) << "headings, and rows with texts of several lines";
}

std::multiset<std::string> values_of(std::string_view html, std::string_view attribute) {
  std::multiset<std::string> values;
  const std::string begin = fmt::format(" {}=\"", attribute);
  for (auto at = html.find(begin); at != std::string_view::npos; at = html.find(begin, at + 1)) {
    const std::size_t first = at + begin.size();
    values.insert(std::string(html.substr(first, html.find('"', first) - first)));
  }
  return values;
}

TEST_P(EditionLayout, LinksOfThePageLeadSomewhere) {
  const Edition edition = edition_for(form());
  const std::multiset<std::string> ids = values_of(edition.html, "id"), links = values_of(edition.html, "href");
  EXPECT_GT(links.size(), contents_entries(edition.document).size());
  for (const std::string& id : ids) EXPECT_EQ(ids.count(id), 1u) << id;
  for (const std::string& link : links) EXPECT_TRUE(link.starts_with("#") && ids.contains(link.substr(1))) << link;
}

TEST_P(EditionLayout, TablesOfThePageHaveHeadersAndScroll) {
  const Edition edition = edition_for(form());
  const std::string_view html = edition.html;
  std::size_t at = html.find("<main");
  const std::size_t end = html.find("</main>");
  for (const Grid* grid : grids_of(edition.document)) {
    at = html.find("<table", at);
    ASSERT_LT(at, end);
    const std::string_view before = html.substr(0, at);
    EXPECT_LT(before.size() - before.rfind("class=\"scroll\""), 200u) << "a wide table would widen the page";
    const std::string_view table = html.substr(at, html.find("</table>", at) - at);
    const int header = shape_of(*grid).header_rows;
    const std::size_t head_end = table.find("</thead>");
    EXPECT_EQ(header > 0, head_end != std::string_view::npos);
    int rows = 0;
    for (auto row = table.find("<tr"); row != std::string_view::npos && row < head_end && header > 0; row = table.find("<tr", row + 1)) ++rows;
    EXPECT_EQ(rows, header);
    at += table.size();
  }
}

INSTANTIATE_TEST_SUITE_P(Forms, EditionLayout, ::testing::Values("xinjiang-budget-2024", "shanghai-budget-unit", "shanghai-budget-department", "jiangsu-budget-2018",
                                                                 "national-final", "shanghai-final"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace mingzhang::tests
