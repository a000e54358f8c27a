#include "site/release.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "compile/derive.h"
#include "disclosure/words.h"
#include "forms/code_names.h"
#include "site/address.h"
#include "site/csv_text.h"

namespace mingzhang {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view kRecordName = "release.json", kDraftFolder = "draft-not-released";
constexpr std::size_t kFilesMax = 64, kNameMax = 200;
constexpr int kFirstYear = 1950, kLastYear = 2199;

tl::unexpected<Error> invalid(const std::string& what, const std::string& where) {
  return fail("site.release.invalid", "发布文件夹用不了：" + what, "请用 mingzhang compile -o 重新生成。", where);
}

bool is_safe_name(const std::string& name) {
  return !name.empty() && name.front() != '.' && name.size() <= kNameMax &&
         std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_'; });
}

std::string text_at(const Json& record, const char* key) {
  const auto found = record.find(key);
  return found != record.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// The head that our writer begins with forbids the page to load or run anything, whatever follows.
bool is_sealed(std::string_view page) {
  static constexpr std::string_view kHead =
      "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
      "base-uri 'none'; form-action 'none'\">\n";
  return page.starts_with(kHead);
}

class ReleaseReader {
 public:
  ReleaseReader(const ReleaseFolder& folder, const Knowledge& knowledge) : folder_(folder), knowledge_(knowledge) {}

  Result<ReleaseHead> read_head() {
    const std::string path = path_of(std::string(kRecordName));
    TRY(record_bytes_, read_file(path));
    record_ = Json::parse(record_bytes_, nullptr, false);
    if (!record_.is_object() || text_at(record_, "mingzhang") != "release") return invalid("release.json 不是发布记录", path);
    if (const auto released = record_.find("released"); released == record_.end() || *released != true)
      return fail("site.release.not_released", "这份文件没有通过核对，不能公开", "请改正后重新编制，或把它移出文件夹。", folder_.path);
    ReleaseHead head{text_at(record_, "unit"), text_at(record_, "form"), {}};
    if (head.unit.empty() || !is_valid_utf8(head.unit)) return invalid("没有单位名称", path);
    const auto year = record_.find("year");
    if (year == record_.end() || !year->is_number_integer() || *year < kFirstYear || *year > kLastYear) return invalid("年度不对", path);
    const Form* form = knowledge_.find_form(head.form);
    const std::string stage = text_at(record_, "stage");
    head.period = {year->get<int>(), stage.empty() ? form != nullptr && form->final_accounts : stage == "final"};
    return head;
  }

  Result<Release> read() {
    TRY(const ReleaseHead head, read_head());
    release_.unit = head.unit;
    release_.form = head.form;
    release_.period = head.period;
    release_.group = folder_.group;
    if (auto done = read_files(record_, path_of(std::string(kRecordName))); !done) return tl::unexpected(done.error());
    if (auto done = read_ledger(); !done) return tl::unexpected(done.error());
    if (auto done = read_figures(); !done) return tl::unexpected(done.error());
    std::string sha256 = sha256_hex(record_bytes_);
    release_.files.push_back({std::string(kRecordName), std::move(record_bytes_), std::move(sha256)});
    keep_edition();
    return std::move(release_);
  }

 private:
  std::string path_of(const std::string& name) const { return (fs::path(folder_.path) / name).string(); }

  Result<void> read_files(const Json& record, const std::string& record_path) {
    const auto files = record.find("files");
    if (files == record.end() || !files->is_array() || files->size() > kFilesMax) return invalid("没有文件清单", record_path);
    for (const Json& each : *files) {
      const std::string name = each.is_object() ? text_at(each, "name") : "";
      if (!is_safe_name(name) || name == kRecordName) return invalid("文件清单里有不能用的文件名", record_path);
      TRY(std::string bytes, read_file(path_of(name)));
      std::string sha256 = sha256_hex(bytes);
      if (sha256 != text_at(each, "sha256"))
        return fail("site.release.changed", fmt::format("“{}”和发布记录里的校验和不同，放行以后被改过", name), "请用 mingzhang compile -o 重新生成。", path_of(name));
      release_.files.push_back({name, std::move(bytes), std::move(sha256)});
    }
    return {};
  }

  const std::string* bytes_of(std::string_view name) const {
    const auto found = std::find_if(release_.files.begin(), release_.files.end(), [&](const ReleaseFile& file) { return file.name == name; });
    return found == release_.files.end() ? nullptr : &found->bytes;
  }

  Result<std::vector<CsvRecord>> records_of(const char* name) const {
    const std::string* bytes = bytes_of(name);
    if (bytes == nullptr) return invalid(fmt::format("缺少 {}", name), folder_.path);
    auto records = is_valid_utf8(*bytes) ? csv_records(*bytes) : std::nullopt;
    if (!records || records->empty()) return invalid("不是完整的 CSV", path_of(name));
    return std::move(*records);
  }

  static std::optional<std::size_t> column_of(const CsvRecord& header, std::string_view name) {
    const auto found = std::find(header.begin(), header.end(), name);
    return found == header.end() ? std::nullopt : std::optional<std::size_t>(found - header.begin());
  }

  Result<void> read_ledger() {
    TRY(const std::vector<CsvRecord> records, records_of("ledger.csv"));
    LedgerFile file;
    file.unit = release_.unit;
    file.year = release_.period.year;
    file.ledger.space = knowledge_.space;
    const auto amount = column_of(records.front(), "amount"), unit = column_of(records.front(), "unit");
    if (!amount || !unit) return invalid("没有金额或单位一列", path_of("ledger.csv"));
    for (std::size_t r = 1; r < records.size(); ++r) {
      LedgerLine line;
      const auto counted = value_of(kUnitWords, records[r][*unit]);
      const auto figure = counted ? parse_figure(records[r][*amount], *counted) : std::nullopt;
      if (!figure || figure->length != records[r][*amount].size() || !read_point(records.front(), records[r], file.ledger.space, line.point))
        return invalid("这一行读不懂", fmt::format("{}:{}", path_of("ledger.csv"), r + 1));
      line.amount = Amount::from_fen(figure->figure.value());
      const std::optional<Amount> sum = Amount::checked_add(magnitude_, line.amount < Amount() ? -line.amount : line.amount);
      if (!sum) return invalid("金额合计过大", path_of("ledger.csv"));
      magnitude_ = *sum;
      file.ledger.lines.push_back(line);
    }
    add_derived_lines(file);
    name_codes(file.ledger.space, knowledge_.codes, file.year);
    release_.ledger = std::move(file.ledger);
    return {};
  }

  static bool is_code(std::string_view id) {
    return (id.size() == 3 || id.size() == 5 || id.size() == 7) && std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
  }

  static bool read_point(const CsvRecord& header, const CsvRecord& record, Space& space, Region& point) {
    for (int i = 0; i < kDimensionCount; ++i) {
      const auto d = static_cast<Dimension>(i);
      const auto column = column_of(header, dimension_name(d));
      if (!column || record[*column].empty()) continue;
      const std::string& id = record[*column];
      if (d == Dimension::Function || d == Dimension::Economic) {
        const auto name = column_of(header, std::string(dimension_name(d)) + "_name");
        if (!is_code(id)) return false;
        point[d] = Extent(space.code(d, id, name ? record[*name] : std::string()));
      } else if (d == Dimension::Year) {
        int year = 0;
        const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), year);
        if (error != std::errc() || end != id.data() + id.size() || year < kFirstYear || year > kLastYear) return false;
        point[d] = Extent(space.year(year));
      } else if (d == Dimension::Project || d == Dimension::Unit) {
        point[d] = Extent(space.named(d, id));
      } else {
        const auto node = space.tree(d).find(id);
        if (!node) return false;
        point[d] = Extent(*node);
      }
    }
    return true;
  }

