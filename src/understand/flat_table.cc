#include "understand/flat_table.h"

#include <algorithm>
#include <set>

#include "base/find_word.h"
#include "base/text.h"
#include "base/utf8.h"
#include "understand/flat_header.h"
#include "understand/flat_labels.h"
#include "understand/flat_line.h"
#include "understand/passage.h"
#include "understand/table_lines.h"

namespace mingzhang {
namespace {

class FlatTableReader {
 public:
  FlatTableReader(const TableRange& range, const Knowledge& knowledge, int year, const std::string& unit)
      : range_(range), words_(knowledge.table_words), labels_(*range.form, knowledge, year, unit), unit_key_(word_key(unit)), keys_(range.keys) {
    table_.unit = range.form->money_unit;
    for (const FormPanel& panel : range.form->panels) table_.panels.emplace_back().form = &panel;
    for (FlatPanel& panel : table_.panels) panel.rows.reserve(range.lines.size() / 2);
    std::vector<std::size_t> ends;
    ends.reserve(range_.lines.size());
    for (const Text* line : range_.lines) {
      add_tokens(*line, tokens_);
      ends.push_back(tokens_.size());
    }
    lines_.reserve(ends.size());
    for (std::size_t i = 0, begin = 0; i < ends.size(); begin = ends[i++]) lines_.push_back(Tokens(tokens_).subspan(begin, ends[i] - begin));
  }

  FlatTable read() {
    const bool numbered = std::ranges::any_of(lines_, [](const auto& line) { return numbering_line(line) > 0; });
    bool header = true, rows = false;
    for (line_ = 0; line_ < lines_.size(); ++line_) {
      const Tokens tokens = lines_[line_];
      if (statement_.empty() && is_unit_line(*range_.lines[line_])) {
        header = true;
        continue;
      }
      if (const int columns = numbering_line(tokens)) {
        header_.numbered_columns = std::max(header_.numbered_columns, columns);
        header = false;
        continue;
      }
      // Pages of numbered tables may go on without their numbers.
      if (header && (numbered ? rows && is_code_row(tokens) : starts_row(tokens))) {
        header = false;
        take_name_from_header();
      }
      header = header && !begins_statement();
      if (!header && rows && repeats_header()) continue;
      if (!header) read_line(tokens);
      else if (!rows) add_to_header();
      rows = rows || !header;
    }
    finish_row();
    finish_statement();
    const std::string misfit = header_misfit(header_, *range_.form);
    for (FlatPanel& panel : table_.panels) panel.misfit = misfit;
    return std::move(table_);
  }

 private:
  struct Current {
    int panel = 0;
    FlatRow row;
    std::vector<Token> fragments;  // of a label that may be the beginning of the next code's name
    bool name_from_above = false;
  };
  struct RowRef {
    std::size_t panel = 0, row = 0;
    bool name_from_above = false;
  };

  // ---- lines

  bool is_unit_line(const Text& text) {
    if (text.text.find(':') == std::string::npos && find_word(text.text, "：") == std::string::npos) return false;
    const TableLine line = read_table_line(text.text, words_);
    if (line.money) table_.unit = *line.money;
    return line.money.has_value() || line.unit_label;
  }

  bool is_code_row(Tokens tokens) const {
    return tokens.size() > 2 && code_panel(tokens, 0) >= 0 && parse_whole(tokens.back().text);
  }

  bool starts_row(Tokens tokens) const {
    if (tokens.empty()) return false;
    int panel = 0;
    if (code_panel(tokens, 0) >= 0 || (labels_.has_unnamed_row(panel) && all_figures(tokens))) return true;
    std::string joined;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      joined += tokens[i].text;
      const std::string key = FlatLabels::key_of(joined);
      if (labels_.find(key).panel >= 0) return true;
      // 合计 alone is the header of a column.
      if (labels_.is_complete(key) && i + 1 < tokens.size() && parse_whole(tokens[i + 1].text)) return true;
    }
    return false;
  }

