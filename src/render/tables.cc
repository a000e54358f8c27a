#include "render/tables.h"

#include <algorithm>

#include "base/text.h"

namespace mingzhang {
namespace {

// Panels of one table stand side by side in one grid.
class TableRenderer {
 public:
  TableRenderer(const Disclosure& disclosure, const FormTable& form, bool numbering) : disclosure_(disclosure), form_(form), numbering_(numbering) {}

  const std::vector<FigureSpot>& figures() const { return figures_; }

  Grid render(const std::vector<const Table*>& tables) {
    std::size_t header = 0;
    for (const FormPanel& panel : form_.panels) header = std::max(header, header_depth(panel));
    int column = 0;
    std::size_t rows = 0;
    for (std::size_t p = 0; p < tables.size(); ++p) rows = std::max(rows, tables[p]->rows.size());
    const int first_row = static_cast<int>(header) + (numbering_ ? 1 : 0);
    for (std::size_t p = 0; p < tables.size(); ++p) {
      const FormPanel& panel = form_.panels[p];
      if (!panel.name.empty() && form_.panels.size() > 1) add(0, column, panel.name, 1, width_of(panel));
      add_header(panel, column, panel.name.empty() || form_.panels.size() == 1 ? 0 : 1, static_cast<int>(header));
      if (numbering_) add_numbering(panel, column, static_cast<int>(header));
      add_rows(panel, *tables[p], column, first_row, rows);
      column += width_of(panel);
    }
    grid_.row_count = first_row + static_cast<int>(rows);
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

  void add_numbering(const FormPanel& panel, int column, int row) {
    int number = 0;
    for (const FormColumn& leaf : panel.columns)
      for (int i = 0; i < width_of(leaf); ++i) add(row, column++, leaf.amount ? std::to_string(++number) : "※");
  }

  void add_rows(const FormPanel& panel, const Table& table, int first, int first_row, std::size_t rows) {
    int ordinal = 0;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      if (!table.rows[r].code.empty()) ++ordinal;
      // The totals of panels side by side stand in one line, the last.
      const bool closing = r + 1 == table.rows.size() && !panel.rows.empty() && panel.rows.back().total;
      const int row = first_row + static_cast<int>(closing ? rows - 1 : r);
      int column = first, amount = 0, text = 0;
      for (const FormColumn& leaf : panel.columns) {
        if (leaf.amount) {
          const int claim = table.claim_at(static_cast<int>(r), amount++);
          if (claim >= 0) figures_.push_back({claim, 0, row, column});
          add(row, column, claim < 0 ? "" : print(disclosure_.claims[static_cast<std::size_t>(claim)].figure));
        } else if (!leaf.code_levels.empty()) {
          add_code(row, column, table.rows[r].code, width_of(leaf));
        } else {
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
  bool numbering_;
  Grid grid_;
  std::vector<FigureSpot> figures_;  // of the grid, whose block is not known here
};

}  // namespace

std::vector<Block> render_tables(const Disclosure& disclosure, const Form& form, std::vector<FigureSpot>* figures) {
  std::vector<Block> blocks;
  for (const FormTable& table : form.tables) {
    std::vector<const Table*> panels;
    for (const Table& candidate : disclosure.tables)
      if (candidate.id == table.id) panels.push_back(&candidate);
    if (panels.size() != table.panels.size()) continue;
    if (!blocks.empty()) blocks.emplace_back(PageBreak{});
    blocks.emplace_back(paragraph("表 " + table.number));
    blocks.emplace_back(paragraph(table.title, 2));
    blocks.emplace_back(paragraph(form.unit_label + disclosure.unit + " 单位：" + std::string(unit_name(table.money_unit))));
    TableRenderer renderer(disclosure, table, table.numbering);
    blocks.emplace_back(renderer.render(panels));
    if (figures != nullptr)
      for (FigureSpot figure : renderer.figures()) {
        figure.block = blocks.size() - 1;
        figures->push_back(figure);
      }
    if (panels.front()->empty_statement) blocks.emplace_back(paragraph(panels.front()->empty_statement->text));
  }
  return blocks;
}

}  // namespace mingzhang
