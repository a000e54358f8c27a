#pragma once
// How a process of ours begins: within its limits, holding nothing of ours but what it reads and writes.

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace mingzhang {

struct ProcessLimits;

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();
  int number() const { return number_; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

tl::unexpected<Error> cannot_start(const char* what);  // read.process.failed, with errno

// The bytes as a file in memory that nobody can change any more: however the process reads it, we wait for nothing.
Result<Descriptor> memory_file(std::string_view bytes);

struct PipeEnds {
  Descriptor ours, theirs;  // read, write
};
Result<PipeEnds> output_pipe();

// A child of ours in a group of its own, which is all that follows: it reads and writes these two, runs within the limits,
// reaches no network, gains no privileges, and dies with the thread that started it. `parent` is our process, whose child
// this one is. System calls only: it runs also between vfork and exec.
void confine(int input, int output, const ProcessLimits& limits, pid_t parent);

// Starts a program. Its environment is "NAME=value" each. Returns its number, or -1 with errno; 127 is its exit code if it
// could not be found.
pid_t spawn(const std::vector<std::string>& words, const std::vector<std::string>& environment, int input, int output, const ProcessLimits& limits);

}  // namespace mingzhang
