#include "render/report_html.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/base64.h"
#include "base/text.h"
#include "check/checks.h"
#include "render/report_html_page.h"
#include "render/report_layout.h"
#include "render/report_words.h"

namespace mingzhang {
namespace {

constexpr std::array<std::string_view, 3> kClasses = {"error", "warning", "note"};

std::string_view class_of(Severity severity) { return kClasses[static_cast<std::size_t>(severity)]; }

std::string safe(std::string_view text) { return html_escaped(printable(text)); }

class HtmlWriter {
 public:
  HtmlWriter(const Report& report, const PageImages& images, Language language) : report_(report), images_(images), language_(language) {}

  std::string write() {
    head();
    overview();
    controls();
    text_ += "<main>\n";
    for (std::size_t i = 0; i < report_.files.size(); ++i) file(report_.files[i], i);
    text_ += "</main>\n<script>";
    text_.append(kReportScript).append("</script>\n</body>\n</html>\n");
    return std::move(text_);
  }

 private:
  std::string page_words(int page) const {
    Place place;
    place.page = page;
    return position_words(place, language_);
  }

  std::string say(std::string_view zh, std::string_view en) const { return std::string(pick(language_, zh, en)); }

  template <class... Values>
  void put(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Values>(values)...);
  }

  void head() {
    const std::string title = say("明账核对报告", "Mingzhang report");
    put("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n", say("zh-CN", "en"));
    text_ +=
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        "script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    put("<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n", title, kReportStyle, title);
  }

  void overview() {
    put("<table>\n<tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr>\n", say("文件", "File"), say("内容", "Content"),
        say("错误", "Errors"), say("警告", "Warnings"), say("提示", "Notes"), say("读懂的金额", "Amounts understood"));
    for (std::size_t i = 0; i < report_.files.size(); ++i) overview_row(report_.files[i], i);
    text_ += "</table>\n";
    between();
    text_ += "</header>\n";
  }

  void overview_row(const FileReport& file, std::size_t index) {
    std::array<int, 3> counts{};
    for (const Finding& finding : file.findings) ++counts[static_cast<std::size_t>(finding.severity)];
    put("<tr><td><a href=\"#file{}\">{}</a></td>", index, safe(file.path));
    if (file.error) {
      put("<td colspan=\"5\">{}: {}</td></tr>\n", say("未能核对", "could not be checked"), safe(error_words(*file.error, language_)));
      return;
    }
    put("<td>{}</td>", safe(identity_line(file, language_)));
    for (const int count : counts) put("<td class=\"number\">{}</td>", count);
    put("<td class=\"number\">{} / {}</td></tr>\n", file.coverage.amounts.understood, file.coverage.amounts.printed);
  }

  void between() {
    if (report_.pairs.empty() && report_.unpaired.empty()) return;
    put("<details open><summary>{}</summary><ul>\n", say("文件之间的核对", "Between documents"));
    for (const Pair& pair : report_.pairs)
      put("<li>{}{}{} <span class=\"dim\">{}</span></li>\n", safe(relation_words(pair, language_)), say("：", ": "),
          safe(fmt::format("{}", fmt::join(pair.paths, " ↔ "))),
          fmt::format(fmt::runtime(say("比较 {} 项，不一致 {} 项", "{} amounts compared, {} differ")), pair.compared, pair.differences));
    for (const Unpaired& file : report_.unpaired)
      put("<li class=\"dim\">{}{}{}</li>\n", safe(file.path), say("：", ": "), safe(in(language_, file.reason)));
    text_ += "</ul></details>\n";
  }

