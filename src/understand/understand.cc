#include "understand/understand.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "understand/contents.h"
#include "understand/grid_table.h"
#include "understand/narrative.h"
#include "understand/outline.h"
#include "understand/passage.h"
#include "understand/performance_text.h"
#include "understand/table_builder.h"

namespace mingzhang {
namespace {

class Understander {
 public:
  Understander(const Document& document, const Knowledge& knowledge, const PerformanceWords& words)
      : document_(document), knowledge_(knowledge), words_(words) {}

  Disclosure run() {
    TableOutline tables = find_tables(document_, knowledge_);
    Outline outline = find_outline(tables, knowledge_);
    out_.path = document_.path;
    out_.format = document_.format;
    out_.sha256 = document_.sha256;
    out_.notes = document_.notes;
    out_.space = knowledge_.space;
    out_.kind = outline.kind;
    out_.year = outline.year;
    out_.unit = outline.unit;
    out_.form = outline.form == nullptr ? "" : outline.form->id;
    out_.sections = std::move(outline.sections);
    read_tables(outline, tables);
    for (const Text* line : outline.unplaced) leave_open(*line);
    if (is_blank(tables)) out_.kind = DocumentKind::Template;
    else if (out_.form.empty() && out_.tables.empty() && out_.claims.empty()) out_.kind = DocumentKind::Other;
    out_.contents = std::move(tables.contents);
    find_listed_tables(document_, knowledge_, outline.form, out_.contents);
    read_performance(outline);
    read_glossary();
    return std::move(out_);
  }

 private:
  void read_tables(const Outline& outline, const TableOutline& tables) {
    std::vector<FlatTable> flat;
    for (const TableRange& range : outline.tables) {
      flat.push_back(read_flat_table(range, knowledge_, out_.year, out_.unit));
      for (Open& open : flat.back().open) add_open(std::move(open));
    }
    make_room_for_claims(flat);
    const auto panels = build_tables(outline.tables, flat, out_);
    build_grid_tables(tables, outline.form, knowledge_, out_);
    Vocabulary names = project_names();
    read_narrative({knowledge_, names, out_.unit, out_.year}, out_);
    place_claims(knowledge_, panels, out_);
    add_empty_statements();
  }

  // Sentences and performance tables print about as many figures as the tables of the budget.
  void make_room_for_claims(const std::vector<FlatTable>& tables) {
    std::size_t figures = 0;
    for (const FlatTable& table : tables)
      for (const FlatPanel& panel : table.panels)
        for (const FlatRow& row : panel.rows) figures += row.figures.size();
    out_.claims.reserve(3 * figures);
  }

  // Only what looks like money: there are codes and line numbers too.
  void leave_open(const Text& line) {
    for (std::size_t begin = 0; begin < line.text.size();) {
      const std::size_t end = std::min(line.text.find(' ', begin), line.text.size());
      const std::string token = line.text.substr(begin, end - begin);
      const auto figure = parse_figure(token, Unit::WanYuan);
      Place place = line.place;
      place.column = column_of_byte(line.text, begin);
      place.length = static_cast<int>(count_code_points(token));
      if (figure && figure->length == token.size() && figure->figure.decimals > 0)
        add_open({place, token, "表格的列在文本中已丢失，又没有这张表的表式，不能确定数字属于哪一列"});
      begin = end + 1;
    }
  }

  // A form to be filled in: names are missing or crossed, and no amount is printed.
  bool is_blank(const TableOutline& tables) const {
    if (out_.tables.empty()) return false;
    for (const Claim& claim : out_.claims)
      if (claim.cell.row >= 0 && !claim.figure.is_zero()) return false;
    const auto marked = [&](std::string_view text) { return has_word(knowledge_.table_words.placeholders, word_key(text)); };
    if (marked(out_.unit) || (out_.unit.empty() && tables.blank_unit_names > 0)) return true;
    return std::any_of(tables.contents.begin(), tables.contents.end(), [&](const auto& entry) { return marked(entry.title); }) ||
           std::any_of(out_.tables.begin(), out_.tables.end(), [&](const Table& table) { return marked(table.title); });
  }

