#include "cli/report_format.h"

#include <algorithm>

#include "base/result.h"

namespace mingzhang {

const ReportFormatInfo& info_of(ReportFormat format) {
  const auto found = std::find_if(kReportFormats.begin(), kReportFormats.end(), [&](const auto& info) { return info.format == format; });
  ASSERT(found != kReportFormats.end());
  return *found;
}

std::optional<ReportFormat> report_format_named(std::string_view name) {
  const auto found = std::find_if(kReportFormats.begin(), kReportFormats.end(), [&](const auto& info) { return info.name == name; });
  if (found == kReportFormats.end()) return std::nullopt;
  return found->format;
}

ReportFormat report_format_of_path(std::string_view path) {
  const auto dot = path.rfind('.');
  if (dot == std::string_view::npos) return ReportFormat::Text;
  return report_format_named(path.substr(dot + 1)).value_or(ReportFormat::Text);
}

}  // namespace mingzhang
