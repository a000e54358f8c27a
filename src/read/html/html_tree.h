#pragma once
// A web page as a tree of elements. The one place that knows how gumbo allocates.

#include <gumbo.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mingzhang {

class HtmlTree {
 public:
  explicit HtmlTree(std::string text);  // UTF-8; parsed as browsers do, whatever it is

  const GumboNode& root() const { return *output_->root; }

 private:
  // The parser's own way to free a tree goes down it level by level and runs out of stack; so all is freed at once.
  struct Arena {
    std::vector<std::unique_ptr<char[]>> blocks;
    char* next = nullptr;
    std::size_t left = 0;
    void* take(std::size_t size);
  };

  std::string text_;
  Arena arena_;
  GumboOutput* output_ = nullptr;
};

// Empty when absent.
std::string_view attribute_of(const GumboElement& element, const char* name);

bool is_printed(const GumboElement& element);  // not hidden, no script, no control, not beside the content
bool is_block(const GumboElement& element);    // begins and ends a paragraph

}  // namespace mingzhang
