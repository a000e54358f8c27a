#include "disclosure/claims_view.h"

#include <algorithm>

#include "base/assertions.h"

namespace mingzhang {

Region cell_region(Space& space, const Region& column, const Region& row) {
  Region region = column;
  for (int i = 0; i < kDimensionCount; ++i) {
    const auto d = static_cast<Dimension>(i);
    if (row[d].is_root()) continue;
    const auto common = space.meet(d, column[d], row[d]);
    region[d] = common ? *common : row[d];
  }
  return region;
}

std::vector<Region> unprinted_totals(const Table& table, Space& space) {
  std::vector<Extent> plain, with_project;
  for (const Row& row : table.rows) {
    if (row.code.empty()) continue;
    (row.region[Dimension::Project].is_root() ? plain : with_project).push_back(row.region[Dimension::Function]);
  }
  std::sort(plain.begin(), plain.end());
  std::sort(with_project.begin(), with_project.end());
  with_project.erase(std::unique(with_project.begin(), with_project.end()), with_project.end());
  std::vector<Region> regions;
  for (Extent code : with_project) {
    if (std::binary_search(plain.begin(), plain.end(), code)) continue;
    Region row;
    row[Dimension::Function] = code;
    for (const Column& column : table.columns) regions.push_back(cell_region(space, column.region, row));
  }
  return regions;
}

namespace {
constexpr std::string_view kApart = "apart";
}

Region apart_region(Space& space, const Region& usual, std::string_view words) {
  Tree& measures = space.growing(Dimension::Measure);
  const auto apart = measures.find(kApart);
  ASSERT(apart);
  const std::string id = std::string(kApart) + "." + std::to_string(measures.children(*apart).size() + 1);
  return usual.with(Dimension::Measure, measures.add(*apart, id, words));
}

bool is_apart(const Space& space, const Region& region) {
  const auto apart = space.tree(Dimension::Measure).find(kApart);
  return apart && !region[Dimension::Measure].is_root() && space.contains(Dimension::Measure, Extent(*apart), region[Dimension::Measure]);
}

}  // namespace mingzhang
