#pragma once
// The parts of the page that no report changes.

#include <string_view>

namespace mingzhang {

extern const std::string_view kReportStyle;   // the content of <style>
extern const std::string_view kReportScript;  // the content of <script>

}  // namespace mingzhang
