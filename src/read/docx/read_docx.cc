#include "read/docx/read_docx.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "read/docx/flow.h"
#include "read/package/xml.h"

namespace mingzhang {
namespace {

constexpr int kDepthMax = 400;  // a table inside a cell is four levels deeper; text in a box eight

class DocxReader {
 public:
  DocxReader(Package& package, const std::string& main_part, const Limits& limits) : package_(package), main_part_(main_part), limits_(limits) {}

  Result<Document> read() {
    TRY(relationships_, package_.relationships(main_part_));
    TRY(const Xml styles, part_of_type("styles"));
    TRY(const Xml numbering, part_of_type("numbering"));
    TRY(const Xml body, part(main_part_));
    FlowReader flow(styles ? Styles(styles->document_element()) : Styles(), numbering ? Numbering(numbering->document_element()) : Numbering(), limits_);
    Document document;
    document.format = "docx";
    document.blocks = flow.read(child(body->document_element(), "body"));
    for (const char* kind : {"footnote", "endnote"}) {
      TRY(const Xml notes, part_of_type(std::string(kind) + "s"));
      if (notes) add_notes(notes->document_element(), kind, flow, document);
    }
    if (flow.too_large())
      return fail("read.office.too_large", fmt::format("文件“{}”的段落或单元格过多，已停止读取", package_.path()), "请把合订的文件拆开后逐份提交。", package_.path());
    return document;
  }

 private:
  // nullptr when the file has none.
  Result<Xml> part_of_type(std::string_view type) {
    const auto found = std::find_if(relationships_.begin(), relationships_.end(), [&](const Relationship& each) { return each.type == type; });
    if (found == relationships_.end() || !package_.has(found->target)) return Xml();
    return part(found->target);
  }

  Result<Xml> part(const std::string& name) {
    TRY(std::string text, package_.part(name));
    TRY(Xml document, parse_xml(std::move(text), name, package_));
    if (is_deeper_than(*document, kDepthMax))
      return fail("read.office.too_deep", fmt::format("文件“{}”里的表格或文本框层层嵌套，超过上限", package_.path()),
                  "文件可能损坏或含有恶意内容。请用办公软件打开后另存一份。", package_.path());
    return document;
  }

  // Of those that the text refers to, in its order, each once.
  static void add_notes(const pugi::xml_node& root, const std::string& kind, FlowReader& flow, Document& document) {
    std::map<std::string, pugi::xml_node> notes;
    for (const pugi::xml_node node : root.children())
      if (local_name(node) == kind) notes.emplace(kind + " " + std::string(attribute(node, "id")), node);
    const std::vector<std::string> referred = flow.notes();
    for (const std::string& id : referred) {
      const auto note = notes.extract(id);
      if (note.empty()) continue;
      std::vector<Block> blocks = flow.read(note.mapped());
      document.blocks.insert(document.blocks.end(), std::make_move_iterator(blocks.begin()), std::make_move_iterator(blocks.end()));
    }
  }

  Package& package_;
  const std::string& main_part_;
  const Limits& limits_;
  std::vector<Relationship> relationships_;
};

}  // namespace

Result<Document> read_docx(Package& package, const std::string& main_part, const Limits& limits) {
  return DocxReader(package, main_part, limits).read();
}

}  // namespace mingzhang
