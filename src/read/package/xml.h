#pragma once
// XML of office files: pugixml, by local names, because producers choose their own prefixes (w:p, x:row, ns0:p).

#include <memory>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "base/result.h"

namespace mingzhang {

class Package;

struct XmlDocument : pugi::xml_document {
  std::string text;  // that the nodes point into
};
using Xml = std::unique_ptr<XmlDocument>;

// Elements and text; entities of its own are not expanded. Errors: read.office.damaged.
Result<Xml> parse_xml(std::string text, std::string_view part, const Package& package);

std::string_view local_name(const char* name);
inline std::string_view local_name(const pugi::xml_node& node) { return local_name(node.name()); }

pugi::xml_node child(const pugi::xml_node& node, std::string_view name);  // the first of this name; may be empty
pugi::xml_node descend(const pugi::xml_node& node, std::string_view first, std::string_view second);
std::string_view attribute(const pugi::xml_node& node, std::string_view name);  // empty when absent
int number_of(std::string_view text, int fallback);  // all of it a decimal number that an int holds

bool is_deeper_than(const pugi::xml_node& root, int levels);

}  // namespace mingzhang
