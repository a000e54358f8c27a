#include "document/wire.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "base/errors.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

constexpr std::string_view kMark = "mingzhang wire 1\n";

enum Kind : std::uint8_t { kDocument, kError };
enum BlockKind : std::uint8_t { kText, kGrid, kPageBreak };
enum PlaceField : std::uint8_t { kPage = 1, kLine = 2, kColumn = 4, kLength = 8, kCell = 16, kBox = 32, kPlaceFields = 63 };

// ---- writing: numbers seven bits a byte, the last one below 128; text after its length in bytes

class Sender {
 public:
  void number(std::int64_t value) {  // small ones of either sign are short
    auto bits = static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
    for (; bits >= 0x80; bits >>= 7) bytes_.push_back(static_cast<char>(bits | 0x80));
    bytes_.push_back(static_cast<char>(bits));
  }

  void text(std::string_view text) {
    if (is_valid_utf8(text)) return raw_text(text);
    std::string repaired;
    for (const CodePoint& point : code_points(text)) append_utf8(repaired, point.value);
    raw_text(repaired);
  }

  void place(const Place& place) {
    const auto field = [](bool present, PlaceField bit) { return present ? bit : 0; };
    const int fields = field(place.page != 0, kPage) | field(place.line != 0, kLine) | field(place.column != 0, kColumn) |
                       field(place.length != 0, kLength) | field(!place.cell.empty(), kCell) | field(place.box != Box{}, kBox);
    number(fields);
    if (fields & kPage) number(place.page);
    if (fields & kLine) number(place.line);
    if (fields & kColumn) number(place.column);
    if (fields & kLength) number(place.length);
    if (fields & kCell) text(place.cell.str());
    if (fields & kBox)
      for (const int edge : {place.box.left, place.box.top, place.box.right, place.box.bottom}) number(edge);
  }

  void block(const Text& block) {
    number(kText);
    text(block.text);
    place(block.place);
    number(block.ends_paragraph);
    number(block.heading_level);
  }

  void block(const Grid& grid) {
    number(kGrid);
    number(grid.row_count);
    number(grid.column_count);
    number(grid.header_row_count);
    place(grid.place);
    number(std::ssize(grid.cells));
    for (const Cell& cell : grid.cells) {
      number(cell.row);
      number(cell.column);
      number(cell.row_span);
      number(cell.column_span);
      text(cell.text);
      place(cell.place);
    }
  }

  void block(const PageBreak& page_break) {
    number(kPageBreak);
    number(page_break.page);
  }

  void document(const Document& document) {
    number(kDocument);
    text(document.format);
    number(std::ssize(document.blocks));
    for (const Block& each : document.blocks) std::visit([&](const auto& alternative) { block(alternative); }, each);
    number(std::ssize(document.notes));
    for (const Note& note : document.notes) {
      text(note.id);
      text(note.message);
      place(note.place);
    }
  }

  void error(const Error& error) {
    number(kError);
    for (const std::string& part : {error.id, error.message, error.advice, error.where}) text(part);
  }

  std::string take() { return std::move(bytes_); }

 private:
  void raw_text(std::string_view text) {
    number(std::ssize(text));
    bytes_ += text;
  }

  std::string bytes_{kMark};
};

// ---- reading: after the first fault all reads give zeros, so that what builds a value stays linear

class Receiver {
 public:
  Receiver(std::string_view bytes, const Limits& limits) : rest_(bytes), limits_(limits) {}

  bool sound() const { return sound_; }

  void mark() {
    require(rest_.starts_with(kMark));
    if (sound_) rest_.remove_prefix(kMark.size());
  }

  void end() { require(rest_.empty()); }