  // Shown by the script; without it everything is visible anyway.
  void controls() {
    std::set<std::string> codes;
    for (const FileReport& file : report_.files)
      for (const Finding& finding : file.findings) codes.insert(finding.code);
    put("<form hidden>\n<span role=\"group\" aria-label=\"{}\">\n", say("严重程度", "Severity"));
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Note})
      put("<label><input type=\"checkbox\" name=\"severity\" value=\"{}\" checked> {}</label>\n", class_of(severity), severity_word(severity, language_));
    put("</span>\n<label>{} <select name=\"code\"><option value=\"\">{}</option>", say("检查项", "Check"), say("全部", "all"));
    for (const std::string& code : codes) {
      const CheckInfo* check = find_check(code);
      put("<option value=\"{}\">{} {}</option>", code, code, check == nullptr ? "" : safe(pick(language_, check->title.zh, check->title.en)));
    }
    put("</select></label>\n<label>{} <input type=\"search\" name=\"words\"></label>\n<output aria-live=\"polite\"></output>\n", say("查找", "Find"));
    put("<span class=\"dim keys\"><kbd>j</kbd> <kbd>k</kbd> {} · <kbd>Enter</kbd> {} · <kbd>/</kbd> {}</span>\n</form>\n",
        say("下一条、上一条", "next, previous"), say("看页面", "show the page"), say("查找", "find"));
  }

  void file(const FileReport& file, std::size_t index) {
    put("<section class=\"file\" id=\"file{}\">\n<h2>{}</h2>\n", index, safe(file.path));
    if (file.error) {
      put("<p>{}<br><span class=\"dim\">{} [{}]</span></p>\n</section>\n", safe(error_words(*file.error, language_)),
          language_ == Language::English ? "" : safe(file.error->advice), safe(file.error->id));
      return;
    }
    put("<p class=\"dim\">{}</p>\n", safe(identity_line(file, language_)));
    coverage(file);
    static const std::vector<PageImage> kNone;
    const auto found = images_.find(file.path);
    const std::vector<PageImage>& images = found == images_.end() ? kNone : found->second;
    const bool has_pages = !images.empty();
    put("<div class=\"columns{}\">\n<div>\n", has_pages ? "" : " alone");
    if (file.findings.empty())
      put("<p>{}</p>\n", say("没有发现问题。这只对读懂的金额和成立的关系而言。", "Nothing found. This speaks only for the amounts understood and the relations that hold."));
    for (std::size_t i = 0; i < file.findings.size(); ++i) finding(index, i, images);
    missing_pictures(file, images);
    text_ += "</div>\n";
    if (has_pages) {
      put("<div class=\"pages\" tabindex=\"0\" aria-label=\"{}\">\n", say("页面", "Pages"));
      for (const PageImage& image : images) page(file, index, image);
      text_ += "</div>\n";
    }
    text_ += "</div>\n</section>\n";
  }

  void coverage(const FileReport& file) {
    const auto& [printed, understood, proven] = file.coverage.amounts;
    const auto& [pass, fail, undecided] = file.coverage.constraints;
    put("<p>{}</p>\n", fmt::format(fmt::runtime(say("金额：印出 {}，读懂 {}，证实 {}。关系：成立 {}，不成立 {}，无法判定 {}。",
                                                     "Amounts: {} printed, {} understood, {} proven. Relations: {} hold, {} fail, {} undecided.")),
                                   printed, understood, proven, pass, fail, undecided));
    if (!file.coverage.open.empty()) {
      put("<details><summary>{} {}</summary><ul>\n", say("未读懂", "Not understood"), file.coverage.open.size());
      for (const OpenItem& item : file.coverage.open)
        put("<li>{} <q>{}</q> {}</li>\n", safe(position_words(item.place, language_)), safe(item.quote), safe(item.reason));
      text_ += "</ul></details>\n";
    }
    if (!file.not_checked.empty()) {
      put("<details><summary>{} {}</summary><ul>\n", say("未检查", "Not checked"), file.not_checked.size());
      for (const Bilingual& item : file.not_checked) put("<li>{}</li>\n", safe(in(language_, item)));
      text_ += "</ul></details>\n";
    }
  }

  static std::string id_of(std::size_t file, std::size_t finding) { return fmt::format("f{}-{}", file, finding); }

  static bool shows(const std::vector<PageImage>& images, const FindingPlace& place) {
    return place.path.empty() && std::any_of(images.begin(), images.end(), [&](const PageImage& image) { return image.page == place.place.page; });
  }

  // Of a finding's places the first is where it stands, then come the related ones.
  static std::string mark_id(std::size_t file, std::size_t finding, std::size_t place) { return fmt::format("m{}-{}-{}", file, finding, place); }

  // What a place links to: its mark, the picture of its page, or nothing.
  std::string target_of(std::size_t file, std::size_t finding, std::size_t index, const std::vector<PageImage>& images) const {
    const Finding& owner = report_.files[file].findings[finding];
    const FindingPlace& place = index == 0 ? owner.at : owner.related[index - 1];
    if (!shows(images, place)) return "";
    return place.place.box.empty() ? fmt::format("p{}-{}", file, place.place.page) : mark_id(file, finding, index);
  }

  void finding(std::size_t file_index, std::size_t index, const std::vector<PageImage>& images) {
    const Finding& finding = report_.files[file_index].findings[index];
    put("<article class=\"finding {}\" id=\"{}\" data-severity=\"{}\" data-code=\"{}\">\n<h3>{}. <span class=\"badge\">{} {}</span> {}</h3>\n",
        class_of(finding.severity), id_of(file_index, index), class_of(finding.severity), safe(finding.code), index + 1,
        severity_word(finding.severity, language_), safe(finding.code), safe(headline(finding, language_)));
    put("<div>{}</div>\n<dl>\n", safe(in(language_, finding.message)));
    field(say("位置", "Place"), place(finding.at, target_of(file_index, index, 0, images)));
    if (!finding.calculation.empty()) field(say("计算", "Calculation"), safe(finding.calculation));
    if (!finding.proposed.empty()) field(say("建议", "Proposed"), say("改为 ", "change to ") + "<ins>" + safe(finding.proposed) + "</ins>");
    for (std::size_t i = 0; i < finding.related.size(); ++i)
      field(say("另见", "See also"), place(finding.related[i], target_of(file_index, index, i + 1, images)));
    text_ += "</dl>\n</article>\n";
  }

  void field(std::string_view name, std::string_view html) { put("<dt>{}</dt><dd>{}</dd>\n", name, html); }

  std::string place(const FindingPlace& place, const std::string& target) const {
    std::string html;
    if (!place.path.empty()) html += safe(place.path) + " ";
    const std::string words = safe(position_words(place.place, language_));
    html += target.empty() ? words : fmt::format("<a href=\"#{}\">{}</a>", target, words);
    if (const std::string names = names_of(place); !names.empty()) html += " · " + safe(names);
    if (!place.quote.empty()) html += " <q>" + safe(place.quote) + "</q>";
    return html;
  }

  void page(const FileReport& file, std::size_t file_index, const PageImage& image) {
    put("<figure id=\"p{}-{}\">\n<div class=\"sheet\"><img alt=\"{}\" src=\"data:image/png;base64,{}\">\n", file_index, image.page,
        page_words(image.page), to_base64(image.png));
    for (std::size_t i = 0; i < file.findings.size(); ++i) {
      mark(file_index, i, 0, image);
      for (std::size_t related = 1; related <= file.findings[i].related.size(); ++related) mark(file_index, i, related, image);
    }
    put("</div>\n<figcaption>{}</figcaption>\n</figure>\n", page_words(image.page));
  }

  void mark(std::size_t file, std::size_t index, std::size_t place_index, const PageImage& image) {
    const Finding& finding = report_.files[file].findings[index];
    const FindingPlace& place = place_index == 0 ? finding.at : finding.related[place_index - 1];
    const Box& box = place.place.box;
    if (!place.path.empty() || place.place.page != image.page || box.empty()) return;
    const auto percent = [](std::int64_t part, std::int64_t whole) { return fmt::format("{}.{:02}%", part * 100 / whole, part * 10000 / whole % 100); };
    const std::string id = id_of(file, index);
    put("<a class=\"mark {}{}\" id=\"{}\" href=\"#{}\" data-finding=\"{}\" title=\"{}\" style=\"left:{};top:{};width:{};height:{}\"><b>{}</b></a>\n",
        class_of(finding.severity), place_index == 0 ? "" : " related", mark_id(file, index, place_index), id, id,
        safe(finding.code + " " + in(language_, finding.message)), percent(std::max(box.left, 0), image.width),
        percent(std::max(box.top, 0), image.height), percent(box.right - box.left, image.width), percent(box.bottom - box.top, image.height),
        index + 1);
  }

  // Pages that should have a picture and have none.
  void missing_pictures(const FileReport& file, const std::vector<PageImage>& images) {
    std::set<int> pages;
    for (const Finding& finding : file.findings)
      if (!finding.at.place.box.empty() && !shows(images, finding.at)) pages.insert(finding.at.place.page);
    if (pages.empty()) return;
    put("<p class=\"dim\">{}</p>\n", fmt::format(fmt::runtime(say("没有图像的页：{}（画不出，或全部图像已到大小上限）。",
                                                                  "Pages without a picture: {} (they cannot be drawn, or all pictures reached their limit).")),
                                                 fmt::join(pages, say("、", ", "))));
  }

  const Report& report_;
  const PageImages& images_;
  Language language_;
  std::string text_;
};

}  // namespace

std::string to_html(const Report& report, const PageImages& images, Language language) {
  return HtmlWriter(report, images, language).write();
}

}  // namespace mingzhang
