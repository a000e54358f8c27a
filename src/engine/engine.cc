#include "engine/engine.h"

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
  if (is_disclosure_json(bytes)) return disclosure_from_json(bytes, path, engine.knowledge->space);
  TRY(const Document document, read_document_bytes(bytes, path));
  return understand(document, *engine.knowledge, engine.words);
}

}  // namespace mingzhang
