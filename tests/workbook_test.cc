// The workbook that a unit fills: random units there and back, and what is said of mistakes (tests/workbook_cases.txt).

#include <fmt/format.h>

#include <map>
#include <sstream>

#include "base/text.h"
#include "engine/unit_input.h"
#include "compile/infer.h"
#include "pipeline.h"
#include "random_ledger.h"
#include "read/read.h"
#include "workbook/draft.h"
#include "workbook/labels.h"

namespace mingzhang::tests {
namespace {

const Knowledge& knowledge() { return *engine().knowledge; }
const Form& form(const char* id = "xinjiang-budget-2024") { return *knowledge().find_form(id); }

const WorkbookLayout& layout(const Form& of) {
  static std::map<bool, WorkbookLayout> layouts;
  if (!layouts.contains(of.final_accounts)) layouts[of.final_accounts] = load_layout(engine(), of).value();
  return layouts[of.final_accounts];
}

// The same in any order: lines at one point added up, those of nothing left out.
std::map<std::string, std::int64_t> lines_of(const LedgerFile& file) {
  std::map<std::string, std::int64_t> lines;
  for (const LedgerLine& line : file.ledger.lines) {
    std::string point;
    for (int i = 0; i < kDimensionCount; ++i) point += file.ledger.space.tree(static_cast<Dimension>(i)).id(line.point.extents[static_cast<std::size_t>(i)].handle()) + "/";
    lines[point] += line.amount.fen();
  }
  std::erase_if(lines, [](const auto& line) { return line.second == 0; });
  return lines;
}

// The facts as their JSON, with the head of the file.
std::string facts_text(LedgerFile file) {
  file.ledger.lines.clear();
  file.measure_units.clear();
  return to_json(file);
}

void expect_same(const LedgerFile& expected, const LedgerFile& read) {
  EXPECT_EQ(lines_of(expected), lines_of(read));
  EXPECT_EQ(facts_text(expected), facts_text(read));
}

class RandomUnit {
 public:
  explicit RandomUnit(std::uint64_t seed) : seed_(seed), random_(seed) {}

  UnitData make() {
    UnitData data;
    data.file = RandomLedger(knowledge(), seed_).make();
    Space& space = data.file.ledger.space;
    last_year(data.file);
    counts(data.file);
    UnitFacts& facts = data.file.facts;
    for (int i = below(4); i > 0; --i) facts.duties.push_back(text());
    for (int i = below(5); i > 0; --i) facts.offices.push_back(text());
    for (int i = below(3); i > 0; --i) facts.subordinate_units.push_back(text());
    if (below(2) == 0) facts.contact = text();
    if (below(2) == 0) facts.goal = text() + "\n" + text();
    indicators(facts.indicators, data.actuals.whole_unit.indicators);
    const Tree& projects = space.tree(Dimension::Project);
    for (NodeId node = kRoot + 1; node < projects.size(); ++node) {
      if (below(2) == 0) continue;
      ProjectFacts& project = facts.projects.emplace_back();
      project.name = projects.id(node);
      project.goal = text();
      if (below(2) == 0) project.basis = text();
      if (below(2) == 0) project.period = "2024年1月至12月";
      if (below(2) == 0) data.actuals.projects[project.name].executed = Amount::from_fen(below(1'000'000));
      indicators(project.indicators, data.actuals.projects[project.name].indicators);
    }
    remarks(space, facts);
    for (int i = below(3); i > 0; --i) facts.glossary.push_back({text(), text(), {}});
    return data;
  }

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }

  // What must stay text: formulas, numbers that begin with zero, quotes, and what a spreadsheet would take for a date.
  std::string text() {
    static constexpr std::string_view kTexts[] = {"=1+1", "+86", "@SUM(A1)", "-", "00123", "1-2", "他说“好”", "a & b < c", "第一行\n第二行", "'单引号", "1E5", "_x000D_", "办公室", "指导全县工作；负责档案。"};
    return std::string(kTexts[below(14)]) + (below(3) == 0 ? "" : fmt::format("之{}", below(1000)));
  }

  void last_year(LedgerFile& file) {
    const Extent last(file.ledger.space.year(file.year - 1));
    const auto lines = file.ledger.lines;
    for (LedgerLine line : lines) {
      if (below(2) == 0) continue;
      line.point[Dimension::Year] = last;
      line.amount = Amount::from_fen(line.amount.fen() / (1 + below(3)));
      file.ledger.lines.push_back(line);
    }
  }

