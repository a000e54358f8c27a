#include "render/tables.h"

#include <algorithm>

#include "base/text.h"

namespace mingzhang {
namespace {

// Panels of one table stand side by side in one grid.
class TableRenderer {
 public:
  TableRenderer(const Disclosure& disclosure, const FormTable& form) : disclosure_(disclosure), form_(form) {}

  const std::vector<FigureSpot>& figures() const { return figures_; }

  Grid render(const std::vector<const Table*>& tables) {
    std::size_t header = 0;
    for (const FormPanel& panel : form_.panels) header = std::max(header, header_depth(panel));
    for (std::size_t p = 0; p < tables.size(); ++p) {
      heads_ = std::max(heads_, head_rows(form_.panels[p], *tables[p]));
      feet_ = std::max(feet_, tables[p]->rows.size() - head_rows(form_.panels[p], *tables[p]));
    }
    const bool numbering = !form_.numbering.empty();
    const int first_row = static_cast<int>(header) + (numbering ? 1 : 0);
    int column = 0;
    for (std::size_t p = 0; p < tables.size(); ++p) {
      const FormPanel& panel = form_.panels[p];
      if (!panel.name.empty() && form_.panels.size() > 1) add_panel_name(p, column);
      add_header(panel, column, panel.name.empty() || form_.panels.size() == 1 ? 0 : 1, static_cast<int>(header));
      if (numbering) add_numbering(panel, column, static_cast<int>(header));
      add_line_numbers(panel, column, first_row);
      add_rows(panel, *tables[p], column, first_row);
      column += width_of(panel);
    }
    if (heads_ + feet_ == 0) add_empty_row(column, first_row);
    grid_.row_count = first_row + static_cast<int>(heads_ + feet_);
    grid_.column_count = column;
    grid_.header_row_count = first_row;
    std::sort(grid_.cells.begin(), grid_.cells.end(), [](const Cell& a, const Cell& b) { return std::pair(a.row, a.column) < std::pair(b.row, b.column); });
    return std::move(grid_);
  }

 private:
  static int width_of(const FormColumn& column) { return column.code_levels.empty() ? 1 : static_cast<int>(column.code_levels.size()); }
  static int width_of(const FormPanel& panel) {
    int width = 0;
    for (const FormColumn& column : panel.columns) width += width_of(column);
    return width;
  }

  // Codes in one column are printed whole; 类, 款 and 项 in columns of their own have headers of their own.
  static bool has_level_headers(const FormColumn& column) { return column.code_levels.size() > 1; }

  std::size_t header_depth(const FormPanel& panel) const {
    std::size_t depth = 1;
    for (const FormColumn& column : panel.columns) depth = std::max(depth, column.path.size() + (has_level_headers(column) ? 1 : 0));
    return depth + (form_.panels.size() > 1 && !panel.name.empty() ? 1 : 0);
  }

  void add(int row, int column, std::string text, int row_span = 1, int column_span = 1) {
    grid_.cells.push_back({row, column, row_span, column_span, std::move(text), {}});
  }

  // Neighbours of one name stand below it together: one list, folded.
  void add_panel_name(std::size_t p, int column) {
    const std::string& name = form_.panels[p].name;
    if (p > 0 && form_.panels[p - 1].name == name) return;
    int width = 0;
    for (std::size_t i = p; i < form_.panels.size() && form_.panels[i].name == name; ++i) width += width_of(form_.panels[i]);
    add(0, column, name, 1, width);
  }

  void add_header(const FormPanel& panel, int first, int top, int bottom) {
    int column = first;
    for (std::size_t c = 0; c < panel.columns.size(); ++c) {
      const FormColumn& leaf = panel.columns[c];
      for (std::size_t level = 0; level < leaf.path.size(); ++level) {
        const bool last = level + 1 == leaf.path.size();
        if (!last && c > 0 && same_group(panel.columns[c - 1], leaf, level)) continue;
        const int row = top + static_cast<int>(level);
        const int levels_below = has_level_headers(leaf) ? 1 : 0;
        add(row, column, leaf.path[level], last ? bottom - row - levels_below : 1, last ? width_of(leaf) : group_width(panel, c, level));
      }
      for (std::size_t i = 0; has_level_headers(leaf) && i < leaf.code_levels.size(); ++i) add(bottom - 1, column + static_cast<int>(i), leaf.code_levels[i]);
      column += width_of(leaf);
    }
  }

  static bool same_group(const FormColumn& a, const FormColumn& b, std::size_t level) {
    return a.path.size() > level + 1 && std::equal(b.path.begin(), b.path.begin() + static_cast<std::ptrdiff_t>(level) + 1, a.path.begin());
  }

  static int group_width(const FormPanel& panel, std::size_t first, std::size_t level) {
    int width = width_of(panel.columns[first]);
    for (std::size_t c = first + 1; c < panel.columns.size() && same_group(panel.columns[first], panel.columns[c], level) && panel.columns[c].path.size() > level + 1; ++c)
      width += width_of(panel.columns[c]);
    return width;
  }

  // An empty table shows that nothing stands below its header.
  void add_empty_row(int columns, int row) {
    heads_ = 1;
    for (int column = 0; column < columns; ++column) add(row, column, "");
  }

  // The rows before those that stand beside the foot of the other panels: its last total, or from where the form says.
  static std::size_t head_rows(const FormPanel& panel, const Table& table) {
    if (table.rows.size() < panel.rows.size() || panel.rows.empty()) return table.rows.size();
    const std::size_t before = table.rows.size() - panel.rows.size();
    for (std::size_t r = 0; r < panel.rows.size(); ++r)
      if (panel.rows[r].foot) return before + r;
    return panel.rows.back().total ? table.rows.size() - 1 : table.rows.size();
  }

