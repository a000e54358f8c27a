#include "codes/csv.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "base/file.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

constexpr std::string_view kByteOrderMark = "\uFEFF";

// Takes a quoted field off the front of `line`. False when its quotes do not match.
bool take_quoted(std::string_view& line, std::string& field) {
  line.remove_prefix(1);
  for (;;) {
    const std::size_t quote = line.find('"');
    if (quote == std::string_view::npos) return false;
    field += line.substr(0, quote);
    line.remove_prefix(quote + 1);
    if (!line.starts_with('"')) return true;
    field += '"';  // a doubled quote is one of the text
    line.remove_prefix(1);
  }
}

void take_plain(std::string_view& line, std::string& field) {
  const std::size_t comma = std::min(line.find(','), line.size());
  field = line.substr(0, comma);
  line.remove_prefix(comma);
}

// False when the line does not hold exactly as many fields as are asked for.
bool split(std::string_view line, std::vector<std::string>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) {
      if (!line.starts_with(',')) return false;
      line.remove_prefix(1);
    }
    fields[i].clear();
    if (!line.starts_with('"')) {
      take_plain(line, fields[i]);
    } else if (!take_quoted(line, fields[i])) {
      return false;
    }
  }
  return line.empty();
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  if (line.ends_with('\r')) line.remove_suffix(1);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

std::optional<Error> read_csv(const std::string& path, std::span<const std::string_view> columns,
                              const std::function<std::string(CsvFields)>& take) {
  int line_number = 1;
  const auto malformed = [&](const std::string& problem) {
    return Error{"codes.csv.malformed", "科目表有错：" + problem, "请改正这一行，各列的含义见 catalog/codes/README.md",
                 fmt::format("{}:{}", path, line_number)};
  };
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  std::optional<DecodedText> decoded;
  std::string_view text = *bytes;
  if (!is_valid_utf8(text)) {
    decoded = decode(text);
    if (!decoded) return malformed("文字编码不是 UTF-8，也不是 GB18030");
    text = decoded->text;
  }
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());

  std::vector<std::string> fields(columns.size());  // reused from line to line
  if (!split(take_line(text), fields) || !std::ranges::equal(fields, columns)) {
    return malformed(fmt::format("首行应为 {}", fmt::join(columns, ",")));
  }
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    ++line_number;
    if (line.find_first_not_of(", \t") == std::string_view::npos) continue;
    if (!split(line, fields)) return malformed(fmt::format("应有 {} 列，且引号成对", columns.size()));
    if (const std::string problem = take(fields); !problem.empty()) return malformed(problem);
  }
  return std::nullopt;
}

}  // namespace mingzhang