  void counts(LedgerFile& file) {
    static constexpr std::pair<const char*, Unit> kCounts[] = {{"staff.serving", Unit::Count}, {"house_area", Unit::SquareMetre}, {"vehicle_count.other.special", Unit::Count}, {"performance_projects", Unit::Count}};
    for (const auto& [id, unit] : kCounts) {
      if (below(2) == 0) continue;
      Region point;
      point[Dimension::Year] = Extent(file.ledger.space.year(file.year));
      point[Dimension::Stage] = Extent(*file.ledger.space.tree(Dimension::Stage).find("budget"));
      point[Dimension::Measure] = Extent(*file.ledger.space.tree(Dimension::Measure).find(id));
      if (std::string_view(id) == "performance_projects") point[Dimension::Source] = Extent(*file.ledger.space.tree(Dimension::Source).find("fiscal"));
      file.ledger.lines.push_back({point, Amount::from_fen(1 + below(100'000))});
      file.measure_units.emplace(id, unit);
    }
  }

  void indicators(std::vector<Indicator>& indicators, std::vector<Actual>& actuals) {
    for (int i = below(4); i > 0; --i) {
      Indicator& one = indicators.emplace_back();
      one.level1 = "产出指标";
      one.level2 = below(5) == 0 ? "本单位自定指标" : "数量指标";
      one.name = text();
      const bool number = below(3) > 0;
      one.comparator = number ? (below(2) == 0 ? ">=" : "<=") : "";
      one.target = number ? fmt::format("{}", below(300)) : "改善";
      one.unit = number ? "%" : "";
      one.weight = below(2) == 0 ? "12.5" : "20";
      if (below(2) == 0) one.last_year = "1.50";
      actuals.push_back({below(2) == 0 ? "98.5" : "", below(2) == 0 ? text() : ""});
    }
  }

  void remarks(Space& space, UnitFacts& facts) {
    for (int i = below(4); i > 0; --i) {
      Region region;
      region[Dimension::Stage] = Extent(*space.tree(Dimension::Stage).find("budget"));
      region[Dimension::Measure] = Extent(*space.tree(Dimension::Measure).find(below(3) == 0 ? "three_public.reception" : "budget"));
      if (below(4) == 0) region[Dimension::Stage] = Extent();
      if (below(2) == 0) region[Dimension::Function] = Extent(space.code(Dimension::Function, "2080505", knowledge().codes.find(Classification::Function, "2080505", 2024)->name));
      const NodeId both[] = {*space.tree(Dimension::Source).find("fiscal.general"), *space.tree(Dimension::Source).find("unit_funds")};
      if (below(3) == 0) region[Dimension::Source] = space.extent(Dimension::Source, both);
      (below(2) == 0 ? facts.reasons : facts.purposes).push_back({region, fmt::format("新增{}名工作人员", below(9))});
    }
  }

  const std::uint64_t seed_;
  std::mt19937_64 random_;
};

TEST(Workbook, RandomUnitsComeBackFromTheirCells) {
  for (std::uint64_t seed = 1; seed <= 1000 / kSample; ++seed) {
    SCOPED_TRACE(seed);
    const UnitData data = RandomUnit(seed).make();
    Content content = to_content(data, layout(form()), knowledge(), false);
    for (std::size_t s = 0; s < content.size(); ++s) {  // as if it had been read
      content[s].found = true;
      content[s].letters.assign(layout(form()).sheets[s].columns.size(), "A");
      content[s].field_cells.resize(content[s].fields.size());
    }
    const TypedUnit typed = from_content(content, layout(form()), knowledge(), false);
    for (const InputProblem& problem : typed.problems) ADD_FAILURE() << problem.where << " " << problem.message.zh;
    expect_same(data.file, typed.data.file);
    if (HasFailure()) return;
  }
}

TEST(Workbook, RandomUnitsComeBackFromTheFile) {
  for (std::uint64_t seed = 1; seed <= 40 / kSample; ++seed) {
    SCOPED_TRACE(seed);
    const UnitData data = RandomUnit(seed).make();
    const auto bytes = write_workbook(data, form(), layout(form()), knowledge());
    ASSERT_TRUE(bytes) << bytes.error().message;
    EXPECT_EQ(*bytes, *write_workbook(data, form(), layout(form()), knowledge()));
    const auto document = read_document_bytes(*bytes, "填报.xlsx");
    ASSERT_TRUE(document) << document.error().message;
    EXPECT_EQ(form_of_workbook(*document), form().id);
    const TypedUnit typed = from_content(read_content(*document, layout(form())), layout(form()), knowledge(), false);
    for (const InputProblem& problem : typed.problems) ADD_FAILURE() << problem.where << " " << problem.message.zh;
    expect_same(data.file, typed.data.file);
    ASSERT_EQ(typed.data.actuals.whole_unit.indicators.size(), data.actuals.whole_unit.indicators.size());
    for (std::size_t i = 0; i < data.actuals.whole_unit.indicators.size(); ++i) EXPECT_EQ(typed.data.actuals.whole_unit.indicators[i].value, data.actuals.whole_unit.indicators[i].value);
    if (HasFailure()) return;
  }
}

TEST(Workbook, EveryFormHasOne) {
  for (const Form& each : knowledge().forms) {
    UnitData data;
    data.file.unit = "云山县图书馆";
    data.file.year = 2025;
    data.file.ledger.space = knowledge().space;
    const auto bytes = write_workbook(data, each, layout(each), knowledge());
    ASSERT_TRUE(bytes) << each.id << bytes.error().message;
    const auto input = open_unit(*bytes, "空白.xlsx", engine());
    ASSERT_TRUE(input) << input.error().message;
    EXPECT_EQ(input->form, each.id);
    EXPECT_EQ(input->data.file.unit, "云山县图书馆");
    EXPECT_TRUE(input->data.file.ledger.lines.empty());
    // What every unit must fill, all at once, each at its cell.
    EXPECT_GE(input->problems.size(), 3u) << each.id;
    for (const InputProblem& problem : input->problems) {
      EXPECT_EQ(problem.id, "workbook.needed") << problem.message.zh;
      EXPECT_NE(problem.where.find('!'), std::string::npos) << problem.where;
    }
  }
}

TEST(Workbook, LabelsNameOneNodeEach) {
  const Labels labels(knowledge().space);
  for (const Dimension d : {Dimension::Stage, Dimension::Flow, Dimension::Source, Dimension::Nature, Dimension::Measure})
    for (NodeId node = kRoot + 1; node < knowledge().space.tree(d).size(); ++node) EXPECT_EQ(labels.find(d, labels.label(d, node)), node) << labels.label(d, node);
}

TEST(Workbook, FinalAccountsKeepTheirFlows) {
  const Form& accounts = form("national-final");
  UnitData data;
  data.file.unit = "云山县图书馆";
  data.file.year = 2024;
  Space& space = data.file.ledger.space;
  space = knowledge().space;
  const auto line = [&](const char* flow, const char* stage, const char* nature, std::int64_t fen) {
    Region point;
    point[Dimension::Year] = Extent(space.year(2024));
    point[Dimension::Stage] = Extent(*space.tree(Dimension::Stage).find(stage));
    point[Dimension::Measure] = Extent(*space.tree(Dimension::Measure).find("budget"));
    point[Dimension::Flow] = Extent(*space.tree(Dimension::Flow).find(flow));
    point[Dimension::Source] = Extent(*space.tree(Dimension::Source).find("fiscal.general"));
    point[Dimension::Function] = Extent(space.code(Dimension::Function, "2070104", {}));
    point[Dimension::Nature] = Extent(*space.tree(Dimension::Nature).find(nature));
    if (*nature != '\0') point[Dimension::Economic] = Extent(space.code(Dimension::Economic, "30101", {}));
    data.file.ledger.lines.push_back({point, Amount::from_fen(fen)});
  };
  line("expenditure", "final", "basic.personnel", 100'00);
  line("expenditure", "budget", "basic.personnel", 90'00);
  line("income", "final", "", 110'00);
  line("closing", "final", "", 10'00);
  const auto bytes = write_workbook(data, accounts, layout(accounts), knowledge());
  ASSERT_TRUE(bytes);
  const auto input = open_unit(*bytes, "决算.xlsx", engine());
  ASSERT_TRUE(input) << input.error().message;
  for (const InputProblem& problem : input->problems) EXPECT_EQ(problem.id, "workbook.needed") << problem.where << problem.message.zh;
  expect_same(data.file, input->data.file);
}

TEST(Workbook, APublishedDocumentBecomesNextYearsDraft) {
  REQUIRE_CORPUS(path, kSeedDocument);
  const Disclosure disclosure = understand_text(*read_file(path));
  auto inference = infer(disclosure, knowledge());
  ASSERT_TRUE(inference);
  UnitData data;
  data.file = inference->file;
  data.file.facts = facts_of(disclosure, knowledge(), data.file.ledger.space);
  EXPECT_EQ(data.file.facts.offices, (std::vector<std::string>{"办公室", "综合科"}));
  EXPECT_TRUE(data.file.facts.subordinate_units.empty());
  EXPECT_EQ(data.file.facts.projects.size(), 2u);
  EXPECT_FALSE(data.file.facts.duties.empty());
  EXPECT_FALSE(data.file.facts.purposes.empty());
  move_to_next_year(data);
  const auto bytes = write_workbook(data, form(), layout(form()), knowledge());
  ASSERT_TRUE(bytes);
  const auto input = open_unit(*bytes, "草稿.xlsx", engine());
  ASSERT_TRUE(input) << input.error().message;
  // The document calls a project of its tables of targets otherwise than in its budget; the clerk must say which is right.
  // And what this year is, is all to be filled.
  for (const InputProblem& problem : input->problems)
    EXPECT_TRUE(problem.id == "workbook.project.without_lines" || problem.id == "workbook.needed" || problem.id == "workbook.reason.missing") << problem.where << problem.message.zh;
  EXPECT_EQ(input->data.file.year, 2025);
  std::map<std::string, std::int64_t> published, drafted;
  for (const auto& [point, fen] : lines_of(inference->file))
    if (point.starts_with("/2024/")) published[point] = fen;
  for (const auto& [point, fen] : lines_of(input->data.file)) drafted[point] = fen;
  EXPECT_EQ(published, drafted);  // this year's figures, as last year's
}

struct Case {
  std::string name;
  std::vector<std::pair<std::string, std::string>> edits;
  std::vector<std::array<std::string, 3>> expected;
  int line = 0;
};

std::vector<Case> cases() {
  std::vector<Case> read;
  std::istringstream file(*read_file(source_path("tests/workbook_cases.txt")));
  bool expecting = false;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.starts_with("#") || line.empty()) continue;
    if (line.starts_with("== ")) {
      read.push_back({line.substr(3), {}, {}, number});
      expecting = false;
    } else if (line == "--") {
      expecting = true;
    } else if (expecting) {
      const std::size_t first = line.find("  "), second = line.find("  ", first + 2);
      read.back().expected.push_back({line.substr(0, first), line.substr(first + 2, second - first - 2), line.substr(second + 2)});
    } else {
      const std::size_t equals = line.find(" =");
      read.back().edits.emplace_back(line.substr(0, equals), trimmed(std::string_view(line).substr(equals + 2)));
    }
  }
  return read;
}

void edit(Document& document, const std::string& cell, const std::string& text) {
  for (Block& block : document.blocks)
    if (Grid* grid = std::get_if<Grid>(&block))
      for (Cell& each : grid->cells)
        if (each.place.cell == cell) {
          each.text = text;
          return;
        }
  const std::string sheet = cell.substr(0, cell.find('!'));
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {  // an empty cell of a sheet that is nearly empty
    const Text* name = std::get_if<Text>(&document.blocks[i]);
    if (name == nullptr || name->heading_level != 1 || name->text != sheet) continue;
    Text text_below;
    text_below.text = text;
    text_below.place.cell = cell;
    document.blocks.insert(document.blocks.begin() + static_cast<std::ptrdiff_t>(i) + 1, text_below);
    return;
  }
  FAIL() << "no sheet of " << cell;
}

TEST(Workbook, MistakesAreNamedWithTheirCells) {
  const auto ledger = open_unit(source_path("examples/ledger.json"), engine());
  ASSERT_TRUE(ledger) << ledger.error().message;
  const auto bytes = write_workbook(ledger->data, form(), layout(form()), knowledge());
  ASSERT_TRUE(bytes);
  const auto document = read_document_bytes(*bytes, "填报.xlsx");
  ASSERT_TRUE(document) << document.error().message;
  int told = 0;
  for (const Case& each : cases()) {
    SCOPED_TRACE(fmt::format("workbook_cases.txt:{} {}", each.line, each.name));
    Document edited = *document;
    for (const auto& [cell, text] : each.edits) edit(edited, cell, text);
    const auto read = read_workbook(edited, form(), layout(form()), knowledge());
    ASSERT_TRUE(read) << read.error().message;
    const TypedUnit& typed = *read;
    std::vector<std::array<std::string, 3>> open = each.expected;
    // Every edit of an amount changes it against last year; reasons are looked at only where they are the matter.
    const bool reasons = std::any_of(open.begin(), open.end(), [](const auto& one) { return one[1] == "workbook.reason.missing"; });
    for (const InputProblem& problem : typed.problems) {
      if (problem.id == "workbook.reason.missing" && !reasons && !each.edits.empty()) continue;
      const auto found = std::find_if(open.begin(), open.end(), [&](const auto& one) { return one[0] == problem.where && one[1] == problem.id && problem.message.zh.find(one[2]) != std::string::npos; });
      if (found == open.end()) ADD_FAILURE() << "not expected: " << problem.where << " " << problem.id << " " << problem.message.zh;
      else open.erase(found);
      EXPECT_FALSE(problem.message.en.empty());
      ++told;
    }
    for (const auto& one : open) ADD_FAILURE() << "not said: " << one[0] << " " << one[1] << " " << one[2];
  }
  fmt::print("{} mistakes named\n", told);
}

}  // namespace
}  // namespace mingzhang::tests
