#include "service/media_types.h"

#include <array>
#include <utility>

namespace mingzhang {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 21> kTypes = {{{".html", "text/html; charset=utf-8"},
                                                                                   {".js", "text/javascript; charset=utf-8"},
                                                                                   {".mjs", "text/javascript; charset=utf-8"},
                                                                                   {".css", "text/css; charset=utf-8"},
                                                                                   {".json", "application/json"},
                                                                                   {".map", "application/json"},
                                                                                   {".sarif", "application/sarif+json"},
                                                                                   {".csv", "text/csv; charset=utf-8"},
                                                                                   {".txt", "text/plain; charset=utf-8"},
                                                                                   {".svg", "image/svg+xml"},
                                                                                   {".png", "image/png"},
                                                                                   {".ico", "image/x-icon"},
                                                                                   {".woff2", "font/woff2"},
                                                                                   {".webmanifest", "application/manifest+json"},
                                                                                   {".pdf", "application/pdf"},
                                                                                   {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
                                                                                   {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                                                                                   {".doc", "application/msword"},
                                                                                   {".xls", "application/vnd.ms-excel"},
                                                                                   {".htm", "text/html; charset=utf-8"},
                                                                                   {".wasm", "application/wasm"}}};

}  // namespace

std::string media_type_of(std::string_view name) {
  for (const auto& [ending, type] : kTypes)
    if (name.ends_with(ending)) return std::string(type);
  return "application/octet-stream";
}

}  // namespace mingzhang
