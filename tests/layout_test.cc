// How the pages of our PDFs look, from what they draw: every table whole and in its frames, its header on each of its pages, nothing
// cut off or drawn over, wide tables on their side, pages numbered as the contents say. (Of this program alone poppler is a part.)

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "compile/compile.h"
#include "pipeline.h"
#include "publish/edition.h"
#include "random_ledger.h"
#include "read/pdf/page_blocks.h"
#include "read/pdf/poppler_file.h"
#include "write/contents.h"
#include "write/page_plan.h"
#include "write/write.h"

namespace mingzhang::tests {
namespace {

using pdf::Glyph;
using pdf::PageContent;
using pdf::Rect;

constexpr double kMargin = kPageMargin / 10.0, kTolerance = 1.0;  // points
constexpr double kTypeMin = 5.5;                                  // smaller type nobody reads

struct Page {
  PageContent content;
  std::vector<Block> blocks;
};

struct Layout {
  Document document;
  WriteOptions options;
  std::vector<Page> pages;
};

Layout layout_of(const LedgerFile& ledger, const Form& form) {
  Layout layout;
  const auto compiled = compile_disclosure(ledger, form, *engine().knowledge);
  EXPECT_TRUE(compiled.has_value());
  layout.document = edition_of(*compiled, form);
  layout.options = {.title = title_of(ledger, form), .contents = true};
  const auto bytes = write_pdf(layout.document, layout.options);
  EXPECT_TRUE(bytes.has_value());
  const auto file = pdf::PopplerFile::open(*bytes, "written.pdf", {});
  EXPECT_TRUE(file.has_value());
  for (int number = 1; number <= file->page_count(); ++number) {
    Page& page = layout.pages.emplace_back();
    page.content = file->draw_page(number, {});
    page.blocks = pdf::page_blocks(page.content, {});
  }
  return layout;
}

std::vector<std::vector<std::string>> rows_of(const Grid& grid) {
  std::vector<std::vector<std::string>> rows(static_cast<std::size_t>(grid.row_count));
  for (const Cell& cell : grid.cells)
    if (std::string text = without_spaces(cell.text); !text.empty()) rows[static_cast<std::size_t>(cell.row)].push_back(std::move(text));
  return rows;
}

std::string shown(const std::vector<std::string>& row) { return fmt::format("{}", fmt::join(row, " | ")); }

// What is drawn in each cell is what was to stand there; a page begins with the header again and goes on with the next row.
void expect_tables_whole(const Layout& layout) {
  std::vector<std::pair<int, const Grid*>> drawn;
  for (const Page& page : layout.pages)
    for (const Block& block : page.blocks)
      if (const Grid* grid = std::get_if<Grid>(&block)) drawn.emplace_back(page.content.number, grid);
  std::size_t next = 0;
  for (const Block& block : layout.document.blocks) {
    const Grid* table = std::get_if<Grid>(&block);
    if (table == nullptr) continue;
    const auto expected = rows_of(*table);
    const auto header = static_cast<std::size_t>(shape_of(*table).header_rows);
    std::size_t row = 0;
    for (bool first = true; row < expected.size(); first = false) {
      ASSERT_LT(next, drawn.size()) << "a table ends early: " << shown(expected[row]);
      const auto& [page, grid] = drawn[next++];
      const auto rows = rows_of(*grid);
      if (!first) {
        ASSERT_GE(rows.size(), header + 1) << "page " << page;
        for (std::size_t r = 0; r < header; ++r) EXPECT_EQ(shown(rows[r]), shown(expected[r])) << "header on page " << page;
      }
      for (std::size_t r = first ? 0 : header; r < rows.size(); ++r, ++row) {
        ASSERT_LT(row, expected.size()) << "page " << page << " has more rows: " << shown(rows[r]);
        EXPECT_EQ(shown(rows[r]), shown(expected[row])) << "page " << page;
      }
    }
  }
  EXPECT_EQ(next, drawn.size()) << "tables that nobody wrote";
}

bool is_ink(const Glyph& glyph) { return glyph.value != U' '; }

std::vector<Rect> cells_of(const Page& page) {
  std::vector<Rect> cells;
  for (const Block& block : page.blocks)
    if (const Grid* grid = std::get_if<Grid>(&block))
      for (const Cell& cell : grid->cells) {
        const Box& box = cell.place.box;
        cells.push_back({box.left / 10.0, box.top / 10.0, box.right / 10.0, box.bottom / 10.0});
      }
  return cells;
}

// Every character lies inside its cell, or between the margins of the page.
void expect_nothing_cut(const Layout& layout) {
  int outside = 0, small = 0;
  std::string where;
  for (const Page& page : layout.pages) {
    const std::vector<Rect> cells = cells_of(page);
    for (const Glyph& glyph : page.content.glyphs) {
      if (!is_ink(glyph)) continue;
      const auto cell = std::find_if(cells.begin(), cells.end(), [&](const Rect& each) { return each.contains(glyph.box.centre()); });
      const Rect room = cell != cells.end() ? *cell : Rect{kMargin, kMargin, page.content.size.x - kMargin, page.content.size.y};
      const bool inside = glyph.box.left >= room.left - kTolerance && glyph.box.right <= room.right + kTolerance &&
                          glyph.box.centre().y >= room.top && glyph.box.centre().y <= room.bottom;
      if (!inside && outside++ == 0) where = fmt::format("page {}, at {:.0f} {:.0f}", page.content.number, glyph.box.left, glyph.box.top);
      small += glyph.size < kTypeMin;
    }
  }
  EXPECT_EQ(outside, 0) << "characters outside of their cells, first " << where;
  EXPECT_EQ(small, 0) << "characters too small to read";
}

// No two characters share more than a little of their place.
void expect_nothing_drawn_over(const Layout& layout) {
  int overlaps = 0;
  std::string where;
  for (const Page& page : layout.pages) {
    std::vector<Glyph> glyphs;
    std::copy_if(page.content.glyphs.begin(), page.content.glyphs.end(), std::back_inserter(glyphs), is_ink);
    std::sort(glyphs.begin(), glyphs.end(), [](const Glyph& a, const Glyph& b) { return a.box.left < b.box.left; });
    for (std::size_t i = 0; i < glyphs.size(); ++i)
      for (std::size_t j = i + 1; j < glyphs.size() && glyphs[j].box.left < glyphs[i].box.right; ++j) {
        const Rect &a = glyphs[i].box, &b = glyphs[j].box;
        const double width = std::min(a.right, b.right) - std::max(a.left, b.left), height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
        if (width <= 0 || height <= 0 || width < 0.4 * std::min(a.width(), b.width()) || height < 0.4 * std::min(a.height(), b.height())) continue;
        if (overlaps++ == 0) where = fmt::format("page {}, at {:.0f} {:.0f}", page.content.number, b.left, b.top);
      }
  }
  EXPECT_EQ(overlaps, 0) << "characters drawn over others, first " << where;
}

std::string text_of(const Page& page) {
  std::string text;
  for (const Block& block : page.blocks)
    if (const Text* line = std::get_if<Text>(&block)) text += without_spaces(line->text) + "\n";
  return text;
}

void expect_pages_numbered(const Layout& layout) {
  for (const Page& page : layout.pages)
    EXPECT_NE(text_of(page).find(fmt::format("—{}—\n", page.content.number)), std::string::npos) << "page " << page.content.number;
  std::string contents;
  for (std::size_t i = 0; i < layout.pages.size() && i < 3; ++i) contents += text_of(layout.pages[i]);
  for (const ContentsLine& entry : contents_of(layout.document, layout.options)) {
    ASSERT_GE(entry.page, 1) << entry.text;
    ASSERT_LE(entry.page, static_cast<int>(layout.pages.size())) << entry.text;
    const std::string title = without_spaces(entry.text);
    EXPECT_NE(text_of(layout.pages[static_cast<std::size_t>(entry.page) - 1]).find(title.substr(0, 60)), std::string::npos) << entry.text << " is not on page " << entry.page;
    EXPECT_NE(contents.find(fmt::format("{}\n", entry.page)), std::string::npos) << entry.text;
  }
}

// A page lies on its side when one of its tables does, and only then.
void expect_orientation(const Layout& layout) {
  int wide_tables = 0, wide_pages = 0;
  for (const Block& block : layout.document.blocks)
    if (const Grid* grid = std::get_if<Grid>(&block)) wide_tables += setting_of(shape_of(*grid)).landscape;
  for (const Page& page : layout.pages) {
    const bool landscape = page.content.size.x > page.content.size.y;
    wide_pages += landscape;
    if (!landscape) continue;
    const bool has_table = std::any_of(page.blocks.begin(), page.blocks.end(), [](const Block& block) { return std::holds_alternative<Grid>(block); });
    EXPECT_TRUE(has_table) << "page " << page.content.number << " lies on its side without a table";
  }
  EXPECT_GE(wide_pages, wide_tables);
}

void expect_sound(const Layout& layout) {
  expect_tables_whole(layout);
  expect_nothing_cut(layout);
  expect_nothing_drawn_over(layout);
  expect_pages_numbered(layout);
  expect_orientation(layout);
}

class LayoutOfForm : public ::testing::TestWithParam<const char*> {
 protected:
  const Form& form() const { return *engine().knowledge->find_form(GetParam()); }
  LedgerFile random_ledger(std::uint64_t seed) const {
    RandomLedger random(*engine().knowledge, seed);
    return form().final_accounts ? random.make_accounts() : random.make_with_last_year();
  }
};

TEST_P(LayoutOfForm, PagesAreSound) {
  for (std::uint64_t seed = 1; seed <= 2; ++seed) {
    SCOPED_TRACE(seed);
    expect_sound(layout_of(random_ledger(seed), form()));
  }
}

// Tables over many pages.
TEST_P(LayoutOfForm, LongTablesAreSound) {
  for (std::uint64_t seed = 1; seed < 400; ++seed) {
    const LedgerFile ledger = random_ledger(seed);
    if (ledger.ledger.lines.size() < 300) continue;
    const Layout layout = layout_of(ledger, form());
    EXPECT_GT(layout.pages.size(), 20u);
    expect_sound(layout);
    return;
  }
  FAIL() << "no long ledger was made";
}

INSTANTIATE_TEST_SUITE_P(Forms, LayoutOfForm, ::testing::Values("xinjiang-budget-2024", "shanghai-budget-unit", "jiangsu-budget-2018", "national-final", "shanghai-final"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// The tables that people print: each on one page when it nearly fits.
TEST(LayoutOfPages, ATableThatNearlyFitsStandsOnOnePage) {
  const LedgerFile ledger = ledger_from_json(*read_file(source_path("examples/ledger.json")), engine().knowledge->space, "ledger.json").value();
  const Layout layout = layout_of(ledger, *engine().knowledge->find_form("xinjiang-budget-2024"));
  std::size_t tables = 0, drawn = 0;
  for (const Block& block : layout.document.blocks) tables += std::holds_alternative<Grid>(block);
  for (const Page& page : layout.pages)
    for (const Block& block : page.blocks) drawn += std::holds_alternative<Grid>(block);
  EXPECT_EQ(drawn, tables);
}

}  // namespace
}  // namespace mingzhang::tests
