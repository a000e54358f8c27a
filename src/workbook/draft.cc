#include "workbook/draft.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

bool has_any(std::string_view text, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

std::vector<std::string> paragraphs_of(std::string_view text) {
  std::vector<std::string> paragraphs;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (const std::string_view one = trimmed(text.substr(0, end)); !one.empty()) paragraphs.emplace_back(one);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return paragraphs;
}

// "办公室、综合科" -> its names; what stands in brackets is one name's.
std::vector<std::string> names_of(std::string_view list) {
  std::vector<std::string> names(1);
  int depth = 0;
  for (const CodePoint& point : code_points(list)) {
    if (point.value == U'（' || point.value == U'(') ++depth;
    if (point.value == U'）' || point.value == U')') --depth;
    if (depth == 0 && (point.value == U'、' || point.value == U'，')) names.emplace_back();
    else names.back() += list.substr(point.offset, point.size);
  }
  std::erase_if(names, [](const std::string& name) { return trimmed(name).empty(); });
  return names;
}

// The names behind "分别是：" in a sentence.
std::vector<std::string> listed_in(std::string_view sentence, const std::vector<std::string>& follows) {
  for (const std::string& word : follows) {
    const std::size_t at = sentence.find(word);
    if (at == std::string_view::npos) continue;
    std::string_view list = sentence.substr(at + word.size());
    for (const std::string_view colon : {"：", ":"})
      if (list.starts_with(colon)) list.remove_prefix(colon.size());
    return names_of(list);
  }
  return {};
}

void add_organisation(std::string_view body, const SentenceWords& words, UnitFacts& facts) {
  while (!body.empty()) {
    const std::size_t stop = std::min(std::min(body.find("。"), body.find("\n")), body.size());
    const std::string_view sentence = body.substr(0, stop);
    // The clause of the list says what is listed: 无下属预算单位，下设2个处室，分别是：…
    const std::size_t follows = [&] {
      for (const std::string& word : words.lists)
        if (const std::size_t at = sentence.find(word); at != std::string_view::npos) return at;
      return std::string_view::npos;
    }();
    if (follows != std::string_view::npos) {
      std::string_view before = sentence.substr(0, follows);
      while (before.ends_with("，")) before.remove_suffix(std::string_view("，").size());
      const std::size_t clause = before.rfind("，");
      if (clause != std::string_view::npos) before.remove_prefix(clause + std::string_view("，").size());
      auto& into = has_any(before, words.offices) ? facts.offices : facts.subordinate_units;
      if ((has_any(before, words.offices) || has_any(before, words.subordinates)) && into.empty()) into = listed_in(sentence, words.lists);
    }
    body.remove_prefix(std::min(stop + (body.substr(stop).starts_with("\n") ? 1 : 3), body.size()));
  }
}

// The same region by the nodes of another space; nodes that it lacks become the nearest above them that it has.
Region translated(const Region& region, const Space& from, Space& to) {
  Region result;
  for (int i = 0; i < kDimensionCount; ++i) {
    const auto d = static_cast<Dimension>(i);
    const Extent extent = region[d];
    std::vector<NodeId> nodes;
    for (NodeId node : from.nodes(extent)) {
      while (node != kRoot && !to.tree(d).find(from.tree(d).id(node))) node = from.tree(d).parent(node);
      nodes.push_back(*to.tree(d).find(from.tree(d).id(node)));
    }
    result[d] = to.extent(d, nodes);
  }
  return result;
}

std::string without_stop(std::string text) {
  for (const std::string_view stop : {"。", "；", "，"})
    if (text.ends_with(stop)) text.resize(text.size() - stop.size());
  return text;
}

void add_performance(const PerformanceTable& table, UnitFacts& facts) {
  std::string goal = without_spaces(table.goal.text);  // joined over lines of the table
  if (table.whole_unit) {
    facts.goal = std::move(goal);
    facts.contact = table.responsible;
    facts.indicators = table.indicators;
    return;
  }
  if (table.project.empty() || std::any_of(facts.projects.begin(), facts.projects.end(), [&](const ProjectFacts& known) { return known.name == table.project; })) return;
  ProjectFacts project;
  project.name = table.project;
  project.responsible = table.responsible;
  project.goal = std::move(goal);
  project.indicators = table.indicators;
  facts.projects.push_back(std::move(project));
}

}  // namespace

UnitFacts facts_of(const Disclosure& disclosure, const Knowledge& knowledge, Space& space) {
  UnitFacts facts;
  for (const Section& section : disclosure.sections) {
    if (facts.duties.empty() && has_any(section.title, knowledge.sentences.duties)) facts.duties = paragraphs_of(section.body.text);
    else if (has_any(section.title, knowledge.sentences.structures)) add_organisation(section.body.text, knowledge.sentences, facts);
  }
  for (const PerformanceTable& table : disclosure.performance) add_performance(table, facts);
  std::set<Region> told;
  for (const Comparison& comparison : disclosure.comparisons) {
    if (comparison.purpose.text.empty()) continue;
    const Region region = translated(knowledge.canonical(disclosure.space, comparison.region).with(Dimension::Year, kRoot), disclosure.space, space);
    if (told.insert(region).second) facts.purposes.push_back({region, without_stop(without_spaces(comparison.purpose.text))});
  }
  for (const GlossaryEntry& entry : disclosure.glossary) facts.glossary.push_back({entry.term, without_spaces(entry.text), {}});
  return facts;
}

void move_to_next_year(UnitData& data) {
  LedgerFile& file = data.file;
  const NodeId year = file.ledger.space.year(file.year);
  std::erase_if(file.ledger.lines, [&](const LedgerLine& line) { return line.point[Dimension::Year] != Extent(year); });
  ++file.year;
  file.facts.reasons.clear();
  data.actuals = {};
  const auto forget = [](std::vector<Indicator>& indicators) {
    for (Indicator& indicator : indicators) indicator.last_year.clear();
  };
  forget(file.facts.indicators);
  for (ProjectFacts& project : file.facts.projects) forget(project.indicators);
}

}  // namespace mingzhang
