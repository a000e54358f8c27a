#include "engine/engine.h"

#include <algorithm>

#include "base/file.h"
#include "base/paths.h"
#include "read/read.h"
#include "understand/understand.h"

namespace mingzhang {
namespace {

// Our own JSON names its kind near the beginning: {"mingzhang": "disclosure", ...
bool is_disclosure_json(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 200);
  const auto mark = head.find("\"mingzhang\"");
  return mark != std::string_view::npos && head.find("\"disclosure\"", mark) != std::string_view::npos;
}

// A PDF has a page break before each page, the first too.
std::optional<int> pages_of(const Document& document) {
  int pages = 0;
  for (const Block& block : document.blocks)
    if (const auto* const page = std::get_if<PageBreak>(&block)) pages = std::max(pages, page->page);
  return pages > 0 ? std::optional(pages) : std::nullopt;
}

}  // namespace

Result<Engine> load_engine() {
  const std::string directory = catalog_directory();
  Engine engine;
  TRY(engine.knowledge, load_knowledge(directory));
  TRY(engine.words, load_performance_words(directory + "/performance.yaml"));
  return engine;
}

Result<Disclosure> open_disclosure(const std::string& path, const Engine& engine) {
  TRY(const std::string bytes, read_file(path));
  return open_disclosure(bytes, path, engine);
}

Result<Disclosure> open_disclosure(std::string_view bytes, const std::string& path, const Engine& engine) {
  TRY(OpenedDisclosure opened, open_with_pages(bytes, path, engine));
  return std::move(opened.disclosure);
}

Result<OpenedDisclosure> open_with_pages(std::string_view bytes, const std::string& path, const Engine& engine) {
  if (is_disclosure_json(bytes)) {
    TRY(Disclosure disclosure, disclosure_from_json(bytes, path, engine.knowledge->space));
    return OpenedDisclosure{std::move(disclosure), {}};
  }
  TRY(const Document document, read_document_bytes(bytes, path));
  return OpenedDisclosure{understand(document, *engine.knowledge, engine.words), pages_of(document)};
}

}  // namespace mingzhang