  void add_open(Open open) {
    if (parse_figure(open.quote, Unit::WanYuan)) ++out_.printed_amounts;
    out_.open.push_back(std::move(open));
  }

  Vocabulary project_names() const {
    Vocabulary names;
    const Tree& projects = out_.space.tree(Dimension::Project);
    for (NodeId node = 1; node < projects.size(); ++node)
      if (projects.parent(node) == kRoot && !knowledge_.vocabulary.knows(projects.name(node)))
        names.add(projects.name(node), {{{{Dimension::Project, Extent(node)}}, std::nullopt}});
    return names;
  }

  // An empty table with its statement says that there is exactly nothing in its scope.
  void add_empty_statements() {
    for (std::size_t t = 0; t < out_.tables.size(); ++t) {
      const Table& table = out_.tables[t];
      const bool empty = std::all_of(table.cells.begin(), table.cells.end(), [](int cell) { return cell < 0; });
      if (!table.empty_statement || !empty) continue;
      Claim claim;
      claim.region = table.scope;
      claim.figure = {0, 0, table.unit};
      claim.nil = true;
      claim.quote = table.empty_statement->text;
      claim.place = table.empty_statement->place_at(0, table.empty_statement->text.size());
      claim.cell.table = static_cast<int>(t);
      out_.claims.push_back(std::move(claim));
    }
  }

  void read_performance(const Outline& outline) {
    for (const PerformanceRange& range : outline.performance) {
      PerformanceText text = parse_performance(range.lines, words_);
      PerformanceTable& table = text.table;
      for (const PrintedAmount& amount : text.amounts) table.amounts.push_back(add_amount(table, amount));
      for (Open& open : text.open) add_open(std::move(open));
      out_.performance.push_back(std::move(table));
    }
  }

  // The amounts of a performance table are about the project, or the whole unit, from the source that the label names.
  int add_amount(const PerformanceTable& table, const PrintedAmount& amount) {
    Claim claim;
    claim.weak = true;
    claim.figure = amount.figure;
    claim.quote = amount.quote;
    claim.place = amount.place;
    Region& region = claim.region;
    region[Dimension::Year] = Extent(out_.space.year(out_.year));
    region[Dimension::Stage] = Extent(out_.space.tree(Dimension::Stage).find(out_.kind == DocumentKind::FinalAccounts ? "final" : "budget").value_or(kRoot));
    region[Dimension::Measure] = Extent(out_.space.tree(Dimension::Measure).find(table.whole_unit ? "budget" : "performance").value_or(kRoot));
    if (!table.project.empty()) region[Dimension::Project] = Extent(out_.space.named(Dimension::Project, without_spaces(table.project)));
    if (auto refined = knowledge_.vocabulary.refine(out_.space, region, amount.label, NumberKind::Money)) region = *refined;
    ++out_.printed_amounts;
    out_.claims.push_back(std::move(claim));
    return static_cast<int>(out_.claims.size()) - 1;
  }

  void read_glossary() {
    for (const Section& section : out_.sections) {
      if (section.title.find("名词解释") == std::string::npos) continue;
      const std::string_view text = section.body.text;
      for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        add_glossary_entry(section.body, begin, end);
        begin = end + 1;
      }
    }
  }

  void add_glossary_entry(const Passage& body, std::size_t begin, std::size_t end) {
    const std::string_view line = std::string_view(body.text).substr(begin, end - begin);
    const std::size_t numbering = numbering_length(line);
    std::size_t colon = line.find("："), length = std::string_view("：").size();
    if (const auto ascii = line.find(':'); ascii < colon) colon = ascii, length = 1;
    if (numbering == 0 || colon == std::string_view::npos) {
      if (!out_.glossary.empty()) out_.glossary.back().text += line;
      return;
    }
    out_.glossary.push_back({std::string(line.substr(numbering, colon - numbering)), std::string(line.substr(colon + length)),
                             body.place_at(begin, line.size())});
  }

  const Document& document_;
  const Knowledge& knowledge_;
  const PerformanceWords& words_;
  Disclosure out_;
};

}  // namespace

Disclosure understand(const Document& document, const Knowledge& knowledge, const PerformanceWords& words) {
  return Understander(document, knowledge, words).run();
}

}  // namespace mingzhang