  int number(int min, int max) {
    std::uint64_t bits = 0;
    for (int shift = 0;; shift += 7) {
      if (rest_.empty() || shift > 56) return fault();
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      bits |= std::uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) break;
    }
    const auto value = static_cast<std::int64_t>(bits >> 1 ^ (~(bits & 1) + 1));
    if (value < min || value > max) return fault();
    return static_cast<int>(value);
  }

  int count(std::size_t max) { return number(0, static_cast<int>(std::min(max, rest_.size()))); }  // an item has a byte or more

  std::string text() {
    const auto size = static_cast<std::size_t>(count(rest_.size()));
    const std::string_view text = rest_.substr(0, size);
    require(text.size() == size && is_valid_utf8(text));
    if (!sound_) return {};
    rest_.remove_prefix(size);
    return std::string(text);
  }

  Place place() {
    Place place;
    const int fields = number(0, kPlaceFields);
    if (fields & kPage) place.page = number(0, kMax);
    if (fields & kLine) place.line = number(0, kMax);
    if (fields & kColumn) place.column = number(0, kMax);
    if (fields & kLength) place.length = number(0, kMax);
    if (fields & kCell) place.cell = text();
    if (fields & kBox)
      for (int* edge : {&place.box.left, &place.box.top, &place.box.right, &place.box.bottom}) *edge = number(-kMax, kMax);
    return place;
  }

  Text text_block() {
    Text block;
    block.text = text();
    block.place = place();
    block.ends_paragraph = number(0, 1) == 1;
    block.heading_level = number(0, 9);
    return block;
  }

  // Cells lie inside their grid, by row then column: later stages rely on it.
  Cell cell(const Grid& grid) {
    Cell cell;
    cell.row = number(0, grid.row_count - 1);
    cell.column = number(0, grid.column_count - 1);
    cell.row_span = number(1, grid.row_count - cell.row);
    cell.column_span = number(1, grid.column_count - cell.column);
    require(grid.cells.empty() || std::pair(grid.cells.back().row, grid.cells.back().column) < std::pair(cell.row, cell.column));
    cell.text = text();
    cell.place = place();
    return cell;
  }

  Grid grid() {
    Grid grid;
    grid.row_count = number(0, limits_.grid_rows_max);
    grid.column_count = number(0, limits_.grid_columns_max);
    require(std::int64_t{grid.row_count} * grid.column_count <= limits_.grid_positions_max);
    grid.header_row_count = number(0, grid.row_count);
    grid.place = place();
    const int cells = count(limits_.cells_max - cells_);
    cells_ += static_cast<std::size_t>(cells);
    grid.cells.reserve(std::min(static_cast<std::size_t>(cells), rest_.size() / kCellBytesMin));
    for (int i = 0; i < cells && sound_; ++i) grid.cells.push_back(cell(grid));
    return grid;
  }

  Block block() {
    switch (number(kText, kPageBreak)) {
      case kGrid: return grid();
      case kPageBreak: return PageBreak{number(0, kMax)};
      default: return text_block();
    }
  }

  Document document() {
    Document document;
    document.format = text();
    const int blocks = count(limits_.lines_max);
    for (int i = 0; i < blocks && sound_; ++i) document.blocks.push_back(block());
    const int notes = count(limits_.lines_max);
    for (int i = 0; i < notes && sound_; ++i) {
      Note& note = document.notes.emplace_back();
      note.id = text();
      note.message = text();
      note.place = place();
      require(explain_error(note.id).has_value());
    }
    return document;
  }

  Error error() {
    Error error;
    for (std::string* part : {&error.id, &error.message, &error.advice, &error.where}) *part = text();
    require(explain_error(error.id).has_value());
    return error;
  }

 private:
  static constexpr int kMax = 1'000'000'000;
  static constexpr std::size_t kCellBytesMin = 6;  // four numbers, the length of a text, the fields of a place

  void require(bool condition) {
    if (!condition) fault();
  }

  int fault() {
    sound_ = false;
    rest_ = {};
    return 0;
  }

  std::string_view rest_;
  Limits limits_;
  std::size_t cells_ = 0;
  bool sound_ = true;
};

}  // namespace

std::string to_wire(const Result<Document>& document) {
  Sender sender;
  if (document) sender.document(*document);
  else sender.error(document.error());
  return sender.take();
}

Result<Document> from_wire(std::string_view bytes, const Limits& limits) {
  Receiver receiver(bytes, limits);
  receiver.mark();
  Result<Document> result;
  if (receiver.number(kDocument, kError) == kDocument) result = receiver.document();
  else result = tl::unexpected<Error>(receiver.error());
  receiver.end();
  if (!receiver.sound())
    return fail("document.wire.invalid", "读取程序送回的内容不完整或不正确", "请把文件另存一份再试；如仍如此，请把文件发给我们。");
  return result;
}

}  // namespace mingzhang