  Result<void> read_figures() {
    TRY(const std::vector<CsvRecord> records, records_of("claims.csv"));
    static constexpr std::array kColumns = {"figure", "table", "title", "panel", "code", "row", "column", "amount", "unit", "region"};
    static constexpr std::array kMembers = {&PublishedFigure::name, &PublishedFigure::number, &PublishedFigure::title, &PublishedFigure::panel,  &PublishedFigure::code,
                                            &PublishedFigure::row,  &PublishedFigure::column, &PublishedFigure::amount, &PublishedFigure::unit, &PublishedFigure::region};
    std::array<std::size_t, kColumns.size()> at{};
    for (std::size_t c = 0; c < kColumns.size(); ++c) {
      const auto column = column_of(records.front(), kColumns[c]);
      if (!column) return invalid(fmt::format("没有 {} 一列", kColumns[c]), path_of("claims.csv"));
      at[c] = *column;
    }
    for (std::size_t r = 1; r < records.size(); ++r) {
      PublishedFigure figure;
      for (std::size_t c = 0; c < kColumns.size(); ++c) figure.*kMembers[c] = records[r][at[c]];
      if (!take_name(figure)) return invalid("数字的名称不对", fmt::format("{}:{}", path_of("claims.csv"), r + 1));
      release_.figures.push_back(std::move(figure));
    }
    return {};
  }