  bool all_figures(Tokens tokens) const {
    return tokens.size() > 1 && std::ranges::all_of(tokens, [&](const Token& token) { return parse_whole(token.text).has_value(); });
  }

  void add_to_header() {
    header_.lines.push_back(range_.lines[line_]);
    header_keys_.emplace_back(keys_[line_]);
  }

  // The name of the first code may begin in the line above it, which looks like one of the header.
  void take_name_from_header() {
    const int panel = code_panel(lines_[line_], 0);
    if (panel < 0 || header_.lines.empty() || header_.lines.back() != range_.lines[line_ - 1]) return;
    const std::string above = normalised_name(header_.lines.back()->text);
    const std::vector<std::string_view>& names = labels_.names_of(panel, lines_[line_].front().text);
    if (std::ranges::none_of(names, [&](std::string_view name) { return has_prefix(name, above); })) return;
    header_.lines.pop_back();
    header_keys_.pop_back();
    read_line(lines_[line_ - 1]);
  }

  // A page begins with the header again: lines of it, at least two together, without figures.
  bool repeats_header() const {
    const auto of_header = [&](std::size_t line) {
      return line < keys_.size() && !keys_[line].empty() && std::ranges::find(header_keys_, keys_[line]) != header_keys_.end();
    };
    return of_header(line_) && (of_header(line_ + 1) || (line_ > 0 && of_header(line_ - 1)));
  }

  // A lone whole number between rows of figures with decimals is the number of a page.
  bool is_page_number(Tokens tokens) const {
    if (tokens.size() != 1 || !all_digits(tokens[0].text) || tokens[0].text.size() > 3) return false;
    return decimals_seen_ && (!current_ || !current_->row.figures.empty());
  }

  void read_line(Tokens tokens) {
    if (is_page_number(tokens)) return;
    if (!statement_.empty() && is_code_row(tokens)) finish_statement();
    if (!statement_.empty() || begins_statement()) {
      finish_row();
      statement_.push_back(range_.lines[line_]);
      return;
    }
    disturbed_ = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (const int panel = code_panel(tokens, i); panel >= 0) i = begin_code_row(tokens, i, panel);
      else if (auto figure = parse_whole(tokens[i].text)) add_figure(tokens, i, {*figure, std::string(tokens[i].text), tokens[i].place()});
      else if (is_nil(tokens[i])) add_figure(tokens, i, {{0, 0, table_.unit}, std::string(tokens[i].text), tokens[i].place(), true});
      else add_text(tokens[i]);
    }
  }

  // ---- statements and notes

  bool is_statement(std::string_view key) const {
    const std::size_t note = leading_word(words_.notes, key);
    return has_word(words_.empty, key) || (note > 0 && key.substr(note).starts_with(":"));
  }

  // A statement may be wrapped so that its telling words come in the next lines.
  bool begins_statement() const {
    if (is_statement(keys_[line_])) return true;
    if (current_ && current_->row.figures.empty()) return false;
    if (unit_key_.empty() || !keys_[line_].starts_with(unit_key_)) return false;
    std::string key(keys_[line_]);
    for (std::size_t next = line_ + 1; next < keys_.size() && next <= line_ + 2; ++next) key += keys_[next];
    return is_statement(key);
  }

  // Notes that the table is empty belong to it; others explain what it shows.
  void finish_statement() {
    if (statement_.empty()) return;
    Passage statement = join_lines(statement_);
    statement_.clear();
    if (!table_.empty_statement && has_word(words_.empty, word_key(statement.text))) table_.empty_statement = std::move(statement);
  }

  // ---- figures

  std::optional<Figure> parse_whole(std::string_view text) const {
    const auto parsed = parse_figure(text, table_.unit);
    if (!parsed || parsed->length != text.size() || !is_money(parsed->figure.unit)) return std::nullopt;
    return parsed->figure;
  }

  bool is_nil(const Token& token) const { return current_ && !token.line_start && is_word(words_.nil, token.text); }

