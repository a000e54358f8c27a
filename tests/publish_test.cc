// From a ledger to the whole disclosure and back: what is compiled is read again from each format with the same figures, and our
// own checks find nothing wrong.

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "compile/infer.h"
#include "pipeline.h"
#include "publish/html_edition.h"
#include "publish/publish.h"
#include "random_ledger.h"
#include "read/read.h"
#include "write/write.h"

namespace mingzhang::tests {
namespace {

LedgerFile example_ledger() {
  return ledger_from_json(*read_file(source_path("examples/ledger.json")), engine().knowledge->space, "ledger.json").value();
}

constexpr std::string_view kNoTargets = "FRM102";  // the random units have none

// No figure is lost, and nothing is found.
bool is_sound(const Audit& audit) {
  return audit.passed() && std::all_of(audit.findings.begin(), audit.findings.end(), [](const Finding& finding) { return finding.code == kNoTargets; });
}

std::string first_trouble(const Audit& audit) {
  if (audit.error) return audit.error->message;
  if (!audit.lost.empty()) return fmt::format("{} lost, first: {}", audit.lost.size(), audit.lost.front());
  for (const Finding& finding : audit.findings)
    if (finding.code != kNoTargets) return finding.code + " " + finding.message.zh;
  return "";
}

// One format, which no program but our own is needed to read.
Audit audit_html(const LedgerFile& ledger, const Form& form, const Knowledge& knowledge) {
  const auto compiled = compile_disclosure(ledger, form, knowledge);
  EXPECT_TRUE(compiled.has_value()) << compiled.error().message << " " << compiled.error().where;
  const std::vector<Exception> none;
  const std::string html = html_edition(*compiled, ledger, form, knowledge);
  return Auditor(compiled->disclosure, none, knowledge, engine().words).audit_bytes(html, "disclosure.html");
}

// The tables of Shanghai have no place for money that is carried over, nor for that of special accounts.
LedgerFile without_carryover(LedgerFile file) {
  const Space& space = file.ledger.space;
  for (const char* source : {"carryover", "special_account"}) {
    const Extent left_out(*space.tree(Dimension::Source).find(source));
    std::erase_if(file.ledger.lines, [&](const LedgerLine& line) { return space.contains(Dimension::Source, left_out, line.point[Dimension::Source]); });
  }
  return file;
}

// A budget as it was carried out: every line was spent and came in, but for a tenth of the projects, which is left.
LedgerFile accounts_of(const LedgerFile& budget) {
  LedgerFile file = without_carryover(budget);
  Space& space = file.ledger.space;
  const auto node = [&](Dimension d, const char* id) { return Extent(*space.tree(d).find(id)); };
  const Extent money = node(Dimension::Measure, "budget"), final_stage = node(Dimension::Stage, "final"), this_year(space.year(file.year));
  const std::vector<LedgerLine> lines = std::exchange(file.ledger.lines, {});
  for (LedgerLine line : lines) {
    if (line.point[Dimension::Year] == this_year) {
      LedgerLine budgeted = line;
      if (budgeted.point[Dimension::Measure] == money) budgeted.point[Dimension::Flow] = node(Dimension::Flow, "expenditure");
      file.ledger.lines.push_back(budgeted);
    }
    line.point[Dimension::Stage] = final_stage;
    if (line.point[Dimension::Measure] != money) {
      file.ledger.lines.push_back(line);
      continue;
    }
    LedgerLine income = line;
    income.point[Dimension::Flow] = node(Dimension::Flow, "income");
    for (const Dimension d : {Dimension::Nature, Dimension::Economic, Dimension::Project}) income.point[d] = Extent();
    file.ledger.lines.push_back(income);
    line.point[Dimension::Flow] = node(Dimension::Flow, "expenditure");
    if (line.point[Dimension::Nature] == node(Dimension::Nature, "project")) {
      LedgerLine closing = income;
      closing.point[Dimension::Flow] = node(Dimension::Flow, "closing");
      closing.amount = Amount::from_fen(line.amount.fen() / 10);
      line.amount = line.amount - closing.amount;
      file.ledger.lines.push_back(closing);
    }
    file.ledger.lines.push_back(line);
  }
  return file;
}

LedgerFile ledger_for(const Form& form) {
  if (form.final_accounts) return accounts_of(example_ledger());
  return form.id.starts_with("shanghai") ? without_carryover(example_ledger()) : example_ledger();
}

// A reason for every change that the form wants explained.
void explain_changes(LedgerFile& ledger, const Form& form) {
  const auto compiled = compile_disclosure(ledger, form, *engine().knowledge);
  ASSERT_TRUE(compiled.has_value());
  for (const MissingReason& missing : compiled->missing_reasons) {
    Remark reason{missing.region.with(Dimension::Year, kRoot), "业务量变化"};
    reason.region[Dimension::Stage] = missing.against_budget ? Extent(*ledger.ledger.space.tree(Dimension::Stage).find("budget")) : Extent();
    ledger.facts.reasons.push_back(reason);
  }
}

constexpr int kForms = 6;

LedgerFile random_ledger_for(const Form& form, std::uint64_t seed) {
  RandomLedger random(*engine().knowledge, seed);
  if (form.final_accounts) return random.make_accounts();
  return form.id.starts_with("shanghai") ? without_carryover(random.make_budget()) : random.make_budget();
}

class PublishForm : public ::testing::TestWithParam<const char*> {};

// MINGZHANG_LEDGERS=1000 for a long run, shared out over the forms.
int random_ledgers() {
  const char* wanted = std::getenv("MINGZHANG_LEDGERS");
  return wanted != nullptr ? (std::atoi(wanted) + kForms - 1) / kForms : 60 / kForms / std::min(kSample, 5);
}

TEST_P(PublishForm, EveryFormatReadsBackAsCompiled) {
  const Knowledge& knowledge = *engine().knowledge;
  const Form& form = *knowledge.find_form(GetParam());
  LedgerFile ledger = ledger_for(form);
  explain_changes(ledger, form);
  const auto publication = publish({ledger, form, {}}, knowledge, engine().words);
  ASSERT_TRUE(publication.has_value()) << publication.error().message << publication.error().where;
  ASSERT_EQ(publication->audits.size(), 4u);
  for (const Audit& audit : publication->audits) {
    EXPECT_GT(audit.figures, 140) << audit.name;
    EXPECT_TRUE(audit.passed()) << audit.name << ": " << first_trouble(audit);
  }
  EXPECT_TRUE(publication->released()) << (publication->missing_reasons.empty() ? "" : publication->missing_reasons.front().name);
}

TEST_P(PublishForm, SaysWhatTheUnitSaysOfItself) {
  const Form& form = *engine().knowledge->find_form(GetParam());
  const LedgerFile ledger = ledger_for(form);
  const auto compiled = compile_disclosure(ledger, form, *engine().knowledge);
  ASSERT_TRUE(compiled.has_value());
  std::string text;
  for (const Block& block : compiled->text)
    if (const Text* line = std::get_if<Text>(&block)) text += line->text + "\n";
  for (const std::string& said : ledger.facts.duties) EXPECT_NE(text.find(said), std::string::npos) << said;
  for (const std::string& said : ledger.facts.offices) EXPECT_NE(text.find(said), std::string::npos) << said;
}

// MINGZHANG_KEEP=DIR keeps those that fail, for `mingzhang compile`.
void keep(const LedgerFile& ledger, const Form& form, int seed) {
  if (const char* directory = std::getenv("MINGZHANG_KEEP"); directory != nullptr)
    std::ofstream(fmt::format("{}/{}-{}.json", directory, form.id, seed)) << to_json(ledger);
}

TEST_P(PublishForm, RandomLedgersReadBackAsCompiled) {
  const Knowledge& knowledge = *engine().knowledge;
  const Form& form = *knowledge.find_form(GetParam());
  const int count = random_ledgers();
  int figures = 0, failed = 0;
  for (int seed = 1; seed <= count; ++seed) {
    const LedgerFile ledger = random_ledger_for(form, static_cast<std::uint64_t>(seed));
    const auto publication = publish({ledger, form, {}, {.pdf = false}}, knowledge, engine().words);
    ASSERT_TRUE(publication.has_value()) << publication.error().message;
    bool sound = true;
    EXPECT_TRUE(publication->unplaced.empty()) << "seed " << seed << ": " << publication->unplaced.front().message.zh;
    for (const Audit& audit : publication->audits) {
      figures += audit.figures;
      sound = sound && is_sound(audit);
      EXPECT_TRUE(is_sound(audit)) << "seed " << seed << " " << audit.name << ": " << first_trouble(audit);
    }
    failed += sound ? 0 : 1;
    if (!sound) keep(ledger, form, seed);
  }
  fmt::print("{}: {} ledgers, {} figures, {} ledgers failed\n", form.id, count, figures, failed);
}

// Each has an item that only last year had, in a group of codes without lines of this year.
TEST(PublishLedger, ItemsOfLastYearAlone) {
  const Knowledge& knowledge = *engine().knowledge;
  const Form& form = *knowledge.find_form("xinjiang-budget-2024");
  for (const std::uint64_t seed : {76, 87, 164}) {
    const Audit audit = audit_html(random_ledger_for(form, seed), form, knowledge);
    EXPECT_TRUE(audit.passed()) << "seed " << seed << ": " << first_trouble(audit);
  }
}

// One in twenty of them as PDF, too, which takes longest to write.
TEST_P(PublishForm, RandomLedgersReadBackFromEveryFormat) {
  const Knowledge& knowledge = *engine().knowledge;
  const Form& form = *knowledge.find_form(GetParam());
  const int count = std::max(1, random_ledgers() / 20);
  std::map<std::string, int> failed;
  for (int seed = 101; seed < 101 + count; ++seed) {
    const LedgerFile ledger = random_ledger_for(form, static_cast<std::uint64_t>(seed));
    const auto publication = publish({ledger, form, {}}, knowledge, engine().words);
    ASSERT_TRUE(publication.has_value()) << publication.error().message;
    for (const Audit& audit : publication->audits) {
      failed[audit.name] += is_sound(audit) ? 0 : 1;
      EXPECT_TRUE(is_sound(audit)) << "seed " << seed << " " << audit.name << ": " << first_trouble(audit);
    }
  }
  for (const auto& [name, ledgers] : failed) fmt::print("{}, {}: {} ledgers, {} failed\n", form.id, name, count, ledgers);
}

INSTANTIATE_TEST_SUITE_P(Forms, PublishForm, ::testing::Values("xinjiang-budget-2024", "shanghai-budget-unit", "shanghai-budget-department",
                                                               "jiangsu-budget-2018", "national-final", "shanghai-final"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Publish, TheSameLedgerGivesTheSameBytes) {
  const Knowledge& knowledge = *engine().knowledge;
  const LedgerFile ledger = example_ledger();
  const PublishRequest request{ledger, *knowledge.find_form("xinjiang-budget-2024"), {}};
  const auto once = publish(request, knowledge, engine().words), again = publish(request, knowledge, engine().words);
  ASSERT_TRUE(once && again);
  ASSERT_EQ(once->files.size(), again->files.size());
  for (std::size_t i = 0; i < once->files.size(); ++i) EXPECT_TRUE(once->files[i].bytes == again->files[i].bytes) << once->files[i].name;
}

TEST(Publish, AChangeWithoutAReasonIsNotReleased) {
  const Knowledge& knowledge = *engine().knowledge;
  LedgerFile ledger = example_ledger();
  ledger.facts.reasons.clear();
  const auto publication = publish({ledger, *knowledge.find_form("xinjiang-budget-2024"), {}}, knowledge, engine().words);
  ASSERT_TRUE(publication.has_value());
  EXPECT_FALSE(publication->released());
  EXPECT_GE(publication->missing_reasons.size(), 10u);
}

TEST(Publish, AnAcceptedFindingIsRecordedAndReleased) {
  const Knowledge& knowledge = *engine().knowledge;
  LedgerFile ledger = example_ledger();
  ledger.facts.indicators[0].weight = "50";  // they no longer sum to 100
  const Form& form = *knowledge.find_form("xinjiang-budget-2024");
  const auto refused = publish({ledger, form, {}}, knowledge, engine().words);
  ASSERT_TRUE(refused.has_value());
  ASSERT_FALSE(refused->released());
  std::vector<Exception> exceptions;
  for (const Finding& finding : refused->audits[0].findings) exceptions.push_back({finding.code, "财政部门已同意"});
  const auto accepted = publish({ledger, form, exceptions}, knowledge, engine().words);
  ASSERT_TRUE(accepted.has_value());
  EXPECT_TRUE(accepted->released());
  EXPECT_NE(accepted->files.back().bytes.find("财政部门已同意"), std::string::npos);
}

// ---- the narrative of a real document

using Meanings = std::map<std::string, std::set<std::string>>;  // what a claim is about -> figures

// Without zeros: we say 未安排 and 持平, not 0.00.
Meanings narrative_of(const Disclosure& disclosure, const Knowledge& knowledge) {
  Meanings meanings;
  for (const Claim& claim : disclosure.claims) {
    if (claim.cell.table >= 0 || claim.nil || claim.weak || claim.figure.is_zero()) continue;
    const auto words = [&](const Region& region) { return disclosure.space.describe(knowledge.canonical(disclosure.space, region)); };
    const std::string about = fmt::format("{} {} / {}", static_cast<int>(claim.kind), words(claim.region), claim.kind == ClaimKind::Value ? "" : words(claim.base));
    meanings[about].insert(print_with_unit(claim.figure));
  }
  return meanings;
}

// What it prints otherwise: what it says of offices and of a project's contract in words (facts, which no ledger has), a rate of
// change on nothing, and a share that is exact to half of its last digit.
constexpr int kOtherwise = 4;

TEST(Publish, EveryFigureOfARealNarrativeIsInOurs) {
  REQUIRE_CORPUS(path, kSeedDocument);
  const Knowledge& knowledge = *engine().knowledge;
  const Disclosure printed = understand_text(*read_file(path));
  const auto inference = infer(printed, knowledge);
  ASSERT_TRUE(inference.has_value());
  const auto compiled = compile_disclosure(inference->file, *knowledge.find_form(printed.form), knowledge);
  ASSERT_TRUE(compiled.has_value()) << compiled.error().message;
  const Meanings ours = narrative_of(compiled->disclosure, knowledge);
  int figures = 0, equal = 0;
  for (const auto& [about, values] : narrative_of(printed, knowledge))
    for (const std::string& value : values) {
      ++figures;
      const auto found = ours.find(about);
      const bool same = found != ours.end() && found->second.contains(value);
      equal += same;
      if (!same) fmt::print("otherwise: {} printed {}, compiled {}\n", about, value, found == ours.end() ? "nothing" : *found->second.begin());
    }
  fmt::print("{} of {} figures of the narrative are in ours\n", equal, figures);
  EXPECT_GT(figures, 80);
  EXPECT_LE(figures - equal, kOtherwise);
}

// Real final accounts, by way of the ledger inferred from them: with the reasons that the form wants and a duty of the unit, which no
// ledger has, they are released. One is a PDF, one the text of a page without the unit's profile.
TEST(Publish, RealFinalAccountsAreReleased) {
  const Knowledge& knowledge = *engine().knowledge;
  for (const char* name : {"sh_putuo_czj_2024_dept_final.pdf", "sh_putuo_wenlv_2025_dept_final_pagetext.txt"}) {
    SCOPED_TRACE(name);
    REQUIRE_CORPUS(path, name);
    const auto document = read_document(path);
    ASSERT_TRUE(document.has_value()) << document.error().message;
    auto inference = infer(understand(*document, knowledge, engine().words), knowledge);
    ASSERT_TRUE(inference.has_value());
    LedgerFile& ledger = inference->file;
    EXPECT_TRUE(ledger.unit.starts_with("上海市普陀区")) << ledger.unit;
    const Form& form = *knowledge.find_form("shanghai-final");
    if (ledger.facts.duties.empty()) ledger.facts.duties.push_back("贯彻执行国家和本市有关的法律、法规和方针政策。");
    explain_changes(ledger, form);
    const auto publication = publish({ledger, form, {}}, knowledge, engine().words);
    ASSERT_TRUE(publication.has_value()) << publication.error().message;
    for (const Audit& audit : publication->audits) {
      EXPECT_GT(audit.figures, 250);
      EXPECT_TRUE(audit.passed()) << audit.name << ": " << first_trouble(audit);
    }
    EXPECT_TRUE(publication->released());
  }
}

// ---- a form that nobody has written yet

constexpr const char* kNewForm = R"(
form: example-budget
name: 示例省单位预算公开
kind: budget
level: 单位
money_unit: 万元
decimals: 2
unit_label: 单位名称：
tables_required_min: 2
recognised_by: [示例省收支预算简表]
parts:
  - {number: 1, title: 预算表, tables: true}
  - {number: 2, title: 情况说明}
tables:
  - id: simple
    title: 示例省收支预算简表
    panels:
      - rows: [一般公共预算, 单位资金, 上年结转结余, {label: 合计, total: true}]
        columns: [项目, {label: 预算数}]
  - id: general
    title: 示例省一般公共预算支出表
    panels:
      - axis: function
        total: 合计
        columns: [{label: 科目编码, code: [项]}, 科目名称, {label: 合计}, {label: 基本支出}, {label: 项目支出}]
wording:
  phrases:
    compared:
      - {when: unchanged, say: "，与上年预算{direction}"}
      - "，比上年预算{direction} {change}，{rate_direction} {rate}"
      - ""
  document:
    - part: 第一部分 {year} 年预算表
    - tables
    - part: 第二部分 {year} 年情况说明
      body:
        - section: 一、一般公共预算支出情况
          about: 一般公共预算支出
          body:
            - "{unit} {year} 年一般公共预算支出 {amount}{compared}。"
            - {each: function 类, when: some, text: "{number}、{name}（类）{amount}，占 {share}。"}
)";

TEST(Publish, ANewFormNeedsNoCode) {
  namespace fs = std::filesystem;
  const fs::path catalog = fs::path(::testing::TempDir()) / "catalog-with-new-form";
  fs::remove_all(catalog);
  fs::copy(source_path("catalog"), catalog, fs::copy_options::recursive);
  std::ofstream(catalog / "forms/example-budget.yaml") << kNewForm;
  const auto knowledge = load_knowledge(catalog.string());
  ASSERT_TRUE(knowledge.has_value()) << knowledge.error().message << " " << knowledge.error().where;
  const Form* form = (*knowledge)->find_form("example-budget");
  ASSERT_NE(form, nullptr);
  const auto ledger = ledger_from_json(*read_file(source_path("examples/ledger.json")), (*knowledge)->space, "ledger.json");
  const Audit audit = audit_html(*ledger, *form, **knowledge);
  EXPECT_TRUE(audit.passed()) << first_trouble(audit);
  EXPECT_GT(audit.figures, 40);
}

struct Mistake {
  const char *right, *wrong, *complaint;
};

TEST(Publish, AMistakeInAFormIsNamedWithItsLine) {
  const Mistake mistakes[] = {
      {"{change}", "{chnage}", "没有“{chnage}”"},
      {"about: 一般公共预算支出", "about: 一般公用预算", "不认识的词"},
      {"when: some", "when: maybe", "没有条件“maybe”"},
      {"each: function 类", "each: function 目", "each 应为"},
      {"    - tables\n", "", "tables"},
      {"section: 一、", "chapter: 一、", "没有字段“chapter”"},
  };
  const std::string path = ::testing::TempDir() + "/form-with-mistake.yaml";
  const Knowledge& knowledge = *engine().knowledge;
  for (const Mistake& mistake : mistakes) {
    std::string text = kNewForm;
    const auto at = text.find(mistake.right);
    ASSERT_NE(at, std::string::npos) << mistake.right;
    std::ofstream(path) << text.replace(at, std::string_view(mistake.right).size(), mistake.wrong);
    Space space = knowledge.space;
    const auto form = load_form(path, space, knowledge.vocabulary);
    ASSERT_TRUE(form.has_value()) << form.error().message;
    const auto wording = load_wording(*form, space, knowledge.vocabulary);
    ASSERT_FALSE(wording.has_value()) << mistake.wrong;
    EXPECT_NE(wording.error().message.find(mistake.complaint), std::string::npos) << wording.error().message;
    EXPECT_NE(wording.error().where.find(".yaml:"), std::string::npos) << wording.error().where;
  }
}

}  // namespace
}  // namespace mingzhang::tests
