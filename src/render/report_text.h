#pragma once
// A report for people at a terminal: each finding with its place and its proof, then what was checked and what was not.
// Silence never means clean: a file without findings still says how much of it was understood and proven.

#include <string>

#include "base/language.h"
#include "check/report.h"

namespace mingzhang {

struct TextOptions {
  Language language = Language::Chinese;
  bool color = false;     // for a terminal
  int width = 0;          // columns to break lines at; 0: never
  bool all_open = false;  // every open item; otherwise the first few
};

std::string to_text(const FileReport& file, const TextOptions& options);
std::string to_text(const Report& report, const TextOptions& options);  // with a summary when there are several files

}  // namespace mingzhang
