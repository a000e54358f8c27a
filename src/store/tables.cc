#include "store/tables.h"

namespace mingzhang {
namespace {

constexpr StoredColumn integer(std::string_view name) { return {name, ColumnKind::Integer}; }
constexpr StoredColumn text(std::string_view name) { return {name, ColumnKind::Text}; }
constexpr StoredColumn bytes(std::string_view name) { return {name, ColumnKind::Bytes}; }

constexpr int kFewRows = 20;  // of a table whose rows are whole files

std::vector<StoredTable> make_shapes() {
  return {
      {"units", {"path"}, {text("path"), integer("id"), text("name"), integer("parent_id"), text("kind"), integer("revision")}, 1000, true},
      {"users",
       {"id"},
       {integer("id"), text("name"), text("password"), text("role"), integer("unit_id"), integer("disabled"), integer("created"),
        integer("revision")},
       1000,
       true},
      {"api_tokens",
       {"id"},
       {integer("id"), integer("user_id"), text("name"), text("token_hash"), integer("created"), integer("last_used"), integer("expires")},
       1000,
       true},
      {"filings",
       {"id"},
       {integer("id"), integer("unit_id"), integer("year"), text("stage"), text("form"), text("state"), integer("revision"),
        integer("ledger_version"), integer("published_version"), text("approved_on"), text("due_on"), integer("changed")},
       1000,
       true},
      {"ledger_versions",
       {"filing_id", "number"},
       {integer("filing_id"), integer("number"), text("json"), text("sha256"), text("author"), integer("created")},
       kFewRows},
      {"blobs", {"sha256"}, {text("sha256"), bytes("bytes")}, 1},
      {"publications",
       {"filing_id", "version"},
       {integer("filing_id"), integer("version"), text("page_json"), text("page_sha256"), integer("created")},
       kFewRows},
      {"published_files",
       {"filing_id", "version", "name"},
       {integer("filing_id"), integer("version"), text("name"), text("media_type"), text("sha256"), integer("size")}},
      {"claims",
       {"id"},
       {integer("id"), integer("filing_id"), integer("version"), text("table_title"), text("row_label"), text("column_label"),
        text("region"), integer("amount_fen"), text("printed")},
       1000,
       true},
      {"ledger_lines",
       {"id"},
       {integer("id"), integer("filing_id"), integer("version"), text("line_unit"), text("line_year"), text("line_stage"), text("flow"),
        text("source"), text("function"), text("economic"), text("nature"), text("project"), text("measure"), integer("amount_fen")},
       1000,
       true},
      {"obligations",
       {"unit_id", "year", "stage"},
       {integer("unit_id"), integer("year"), text("stage"), text("approved_on"), text("due_on")}},
      {"documents",
       {"id"},
       {integer("id"), text("sha256"), text("name"), text("media_type"), integer("size"), integer("unit_id"), integer("year"),
        text("stage"), integer("filing_id"), integer("uploaded_by"), integer("created"), integer("pages")},
       1000,
       true},
      {"reports",
       {"id"},
       {integer("id"), integer("document_id"), integer("filing_id"), integer("ledger_version"), text("program_version"), text("json"),
        integer("created"), integer("checked")},
       kFewRows,
       true},
      {"findings", {"id"}, {integer("id"), integer("report_id"), text("code"), text("severity"), text("fingerprint")}, 1000, true},
      {"verdicts",
       {"id"},
       {integer("id"), text("scope"), text("fingerprint"), text("verdict"), text("because"), text("author"), integer("created")},
       1000,
       true},
      {"comments", {"id"}, {integer("id"), integer("filing_id"), text("author"), text("body"), integer("created")}, 1000, true},
      {"jobs",
       {"id"},
       {integer("id"), text("kind"), text("state"), text("input"), integer("progress"), integer("total"), text("message"), text("result"),
        text("author"), text("worker"), integer("attempts"), integer("created"), integer("started"), integer("finished"),
        integer("heartbeat")},
       1000,
       true},
      {"audit",
       {"number"},
       {integer("number"), integer("created"), integer("user_id"), text("actor"), text("action"), text("subject"), text("detail"),
        text("previous_hash"), text("hash")}},
  };
}

}  // namespace

std::span<const StoredTable> stored_tables() {
  static const std::vector<StoredTable> shapes = make_shapes();
  return shapes;
}

}  // namespace mingzhang
