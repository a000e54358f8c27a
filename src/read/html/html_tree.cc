#include "read/html/html_tree.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.h"

namespace mingzhang {
namespace {

constexpr GumboTag kNotPrinted[] = {GUMBO_TAG_HEAD,   GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,  GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_IFRAME,
                                    GUMBO_TAG_OBJECT, GUMBO_TAG_APPLET, GUMBO_TAG_SVG,    GUMBO_TAG_SELECT,   GUMBO_TAG_BUTTON,   GUMBO_TAG_INPUT,
                                    GUMBO_TAG_TEXTAREA, GUMBO_TAG_NAV,  GUMBO_TAG_RT,     GUMBO_TAG_RP,       GUMBO_TAG_VIDEO,    GUMBO_TAG_AUDIO,    GUMBO_TAG_ASIDE};

constexpr GumboTag kBlocks[] = {
    GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BODY,    GUMBO_TAG_CAPTION, GUMBO_TAG_CENTER, GUMBO_TAG_DD,
    GUMBO_TAG_DETAILS, GUMBO_TAG_DIV,     GUMBO_TAG_DL,     GUMBO_TAG_DT,         GUMBO_TAG_FIELDSET, GUMBO_TAG_FIGURE, GUMBO_TAG_FOOTER, GUMBO_TAG_FORM,
    GUMBO_TAG_H1,      GUMBO_TAG_H2,      GUMBO_TAG_H3,     GUMBO_TAG_H4,         GUMBO_TAG_H5,      GUMBO_TAG_H6,      GUMBO_TAG_HEADER, GUMBO_TAG_HR,
    GUMBO_TAG_LEGEND,  GUMBO_TAG_LI,      GUMBO_TAG_MAIN,   GUMBO_TAG_OL,         GUMBO_TAG_P,       GUMBO_TAG_PRE,     GUMBO_TAG_SECTION, GUMBO_TAG_SUMMARY,
    GUMBO_TAG_TABLE,   GUMBO_TAG_TBODY,   GUMBO_TAG_TD,     GUMBO_TAG_TFOOT,      GUMBO_TAG_TH,      GUMBO_TAG_THEAD,   GUMBO_TAG_TR,     GUMBO_TAG_UL};

template <std::size_t kCount>
bool is_among(GumboTag tag, const GumboTag (&tags)[kCount]) {
  return std::find(std::begin(tags), std::end(tags), tag) != std::end(tags);
}

// "DISPLAY : none" holds "display:none".
bool style_holds(std::string_view style, std::string_view declaration) {
  std::string plain;
  for (const char c : style) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
    plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return plain.find(declaration) != std::string::npos;
}

}  // namespace

void* HtmlTree::Arena::take(std::size_t size) {
  constexpr std::size_t kBlockBytes = 1u << 16, kAlignment = 16;
  size = (size + kAlignment - 1) / kAlignment * kAlignment;
  if (size > left) {
    left = std::max(size, kBlockBytes);
    blocks.push_back(std::make_unique<char[]>(left));
    next = blocks.back().get();
  }
  left -= size;
  return std::exchange(next, next + size);
}

HtmlTree::HtmlTree(std::string text) : text_(std::move(text)) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = [](void* arena, std::size_t size) { return static_cast<Arena*>(arena)->take(size); };
  options.deallocator = [](void*, void*) {};
  options.userdata = &arena_;
  options.max_errors = 0;
  output_ = gumbo_parse_with_options(&options, text_.data(), text_.size());
}

std::string_view attribute_of(const GumboElement& element, const char* name) {
  const GumboAttribute* attribute = gumbo_get_attribute(&element.attributes, name);
  return attribute != nullptr ? attribute->value : std::string_view();
}

// What is beside the content of a page, in the words of HTML (<nav>, <aside>) and of ARIA, which says the same of any element.
bool stands_beside(const GumboElement& element) {
  const std::string_view role = trimmed(attribute_of(element, "role"));
  return role == "navigation" || role == "complementary";
}

bool is_printed(const GumboElement& element) {
  if (is_among(element.tag, kNotPrinted) || stands_beside(element) || gumbo_get_attribute(&element.attributes, "hidden") != nullptr) return false;
  const std::string_view style = attribute_of(element, "style");
  return style.empty() || !(style_holds(style, "display:none") || style_holds(style, "visibility:hidden") || style_holds(style, "mso-hide:all"));
}

bool is_block(const GumboElement& element) { return is_among(element.tag, kBlocks); }

}  // namespace mingzhang
