#include "read/xlsx/read_xlsx.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "read/package/xml.h"
#include "read/xlsx/sheet.h"

namespace mingzhang {
namespace {

class XlsxReader {
 public:
  XlsxReader(Package& package, const std::string& main_part, const Limits& limits) : package_(package), main_part_(main_part), limits_(limits) {}

  Result<Document> read() {
    TRY(relationships_, package_.relationships(main_part_));
    TRY(const Xml xml, part(main_part_));
    const pugi::xml_node root = xml->document_element();
    const std::string_view from_1904 = attribute(child(root, "workbookPr"), "date1904");
    workbook_.from_1904 = from_1904 == "1" || from_1904 == "true";
    TRY(const Xml strings, part_of_type("sharedStrings"));
    if (strings)
      for (const pugi::xml_node node : strings->document_element().children())
        if (local_name(node) == "si") workbook_.shared_strings.emplace_back(trimmed(text_of_string(node)));
    TRY(const Xml styles, part_of_type("styles"));
    read_formats(styles ? styles->document_element() : pugi::xml_node());

    document_.format = "xlsx";
    for (const pugi::xml_node sheet : child(root, "sheets").children()) {
      TRY(const bool go_on, read_sheet_of(sheet));
      if (!go_on)
        return fail("read.office.too_large", fmt::format("文件“{}”的单元格过多，已停止读取", package_.path()), "请拆开后逐份提交。", package_.path());
    }
    if (cells_ == 0)
      return fail("read.office.blank", fmt::format("文件“{}”的工作表全是空的", package_.path()), "请确认选对了文件。", package_.path());
    return std::move(document_);
  }

 private:
  const Relationship* relationship_of(std::string_view type, std::string_view id) const {
    const auto found = std::find_if(relationships_.begin(), relationships_.end(),
                                    [&](const Relationship& each) { return each.type == type && (id.empty() || each.id == id); });
    return found == relationships_.end() || !package_.has(found->target) ? nullptr : &*found;
  }

  Result<Xml> part(const std::string& name) {
    TRY(std::string text, package_.part(name));
    return parse_xml(std::move(text), name, package_);
  }

  // nullptr when the file has none.
  Result<Xml> part_of_type(std::string_view type) {
    const Relationship* relationship = relationship_of(type, {});
    return relationship == nullptr ? Result<Xml>(Xml()) : part(relationship->target);
  }

  void read_formats(const pugi::xml_node& root) {
    std::map<int, std::string_view> codes;
    for (const pugi::xml_node node : child(root, "numFmts").children()) codes[number_of(attribute(node, "numFmtId"), -1)] = attribute(node, "formatCode");
    std::map<int, std::size_t> known;
    std::vector<bool> ruled;
    for (const pugi::xml_node node : child(root, "borders").children()) {
      const auto has = [&](std::string_view side) { return !attribute(child(node, side), "style").empty() && attribute(child(node, side), "style") != "none"; };
      ruled.push_back(has("left") || has("right") || has("start") || has("end"));
    }
    workbook_.formats.emplace_back();
    for (const pugi::xml_node node : child(root, "cellXfs").children()) {
      const int id = number_of(attribute(node, "numFmtId"), 0);
      const auto [entry, is_new] = known.try_emplace(id, workbook_.formats.size());
      const auto code = codes.find(id);
      if (is_new) workbook_.formats.emplace_back(code != codes.end() ? code->second : NumberFormat::built_in(id));
      const auto border = static_cast<std::size_t>(number_of(attribute(node, "borderId"), -1));
      workbook_.styles.push_back({entry->second, border < ruled.size() && ruled[border]});
    }
  }

  // False when there are too many cells.
  Result<bool> read_sheet_of(const pugi::xml_node& node) {
    const Relationship* relationship = relationship_of("worksheet", attribute(node, "id"));
    if (relationship == nullptr) return true;  // a chart
    const std::string name(attribute(node, "name"));
    TRY(std::string text, package_.part(relationship->target));
    TRY(SheetXml xml, SheetXml::parse(std::move(text), relationship->target, package_));
    TRY(Sheet sheet, read_sheet(std::move(xml), name, workbook_, limits_));
    cells_ += sheet.cell_count;
    if (sheet.too_large || cells_ > limits_.cells_max) return false;
    Place place;
    place.cell = name + "!A1";
    document_.blocks.emplace_back(Text{std::string(trimmed(name)), place, true, 1});
    document_.blocks.insert(document_.blocks.end(), std::make_move_iterator(sheet.blocks.begin()), std::make_move_iterator(sheet.blocks.end()));
    note_hidden(node, sheet, place);
    return true;
  }

  void note_hidden(const pugi::xml_node& node, const Sheet& sheet, const Place& place) {
    const std::string_view state = attribute(node, "state");
    std::string what;
    if (state == "hidden" || state == "veryHidden") what += "；整个工作表";
    if (sheet.hidden_rows > 0) what += fmt::format("；{} 行", sheet.hidden_rows);
    if (sheet.hidden_columns > 0) what += fmt::format("；{} 列", sheet.hidden_columns);
    if (what.empty() || document_.notes.size() >= limits_.reader_notes_max) return;
    document_.notes.push_back({"read.xlsx.hidden", fmt::format("工作表“{}”有隐藏的内容，也已读入：{}", attribute(node, "name"), what.substr(std::string_view("；").size())), place});
  }

  Package& package_;
  const std::string& main_part_;
  const Limits& limits_;
  std::vector<Relationship> relationships_;
  Workbook workbook_;
  Document document_;
  std::size_t cells_ = 0;
};

}  // namespace

Result<Document> read_xlsx(Package& package, const std::string& main_part, const Limits& limits) {
  return XlsxReader(package, main_part, limits).read();
}

}  // namespace mingzhang
