// The Document as JSON: schemas/document-1.json. Fields that hold their default are left out.
#include <algorithm>

#include "base/limits.h"
#include "document/document.h"
#include "document/json_reader.h"
#include "document/place_json.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;
constexpr int kNumberMax = 1'000'000'000;

// ---- writing

void put(Json& object, const char* key, const std::string& value) {
  if (!value.empty()) object[key] = value;
}

void put(Json& object, const char* key, int value, int omitted) {
  if (value != omitted) object[key] = value;
}

void put(Json& object, const char* key, const Place& place) {
  Json value = json_of(place);
  if (!value.empty()) object[key] = std::move(value);
}

Json json_of(const Text& text) {
  Json value = {{"kind", "text"}, {"text", text.text}};
  put(value, "heading_level", text.heading_level, 0);
  if (text.ends_paragraph) value["ends_paragraph"] = true;
  put(value, "place", text.place);
  return value;
}

Json json_of(const Cell& cell) {
  Json value = {{"row", cell.row}, {"column", cell.column}};
  put(value, "row_span", cell.row_span, 1);
  put(value, "column_span", cell.column_span, 1);
  put(value, "text", cell.text);
  put(value, "place", cell.place);
  return value;
}

Json json_of(const Grid& grid) {
  Json value = {{"kind", "grid"}, {"row_count", grid.row_count}, {"column_count", grid.column_count}};
  put(value, "header_row_count", grid.header_row_count, 0);
  value["cells"] = Json::array();
  for (const Cell& cell : grid.cells) value["cells"].push_back(json_of(cell));
  put(value, "place", grid.place);
  return value;
}

Json json_of(const PageBreak& page_break) {
  Json value = {{"kind", "page_break"}};
  put(value, "page", page_break.page, 0);
  return value;
}

Json json_of(const Block& block) {
  return std::visit([](const auto& each) { return json_of(each); }, block);
}

Json json_of(const Note& note) {
  Json value = {{"id", note.id}, {"message", note.message}};
  put(value, "place", note.place);
  return value;
}

// Broken UTF-8 in a Document is our bug or a broken path name; it must not stop the output.
std::string line_of(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// One item a line: such files can be compared line by line.
template <class Item>
std::string lines_of(const std::vector<Item>& items) {
  std::string lines;
  for (const Item& item : items) lines += (lines.empty() ? "\n    " : ",\n    ") + line_of(json_of(item));
  return "[" + lines + (lines.empty() ? "]" : "\n  ]");
}

// ---- reading

Text text_from(const JsonReader& json) {
  Text text;
  text.text = json.text("text");
  text.place = place_from(json);
  text.ends_paragraph = json.flag("ends_paragraph");
  text.heading_level = json.number("heading_level", 0, 0, 9);
  return text;
}

// Cells lie inside their grid, by row then column: later stages rely on it.
Cell cell_from(const JsonReader& json, const Grid& grid) {
  Cell cell;
  cell.row = json.number("row", 0, 0, grid.row_count - 1);
  cell.column = json.number("column", 0, 0, grid.column_count - 1);
  if (cell.row >= grid.row_count || cell.column >= grid.column_count) json.fault("row", "表格之内的位置");
  cell.row_span = json.number("row_span", 1, 1, grid.row_count - cell.row);
  cell.column_span = json.number("column_span", 1, 1, grid.column_count - cell.column);
  cell.text = json.text("text");
  cell.place = place_from(json);
  const bool in_order = grid.cells.empty() ||
                        std::pair(grid.cells.back().row, grid.cells.back().column) < std::pair(cell.row, cell.column);
  if (!in_order) json.fault("column", "前一单元格之后的位置（先行后列，不重复）");
  return cell;
}

Grid grid_from(const JsonReader& json, const Limits& limits) {
  Grid grid;
  grid.row_count = json.number("row_count", 0, 0, limits.grid_rows_max);
  grid.column_count = json.number("column_count", 0, 0, limits.grid_columns_max);
  if (std::int64_t{grid.row_count} * grid.column_count > limits.grid_positions_max) {
    json.fault("row_count", "较小的行数：表格过大");
  }
  grid.header_row_count = json.number("header_row_count", 0, 0, grid.row_count);
  json.each("cells", [&](const JsonReader& cell) { grid.cells.push_back(cell_from(cell, grid)); });
  grid.place = place_from(json);
  return grid;
}

Block block_from(const JsonReader& json, const Limits& limits) {
  const std::string kind = json.text("kind");
  if (kind == "grid") return grid_from(json, limits);
  if (kind == "page_break") return PageBreak{json.number("page", 0, 0, kNumberMax)};
  if (kind != "text") json.fault("kind", " text、grid 或 page_break");
  return text_from(json);
}

Note note_from(const JsonReader& json) {
  return {json.text("id"), json.text("message"), place_from(json)};
}

Document document_from(const JsonReader& json) {
  const Limits limits;
  Document document;
  document.path = json.text("path");
  document.format = json.text("format");
  document.sha256 = json.text("sha256");
  json.each("blocks", [&](const JsonReader& block) { document.blocks.push_back(block_from(block, limits)); });
  json.each("notes", [&](const JsonReader& note) { document.notes.push_back(note_from(note)); });
  return document;
}

}  // namespace

std::string to_json(const Document& document) {
  const auto quoted = [](const std::string& text) { return line_of(Json(text)); };
  return "{\n  \"mingzhang\": \"document\",\n  \"version\": " + std::to_string(kVersion) +
         ",\n  \"path\": " + quoted(document.path) + ",\n  \"format\": " + quoted(document.format) +
         ",\n  \"sha256\": " + quoted(document.sha256) + ",\n  \"blocks\": " + lines_of(document.blocks) +
         ",\n  \"notes\": " + lines_of(document.notes) + "\n}\n";
}

Result<Document> document_from_json(std::string_view json, std::string path) {
  const JsonSubject subject{"document", "Document"};
  TRY(const nlohmann::json root, parse_json(json, subject, path));
  JsonProblem problem(subject, path);
  const JsonReader reader(root, "", problem);
  if (reader.text("mingzhang") != "document") reader.fault("mingzhang", " \"document\"");
  if (problem.error()) return tl::unexpected<Error>(*problem.error());
  if (reader.number("version", 0, 0, kNumberMax) != kVersion) {
    return fail("document.json.version", "Document JSON 的版本不是 1", "请用本版软件重新导出，或升级软件。", path);
  }
  if (!reader.has("blocks")) reader.fault("blocks", "数组");
  Document document = document_from(reader);
  if (problem.error()) return tl::unexpected<Error>(*problem.error());
  if (document.path.empty()) document.path = std::move(path);
  return document;
}

}  // namespace mingzhang
