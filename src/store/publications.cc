#include "store/publications.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "store/connection.h"
#include "store/paging.h"

namespace mingzhang {
namespace {

PublishedFileRecord published_file_record(RowReader& row) {
  PublishedFileRecord file;
  file.name = row.string();
  file.media_type = row.string();
  file.sha256 = row.string();
  file.size = row.integer();
  return file;
}

ClaimRecord claim_record(RowReader& row) {
  ClaimRecord claim;
  claim.table = row.string();
  claim.row = row.string();
  claim.column = row.string();
  claim.region = row.string();
  claim.amount_fen = row.integer();
  claim.printed = row.string();
  return claim;
}

// A published record and its number in its table, which is the cursor of its pages.
struct NumberedLine {
  std::int64_t id = 0;
  PublishedLineRecord record;
};
struct NumberedClaim {
  std::int64_t id = 0;
  PublishedClaimRecord record;
};

template <class Record>
void read_filing(RowReader& row, Record& record) {
  record.filing = row.integer();
  record.version = row.integer();
  record.unit = row.integer();
  record.unit_name = row.string();
  record.year = static_cast<int>(row.integer());
  record.stage = row.word<FilingStage>();
}

NumberedLine numbered_line(RowReader& row) {
  NumberedLine numbered;
  numbered.id = row.integer();
  read_filing(row, numbered.record);
  LedgerLineRecord& line = numbered.record.line;
  for (std::string* field : {&line.unit, &line.year, &line.stage, &line.flow, &line.source, &line.function, &line.economic,
                             &line.nature, &line.project, &line.measure})
    *field = row.string();
  line.amount_fen = row.integer();
  return numbered;
}

NumberedClaim numbered_claim(RowReader& row) {
  NumberedClaim numbered;
  numbered.id = row.integer();
  read_filing(row, numbered.record);
  numbered.record.claim = claim_record(row);
  return numbered;
}

template <class Numbered>
auto without_numbers(Result<PageOf<Numbered>> page) -> Result<PageOf<decltype(Numbered::record)>> {
  if (!page) return tl::unexpected<Error>(std::move(page).error());
  PageOf<decltype(Numbered::record)> result;
  for (Numbered& numbered : page->items) result.items.push_back(std::move(numbered.record));
  result.next = page->next;
  return result;
}

// A node and all below it: codes grow to the right (208, 20805), the others by "." (basic, basic.personnel).
void restrict_to_node(Query& query, std::string_view column, bool code, const std::string& node) {
  if (node.empty()) return;
  const auto length = static_cast<std::int64_t>(node.size());
  if (code)
    query.where(fmt::format("SUBSTR({}, 1, CAST(? AS INTEGER)) = ?", column), {length, node});
  else
    query.where(fmt::format("({0} = ? OR SUBSTR({0}, 1, CAST(? AS INTEGER)) = ? || '.')", column), {node, length + 1, node});
}

constexpr std::string_view kFilingColumns = "f.id, f.published_version, f.unit_id, u.name, f.year, f.stage";

}  // namespace

Result<std::optional<PublishedPageRecord>> find_published_page(StoreView& view, const PublishedKey& key) {
  TRY(const Rows rows,
      view.connection().run("SELECT p.filing_id, p.version, p.page_json, p.page_sha256, p.created FROM filings f"
                               " JOIN publications p ON p.filing_id = f.id AND p.version = COALESCE(?, f.published_version)"
                               " WHERE f.unit_id = ? AND f.year = ? AND f.stage = ?",
                               {key.version, key.unit, key.year, key.stage}));
  if (rows.empty()) return std::nullopt;
  RowReader row = rows.front();
  PublishedPageRecord page;
  page.filing = row.integer();
  page.version = row.integer();
  page.json = row.string();
  page.sha256 = row.string();
  page.published = row.integer();
  return page;
}

Result<std::vector<PublishedSummary>> list_published(StoreView& view, RecordId unit) {
  return all_of<PublishedSummary>(
      view.connection().run("SELECT f.year, f.stage, p.version, p.created FROM filings f"
                               " JOIN publications p ON p.filing_id = f.id AND p.version = f.published_version"
                               " WHERE f.unit_id = ? ORDER BY f.year DESC, f.stage",
                               {unit}),
      [](RowReader& row) {
        PublishedSummary summary;
        summary.year = static_cast<int>(row.integer());
        summary.stage = row.word<FilingStage>();
        summary.version = row.integer();
        summary.published = row.integer();
        return summary;
      });
}

Result<std::vector<PublishedFileRecord>> list_published_files(StoreView& view, RecordId filing, std::int64_t version) {
  return all_of<PublishedFileRecord>(
      view.connection().run("SELECT name, media_type, sha256, size FROM published_files WHERE filing_id = ? AND version = ?"
                               " ORDER BY name",
                               {filing, version}),
      published_file_record);
}

Result<std::vector<PublishedVersionRecord>> list_published_versions(StoreView& view, RecordId filing) {
  TRY(std::vector<PublishedVersionRecord> versions,
      all_of<PublishedVersionRecord>(view.connection().run("SELECT version, created FROM publications WHERE filing_id = ? ORDER BY version DESC", {filing}),
                                     [](RowReader& row) {
                                       PublishedVersionRecord record;
                                       record.version = row.integer();
                                       record.published = row.integer();
                                       return record;
                                     }));
  for (PublishedVersionRecord& version : versions) {
    TRY(version.files, list_published_files(view, filing, version.version));
  }
  return versions;
}

Result<std::optional<PublishedFileRecord>> find_published_file(StoreView& view, RecordId filing, std::int64_t version,
                                                               std::string_view name) {
  TRY(const Rows rows, view.connection().run("SELECT name, media_type, sha256, size FROM published_files"
                                                " WHERE filing_id = ? AND version = ? AND name = ?",
                                                {filing, version, name}));
  if (rows.empty()) return std::nullopt;
  RowReader row = rows.front();
  return published_file_record(row);
}

Result<std::vector<ClaimRecord>> list_published_claims(StoreView& view, const PublishedKey& key, std::string_view table) {
  return all_of<ClaimRecord>(
      view.connection().run("SELECT c.table_title, c.row_label, c.column_label, c.region, c.amount_fen, c.printed FROM filings f"
                               " JOIN claims c ON c.filing_id = f.id AND c.version = COALESCE(?, f.published_version)"
                               " WHERE f.unit_id = ? AND f.year = ? AND f.stage = ? AND (? = '' OR c.table_title = ?) ORDER BY c.id",
                               {key.version, key.unit, key.year, key.stage, table, table}),
      claim_record);
}

Result<PageOf<PublishedLineRecord>> list_published_lines(StoreView& view, const LineFilter& filter, const Paging& page) {
  Query query(fmt::format("SELECT l.id, {}, l.line_unit, l.line_year, l.line_stage, l.flow, l.source, l.function, l.economic,"
                          " l.nature, l.project, l.measure, l.amount_fen FROM ledger_lines l"
                          " JOIN filings f ON f.id = l.filing_id AND f.published_version = l.version"
                          " JOIN units u ON u.id = f.unit_id",
                          kFilingColumns));
  PathRange range;
  if (filter.within) {
    TRY(range, path_range(view, *filter.within));
    query.where("u.path >= ? AND u.path < ?", {range.from, range.to});
  }
  query.where_if(filter.filing.has_value(), "l.filing_id = ?", filter.filing);
  query.where_in("f.unit_id", std::span<const RecordId>(filter.units));
  query.where_if(filter.year.has_value(), "f.year = ?", filter.year);
  query.where_if(filter.stage.has_value(), "f.stage = ?", filter.stage);
  // A node and all below it: codes grow to the right, the others by ".".
  restrict_to_node(query, "l.function", true, filter.function);
  restrict_to_node(query, "l.economic", true, filter.economic);
  restrict_to_node(query, "l.source", false, filter.source);
  restrict_to_node(query, "l.nature", false, filter.nature);
  restrict_to_node(query, "l.project", false, filter.project);
  restrict_to_node(query, "l.measure", false, filter.measure);
  if (!filter.flow.empty()) {
    const auto length = static_cast<std::int64_t>(filter.flow.size());
    query.where("(l.flow = '' OR l.flow = ? OR SUBSTR(l.flow, 1, CAST(? AS INTEGER)) = ? || '.')", {filter.flow, length + 1, filter.flow});
  }
  query.where_if(filter.own_only, "(l.line_year = '' OR l.line_year = CAST(f.year AS TEXT)) AND (l.line_stage = '' OR l.line_stage = f.stage)");
  query.oldest_first("l.id", page);
  return without_numbers(page_of<NumberedLine>(view, query, page, &NumberedLine::id, numbered_line));
}

Result<PageOf<PublishedClaimRecord>> search_published_claims(StoreView& view, std::string_view words, const Paging& page, std::int64_t searched) {
  const std::int64_t last = std::min(page.after, std::numeric_limits<std::int64_t>::max() - searched) + searched;
  Query query(fmt::format("SELECT c.id, {}, c.table_title, c.row_label, c.column_label, c.region, c.amount_fen, c.printed FROM claims c"
                          " JOIN filings f ON f.id = c.filing_id AND f.published_version = c.version"
                          " JOIN units u ON u.id = f.unit_id",
                          kFilingColumns));
  const std::string pattern = like_pattern(words);
  query.where("(LOWER(c.row_label) LIKE LOWER(?) ESCAPE '!' OR LOWER(c.table_title) LIKE LOWER(?) ESCAPE '!')", {pattern, pattern});
  query.where("c.id <= ?", {last});
  query.oldest_first("c.id", page);
  TRY(auto found, without_numbers(page_of<NumberedClaim>(view, query, page, &NumberedClaim::id, numbered_claim)));
  if (found.next) return found;
  TRY(const Rows rest, view.connection().run("SELECT 1 FROM claims WHERE id > ? LIMIT 1", {last}));
  if (!rest.empty()) found.next = last;
  return found;
}

}  // namespace mingzhang
