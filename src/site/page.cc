#include "site/page.h"

#include <fmt/format.h>

#include "base/text.h"
#include "site/address.h"

namespace mingzhang {

const std::string_view kSitePolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

std::string anchor(std::string_view path, int depth, std::string_view words) { return fmt::format("<a href=\"{}\">{}</a>", link_to(path, depth), html_escaped(words)); }

std::string page_html(const SiteText& site, const PageParts& parts) {
  const auto say = [&](std::string_view zh, std::string_view en) { return std::string(pick(site.language, zh, en)); };
  const std::string title = parts.title == site.title ? parts.title : parts.title + say("－", " – ") + site.title;
  std::string html = fmt::format("<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n", say("zh-CN", "en"), kSitePolicy);
  html += fmt::format("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{}\">\n<script src=\"{}\" defer></script>\n</head>\n",
                      html_escaped(title), link_to("style.css", parts.depth), link_to("site.js", parts.depth));
  html += fmt::format("<body>\n<a class=\"skip\" href=\"#main\">{}</a>\n<header>\n<p class=\"site\">{}</p>\n<nav aria-label=\"{}\">{} {}</nav>\n</header>\n",
                      say("跳到正文", "Skip to content"), anchor("index.html", parts.depth, site.title),
                      say("主导航", "Main"), anchor("index.html", parts.depth, say("单位", "Units")), anchor("compare/index.html", parts.depth, say("比较", "Compare")));
  if (!parts.breadcrumbs.empty()) html += fmt::format("<nav class=\"trail\" aria-label=\"{}\">{}</nav>\n", say("所在位置", "You are here"), parts.breadcrumbs);
  html += fmt::format("<main id=\"main\">\n<h1>{}</h1>\n{}</main>\n<footer><p>{}</p></footer>\n</body>\n</html>\n", html_escaped(parts.heading.empty() ? parts.title : parts.heading), parts.main,
                      say("数字出自各单位公开的文件；每个数字都可以追到公开文件和账目。", "All figures are those of the published disclosures; each leads back to its document and its ledger lines."));
  return html;
}

}  // namespace mingzhang
