#include "write/page_plan.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

constexpr std::size_t kCaptionLinesMax = 4;
constexpr std::size_t kCaptionCharactersMax = 60;
constexpr std::size_t kTableNumberCharactersMax = 8;
constexpr std::size_t kNoteLinesMax = 4;

const Text* text_at(const Document& document, std::size_t index) {
  return std::get_if<Text>(&document.blocks[index]);
}

bool is_break(const Block& block) {
  return std::holds_alternative<PageBreak>(block);
}

// A short line that is no sentence.
bool can_be_caption(const Text& text) {
  return count_code_points(without_spaces(text.text)) <= kCaptionCharactersMax && !text.text.ends_with("。") && !text.text.ends_with("；");
}

// Where the caption of the table at `grid` begins; `grid` when it has none.
std::size_t caption_begin(const Document& document, std::size_t grid) {
  std::size_t first = grid;
  bool named = false, numbered = false;  // above the name there is only its number: "表 2"
  while (first > 0 && grid - first < kCaptionLinesMax) {
    const Text* text = text_at(document, first - 1);
    if (text == nullptr || !can_be_caption(*text)) break;
    const bool heading = text->heading_level > 0;
    if (!heading && named && (numbered || count_code_points(text->text) > kTableNumberCharactersMax)) break;
    numbered = numbered || (named && !heading);
    named = named || heading;
    --first;
  }
  return first;
}

// The end of the table at `grid` with its notes: a few lines between it and the end of its page.
std::size_t notes_end(const Document& document, std::size_t grid) {
  std::size_t end = grid + 1;
  while (end < document.blocks.size() && end - grid <= kNoteLinesMax && text_at(document, end) != nullptr) ++end;
  return end < document.blocks.size() && is_break(document.blocks[end]) ? end : grid + 1;
}

void plan_blocks(const Document& document, PagePlan& plan) {
  plan.blocks.resize(document.blocks.size());
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    PlannedBlock& planned = plan.blocks[i];
    if (const Text* text = text_at(document, i)) {
      planned.role = text->heading_level > 0 ? TextRole::Heading : text->ends_paragraph ? TextRole::Paragraph : TextRole::Line;
    } else if (const Grid* grid = std::get_if<Grid>(&document.blocks[i])) {
      planned.shape = shape_of(*grid);
      planned.setting = setting_of(*planned.shape);
      for (std::size_t above = caption_begin(document, i); above < i; ++above)
        if (plan.blocks[above].role != TextRole::Heading) plan.blocks[above].role = TextRole::Caption;
    }
  }
}

bool is_wide(const PagePlan& plan, std::size_t index) {
  return plan.blocks[index].setting && plan.blocks[index].setting->landscape;
}

// From one page break to the next.
std::vector<PageStretch> between_breaks(const Document& document, const PagePlan& plan) {
  std::vector<PageStretch> stretches = {{}};
  bool filled = false;  // several breaks at one place are one
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    if (is_break(document.blocks[i]) && filled) {
      stretches.push_back({i, i, false});
      filled = false;
    }
    filled = filled || !is_break(document.blocks[i]);
    stretches.back().last = i + 1;
    stretches.back().landscape = stretches.back().landscape || is_wide(plan, i);
  }
  return stretches;
}

// Without page breaks, each wide table lies with its caption on pages of its own.
std::vector<PageStretch> around_wide_tables(const Document& document, const PagePlan& plan) {
  std::vector<PageStretch> stretches;
  const auto put = [&](std::size_t first, std::size_t last, bool landscape) {
    if (first == last) return;
    const bool goes_on = !stretches.empty() && stretches.back().landscape == landscape;
    if (goes_on) stretches.back().last = last;
    else stretches.push_back({first, last, landscape});
  };
  for (const Group& group : table_groups(document, plan)) put(group.first, group.last, group.grid && is_wide(plan, *group.grid));
  return stretches;
}

}  // namespace

PagePlan plan_pages(const Document& document) {
  PagePlan plan;
  plan_blocks(document, plan);
  if (document.blocks.empty()) return plan;
  const bool has_breaks = std::any_of(document.blocks.begin(), document.blocks.end(), is_break);
  plan.stretches = has_breaks ? between_breaks(document, plan) : around_wide_tables(document, plan);
  return plan;
}

std::vector<Group> table_groups(const Document& document, const PagePlan& plan) {
  std::vector<Group> groups;
  std::size_t done = 0;
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    if (!plan.blocks[i].setting) continue;
    const std::size_t first = std::max(caption_begin(document, i), done);
    if (first > done) groups.push_back({done, first, std::nullopt});
    done = notes_end(document, i);
    groups.push_back({first, done, i});
  }
  if (done < document.blocks.size()) groups.push_back({done, document.blocks.size(), std::nullopt});
  return groups;
}

bool continues_paragraph(const Document& document, const PagePlan& plan, std::size_t index) {
  const auto is_running = [&](std::size_t i) { return plan.blocks[i].role == TextRole::Line || plan.blocks[i].role == TextRole::Paragraph; };
  if (index == 0 || text_at(document, index) == nullptr || !is_running(index)) return false;
  std::size_t before = index - 1;
  while (before > 0 && is_break(document.blocks[before])) --before;
  const Text* text = text_at(document, before);
  return text != nullptr && plan.blocks[before].role == TextRole::Line;
}

}  // namespace mingzhang
