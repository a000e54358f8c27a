#include "read/text/read_text.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/find_word.h"
#include "base/sha256.h"
#include "base/text.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "read/text/bar_tables.h"

namespace mingzhang {
namespace {

constexpr char kFormFeed = '\f';

// Stray control characters happen in extracted text; a NUL, or many of them, never do.
bool is_binary(std::string_view text) {
  constexpr std::size_t kCharactersPerControl = 50;
  constexpr char kLeadOfControls = '\xC2', kDelete = '\x7F';  // U+0080 to U+009F begin with it
  const auto may_begin_control = [](char c) { return (c >= 0 && c < ' ' && is_control(static_cast<char32_t>(c))) || c == kDelete || c == kLeadOfControls; };
  if (std::none_of(text.begin(), text.end(), may_begin_control)) return false;  // nearly always
  std::size_t characters = 0, controls = 0;
  for (const CodePoint& point : code_points(text)) {
    if (point.value == 0) return true;
    ++characters;
    if (is_control(point.value)) ++controls;
  }
  return controls * kCharactersPerControl > characters;
}

// Takes the first line off `rest`, without its end (\n, \r\n or \r).
std::string_view take_line(std::string_view& rest) {
  const auto ends = [](char c) { return c == '\n' || c == '\r'; };
  const auto found = std::find_if(rest.begin(), rest.end(), ends);
  const std::size_t end = found == rest.end() ? std::string_view::npos : static_cast<std::size_t>(found - rest.begin());
  const std::string_view line = rest.substr(0, end);
  if (end == std::string_view::npos) {
    rest = {};
  } else {
    rest.remove_prefix(end + (rest.substr(end).starts_with("\r\n") ? 2 : 1));
  }
  return line;
}

class TextReader {
 public:
  TextReader(std::string path, const Limits& limits) : path_(std::move(path)), limits_(limits) {}

  Result<Document> read(std::string_view text) {
    constexpr std::size_t kBytesOfLine = 32;  // as lines of tables have: most blocks are not moved again
    document_.blocks.reserve(text.size() / kBytesOfLine);
    if (text.find(kFormFeed) != std::string_view::npos) page_ = 1;
    has_unreadable_ = find_word(text, "\uFFFD") != std::string_view::npos;
    while (!text.empty()) {
      ++line_;
      if (static_cast<std::size_t>(line_) > limits_.lines_max) return too_many_lines();
      const std::string_view line = take_line(text);
      if (line.size() > limits_.line_characters_max && count_code_points(line) > limits_.line_characters_max) {
        return line_too_long();
      }
      add_line(line);
    }
    drop_trailing_pages();
    if (document_.blocks.empty()) {
      return fail("read.text.blank", fmt::format("文件“{}”里只有空白，没有文字", path_),
                  "请确认选对了文件；扫描件请先做文字识别。", path_);
    }
    add_unreadable_notes();
    return std::move(document_);
  }

 private:
  // A form feed ends the page but not the line: columns go on behind it.
  void add_line(std::string_view line) {
    int column = 1;
    for (;;) {
      const std::size_t end = line.find(kFormFeed);
      const std::string_view part = line.substr(0, end);
      add_text(part, column);
      if (end == std::string_view::npos) return;
      column += static_cast<int>(count_code_points(part)) + 1;
      line.remove_prefix(end + 1);
      document_.blocks.emplace_back(PageBreak{++page_});
    }
  }

  void add_text(std::string_view part, int column) {
    const std::string_view text = trimmed(part);
    if (text.empty()) return;
    Place place;
    place.page = page_;
    place.line = line_;
    place.column = column + column_of_byte(part, static_cast<std::size_t>(text.data() - part.data())) - 1;
    place.length = static_cast<int>(count_code_points(text));
    note_unreadable(text, place);
    document_.blocks.emplace_back(Text{std::string(text), place});
  }

  // Some programs end every page with a form feed, the last one too.
  void drop_trailing_pages() {
    std::vector<Block>& blocks = document_.blocks;
    while (!blocks.empty() && std::holds_alternative<PageBreak>(blocks.back())) blocks.pop_back();
  }

  // One note a line, at its first unreadable character.
  void note_unreadable(std::string_view text, Place place) {
    if (!has_unreadable_) return;
    int count = 0;
    std::optional<std::size_t> first;
    for (const CodePoint& point : code_points(text)) {
      if (point.value != kReplacementCharacter) continue;
      if (!first) first = point.offset;
      ++count;
    }
    if (!first) return;
    ++unreadable_lines_;
    if (unreadable_places_.size() == limits_.reader_notes_max) return;
    place.column += column_of_byte(text, *first) - 1;
    place.length = 1;
    unreadable_places_.push_back({place, count});
  }

  void add_unreadable_notes() {
    for (const auto& [place, count] : unreadable_places_) {
      document_.notes.push_back(
          {"read.text.unreadable_character", fmt::format("这一行有 {} 个字符读不出，请对照原件核对", count), place});
    }
    if (const std::size_t more = unreadable_lines_ - unreadable_places_.size(); more > 0) {
      document_.notes.back().message += fmt::format("；此后还有 {} 行也是如此", more);
    }
  }

  tl::unexpected<Error> too_many_lines() const {
    return fail("read.text.too_many_lines", fmt::format("文件“{}”超过 {} 行的上限", path_, limits_.lines_max),
                "请把合订的文件拆开后逐份提交。", path_);
  }

  tl::unexpected<Error> line_too_long() const {
    return fail("read.text.line_too_long",
                fmt::format("第 {} 行超过 {} 个字符的上限", line_, limits_.line_characters_max),
                "这很可能不是按行排版的文本，请核对文件。", fmt::format("{}，第 {} 行", path_, line_));
  }

  struct UnreadablePlace {
    Place place;
    int count;
  };

  std::string path_;
  Limits limits_;
  Document document_;
  int line_ = 0;
  int page_ = 0;  // stays 0 in files without form feeds
  bool has_unreadable_ = false;
  std::size_t unreadable_lines_ = 0;
  std::vector<UnreadablePlace> unreadable_places_;
};

}  // namespace

Result<Document> read_text(std::string_view bytes, std::string path, const Limits& limits) {
  const std::optional<DecodedText> decoded = decode(bytes);
  if (!decoded) {
    return fail("read.text.encoding", fmt::format("文件“{}”的文字编码认不出来", path),
                "本软件读取 UTF-8、UTF-16（带标记）和 GB18030（GBK、GB2312）文本。请另存为 UTF-8 后再试。", path);
  }
  if (is_binary(decoded->text)) {
    return fail("read.text.binary", fmt::format("文件“{}”含有大量控制字符，不是文本文件", path), "请确认选对了文件。",
                path);
  }
  TRY(Document document, TextReader(path, limits).read(decoded->text));
  make_bar_tables(document.blocks);
  document.path = std::move(path);
  document.format = "text";
  document.sha256 = sha256_hex(bytes);
  return document;
}

}  // namespace mingzhang
