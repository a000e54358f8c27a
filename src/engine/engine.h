#pragma once
// What the commands that work on disclosures need: the catalog, and any accepted file as a Disclosure.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "disclosure/disclosure.h"
#include "forms/knowledge.h"
#include "understand/performance_words.h"

namespace mingzhang {

struct Engine {
  std::shared_ptr<const Knowledge> knowledge;
  PerformanceWords words;
};

// The catalog of catalog_directory(). Errors: catalog.*, codes.*.
Result<Engine> load_engine();

// A document in any format that can be read, or the JSON of a Document or of a Disclosure. Errors: read.*, document.json.*,
// disclosure.json.*.
Result<Disclosure> open_disclosure(const std::string& path, const Engine& engine);
Result<Disclosure> open_disclosure(std::string_view bytes, const std::string& path, const Engine& engine);
// The same with how many pages the document has; none in formats that do not number them.
struct OpenedDisclosure {
  Disclosure disclosure;
  std::optional<int> pages;
};
Result<OpenedDisclosure> open_with_pages(std::string_view bytes, const std::string& path, const Engine& engine);

}  // namespace mingzhang
