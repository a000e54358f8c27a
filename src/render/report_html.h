#pragma once
// A report for people as one page that needs nothing else: findings beside the pages they stand on, marked. Works without a
// network, from a disk, on paper. Everything of strangers is escaped, and the page forbids itself to load anything.

#include <map>
#include <string>
#include <vector>

#include "base/language.h"
#include "check/report.h"
#include "document/page_image.h"

namespace mingzhang {

// By path of the file.
using PageImages = std::map<std::string, std::vector<PageImage>, std::less<>>;

std::string to_html(const Report& report, const PageImages& images, Language language);

}  // namespace mingzhang