  void add_figure(Tokens tokens, std::size_t i, PrintedFigure printed) {
    int panel = 0;
    if (i == 0 && all_figures(tokens) && labels_.has_unnamed_row(panel)) {
      finish_row();
      current_.emplace();
      current_->panel = panel;
      current_->row.place = printed.place;
      current_->row.form_row = 0;
    }
    if (disturbed_ || !current_) {
      table_.open.push_back({printed.place, printed.quote, disturbed_ ? kDisturbed : "表中数字前没有可识别的行名"});
      return;
    }
    decimals_seen_ = decimals_seen_ || printed.figure.decimals > 0;
    if (current_->row.figures.empty()) current_->row.figures.reserve(tokens.size() - i);
    current_->row.figures.push_back(std::move(printed));
  }

  // Words of the header between the figures of a row: the lines of the file have mixed two rows of the table.
  bool disturbs(const Token& token) const {
    const std::string key = FlatLabels::key_of(token.text);
    return current_ && !current_->row.figures.empty() && !token.line_start && labels_.find(key).panel < 0 &&
           (labels_.is_header_word(token.text) || labels_.is_total(key));
  }

  void open_disturbed_row() {
    for (const PrintedFigure& figure : current_->row.figures) table_.open.push_back({figure.place, figure.quote, kDisturbed});
    current_.reset();
    disturbed_ = true;
  }

  // ---- codes

  // The panel whose code column this token begins a row of; -1 when it is not a code.
  int code_panel(Tokens tokens, std::size_t i) const {
    const std::string_view text = tokens[i].text;
    if (!all_digits(text) || (text.size() != 3 && text.size() != 5 && text.size() != 7)) return -1;
    const int panel = labels_.panel_of_code(text, tokens[i].line_start);
    if (panel < 0 || tokens[i].line_start) return panel;
    const bool figure_follows = i + 1 < tokens.size() && parse_whole(tokens[i + 1].text);
    // The second of two lists may have its name on other lines: only a known code of that list is no amount then.
    const bool second_list = current_ && panel != current_->panel && !current_->row.code.empty() && !labels_.names_of(panel, text).empty();
    return (figure_follows || i + 1 == tokens.size()) && !second_list ? -1 : panel;
  }

  std::size_t begin_code_row(Tokens tokens, std::size_t i, int panel) {
    std::string code(tokens[i].text);
    const Place place = tokens[i].place();
    const std::size_t digits_max = table_.panels[static_cast<std::size_t>(panel)].form->axis == Axis::Economic ? 5 : 7;
    const bool pieces = code.size() == 3;
    while (pieces && i + 1 < tokens.size() && tokens[i + 1].text.size() == 2 && all_digits(tokens[i + 1].text) && code.size() + 2 <= digits_max)
      code += tokens[++i].text;
    const bool named = i + 1 < tokens.size() && !parse_whole(tokens[i + 1].text);
    std::string above = take_name_above(panel, code, named);
    finish_row();
    if (!unfinished_.empty() && row_at(unfinished_.back()).place.line != place.line) unfinished_.clear();
    current_.emplace();
    current_->panel = panel;
    current_->name_from_above = !above.empty();
    current_->row.place = place;
    current_->row.code = std::move(code);
    current_->row.name = std::move(above);
    return i;
  }

  // A long name is wrapped over the lines above and below the code: "机关事业单位基本养老保险缴费 / 2080505 699.30 699.30 / 支出".
  std::string take_name_above(int panel, const std::string& code, bool named) {
    if (!current_ || current_->fragments.empty() || !current_->row.figures.empty()) return {};
    const std::vector<std::string_view>& names = labels_.names_of(panel, code);
    std::vector<Token>& fragments = current_->fragments;
    for (std::size_t first = 0; first < fragments.size(); ++first) {
      std::string name;
      for (std::size_t f = first; f < fragments.size(); ++f) name += fragments[f].text;
      const std::string key = normalised_name(name);
      const bool known = std::ranges::any_of(names, [&](std::string_view each) { return has_prefix(each, key); });
      if (!known && !(names.empty() && !named && first + 1 == fragments.size())) continue;
      fragments.resize(first);
      if (first == 0) current_.reset();
      return name;
    }
    return {};
  }