  // The last total of each panel stands in the last line of all.
  int row_of(const FormPanel& panel, const Table& table, std::size_t r) const {
    const std::size_t head = head_rows(panel, table);
    if (r < head) return static_cast<int>(r);
    const bool closing = r + 1 == table.rows.size() && panel.rows.back().total;
    return static_cast<int>(closing ? heads_ + feet_ - 1 : heads_ + r - head);
  }

  void add_numbering(const FormPanel& panel, int first, int row) {
    const bool marks = form_.numbering == "※";
    int column = first;
    for (const FormColumn& leaf : panel.columns) {
      const int width = width_of(leaf);
      for (int i = 0; i < width; ++i)
        if (leaf.amount || marks || leaf.line_numbers) add(row, column + i, leaf.amount ? std::to_string(++numbered_) : leaf.line_numbers ? "" : form_.numbering);
      column += width;
    }
    if (marks) return;
    int named = 0;  // columns before the line numbers or the amounts
    for (const FormColumn& leaf : panel.columns) {
      if (leaf.amount || leaf.line_numbers) break;
      named += width_of(leaf);
    }
    if (named > 0) add(row, first, form_.numbering, 1, named);
  }

  void add_line_numbers(const FormPanel& panel, int column, int first_row) {
    for (const FormColumn& leaf : panel.columns) {
      for (std::size_t r = 0; leaf.line_numbers && r < heads_ + feet_; ++r) add(first_row + static_cast<int>(r), column, std::to_string(++line_));
      column += width_of(leaf);
    }
  }

  void add_rows(const FormPanel& panel, const Table& table, int first, int first_row) {
    int ordinal = 0;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      if (!table.rows[r].code.empty()) ++ordinal;
      const int row = first_row + row_of(panel, table, r);
      int column = first, amount = 0, text = 0;
      for (const FormColumn& leaf : panel.columns) {
        if (leaf.amount) {
          const int claim = table.claim_at(static_cast<int>(r), amount++);
          if (claim >= 0) figures_.push_back({claim, 0, row, column});
          add(row, column, claim < 0 ? "" : print(disclosure_.claims[static_cast<std::size_t>(claim)].figure, true));
        } else if (!leaf.code_levels.empty()) {
          add_code(row, column, table.rows[r].code, width_of(leaf));
        } else if (!leaf.line_numbers) {
          add(row, column, text_of(panel, table.rows[r], text++, ordinal));
        }
        column += width_of(leaf);
      }
    }
  }

  void add_code(int row, int column, const std::string& code, int levels) {
    if (levels == 1) return add(row, column, code);
    for (int i = 0; i < levels; ++i) {
      const std::size_t begin = i == 0 ? 0 : 1 + 2 * static_cast<std::size_t>(i), length = i == 0 ? 3 : 2;
      add(row, column + i, begin < code.size() ? code.substr(begin, length) : "");
    }
  }

  // The name column, and after it the project's; lists without a code column print the code before the name.
  std::string text_of(const FormPanel& panel, const Row& row, int index, int ordinal) const {
    if (panel.ordinals && !row.code.empty()) return chinese_number(ordinal) + "、" + row.name;
    const bool code_column = std::any_of(panel.columns.begin(), panel.columns.end(), [](const FormColumn& c) { return !c.code_levels.empty(); });
    if (index == 0) return code_column || row.code.empty() ? row.name : row.code + " " + row.name;
    const Extent project = row.region[Dimension::Project];
    return project.is_root() ? "" : disclosure_.space.tree(Dimension::Project).name(project.handle());
  }

  const Disclosure& disclosure_;
  const FormTable& form_;
  std::size_t heads_ = 0, feet_ = 0;  // rows, of the longest panel
  int numbered_ = 0, line_ = 0;       // amount columns and lines so far
  Grid grid_;
  std::vector<FigureSpot> figures_;  // of the grid, whose block is not known here
};

// "表 2"; "公开02表" where the form writes two digits
std::string label_of(const Form& form, const FormTable& table) {
  std::string label = form.table_label;
  const std::string two_digits = (table.number.size() < 2 ? "0" : "") + table.number;
  for (const auto& [mark, number] : {std::pair<std::string_view, std::string>("{number}", table.number), {"{nn}", two_digits}})
    if (const auto at = label.find(mark); at != std::string::npos) label.replace(at, mark.size(), number);
  return label;
}

}  // namespace

std::vector<Block> render_tables(const Disclosure& disclosure, const Form& form, std::vector<FigureSpot>* figures) {
  std::vector<Block> blocks;
  for (const FormTable& table : form.tables) {
    std::vector<const Table*> panels;
    for (const Table& candidate : disclosure.tables)
      if (candidate.id == table.id) panels.push_back(&candidate);
    if (panels.size() != table.panels.size()) continue;
    if (!blocks.empty()) blocks.emplace_back(PageBreak{});
    blocks.emplace_back(paragraph(label_of(form, table)));
    blocks.emplace_back(paragraph(table.title, 2));
    blocks.emplace_back(paragraph(form.unit_label + disclosure.unit + "  " + form.money_label + std::string(unit_name(table.money_unit))));
    TableRenderer renderer(disclosure, table);
    blocks.emplace_back(renderer.render(panels));
    if (figures != nullptr)
      for (FigureSpot figure : renderer.figures()) {
        figure.block = blocks.size() - 1;
        figures->push_back(figure);
      }
    if (!table.note.empty()) blocks.emplace_back(paragraph(table.note));
    if (panels.front()->empty_statement) blocks.emplace_back(paragraph(panels.front()->empty_statement->text));
  }
  return blocks;
}

}  // namespace mingzhang
