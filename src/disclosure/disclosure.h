#pragma once
// What a disclosure says, with the place of every word of it: the result of understanding a document, the result of
// compiling a ledger, and the input of every check. Its JSON form (schemas/disclosure-1.json) is accepted wherever a file is.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cube/identities.h"
#include "cube/space.h"
#include "document/document.h"
#include "document/place.h"
#include "money/figure.h"

namespace mingzhang {

enum class DocumentKind : std::uint8_t { Budget, FinalAccounts, Template, Other };

// Text joined over line ends, that still knows where each byte came from.
struct Passage {
  struct Anchor {
    std::uint32_t offset = 0;  // byte in `text` from which on the place counts
    Place place;               // of that byte; columns go on from there
  };
  std::string text;
  std::vector<Anchor> anchors;  // ascending
  Place place_at(std::size_t offset, std::size_t length_bytes = 0) const;
};

enum class ClaimKind : std::uint8_t {
  Value,   // region = figure
  Change,  // region - base = figure ("减少 5.00 万元" has a negative figure)
  Rate,    // (region - base) / base = figure
  Share,   // region / base = figure
};

enum class Standing : std::uint8_t {
  Proven,    // no other reading satisfies what the document itself says
  Presumed,  // the best reading, but the document contradicts itself here or another reading is not excluded
  Open,      // several readings remain: takes part in no check; `reason` names them
};

struct CellRef {
  int table = -1, row = -1, column = -1;
  friend bool operator==(const CellRef&, const CellRef&) = default;
};

struct Claim {
  ClaimKind kind = ClaimKind::Value;
  Region region, base;
  Figure figure;
  bool nil = false;   // a statement that there is none ("未安排", an empty table's note): exactly zero
  bool weak = false;  // usually, not always, about just this region (performance tables): makes warnings, not errors
  std::string quote;  // as printed, enough to find the place
  Place place;
  CellRef cell;         // for figures in tables
  int comparison = -1;  // index into comparisons, for figures in sentences
  Standing standing = Standing::Proven;
  std::string reason;   // why it is not Proven

  Interval interval() const { return nil ? Interval::exactly(0) : figure.interval(); }
};

enum class Trend : std::uint8_t { None, Up, Down, Level, NearlyLevel };

// One clause about one thing: "住房公积金 12.80 万元，占 7.76%，比上年预算增加 6.49 万元，增长 102.68%，主要原因是…".
struct Comparison {
  Region region;
  Region base;            // what it is compared with: the same of another year or stage; the region itself when with nothing
  std::string subject;    // as printed: "住房保障支出（类）住房改革支出（款）住房公积金（项）"
  int section = -1;       // index into sections
  int value = -1, share = -1, change = -1, rate = -1;  // claims, -1 when the clause has none
  int base_value = -1;    // claim: the amount of the base, where it is printed beside (年初预算为 …)
  int completion = -1;    // claim: region in percent of base (完成年初预算的 …)
  std::string direction;  // 增加 减少 增长 下降 持平 大于 ...; empty when none
  Trend trend = Trend::None;  // what the word says of region against base, whatever the figures say
  Place direction_place;
  Passage reason;         // after 主要原因是; empty text when the clause has none
  bool reason_expected = false;  // "主要原因是" was printed
  Passage purpose;        // after 主要用于
  Place place;
};

struct Column {
  std::vector<std::string> path;  // header texts from the top: {"财政拨款（补助）", "小计"}
  Region region;                  // of the column alone: extents that the header contributes
};

struct Row {
  std::string code;   // digits only, "" for none: "2080505"
  std::string name;   // as printed, joined
  std::string label;  // what the row is called in messages: "2080505 机关事业单位基本养老保险缴费支出"
  Region region;
  Place place;
  Standing standing = Standing::Proven;  // of the placement of its figures
  bool contradicted = false;             // no placement agrees with the rest of the document
  std::string reason;
};

struct Table {
  std::string id;      // of the form: "income_by_function"; "" when no form knows it
  std::string number;  // as printed: "表 2"
  std::string title;
  std::string panel;   // of tables with income beside expenditure: each side is a Table of its own; else ""
  Place place;
  Unit unit = Unit::WanYuan;
  Region scope;
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::vector<int> cells;  // row * columns.size() + column -> claim, or -1 for an empty cell
  std::optional<Passage> empty_statement;
  std::vector<Listing> listings;

  int claim_at(int row, int column) const { return cells[static_cast<std::size_t>(row) * columns.size() + column]; }
};

struct Section {
  int part = 0;        // 第一部分 -> 1
  int level = 0;       // 0 part, 1 "一、", 2 "（一）", 3 "1、"
  std::string number;  // as printed: "十二、"
  std::string title;
  Place place;
  Region context;      // what the heading says the section is about
  Passage body;        // its own text, without that of sub-sections
};

struct Indicator {
  std::string level1, level2, name;  // 产出指标, 数量指标, 开展项目评审工作
  std::string comparator;            // ">=", "<=", ">", "<", "=", "" for a qualitative target
  std::string target;                // digits as printed, or the words of a qualitative target ("长期")
  std::string unit;                  // 个 项 万元 % ...
  std::string basis;                 // 指标值设定依据
  std::string last_year;             // 上年完成值, as printed; "" when none
  std::string weight;                // digits as printed
  std::string scoring_rule, evidence;
  Place place, target_place, weight_place;
};

struct PerformanceTable {
  bool whole_unit = false;
  std::string title, year, unit_name;
  std::string project;      // project tables
  std::string responsible;  // 项目负责人 / 部门联系人
  std::string phone;
  Passage goal;             // 年度绩效目标 / 项目总体目标
  std::vector<int> amounts; // claims
  std::vector<Indicator> indicators;
  Place place, project_place, phone_place;
};

struct GlossaryEntry {
  std::string term, text;
  Place place;
};

// A line of the document's own table of contents.
struct ContentsEntry {
  std::string title;  // without leaders and page number: "二、收入决算表"
  Place place;
  bool table = false;                // it is the title of a table
  std::optional<Place> found = {};   // of tables: where the document prints the title again; nullopt when it does not
};

// Printed, but not understood; never silently dropped.
struct Open {
  Place place;
  std::string quote;
  std::string reason;  // Chinese
};

struct Disclosure {
  std::string path, format, sha256;
  DocumentKind kind = DocumentKind::Other;
  int year = 0;
  std::string unit;
  std::string form;  // "" when no form fits: completeness cannot be judged then
  Space space;
  std::vector<ContentsEntry> contents;
  std::vector<Section> sections;
  std::vector<Table> tables;
  std::vector<Claim> claims;
  std::vector<Comparison> comparisons;
  std::vector<PerformanceTable> performance;
  std::vector<GlossaryEntry> glossary;
  std::vector<Open> open;
  std::vector<Note> notes;
  int printed_amounts = 0;  // money figures and percentages seen in the document, understood or not
};

std::string to_json(const Disclosure& disclosure);
// `base`: the trees to start from, to which those of the file are added. Checks need those of the catalog (Knowledge::space),
// because its axioms speak of nodes and sets by their numbers. Errors: disclosure.json.*
Result<Disclosure> disclosure_from_json(std::string_view json, std::string path, Space base = {});

}  // namespace mingzhang
