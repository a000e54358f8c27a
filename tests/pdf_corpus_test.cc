// Real PDFs: what pdftotext prints of a page is in our Document of the page, amount for amount, whatever becomes a table.
#include <cstdio>
#include <map>

#include <fmt/format.h>

#include "pipeline.h"
#include "read/isolate/process.h"
#include "read/read.h"

namespace mingzhang::tests {
namespace {

using Counts = std::map<std::string, int>;

bool is_figure_character(char c) { return (c >= '0' && c <= '9') || c == ',' || c == '.'; }

// 12.80 and 1,234; neither years nor codes, which text flows around.
void count_amounts(std::string_view text, Counts& counts) {
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && is_figure_character(text[end])) ++end;
    std::string_view word = text.substr(begin, end - begin);
    while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.remove_suffix(1);
    if (word.find_first_of(".,") != std::string_view::npos) ++counts[std::string(word)];
    begin = std::max(end, begin + 1);
  }
}

std::map<int, Counts> amounts_of(const Document& document) {
  std::map<int, Counts> pages;
  int page = 0;
  for (const Block& block : document.blocks) {
    if (const auto* page_break = std::get_if<PageBreak>(&block)) page = page_break->page;
    if (const auto* text = std::get_if<Text>(&block)) count_amounts(text->text, pages[page]);
    if (const auto* grid = std::get_if<Grid>(&block))
      for (const Cell& cell : grid->cells) count_amounts(cell.text, pages[page]);
  }
  return pages;
}

std::map<int, Counts> amounts_by_pdftotext(const std::string& program, const std::string& path) {
  std::map<int, Counts> pages;
  auto process = Process::start({{program, path, "-"}, {}, "", {}});
  if (!process) return pages;
  const std::string text = process->finish().output;
  int page = 1;
  for (std::size_t begin = 0; begin < text.size(); ++page) {
    const std::size_t end = std::min(text.find('\f', begin), text.size());
    count_amounts(std::string_view(text).substr(begin, end - begin), pages[page]);
    begin = end + 1;
  }
  return pages;
}

TEST(PdfCorpus, EveryAmountIsReadAndNoneAdded) {
  REQUIRE_CORPUS(index, "INDEX.csv");
  const std::string program = find_program("pdftotext");
  if (program.empty()) GTEST_SKIP() << "pdftotext is not installed (package poppler-utils)";
  int amounts = 0, files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(index).parent_path())) {
    if (entry.path().extension() != ".pdf") continue;
    const auto document = read_document(entry.path());
    ASSERT_TRUE(document.has_value()) << document.error().message;
    auto ours = amounts_of(*document);
    for (const auto& [page, expected] : amounts_by_pdftotext(program, entry.path())) {
      EXPECT_EQ(ours[page], expected) << entry.path() << " page " << page;
      for (const auto& [amount, count] : expected) amounts += count;
    }
    ++files;
  }
  fmt::print("{} amounts of {} PDFs, each on its page\n", amounts, files);
  EXPECT_GT(amounts, 0);
}

}  // namespace
}  // namespace mingzhang::tests
