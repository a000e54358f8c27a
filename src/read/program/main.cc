// mingzhang-read: a stranger's file on standard input -> its Document, or the Error, on standard output (document/wire.h).
// A process for each file, with limits; whatever the file does to it ends here. Started by mingzhang, it waits with its
// libraries loaded (read/isolate/fork_server.h) and lets a process like itself do the work.
//
// SPDX-License-Identifier: GPL-2.0-or-later
// This program links poppler, which is under the GPL; so the program as a whole is under the GNU General Public License,
// version 2 or later. The sources it is built from are, like everything else of Mingzhang, also under Apache-2.0.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "document/wire.h"
#include "read/isolate/fork_server.h"
#include "read/isolate/isolated_reading.h"
#include "read/isolate/page_work.h"
#include "read/program/page_answers.h"
#include "read/program/read_content.h"
#include "read/program/sandbox.h"

namespace mingzhang {
namespace {

constexpr int kExitUsage = 2;
constexpr int kExitOutput = 3;

// One byte more than the limit at most.
std::string read_all(int file, std::size_t bytes_max) {
  struct stat status {};
  fstat(file, &status);
  std::string bytes(std::clamp<std::size_t>(static_cast<std::size_t>(status.st_size) + 1, 1u << 16, bytes_max + 1), '\0');
  std::size_t size = 0;
  for (;;) {
    const ssize_t count = read(file, bytes.data() + size, bytes.size() - size);
    if (count <= 0) break;
    size += static_cast<std::size_t>(count);
    if (size == bytes.size()) bytes.resize(std::min(2 * size, bytes_max + 1));
  }
  bytes.resize(size);
  return bytes;
}

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

int run(std::string_view option, const std::string& path) {
  std::set_new_handler([] { _exit(kExitOutOfMemory); });
  enter_sandbox();
  const Limits limits;
  const std::string bytes = read_all(STDIN_FILENO, limits.file_bytes_max);
  if (bytes.size() > limits.file_bytes_max) return kExitUsage;
  const std::string answer = option == kPageWorkOption ? answer_page_request(bytes, limits)
                                                       : to_wire(read_content(bytes, path, limits, option == kRecogniseOption));
  return write_all(answer) ? 0 : kExitOutput;
}

}  // namespace
}  // namespace mingzhang

int main(int argc, char** argv) {
  using namespace mingzhang;
  std::vector<std::string> words(argv, argv + argc);
  if (words.size() == 2 && words[1] == kForkServerOption) words = serve_forks();
  const std::string option = words.size() == 3 ? words[1] : "";
  if (words.size() < 2 || words.size() > 3 || (words.size() == 3 && option != kPageWorkOption && option != kRecogniseOption)) {
    std::fputs("usage: mingzhang-read [--recognise] NAME < FILE   (NAME is what messages call the file)\n"
               "       mingzhang-read --pages NAME < REQUEST      (read/isolate/page_work.h)\n", stderr);
    return kExitUsage;
  }
  // At once: taking down what the libraries built up takes longer than many a file.
  _exit(run(option, words.back()));
}