  // ---- texts

  void add_text(const Token& token) {
    if (disturbed_) return;
    if (disturbs(token)) return open_disturbed_row();
    if (current_ && extends_current(token)) return append_name(token);
    if (token.line_start) {
      if (current_ && !current_->row.code.empty()) finish_row();
      if (completes_earlier_row(token)) return;
    }
    finish_row();
    current_.emplace();
    current_->row.place = token.place();
    current_->row.name = token.text;
    current_->fragments.push_back(token);
    current_->panel = labels_.panel_beginning_with(FlatLabels::key_of(token.text));
  }

  void append_name(const Token& token) {
    Current& current = *current_;
    if (!current.row.code.empty() && !current.row.name.empty() && complete_name(current)) {
      current.row.project += token.text;
      return;
    }
    current.row.name += token.text;
    if (current.row.code.empty()) current.fragments.push_back(token);
  }

  const FormPanel& form_of(const Current& current) const { return *table_.panels[static_cast<std::size_t>(current.panel)].form; }

  bool is_name(int panel, const std::string& code, const std::string& name) const {
    return std::ranges::any_of(labels_.names_of(panel, code), [key = normalised_name(name)](std::string_view each) { return each == key; });
  }

  // What follows is a project's name.
  bool complete_name(const Current& current) const {
    return form_of(current).projects && is_name(current.panel, current.row.code, current.row.name);
  }

  bool extends_current(const Token& token) const {
    const Current& current = *current_;
    if (!current.row.code.empty()) return current.row.figures.empty() && extends_code_name(current, token);
    const std::string key = FlatLabels::key_of(current.row.name), longer = FlatLabels::key_of(current.row.name + std::string(token.text));
    const bool complete = labels_.is_complete(key);
    if (!current.row.figures.empty()) return token.line_start && !complete && labels_.is_prefix(longer);
    if (labels_.is_prefix(longer)) return true;
    if (complete || labels_.is_complete(FlatLabels::key_of(token.text))) return false;
    const FormPanel& form = form_of(current);
    return form.axis != Axis::Rows || form.unit_row || !token.line_start;
  }

  bool extends_code_name(const Current& current, const Token& token) const {
    const FormPanel& form = form_of(current);
    if (current.row.name.empty() || form.projects) return true;
    const std::vector<std::string_view>& names = labels_.names_of(current.panel, current.row.code);
    const std::string longer = normalised_name(current.row.name + std::string(token.text));
    if (std::ranges::any_of(names, [&](std::string_view name) { return has_prefix(name, longer); })) return true;
    if (is_name(current.panel, current.row.code, current.row.name)) return false;
    return !form.all_codes || (names.empty() && !token.line_start);
  }

  FlatRow& row_at(const RowRef& ref) { return table_.panels[ref.panel].rows[ref.row]; }

  // The rest of a wrapped name, in the lines below its code.
  bool completes_earlier_row(const Token& token) {
    for (const RowRef& ref : unfinished_) {
      FlatRow& row = row_at(ref);
      const std::vector<std::string_view>& names = labels_.names_of(static_cast<int>(ref.panel), row.code);
      const std::string longer = normalised_name(row.name + std::string(token.text));
      const bool known = std::ranges::any_of(names, [&](std::string_view name) { return has_prefix(name, longer); });
      if (!known && !(names.empty() && ref.name_from_above && !begins_next_name())) continue;
      row.name += token.text;
      row.label = row.code + " " + row.name;
      return true;
    }
    return false;
  }

