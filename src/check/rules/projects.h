#pragma once
// The projects of a disclosure, under every name they are given, with the lists that name them.

#include <optional>
#include <string>
#include <vector>

#include "check/report.h"
#include "disclosure/disclosure.h"

namespace mingzhang {

struct ProjectMention {
  std::string list;  // names in one list are meant to differ: a table, a section, the performance tables
  FindingPlace at;
  std::vector<Figure> amounts;
};

struct Project {
  std::string name;
  std::vector<ProjectMention> mentions;  // in the order of the document: tables, text, performance tables

  std::optional<Figure> largest_amount() const;  // its total, when any amount is known
};

inline constexpr std::string_view kPerformanceList = "performance";

std::vector<Project> projects_of(const Disclosure& disclosure);

}  // namespace mingzhang
