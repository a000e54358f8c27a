#pragma once
// The wording of a form: its headings and sentences, with places for what is computed. One small language for all of it
// (docs/forms.md): a phrase is text with {slots}, or a list of phrases of which the first that can be said is taken. A phrase
// cannot be said when a slot in it has nothing to say: a rate of change on nothing, a reason that nobody gave, an empty list.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "cube/space.h"
#include "forms/form.h"
#include "forms/vocabulary.h"

namespace mingzhang {

// What a place in a phrase is filled with. "The subject" is the region that the phrase is about.
enum class Slot : std::uint8_t {
  Unit, Level, Year, LastYear,  // 单位 or 部门 is the level
  Number, Numeral,           // of the item in its list: 1, 一
  Name, Chain, Explanation,  // of the item: its name, 类款项 of a function, the text of a term
  Amount, Figure, Count, Area,  // of the subject, as money, money without its unit, whole number, square metres
  BaseAmount,                // of what it is compared with
  Share,                     // of the subject in its whole, in percent
  Change, CountChange, Rate, // against what it is compared with, without sign
  Completion,                // the subject in percent of what it is compared with
  Direction, RateDirection,  // 增加 减少 持平; 增长 下降 持平
  Reason, Purpose,           // as the unit states them
  Contact, Goal, Basis, Executor, Allocation, Period, Responsible,  // of the unit or the project
};

// What must hold of the amount of the subject and of what it is compared with.
enum class Condition : std::uint8_t {
  Some, None,         // the amount is not zero, is zero
  Nothing,            // both are zero
  New, Ended,         // only the amount is not zero, only what it is compared with
  Up, Down,           // it is more, it is less
  Unchanged,          // the change prints as zero
  Comparable,         // the ledger has lines to compare with
};

using Extents = std::vector<std::pair<Dimension, Extent>>;

enum class ListOf : std::uint8_t { Nothing, Regions, Function, Economic, Project, Duties, Offices, SubordinateUnits, Glossary };

struct ListedRegion {
  std::string name;
  Extents is;
};

// What a phrase is about. What is not said is as in the phrase around it.
struct Scope {
  ListOf each = ListOf::Nothing;      // the phrase is said once for each of these
  int level = 0;                      // of the codes: 1 类, 2 款, 3 项
  std::vector<ListedRegion> regions;
  std::optional<Extents> about;       // narrows the subject
  std::optional<Extents> of;          // the whole of shares; else what is around
  std::optional<Extents> versus;      // what it is compared with is the subject, but for this; else of last year
  bool versus_last_year = false;
  std::vector<std::pair<Condition, bool>> when;  // each must be so, or (false) not be so
};

struct PhrasePiece {
  std::string text;
  std::optional<Slot> slot;
  int phrase = -1;  // one that has a name, in Wording::phrases
};

struct Phrase {
  Scope scope;
  std::string join;                  // between the items of `each`
  std::vector<PhrasePiece> pieces;   // one after another, or
  std::vector<Phrase> alternatives;  // the first that can be said
};

// A heading or a paragraph with what stands below it, the place of the tables, or tables of targets.
struct WordingBlock {
  enum class Kind : std::uint8_t { Heading, Paragraph, Group, Tables, WholeUnitTargets, ProjectTargets };
  Kind kind = Kind::Paragraph;
  int level = 0;  // of headings, 1 is a part
  Scope scope;
  Phrase phrase;
  std::vector<WordingBlock> body;
};

enum class TargetField : std::uint8_t { Level1, Level2, Name, Target, Basis, LastYear, Weight, ScoringRule, Evidence };

struct TargetColumn {
  std::string label;
  TargetField field = TargetField::Name;  // the target is printed with its comparator and its unit
};

// How a table of targets looks: lines of labels and values, then the indicators.
struct TargetLayout {
  std::vector<std::vector<Phrase>> head;
  std::vector<TargetColumn> columns;
};

struct Wording {
  Unit money_unit = Unit::WanYuan;
  int decimals = 2, rate_decimals = 2;
  int reason_from_percent = 0;  // changes of at least so many percent need a reason
  std::vector<Phrase> phrases;
  std::vector<std::pair<std::string, std::string>> glossary;  // terms of the form
  std::vector<WordingBlock> blocks;
  TargetLayout whole_unit_targets, project_targets;
};

// `space`: that of the ledger; codes which the wording names are added. Errors: catalog.yaml.invalid with the line and what can
// stand there.
Result<Wording> load_wording(const Form& form, Space& space, const Vocabulary& vocabulary);

}  // namespace mingzhang
