#include "cli/progress_style.h"

#include <unistd.h>

namespace mingzhang {

ProgressStyle progress_style(std::string_view wanted, std::size_t items) {
  if (wanted == "lines") return ProgressStyle::Lines;
  const bool shown = wanted == "auto" && items > 1 && isatty(STDERR_FILENO) != 0;
  return shown ? ProgressStyle::Bar : ProgressStyle::Off;
}

}  // namespace mingzhang
