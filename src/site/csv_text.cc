#include "site/csv_text.h"

namespace mingzhang {
namespace {

// "'-12" was "-12": see csv_field().
std::string unguarded(std::string field) {
  if (field.size() > 1 && field[0] == '\'' && std::string_view("=+-@\t\r").find(field[1]) != std::string_view::npos) field.erase(0, 1);
  return field;
}

// Takes one field off the front; false when its quotes do not match.
bool take_field(std::string_view& text, std::string& field) {
  field.clear();
  if (!text.starts_with('"')) {
    const std::size_t end = std::min(text.find_first_of(",\r\n"), text.size());
    field = text.substr(0, end);
    text.remove_prefix(end);
    return true;
  }
  text.remove_prefix(1);
  for (;;) {
    const std::size_t quote = text.find('"');
    if (quote == std::string_view::npos) return false;
    field += text.substr(0, quote);
    text.remove_prefix(quote + 1);
    if (!text.starts_with('"')) return text.empty() || text.find_first_of(",\r\n") == 0;
    field += '"';
    text.remove_prefix(1);
  }
}

bool take_line_end(std::string_view& text) {
  if (text.starts_with('\r')) text.remove_prefix(1);
  if (!text.starts_with('\n')) return text.empty();
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<std::vector<CsvRecord>> csv_records(std::string_view text) {
  std::vector<CsvRecord> records;
  std::string field;
  while (!text.empty()) {
    CsvRecord record;
    for (bool more = true; more;) {
      if (!take_field(text, field)) return std::nullopt;
      record.push_back(unguarded(std::move(field)));
      more = text.starts_with(',');
      if (more) text.remove_prefix(1);
    }
    if (!take_line_end(text)) return std::nullopt;
    if (!records.empty() && record.size() != records.front().size()) return std::nullopt;
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace mingzhang