  static bool take_name(PublishedFigure& figure) {
    const std::size_t last = figure.name.rfind('-');
    if (last == std::string::npos || last == 0) return false;
    const std::size_t first = figure.name.rfind('-', last - 1);
    if (first == std::string::npos) return false;
    figure.table = safe_word(figure.name.substr(0, first));
    figure.row_key = safe_word(figure.name.substr(first + 1, last - first - 1));
    const char* end = figure.name.data() + figure.name.size();
    const auto parsed = std::from_chars(figure.name.data() + last + 1, end, figure.column_number);
    return !figure.table.empty() && !figure.row_key.empty() && parsed.ec == std::errc() && parsed.ptr == end && figure.column_number > 0;
  }

  // A web page that could run something is not passed on.
  void keep_edition() {
    std::erase_if(release_.files, [](const ReleaseFile& file) {
      const bool page = file.name.ends_with(".html") || file.name.ends_with(".htm") || file.name.ends_with(".svg") || file.name.ends_with(".xhtml");
      return page && !is_sealed(file.bytes);
    });
    const std::string* edition = bytes_of("disclosure.html");
    release_.edition_links = edition != nullptr && !release_.figures.empty() && edition->find("id=\"" + release_.figures.front().name + "\"") != std::string::npos;
  }

  const ReleaseFolder& folder_;
  const Knowledge& knowledge_;
  std::string record_bytes_;
  Json record_;
  Release release_;
  Amount magnitude_;  // of all lines, so that no sum of them can overflow
};

void walk(const fs::path& directory, const std::vector<std::string>& group, std::vector<ReleaseFolder>& found) {
  std::error_code error;
  std::vector<fs::path> below;
  for (fs::directory_iterator each(directory, error), end; !error && each != end; each.increment(error)) {
    std::error_code ignored;
    const std::string name = each->path().filename().string();
    if (each->is_directory(ignored) && !each->is_symlink(ignored) && !name.starts_with('.') && name != kDraftFolder) below.push_back(each->path());
  }
  std::sort(below.begin(), below.end());
  std::error_code ignored;
  if (fs::is_regular_file(directory / kRecordName, ignored)) found.push_back({directory.string(), group.empty() ? group : std::vector(group.begin(), group.end() - 1)});
  for (const fs::path& one : below) {
    std::vector<std::string> inner = group;
    inner.push_back(one.filename().string());
    walk(one, inner, found);
  }
}

}  // namespace

Result<std::vector<ReleaseFolder>> find_releases(const std::string& directory) {
  std::error_code ignored;
  if (!fs::is_directory(directory, ignored)) return fail("site.input.missing", fmt::format("没有“{}”这个目录", directory), "请给出 mingzhang compile -o 写入的目录。", directory);
  std::vector<ReleaseFolder> found;
  walk(directory, {}, found);
  return found;
}

Result<ReleaseHead> read_release_head(const ReleaseFolder& folder, const Knowledge& knowledge) { return ReleaseReader(folder, knowledge).read_head(); }

Result<Release> read_release(const ReleaseFolder& folder, const Knowledge& knowledge) { return ReleaseReader(folder, knowledge).read(); }

}  // namespace mingzhang
