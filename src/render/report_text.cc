#include "render/report_text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/display_width.h"
#include "render/report_layout.h"
#include "render/report_words.h"

namespace mingzhang {
namespace {

constexpr int kOpenItemsShown = 10;
constexpr int kRelatedPlacesShown = 6;
constexpr int kQuoteWidthMax = 100;

enum class Style { Plain, Bold, Frame, Error, Warning, Note, Good };

std::string_view escape_of(Style style) {
  switch (style) {
    case Style::Plain:
      return "";
    case Style::Bold:
      return "\x1B[1m";
    case Style::Frame:
      return "\x1B[1;34m";
    case Style::Error:
      return "\x1B[1;31m";
    case Style::Warning:
      return "\x1B[1;33m";
    case Style::Note:
      return "\x1B[1;36m";
    case Style::Good:
      return "\x1B[1;32m";
  }
  return "";
}

Style style_of(Severity severity) {
  return std::array{Style::Error, Style::Warning, Style::Note}[static_cast<std::size_t>(severity)];
}

// How many findings of each severity, in the order of Severity.
struct Tally {
  std::array<int, 3> findings{};
  Coverage coverage;  // without the open items themselves
  int open = 0;
  int checked = 0, failed = 0;  // files

  void add(const FileReport& file) {
    for (const Finding& finding : file.findings) ++findings[static_cast<std::size_t>(finding.severity)];
    coverage.amounts.printed += file.coverage.amounts.printed;
    coverage.amounts.understood += file.coverage.amounts.understood;
    coverage.amounts.proven += file.coverage.amounts.proven;
    coverage.constraints.pass += file.coverage.constraints.pass;
    coverage.constraints.fail += file.coverage.constraints.fail;
    coverage.constraints.undecided += file.coverage.constraints.undecided;
    open += static_cast<int>(file.coverage.open.size());
    ++(file.error ? failed : checked);
  }

  bool has_findings() const { return findings != std::array<int, 3>{}; }
};

class TextWriter {
 public:
  explicit TextWriter(const TextOptions& options) : options_(options) {}

  void file(const FileReport& file) {
    Tally tally;
    tally.add(file);
    if (file.error) return failure(file);
    for (const Finding& each : file.findings) finding(file, each);
    line(0, styled(Style::Bold, printable(file.path)) + say("：", ": ") + printable(identity_line(file, options_.language)));
    counts(tally);
    open_items(file.coverage.open);
    not_checked(file.not_checked);
    if (!tally.has_findings()) nothing_found(tally);
    text_ += '\n';
  }

  void summary(const Report& report) {
    Tally tally;
    for (const FileReport& file : report.files) tally.add(file);
    line(0, styled(Style::Bold, english() ? fmt::format("{} files: {} checked, {} could not be checked",
                                                        report.files.size(), tally.checked, tally.failed)
                                          : fmt::format("共 {} 份文件：已检查 {}，未能检查 {}", report.files.size(),
                                                        tally.checked, tally.failed)));
    counts(tally);
    if (tally.open > 0) row(say("未读懂", "open"), fmt::format("{}", tally.open));
    between(report);
  }

  // Which documents were compared with one another, and which with none.
  void between(const Report& report) {
    if (report.pairs.empty() && report.unpaired.empty()) return;
    row(say("文件之间", "across"), fmt::format("{}  {}", count("已比较", "compared", static_cast<int>(report.pairs.size())),
                                               count("无可比", "without partner", static_cast<int>(report.unpaired.size()))));
    for (const Pair& pair : report.pairs) {
      item(fmt::format("{}{}{}{}", relation_words(pair, options_.language), say("：", ": "), printable(fmt::format("{}", fmt::join(pair.paths, " ↔ "))),
                       fmt::format(fmt::runtime(say("，比较 {} 项，不一致 {} 项", "; {} amounts compared, {} differ")), pair.compared, pair.differences)));
    }
    const std::size_t shown = options_.all_open ? report.unpaired.size() : std::min<std::size_t>(report.unpaired.size(), kOpenItemsShown);
    for (std::size_t i = 0; i < shown; ++i)
      item(printable(report.unpaired[i].path) + say("：未与其他文件比较，", ": not compared, ") + said(report.unpaired[i].reason));
    const std::size_t rest = report.unpaired.size() - shown;
    if (rest > 0) line(4, fmt::format(fmt::runtime(say("… 另有 {} 份", "… and {} more")), rest));
  }