  // The next line is a code that has lost its name: this line is it.
  bool begins_next_name() const {
    if (line_ + 1 >= lines_.size()) return false;
    const Tokens next = lines_[line_ + 1];
    return next.size() > 1 && code_panel(next, 0) >= 0 && parse_whole(next[1].text).has_value();
  }

  // ---- rows

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
    const bool known = !row.code.empty() || !row.named_code.empty() || row.form_row >= 0 || row.total || !row.project.empty() ||
                       !row.unit.empty() || (form.unit_row && labels_.is_unit(row.name));
    if (!known) return leave_open(row);
    if (row.total && row.form_row < 0 && row.figures.empty()) return;  // the header of a column
    auto& rows = table_.panels[static_cast<std::size_t>(current.panel)].rows;
    if (!row.code.empty() && !is_name(current.panel, row.code, row.name))
      unfinished_.push_back({static_cast<std::size_t>(current.panel), rows.size(), current.name_from_above});
    rows.push_back(std::move(row));
  }

  void leave_open(const FlatRow& row) {
    table_.open.push_back({row.place, row.name, "行名不在本表式中，未能识别"});
    for (const PrintedFigure& figure : row.figures)
      table_.open.push_back({figure.place, figure.quote, "所在行“" + row.name + "”未能识别"});
  }

  void classify_label(Current& current) {
    FlatRow& row = current.row;
    if (row.form_row >= 0) {  // a row without a label
      row.total = form_of(current).rows[static_cast<std::size_t>(row.form_row)].total;
      return;
    }
    const std::string key = FlatLabels::key_of(row.name);
    if (const NamedRow named = labels_.find(key); named.panel >= 0) {
      current.panel = named.panel;
      row.form_row = named.form_row;
      row.named_code = named.code;
      row.total = named.form_row >= 0 && form_of(current).rows[static_cast<std::size_t>(named.form_row)].total;
      labels_.take(named);
    } else if (labels_.is_total(key)) {
      row.total = true;
      current_unit_.clear();
    } else if (form_of(current).unit_row && labels_.is_unit(row.name)) {
      current_unit_.clear();
    } else if (form_of(current).unit_row && labels_.names_organisation(key)) {
      row.unit = current_unit_ = row.name;
    } else if (form_of(current).axis == Axis::Project && !labels_.is_unit(row.name)) {
      row.project = row.name;
    }
  }

  // "其他发展与改革事务支出优化营商环境宣传费": the code says where its own name ends.
  void split_project(Current& current) {
    FlatRow& row = current.row;
    if (!form_of(current).projects || !row.project.empty()) return;
    const std::string key = normalised_name(row.name);
    for (const std::string_view known : labels_.names_of(current.panel, row.code)) {
      if (key == known) return;
      if (!has_prefix(key, known)) continue;
      const std::string plain = without_spaces(row.name);
      const std::size_t byte = byte_of_column(plain, static_cast<int>(count_code_points(known)) + 1);
      row.name = plain.substr(0, byte);
      row.project = plain.substr(byte);
      return;
    }
  }

  static constexpr const char* kDisturbed = "本行夹有表头的文字，数字所在的列无法判断";

  const TableRange& range_;
  const TableWords& words_;
  FlatLabels labels_;
  std::string unit_key_;
  FlatTable table_;
  FlatHeader header_;
  std::vector<std::string_view> header_keys_;  // of its lines
  std::vector<Token> tokens_;  // of all lines
  std::vector<Tokens> lines_;
  std::span<const std::string_view> keys_;
  std::size_t line_ = 0;
  std::optional<Current> current_;
  std::vector<RowRef> unfinished_;  // rows of the last line with codes whose names may go on below
  bool decimals_seen_ = false, disturbed_ = false;
  std::string current_unit_;
  std::vector<const Text*> statement_;
};

}  // namespace

FlatTable read_flat_table(const TableRange& range, const Knowledge& knowledge, int year, const std::string& unit) {
  return FlatTableReader(range, knowledge, year, unit).read();
}

}  // namespace mingzhang
