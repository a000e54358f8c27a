#pragma once
// ZIP archives made by tests from parts given as text.

#include <zip.h>

#include <map>
#include <string>
#include <vector>

namespace mingzhang {

using Parts = std::map<std::string, std::string>;

inline std::string zip_of(const Parts& parts) {
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, nullptr);
  for (const auto& [name, content] : parts)
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0), ZIP_FL_ENC_UTF_8);
  zip_close(archive);
  zip_source_open(target);
  zip_source_seek(target, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
  zip_source_seek(target, 0, SEEK_SET);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

// With a main part of this content type, and relationships "type target" for it.
inline Parts office_parts(const std::string& main_part, const std::string& content_type, const Parts& others = {}) {
  Parts parts = others;
  parts["[Content_Types].xml"] = "<Types><Override PartName='/" + main_part + "' ContentType='" + content_type + "'/></Types>";
  parts["_rels/.rels"] = "<Relationships><Relationship Id='r1' Type='http://x/officeDocument' Target='" + main_part + "'/></Relationships>";
  return parts;
}

inline std::string docx_of(const std::string& body, Parts others = {}) {
  std::string relationships;
  for (const char* type : {"styles", "numbering", "footnotes"})
    if (others.contains("word/" + std::string(type) + ".xml"))
      relationships += "<Relationship Id='" + std::string(type) + "' Type='http://x/" + type + "' Target='" + type + ".xml'/>";
  others["word/_rels/document.xml.rels"] = "<Relationships>" + relationships + "</Relationships>";
  others["word/document.xml"] = "<w:document xmlns:w='w'><w:body>" + body + "</w:body></w:document>";
  return zip_of(office_parts("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", others));
}

// Sheets are named 表1, 表2 ... in order.
inline std::string xlsx_of(const std::vector<std::string>& sheets, Parts others = {}, const std::string& sheet_attributes = "") {
  std::string list, relationships;
  for (std::size_t i = 1; i <= sheets.size(); ++i) {
    const std::string number = std::to_string(i);
    list += "<sheet name='表" + number + "' r:id='s" + number + "' " + sheet_attributes + "/>";
    relationships += "<Relationship Id='s" + number + "' Type='http://x/worksheet' Target='/xl/sheet" + number + ".xml'/>";
    others["xl/sheet" + number + ".xml"] = "<worksheet>" + sheets[i - 1] + "</worksheet>";
  }
  for (const char* type : {"styles", "sharedStrings"})
    if (others.contains("xl/" + std::string(type) + ".xml"))
      relationships += "<Relationship Id='" + std::string(type) + "' Type='http://x/" + type + "' Target='" + type + ".xml'/>";
  others["xl/_rels/workbook.xml.rels"] = "<Relationships>" + relationships + "</Relationships>";
  others["xl/workbook.xml"] = "<workbook><sheets>" + list + "</sheets></workbook>";
  return zip_of(office_parts("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", others));
}

}  // namespace mingzhang
