#include "check/rules/projects.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "check/rules/clauses.h"
#include "codes/catalog.h"

namespace mingzhang {
namespace {

class ProjectList {
 public:
  explicit ProjectList(const Disclosure& disclosure) : disclosure_(disclosure) {}

  std::vector<Project> read() {
    for (std::size_t t = 0; t < disclosure_.tables.size(); ++t) read_table(static_cast<int>(t));
    for (const Comparison& comparison : disclosure_.comparisons) read_comparison(comparison);
    for (const PerformanceTable& table : disclosure_.performance) read_performance(table);
    return std::move(projects_);
  }

 private:
  std::string name_of(const Region& region) const {
    const Extent project = region[Dimension::Project];
    if (project.is_root() || project.is_set()) return "";
    return disclosure_.space.tree(Dimension::Project).name(project.handle());
  }

  void read_table(int t) {
    const Table& table = disclosure_.tables[static_cast<std::size_t>(t)];
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      const Row& row = table.rows[r];
      const std::string name = name_of(row.region);
      if (name.empty()) continue;
      ProjectMention mention;
      mention.list = fmt::format("table {}", t);
      mention.at.place = row.place;
      mention.at.table = table.title;
      mention.at.row = row.label;
      mention.at.quote = name;
      for (const Claim& claim : disclosure_.claims)
        if (claim.cell.table == t && claim.cell.row == static_cast<int>(r)) mention.amounts.push_back(claim.figure);
      add(name, std::move(mention));
    }
  }

  void read_comparison(const Comparison& comparison) {
    const std::string name = name_of(comparison.region);
    if (name.empty()) return;
    ProjectMention mention;
    mention.list = fmt::format("section {}", comparison.section);
    mention.at = quote_clause(disclosure_, comparison);
    if (mention.at.quote.find(name) == std::string::npos) mention.at.quote = name;
    if (const Claim* value = claim_at(disclosure_, comparison.value)) mention.amounts.push_back(value->figure);
    add(name, std::move(mention));
  }

  void read_performance(const PerformanceTable& table) {
    if (table.project.empty()) return;
    ProjectMention mention;
    mention.list = kPerformanceList;
    mention.at.place = table.project_place;
    mention.at.table = table.title;
    mention.at.quote = table.project;
    for (const int amount : table.amounts) mention.amounts.push_back(claim_at(disclosure_, amount)->figure);
    add(without_spaces(table.project), std::move(mention));
  }

  void add(const std::string& name, ProjectMention mention) {
    const std::string key = normalised_name(name);
    auto project = std::ranges::find_if(projects_, [&](const Project& p) { return normalised_name(p.name) == key; });
    if (project == projects_.end()) project = projects_.insert(projects_.end(), Project{name, {}});
    project->mentions.push_back(std::move(mention));
  }

  const Disclosure& disclosure_;
  std::vector<Project> projects_;
};

}  // namespace

std::optional<Figure> Project::largest_amount() const {
  std::optional<Figure> largest;
  for (const ProjectMention& mention : mentions)
    for (const Figure& figure : mention.amounts)
      if (is_money(figure.unit) && (!largest || figure.value() > largest->value())) largest = figure;
  return largest;
}

std::vector<Project> projects_of(const Disclosure& disclosure) {
  return ProjectList(disclosure).read();
}

}  // namespace mingzhang
