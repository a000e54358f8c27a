#include "understand/flat_table.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "understand/passage.h"

namespace mingzhang {
namespace {

struct Token {
  std::string_view text;
  Place place;
  bool line_start = false;
};

std::vector<Token> tokens_of(const Text& line) {
  std::vector<Token> tokens;
  std::size_t begin = std::string::npos;
  int column = std::max(line.place.column, 1), begin_column = column;
  auto flush = [&](std::size_t end) {
    if (begin == std::string::npos) return;
    Place place = line.place;
    place.column = begin_column;
    place.length = column - begin_column;
    tokens.push_back({std::string_view(line.text).substr(begin, end - begin), place, tokens.empty()});
    begin = std::string::npos;
  };
  for (const CodePoint& c : code_points(line.text)) {
    if (is_space(c.value)) {
      flush(c.offset);
    } else if (begin == std::string::npos) {
      begin = c.offset;
      begin_column = column;
    }
    ++column;
  }
  flush(line.text.size());
  return tokens;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "※ ※ ※ 1 2 3": the count of columns it numbers; 0 when the line is something else.
int numbering_line(const std::vector<Token>& tokens) {
  int next = 1;
  bool mark = false;
  for (const Token& token : tokens) {
    if (token.text == "※" || token.text == "栏次" || token.text == "行次") mark = true;
    else if (token.text == std::to_string(next)) ++next;
    else return 0;
  }
  return mark || next > 2 ? next - 1 : 0;
}

// Row labels are compared without their numbers and "其中".
std::string label_key(std::string_view label) {
  std::string key = word_key(label);
  key.erase(0, numbering_length(key));
  for (std::string_view word : {"其中:", "(小计)"})
    if (auto at = key.find(word); at != std::string::npos) key.erase(at, word.size());
  return key;
}

class FlatTableReader {
 public:
  FlatTableReader(const TableRange& range, const Catalog& codes, int year, const std::string& unit, Unit money_unit)
      : range_(range), codes_(codes), year_(year), unit_key_(word_key(unit)) {
    table_.unit = money_unit;
    for (const FormPanel& panel : range.form->panels) {
      table_.panels.push_back({&panel, {}});
      std::vector<std::string> keys;
      for (const FormRow& row : panel.rows) keys.push_back(label_key(row.label));
      row_keys_.push_back(std::move(keys));
    }
    next_row_.assign(table_.panels.size(), 0);
  }

  FlatTable read() {
    std::vector<std::vector<Token>> lines;
    bool numbered = false;
    for (const Text* line : range_.lines) {
      lines.push_back(tokens_of(*line));
      numbered = numbered || numbering_line(lines.back()) > 0;
    }
    bool header = true;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (statement_.empty() && is_unit_line(*range_.lines[i])) {
        header = true;
        continue;
      }
      if (const int columns = numbering_line(lines[i])) {
        table_.numbered_columns = std::max(table_.numbered_columns, columns);
        header = false;
        continue;
      }
      if (header && !numbered && starts_row(lines[i])) header = false;
      if (!header) read_line(i, lines[i]);
    }
    finish_row();
    if (!statement_.empty()) table_.empty_statement = join_lines(statement_);
    return std::move(table_);
  }

 private:
  struct Current {
    int panel = 0;
    FlatRow row;
    bool known = false;  // the label is complete: a form's row, a code with its catalog name
  };

  bool is_unit_line(const Text& line) {
    const std::string key = word_key(line.text);
    const std::size_t at = key.rfind("单位:");  // "编制单位：… 单位：万元"
    if (at == std::string::npos) return false;
    for (auto [word, unit] : {std::pair{"万元", Unit::WanYuan}, {"亿元", Unit::YiYuan}, {"元", Unit::Yuan}})
      if (key.compare(at + std::string_view("单位:").size(), std::string_view(word).size(), word) == 0) {
        table_.unit = unit;
        return true;
      }
    return key.find("编制") == 0;
  }

  bool starts_row(const std::vector<Token>& tokens) const {
    if (tokens.empty()) return false;
    if (code_panel(tokens, 0) >= 0) return true;
    std::string joined;
    for (const Token& token : tokens) {
      joined += token.text;
      int panel = 0;
      if (find_form_row(label_key(joined), panel) >= 0) return true;
    }
    return false;
  }

  // The panel whose code column this token begins a row of; -1 when it is not a code.
  int code_panel(const std::vector<Token>& tokens, std::size_t i) const {
    const std::string_view text = tokens[i].text;
    if (!all_digits(text) || (text.size() != 3 && text.size() != 5 && text.size() != 7)) return -1;
    if (i + 1 < tokens.size() && !tokens[i].line_start && parse_whole(tokens[i + 1].text)) return -1;
    if (!tokens[i].line_start && i + 1 == tokens.size()) return -1;
    for (std::size_t p = 0; p < table_.panels.size(); ++p) {
      const FormPanel& form = *table_.panels[p].form;
      const bool own = (form.axis == Axis::Function && text[0] == '2') ||
                       (form.axis == Axis::Economic && (text[0] == '3' || text[0] == '5'));
      const bool coded = form.axis == Axis::Function || form.axis == Axis::Economic;
      if (coded && (own || tokens[i].line_start)) return static_cast<int>(p);
    }
    return -1;
  }

  std::optional<Figure> parse_whole(std::string_view text) const {
    const auto parsed = parse_figure(text, table_.unit);
    if (!parsed || parsed->length != text.size() || !is_money(parsed->figure.unit)) return std::nullopt;
    return parsed->figure;
  }

  bool is_statement(std::string_view key) const {
    for (std::string_view word : {"空表", "没有使用", "没有安排", "本表无", "未安排"})
      if (key.find(word) != std::string_view::npos) return true;
    return key.starts_with("注:") || key.starts_with("说明:") || key.starts_with("备注:");
  }

  // A lone whole number between rows of figures with decimals is the number of a page.
  bool is_page_number(const std::vector<Token>& tokens) const {
    if (tokens.size() != 1 || !all_digits(tokens[0].text) || tokens[0].text.size() > 3) return false;
    return decimals_seen_ && (!current_ || !current_->row.figures.empty());
  }

  void read_line(std::size_t line, const std::vector<Token>& tokens) {
    if (is_page_number(tokens)) return;
    if (!statement_.empty() || begins_statement(line)) {
      finish_row();
      statement_.push_back(range_.lines[line]);
      return;
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (const int panel = code_panel(tokens, i); panel >= 0) i = begin_code_row(tokens, i, panel);
      else if (auto figure = parse_whole(tokens[i].text)) add_figure(tokens[i], *figure);
      else add_text(tokens[i]);
    }
  }

  // A statement may be wrapped so that its telling words come in the next lines.
  bool begins_statement(std::size_t line) const {
    std::string key = word_key(range_.lines[line]->text);
    if (is_statement(key)) return true;
    if (current_ && current_->row.figures.empty()) return false;
    for (std::size_t next = line + 1; next < range_.lines.size() && next <= line + 2; ++next) key += word_key(range_.lines[next]->text);
    return (key.starts_with(unit_key_) && !unit_key_.empty() && is_statement(key));
  }

  std::size_t begin_code_row(const std::vector<Token>& tokens, std::size_t i, int panel) {
    finish_row();
    current_ = Current{};
    current_->panel = panel;
    current_->row.place = tokens[i].place;
    current_->row.code = tokens[i].text;
    const std::size_t digits_max = table_.panels[static_cast<std::size_t>(panel)].form->axis == Axis::Economic ? 5 : 7;
    while (i + 1 < tokens.size() && tokens[i + 1].text.size() == 2 && all_digits(tokens[i + 1].text) &&
           current_->row.code.size() + 2 <= digits_max)
      current_->row.code += tokens[++i].text;
    return i;
  }

  void add_figure(const Token& token, const Figure& figure) {
    if (!current_) {
      table_.open.push_back({token.place, std::string(token.text), "表中数字前没有可识别的行名"});
      return;
    }
    decimals_seen_ = decimals_seen_ || figure.decimals > 0;
    current_->row.figures.push_back({figure, std::string(token.text), token.place});
  }

  void add_text(const Token& token) {
    if (current_ && extends_current(token)) {
      append_name(token.text);
      return;
    }
    if (current_ && !current_->row.figures.empty() && completes_name(token)) {
      append_name(token.text);
      return;
    }
    finish_row();
    current_ = Current{};
    current_->row.place = token.place;
    current_->row.name = token.text;
    current_->panel = static_cast<int>(panel_of_label(label_key(token.text)));
  }

  void append_name(std::string_view text) {
    std::string& name = current_->row.name;
    if (!current_->row.code.empty() && !name.empty() && complete_name(*current_)) {
      current_->row.project += text;
      return;
    }
    name += text;
  }

  const FormPanel& form_of(const Current& current) const { return *table_.panels[static_cast<std::size_t>(current.panel)].form; }

  std::string catalog_name(const Current& current) const {
    const auto classification =
        form_of(current).axis == Axis::Economic ? Classification::EconomicDepartment : Classification::Function;
    const CodeEntry* entry = codes_.find(classification, current.row.code, year_);
    if (entry == nullptr) entry = codes_.find_any_year(classification, current.row.code);
    return entry == nullptr ? std::string() : normalised_name(codes_.name_in(*entry, year_));
  }

  bool complete_name(const Current& current) const {
    return form_of(current).projects && normalised_name(current.row.name) == catalog_name(current);
  }

  bool extends_current(const Token& token) const {
    const Current& current = *current_;
    if (!current.row.figures.empty()) return false;
    const FormPanel& form = form_of(current);
    if (!current.row.code.empty()) {
      if (current.row.name.empty() || !form.all_codes) return true;
      return catalog_name(current).starts_with(normalised_name(current.row.name + std::string(token.text)));
    }
    const std::string longer = label_key(current.row.name + std::string(token.text));
    if (is_label_prefix(longer)) return true;
    if (is_complete_label(label_key(current.row.name))) return false;
    return form.axis == Axis::Project || form.unit_row || !token.line_start;
  }

  // The second half of a wrapped name that follows the figures.
  bool completes_name(const Token& token) const {
    const Current& current = *current_;
    if (current.row.code.empty() || !token.line_start || complete_name(current)) return false;
    const std::string known = catalog_name(current);
    return !known.empty() && known != normalised_name(current.row.name) &&
           known.starts_with(normalised_name(current.row.name + std::string(token.text)));
  }

  bool is_label_prefix(std::string_view key) const {
    for (std::size_t p = 0; p < row_keys_.size(); ++p) {
      for (const std::string& row : row_keys_[p])
        if (row.starts_with(key)) return true;
      if (word_key(table_.panels[p].form->total).starts_with(key)) return true;
      if (table_.panels[p].form->unit_row && unit_key_.starts_with(key)) return true;
    }
    return false;
  }

  bool is_complete_label(std::string_view key) const {
    int panel = 0;
    return find_form_row(key, panel) >= 0 || is_total(key) || (!unit_key_.empty() && key == unit_key_);
  }

  // Departments print a row for each of their units before its lines.
  static bool names_unit(std::string_view key) {
    for (std::string_view ending : {"局", "中心", "委员会", "委", "办公室", "院", "学校", "中学", "小学", "幼儿园", "站", "大队", "支队", "所", "馆", "本级", "机关", "协会", "联合会", "总队", "医院", "政府", "处", "社"})
      if (key.ends_with(ending)) return true;
    return false;
  }

  bool is_total(std::string_view key) const { return key == "总计" || key == "合计"; }

  std::size_t panel_of_label(std::string_view key) const {
    for (std::size_t p = 0; p < row_keys_.size(); ++p)
      for (const std::string& row : row_keys_[p])
        if (row.starts_with(key)) return p;
    return 0;
  }

  // Rows come in the order of the form; the same label may stand under several groups.
  int find_form_row(std::string_view key, int& panel) const {
    for (const bool wrapped : {false, true})
      for (std::size_t p = 0; p < row_keys_.size(); ++p) {
        const auto& keys = row_keys_[p];
        const std::size_t first = wrapped ? 0 : next_row_[p], last = wrapped ? next_row_[p] : keys.size();
        for (std::size_t r = first; r < last; ++r)
          if (keys[r] == key) {
            panel = static_cast<int>(p);
            return static_cast<int>(r);
          }
      }
    return -1;
  }

  void finish_row() {
    if (!current_) return;
    Current current = std::move(*current_);
    current_.reset();
    if (current.row.code.empty()) classify_label(current);
    else split_project(current);
    FlatRow& row = current.row;
    row.label = row.code.empty() ? row.name : row.code + " " + row.name;
    if (!row.project.empty() && !row.code.empty()) row.label += " " + row.project;
    const FormPanel& form = form_of(current);
    if (!row.code.empty() || !row.project.empty()) row.unit = current_unit_;
    const bool known = !row.code.empty() || row.form_row >= 0 || row.total || !row.project.empty() || !row.unit.empty() ||
                       (form.unit_row && word_key(row.name) == unit_key_);
    if (!known) {
      table_.open.push_back({row.place, row.name, "行名不在本表式中，未能识别"});
      for (const PrintedFigure& figure : row.figures)
        table_.open.push_back({figure.place, figure.quote, "所在行“" + row.name + "”未能识别"});
      return;
    }
    table_.panels[static_cast<std::size_t>(current.panel)].rows.push_back(std::move(row));
  }

  void classify_label(Current& current) {
    const std::string key = label_key(current.row.name);
    int panel = current.panel;
    if (const int row = find_form_row(key, panel); row >= 0) {
      current.panel = panel;
      current.row.form_row = row;
      current.row.total = table_.panels[static_cast<std::size_t>(panel)].form->rows[static_cast<std::size_t>(row)].total;
      next_row_[static_cast<std::size_t>(panel)] = static_cast<std::size_t>(row) + 1;
    } else if (is_total(key)) {
      current.row.total = true;
      current_unit_.clear();
    } else if (form_of(current).unit_row && word_key(current.row.name) == unit_key_) {
      current_unit_.clear();
    } else if (form_of(current).unit_row && names_unit(key)) {
      current.row.unit = current_unit_ = current.row.name;
    } else if (form_of(current).axis == Axis::Project && word_key(current.row.name) != unit_key_) {
      current.row.project = current.row.name;
    }
  }

  // "其他发展与改革事务支出优化营商环境宣传费": the code says where its own name ends.
  void split_project(Current& current) {
    FlatRow& row = current.row;
    if (!form_of(current).projects || !row.project.empty()) return;
    const std::string known = catalog_name(current);
    const std::string key = normalised_name(row.name);
    if (known.empty() || key == known || !key.starts_with(known)) return;
    const std::size_t cut = count_code_points(known);
    const std::string plain = without_spaces(row.name);
    const std::size_t byte = byte_of_column(plain, static_cast<int>(cut) + 1);
    row.name = plain.substr(0, byte);
    row.project = plain.substr(byte);
  }

  const TableRange& range_;
  const Catalog& codes_;
  int year_;
  std::string unit_key_;
  FlatTable table_;
  std::vector<std::vector<std::string>> row_keys_;
  std::vector<std::size_t> next_row_;
  std::optional<Current> current_;
  bool decimals_seen_ = false;
  std::string current_unit_;
  std::vector<const Text*> statement_;
};

}  // namespace

FlatTable read_flat_table(const TableRange& range, const Catalog& codes, int year, const std::string& unit, Unit money_unit) {
  return FlatTableReader(range, codes, year, unit, money_unit).read();
}

}  // namespace mingzhang
