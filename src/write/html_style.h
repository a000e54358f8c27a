#pragma once

#include <string_view>

namespace mingzhang {

extern const std::string_view kDocumentStyle;  // of the page of a Document, on screens and on paper; needs kChartStyle

}  // namespace mingzhang