  std::string take() { return std::move(text_); }

 private:
  // ---- lines

  bool english() const { return options_.language == Language::English; }
  std::string say(std::string_view zh, std::string_view en) const {
    return std::string(pick(options_.language, zh, en));
  }
  std::string said(const Bilingual& text) const { return printable(in(options_.language, text)); }

  std::string styled(Style style, std::string_view text) const {
    if (!options_.color || style == Style::Plain) return std::string(text);
    return std::string(escape_of(style)).append(text).append("\x1B[0m");
  }

  void line(int indent, std::string_view text) {
    text_.append(static_cast<std::size_t>(indent), ' ').append(text) += '\n';
  }

  // "   = label: text", the text broken and indented under itself.
  void remark(std::string_view label, std::string_view text) {
    if (text.empty()) return;
    const std::string head = fmt::format("{}: ", label);
    const int indent = 5 + display_width(head);
    bool first = true;
    for (const std::string& part : wrapped(text, room_after(indent))) {
      if (first) {
        line(3, styled(Style::Frame, "= ") + styled(Style::Bold, head) + part);
      } else {
        line(indent, part);
      }
      first = false;
    }
  }

  int room_after(int indent) const { return options_.width == 0 ? 0 : std::max(options_.width - indent, 20); }

  // ---- findings

  void finding(const FileReport& file, const Finding& finding) {
    line(0, styled(style_of(finding.severity), fmt::format("{}[{}]", severity_word(finding.severity, options_.language), finding.code)) +
                " " + styled(Style::Bold, headline(finding, options_.language)));
    line(2, styled(Style::Frame, "--> ") + printable(file.path) + position(finding.at.place) + names(finding.at));
    quote(finding.at.quote);
    const std::string message = said(finding.message);
    if (message != headline(finding, options_.language)) remark(say("说明", "note"), message);
    remark(say("计算", "calculation"), printable(finding.calculation));
    if (!finding.proposed.empty()) {
      remark(say("建议", "help"), say("改为 ", "change to ") + printable(finding.proposed));
    }
    related(finding.related);
    text_ += '\n';
  }

  void related(const std::vector<FindingPlace>& places) {
    const std::size_t shown = std::min<std::size_t>(places.size(), kRelatedPlacesShown);
    for (std::size_t i = 0; i < shown; ++i) remark(say("另见", "see also"), described(places[i]));
    const std::size_t rest = places.size() - shown;
    if (rest > 0) line(5, english() ? fmt::format("… and {} more places", rest) : fmt::format("… 另有 {} 处", rest));
  }

  void quote(std::string_view quote) {
    if (quote.empty()) return;
    line(3, styled(Style::Frame, "|") + "  " + clipped(printable(quote), kQuoteWidthMax));
  }

  // What follows the path: ":288:12", " · 第 11 页", " · 表3!B7". Editors open the first form.
  std::string position(const Place& place) const {
    std::string text;
    if (place.line > 0) text += fmt::format(":{}", place.line);
    if (place.line > 0 && place.column > 0) text += fmt::format(":{}", place.column);
    if (place.page > 0) text += fmt::format(fmt::runtime(say(" · 第 {} 页", " · page {}")), place.page);
    if (!place.cell.empty()) text += " · " + printable(place.cell.str());
    return text;
  }

  std::string described(const FindingPlace& place) const {
    std::string text = place.path.empty() ? "" : printable(place.path) + " ";
    text += printable(position_words(place.place, options_.language)) + names(place);
    if (text.starts_with(" · ")) text.erase(0, std::string_view(" · ").size());
    if (!place.quote.empty()) text += " “" + clipped(printable(place.quote), kQuoteWidthMax) + "”";
    return text;
  }

