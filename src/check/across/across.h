#pragma once
// Checks between documents (HIS…). Documents are paired by what they say of themselves; everything that two of them say about
// one amount is compared, nothing is listed by hand.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "check/across/facts.h"

namespace mingzhang {

struct Across {
  std::vector<Pair> pairs;
  std::vector<Unpaired> unpaired;
  struct Found {
    std::string path;  // whose report it belongs to
    Finding finding;
  };
  std::vector<Found> found;
};

// Collects documents one by one, then compares them. What it holds is bounded: beyond kStatementsHeldMax statements only
// the identity of a document is kept, and `load` gives its facts again when its turn comes.
class AcrossCheck {
 public:
  static constexpr std::size_t kStatementsHeldMax = 400'000;  // some 150 MiB
  using Load = std::function<std::optional<DocumentFacts>(const std::string& path)>;

  explicit AcrossCheck(std::size_t statements_held_max = kStatementsHeldMax) : statements_held_max_(statements_held_max) {}

  void add(DocumentFacts facts);
  Across run(const Load& load);

 private:
  void hold(std::size_t document, const Load& load);
  void drop(std::size_t document);

  std::size_t statements_held_max_;
  std::vector<DocumentFacts> documents_;
  std::size_t statements_ = 0;
};

// Into the reports of their files, by place.
void add_to(Report& report, Across across);

}  // namespace mingzhang
