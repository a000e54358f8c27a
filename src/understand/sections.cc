#include "understand/sections.h"

#include <algorithm>

#include "base/display_width.h"
#include "base/find_word.h"
#include "base/text.h"
#include "understand/passage.h"

namespace mingzhang {
namespace {

constexpr std::size_t kHeadingBytesMax = 240, kContinuationBytesMax = 150;

bool ends_with_any(std::string_view text, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& w) { return has_suffix(text, w); });
}

bool is_sentence(std::string_view key) { return has_any(key, {":", "。", ",", ";", "；"}); }

// "三、支出决算情况说明……12" as in a table of contents: without the dots and the page.
std::string_view without_page(std::string_view key) {
  constexpr std::string_view kLastBytes = "0123456789.-\xA6\xB7\x8E\x94";  // of digits and of the marks below: most lines end otherwise
  if (key.empty() || kLastBytes.find(key.back()) == std::string_view::npos) return key;
  const std::size_t whole = key.size();
  while (!key.empty() && key.back() >= '0' && key.back() <= '9') key.remove_suffix(1);
  const std::size_t digits = whole - key.size();
  if (key.empty() || kLastBytes.find(key.back()) == std::string_view::npos) return {key.data(), whole};
  bool leaders = false;
  for (bool again = true; again;) {
    again = false;
    for (std::string_view mark : Literals{"…", ".", "·", "．", "-", "—"})
      if (has_suffix(key, mark)) {
        key.remove_suffix(mark.size());
        again = leaders = true;
      }
  }
  return leaders || digits == 0 ? key : std::string_view(key.data(), whole);
}

// Wrapped headings: "五、关于…2024年一般公共预算" / "当年拨款情况说明".
bool continues_heading(std::string_view heading, std::string_view next, const SentenceWords& words) {
  if (next.empty() || is_sentence(next) || next.size() > kContinuationBytesMax || numbering_length(next) > 0 || part_number(next) > 0) return false;
  if (!ends_with_any(next, words.headings)) return false;
  return !ends_with_any(heading, words.headings) || has_any(next, {"说明", "情况", "事项"});
}

void append(Passage more, Passage& body) {
  if (body.text.empty()) {
    body = std::move(more);
    return;
  }
  const auto shift = static_cast<std::uint32_t>(body.text.size() + 1);
  body.text += '\n';
  body.text += more.text;
  for (Passage::Anchor& anchor : more.anchors) body.anchors.push_back({anchor.offset + shift, std::move(anchor.place)});
}

}  // namespace

SectionReader::SectionReader(std::span<const Text* const> lines, std::span<const std::string> keys, const SentenceWords& words)
    : lines_(lines), keys_(keys), words_(words), full_width_(full_width(lines)) {}

bool SectionReader::is_heading(std::size_t i) const {
  const std::string_view key = without_page(keys_[i]);
  if (key.size() > kHeadingBytesMax || is_sentence(key)) return false;
  return ends_with_any(key, words_.headings) || (i + 1 < keys_.size() && continues_heading(key, keys_[i + 1], words_));
}

// Short, no sentence, and not the rest of one.
bool SectionReader::is_bare_heading(std::size_t i) const {
  const std::string_view key = without_page(keys_[i]);
  if (key.size() > kContinuationBytesMax || !ends_with_any(key, words_.bare_headings) || is_sentence(key)) return false;
  if (numbering_length(lines_[i]->text) > 0 || display_width(trimmed(lines_[i]->text)) * 10 > full_width_ * 7) return false;
  if (i == 0 || body_.empty() || body_.back() != lines_[i - 1]) return true;
  const std::string_view before = keys_[i - 1];
  return before.ends_with("。") || before.ends_with(":") || display_width(trimmed(lines_[i - 1]->text)) * 10 < full_width_ * 9;
}

bool SectionReader::begins_section(std::size_t i) const {
  int level = 0;
  return begins_chapter(i) || (numbering_length(lines_[i]->text, &level) > 0 && level <= 2 && is_heading(i));
}

std::size_t SectionReader::read(std::size_t i) {
  if (const int part = part_number(keys_[i])) return begin_part(i, part);
  int level = 0;
  const std::size_t numbering = numbering_length(lines_[i]->text, &level);
  if (numbering > 0 && level <= 2 && is_heading(i)) return begin_section(i, level, numbering);
  if (is_bare_heading(i)) return begin_section(i, 0, 0);
  body_.push_back(lines_[i]);
  return i + 1;
}

std::size_t SectionReader::begin_part(std::size_t i, int part) {
  close();
  part_ = part;
  Section section;
  section.part = part;
  section.number = lines_[i]->text.substr(0, lines_[i]->text.find("部分") + std::string_view("部分").size());
  section.title = without_spaces(lines_[i]->text.substr(section.number.size()));
  section.place = lines_[i]->place;
  sections_.push_back(std::move(section));
  return i + 1;
}

std::size_t SectionReader::begin_section(std::size_t i, int level, std::size_t numbering) {
  close();
  Section section;
  section.part = part_;
  section.level = level;
  section.number = lines_[i]->text.substr(0, numbering);
  section.place = lines_[i]->place;
  std::string heading = keys_[i];
  std::string title = lines_[i]->text.substr(numbering);
  std::size_t next = i + 1;
  while (next < lines_.size() && next <= i + 2 && continues_heading(heading, keys_[next], words_)) {
    heading += keys_[next];
    title += lines_[next]->text;
    ++next;
  }
  title = without_spaces(title);
  section.title = without_page(title);
  sections_.push_back(std::move(section));
  return next;
}

// Text before the first heading counts when it is made of sentences, not of the lines of a cover.
void SectionReader::close() {
  const bool sentences = std::any_of(body_.begin(), body_.end(), [](const Text* line) { return find_word(line->text, "。") != std::string::npos; });
  if (sections_.empty() && sentences) {
    sections_.emplace_back();
    sections_.back().place = body_.front()->place;
  }
  if (!sections_.empty() && !body_.empty()) {
    append(join_lines(body_, full_width_), sections_.back().body);
  }
  body_.clear();
}

void SectionReader::take_back(const Text* line) {
  if (!body_.empty() && body_.back() == line) body_.pop_back();
}

std::vector<Section> SectionReader::take() {
  close();
  drop_contents_entries();
  return std::move(sections_);
}

// A section printed again later was an entry of the table of contents first.
void SectionReader::drop_contents_entries() {
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    const Section& entry = sections_[i];
    if (!entry.body.text.empty() || entry.title.empty()) continue;
    const bool again = std::any_of(sections_.begin() + static_cast<std::ptrdiff_t>(i) + 1, sections_.end(),
                                   [&](const Section& s) { return s.title == entry.title && (s.part == entry.part || s.level != 0); });
    if (again) sections_.erase(sections_.begin() + static_cast<std::ptrdiff_t>(i--));
  }
}

}  // namespace mingzhang
