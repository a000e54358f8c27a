#include "compile/compile.h"

#include "compile/compile_tables.h"
#include "compile/derive.h"
#include "compile/target_tables.h"
#include "forms/code_names.h"

namespace mingzhang {
namespace {

class Compiler {
 public:
  Compiler(const LedgerFile& file, const Form& form, const Wording& wording, const Knowledge& knowledge)
      : wording_(wording), targets_(file, form, wording) {
    out_.disclosure = compile_tables(file, form, knowledge);
    narrator_.emplace(file, form, wording, knowledge, out_.disclosure.space);
  }

  Compiled run() {
    for (const WordingBlock& block : wording_.blocks) add(block, narrator_->document());
    out_.missing_reasons = narrator_->missing_reasons();
    return std::move(out_);
  }

 private:
  void add(const WordingBlock& block, const Subject& subject) {
    switch (block.kind) {
      case WordingBlock::Kind::Tables:
        out_.tables_at = out_.text.size();
        return;
      case WordingBlock::Kind::WholeUnitTargets:
        return targets_.add_whole_unit(*narrator_, subject, out_.disclosure, out_.text);
      case WordingBlock::Kind::ProjectTargets:
        return targets_.add_projects(*narrator_, subject, out_.disclosure, out_.text);
      default:
        narrator_->each(block.scope, subject, [&](const Subject& one) { add_text(block, one); });
    }
  }

  // What stands below a heading that cannot be said is not said either.
  void add_text(const WordingBlock& block, const Subject& subject) {
    if (block.kind != WordingBlock::Kind::Group) {
      Said said;
      if (!narrator_->say(block.phrase, subject, said)) return;
      if (block.kind == WordingBlock::Kind::Heading) begin_section(block.level, said.text);
      else add_paragraph(std::move(said), subject);
    }
    for (const WordingBlock& below : block.body) add(below, subject);
  }

  void begin_section(int level, const std::string& title) {
    Section section;
    part_ += level == 1 ? 1 : 0;
    section.part = part_;
    section.level = level - 1;
    section.title = title;
    out_.disclosure.sections.push_back(std::move(section));
    add_block(title, level);
  }

  void add_paragraph(Said said, const Subject& subject) {
    add_block(said.text, 0);
    for (Claim& claim : said.claims) claim.place.line = static_cast<int>(out_.text.size());
    append_claims(said, static_cast<int>(out_.disclosure.sections.size()) - 1, out_.disclosure);
    if (!subject.explanation.empty()) out_.disclosure.glossary.push_back({subject.name, subject.explanation, {}});
    if (out_.disclosure.sections.empty()) return;
    std::string& body = out_.disclosure.sections.back().body.text;
    if (!body.empty()) body += '\n';
    body += said.text;
  }

  void add_block(const std::string& text, int heading_level) { out_.text.emplace_back(paragraph(text, heading_level)); }

  const Wording& wording_;
  TargetTables targets_;
  std::optional<Narrator> narrator_;
  Compiled out_;
  int part_ = 0;
};

}  // namespace

Result<Compiled> compile_disclosure(const LedgerFile& file, const Form& form, const Knowledge& knowledge) {
  LedgerFile complete = file;
  name_codes(complete.ledger.space, knowledge.codes, complete.year);  // a group with lines of last year only stands in no table, but sentences name it
  add_derived_lines(complete);
  TRY(const Wording wording, load_wording(form, complete.ledger.space, knowledge.vocabulary));
  Compiled compiled = Compiler(complete, form, wording, knowledge).run();
  compiled.unplaced = unplaced_money(file, compiled.disclosure, knowledge);
  return compiled;
}

}  // namespace mingzhang