  static std::string names(const FindingPlace& place) {
    const std::string text = printable(names_of(place));
    return text.empty() ? "" : " · " + text;
  }

  // ---- the file as a whole

  // Messages of errors are Chinese; the list of errors explains each in English too.
  void failure(const FileReport& file) {
    const Error& error = *file.error;
    line(0, styled(Style::Error, severity_word(Severity::Error, options_.language) + "[" + error.id + "]") + " " +
                styled(Style::Bold, printable(error_words(error, options_.language))));
    line(2, styled(Style::Frame, "--> ") + printable(error.where.empty() ? file.path : error.where));
    if (!english()) remark(say("建议", "help"), printable(error.advice));
    line(0, styled(Style::Bold, printable(file.path)) + say("：未能检查", ": could not be checked"));
    text_ += '\n';
  }

  void row(std::string_view label, std::string_view text) {
    line(2, padded(label, english() ? 12 : 8) + std::string(text));
  }

  std::string count(std::string_view zh, std::string_view en, int number, Style style = Style::Plain) const {
    return styled(number > 0 ? style : Style::Plain, fmt::format("{} {}", say(zh, en), number));
  }

  void counts(const Tally& tally) {
    const auto& [printed, understood, proven] = tally.coverage.amounts;
    const auto& [pass, fail, undecided] = tally.coverage.constraints;
    row(say("问题", "findings"), fmt::format("{}  {}  {}", count("错误", "errors", tally.findings[0], Style::Error),
                                             count("警告", "warnings", tally.findings[1], Style::Warning),
                                             count("提示", "notes", tally.findings[2], Style::Note)));
    row(say("金额", "amounts"), fmt::format("{}  {}  {}", count("印出", "printed", printed),
                                            count("读懂", "understood", understood), count("证实", "proven", proven)));
    row(say("关系", "relations"),
        fmt::format("{}  {}  {}", count("成立", "hold", pass), count("不成立", "fail", fail, Style::Error),
                    count("无法判定", "undecided", undecided, Style::Warning)));
  }

  void item(std::string_view text) {
    const char* bullet = "- ";
    for (const std::string& part : wrapped(text, room_after(6))) {
      line(4, bullet + part);
      bullet = "  ";
    }
  }

  void open_items(const std::vector<OpenItem>& open) {
    if (open.empty()) return;
    row(say("未读懂", "open"), fmt::format("{}", open.size()));
    const std::size_t shown = options_.all_open ? open.size() : std::min<std::size_t>(open.size(), kOpenItemsShown);
    for (std::size_t i = 0; i < shown; ++i) {
      item(described(FindingPlace{open[i].place, "", "", "", open[i].quote}) + say("：", ": ") +
           printable(open[i].reason));
    }
    const std::size_t rest = open.size() - shown;
    if (rest > 0) line(4, english() ? fmt::format("… and {} more", rest) : fmt::format("… 另有 {} 条", rest));
  }

  void not_checked(const std::vector<Bilingual>& items) {
    if (items.empty()) return;
    row(say("未检查", "not checked"), fmt::format("{}", items.size()));
    for (const Bilingual& text : items) item(said(text));
  }

  void nothing_found(const Tally& tally) {
    if (tally.coverage.constraints.pass == 0) {
      line(2, styled(Style::Warning, say("没有可以核对的关系，不能说明文件没有问题。",
                                         "There was nothing to check, which does not mean that all is well.")));
      return;
    }
    line(2, styled(Style::Good, say("没有发现问题。", "Nothing found. ")) +
                say("这只对上面“成立”的关系和“读懂”的金额而言。",
                    "This speaks only for the relations and amounts counted above."));
  }

  const TextOptions& options_;
  std::string text_;
};

}  // namespace

std::string to_text(const FileReport& file, const TextOptions& options) {
  TextWriter writer(options);
  writer.file(file);
  return writer.take();
}

std::string to_text(const Report& report, const TextOptions& options) {
  TextWriter writer(options);
  for (const FileReport& file : report.files) writer.file(file);
  if (report.files.size() > 1) writer.summary(report);
  return writer.take();
}

}  // namespace mingzhang
