#pragma once
// Shared libraries that few commands need, loaded when one of their functions is first called. Linked at build time, those
// for writing files cost every start of the program as long as reading five pages takes.

#include <atomic>

namespace mingzhang {

class LateLibrary {
 public:
  constexpr explicit LateLibrary(const char* file) : file_(file) {}  // "libzip.so.4"
  const char* file() const { return file_; }
  bool is_there();  // loads it; to be asked before any function is called
  void* function(const char* name);

 private:
  const char* file_;
  std::atomic<void*> handle_ = nullptr;  // stays open to the end of the process
};

// Called as the function itself is.
template <class Signature>
class LateFunction;

template <class Answer, class... Arguments>
class LateFunction<Answer(Arguments...)> {
 public:
  constexpr LateFunction(LateLibrary& library, const char* name) : library_(library), name_(name) {}

  Answer operator()(Arguments... arguments) const {
    void* found = found_.load(std::memory_order_acquire);
    if (found == nullptr) found_.store(found = library_.function(name_), std::memory_order_release);
    return reinterpret_cast<Answer (*)(Arguments...)>(found)(arguments...);
  }

 private:
  LateLibrary& library_;
  const char* name_;
  mutable std::atomic<void*> found_ = nullptr;
};

// Stands before the function of the C header in our namespace, so that calls read as ever.
#define LATE_FUNCTION(library, name) constinit const LateFunction<decltype(::name)> name(library, #name)

}  // namespace mingzhang
