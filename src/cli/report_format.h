#pragma once
// The forms in which a report can be had: their names, and whether they are for files only.

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace mingzhang {

enum class ReportFormat { Text, Json, JsonLines, Sarif, Html, Xlsx, Pdf };

struct ReportFormatInfo {
  ReportFormat format;
  std::string_view name;  // on the command line, and the usual ending of a file
  bool binary;            // never for a terminal
};

inline constexpr std::array<ReportFormatInfo, 7> kReportFormats = {{{ReportFormat::Text, "text", false},
                                                                   {ReportFormat::Json, "json", false},
                                                                   {ReportFormat::JsonLines, "jsonl", false},
                                                                   {ReportFormat::Sarif, "sarif", false},
                                                                   {ReportFormat::Html, "html", false},
                                                                   {ReportFormat::Xlsx, "xlsx", true},
                                                                   {ReportFormat::Pdf, "pdf", true}}};

const ReportFormatInfo& info_of(ReportFormat format);
std::optional<ReportFormat> report_format_named(std::string_view name);
// What the ending of the output file says: "results.jsonl"; text when it says nothing.
ReportFormat report_format_of_path(std::string_view path);

}  // namespace mingzhang
