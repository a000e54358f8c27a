#include "understand/grid_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/utf8.h"
#include "codes/catalog.h"
#include "understand/form_labels.h"
#include "understand/passage.h"

namespace mingzhang {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The ordinal that a label begins with is the first of its kind: 一、 （一） 1、.
bool is_first_ordinal(std::string_view label) {
  std::string key = word_key(label);
  if (key.starts_with("(")) key.erase(0, 1);
  const std::string_view rest = std::string_view(key).substr(key.starts_with("一") ? std::string_view("一").size() : key.starts_with("1") ? 1 : 0);
  return rest.size() < key.size() && (rest.starts_with("、") || rest.starts_with(".") || rest.starts_with(")") || rest.starts_with("．"));
}

class RowReader {
 public:
  RowReader(const Lattice& lattice, const GridLayout& layout, const GridList& list, const Region& scope, const FormPanel* form,
            const Knowledge& knowledge, Disclosure& out)
      : lattice_(lattice), layout_(layout), list_(list), scope_(scope), form_labels_(form), knowledge_(knowledge),
        words_(knowledge.table_words), out_(out), grid_words_(knowledge, out), above_(list.labels.size()),
        budget_(out.space.tree(Dimension::Measure).find("budget").value_or(kRoot)) {}

  GridRows read() {
    for (std::size_t r = layout_.body; r < lattice_.rows.size(); ++r)
      if (!is_numbering_row(lattice_, r, words_)) read_row(r);
    return std::move(result_);
  }

 private:
  struct Context {
    int level = 0;
    Region region;
    bool among = false, ordinal = true;
  };

  void read_row(std::size_t r) {
    if (is_note(r)) return;
    GridRow row;
    row.lattice_row = r;
    std::vector<std::string> names = names_of(r, row);
    row.row.code = code_of(r, row, names);
    if (lone_row(r)) {
      row.row.region = scope_;
      row.row.name = row.row.label = "合计";
      row.total = true;
      result_.rows.push_back(std::move(row));
      return;
    }
    if (row.row.code.empty() && names.empty()) {
      if (!has_amounts(r)) return;
      row.unknown = "本行有数字，但没有行名";
      row.row.region = scope_;
      result_.rows.push_back(std::move(row));
      return;
    }
    for (const std::string& name : names) row.row.name += (row.row.name.empty() ? "" : " ") + name;
    row.row.label = row.row.code.empty() ? row.row.name : row.row.code + " " + row.row.name;
    if (!row.row.code.empty() && !names.empty()) row.row.name = names.front();  // a second name is a project's
    if (!row.row.code.empty()) read_code_row(row, names);
    else read_named_row(row, names);
    result_.rows.push_back(std::move(row));
  }

  // Tables of one row have no names: the whole is what the title says.
  bool lone_row(std::size_t r) const { return list_.labels.empty() && list_.codes.empty() && has_amounts(r); }

  bool has_amounts(std::size_t r) const {
    return std::any_of(list_.amounts.begin(), list_.amounts.end(), [&](int c) {
      const Cell* cell = lattice_.own(r, c);
      return cell != nullptr && cell_figure(cell->text, kAnyMoney);
    });
  }

  bool is_note(std::size_t r) {
    const Cell* only = nullptr;
    for (int c = 0; c < lattice_.column_count; ++c) {
      const Cell* cell = lattice_.at(r, c);
      if (cell == nullptr || cell == only || trimmed(cell->text).empty()) continue;
      if (only != nullptr) return false;
      only = cell;
    }
    if (only == nullptr) return false;
    const std::string key = word_key(only->text);
    const std::size_t note = leading_word(words_.notes, key);
    if ((note == 0 || !std::string_view(key).substr(note).starts_with(":")) && !has_word(words_.empty, key)) return false;
    result_.notes.push_back(r);
    return true;
  }

  // The texts of the label columns, outer groups first. A cell that also covers amounts names a row of a list further right.
  std::vector<std::string> names_of(std::size_t r, GridRow& row) {
    std::vector<std::string> names;
    const Cell* last = nullptr;
    for (std::size_t l = 0; l < list_.labels.size(); ++l) {
      const Cell* cell = lattice_.at(r, list_.labels[l]);
      if (cell == nullptr || cell == last || covers_amounts(r, cell)) continue;
      last = cell;
      std::string text = without_spaces(cell->text);
      if (text.empty() || is_word(words_.nil, text) || is_word(words_.code_levels, text)) continue;
      if (row.row.place == Place{}) row.row.place = cell->place;
      names.push_back(std::move(text));
    }
    return names;
  }

  bool covers_amounts(std::size_t r, const Cell* cell) const {
    return std::any_of(list_.amounts.begin(), list_.amounts.end(), [&](int c) { return lattice_.at(r, c) == cell; });
  }

  // 类 款 项 in cells of their own, each alone or with what comes before it: 208|05|05, 208|20805|2080505.
  std::string code_of(std::size_t r, GridRow& row, std::vector<std::string>& names) {
    std::string code;
    const Cell* last = nullptr;
    for (int c : list_.codes) {
      const Cell* cell = lattice_.at(r, c);
      if (cell == nullptr || cell == last) continue;
      last = cell;
      std::string piece = without_spaces(cell->text);
      if (piece.empty() || is_word(words_.code_levels, piece) || is_word(words_.nil, piece)) continue;
      if (!all_digits(piece)) {  // the label of a total, merged over the codes
        if (std::find(names.begin(), names.end(), piece) == names.end()) names.insert(names.begin(), piece);
        if (row.row.place == Place{}) row.row.place = cell->place;
        continue;
      }
      if (row.row.place == Place{} || code.empty()) row.row.place = cell->place;
      if (piece.size() == 1 && !code.empty()) note_lost_zero(*cell, piece);
      code = piece.starts_with(code) ? piece : code + piece;
    }
    if (list_.codes.empty() && !names.empty()) code = code_before_name(names.front());
    return code;
  }

  void note_lost_zero(const Cell& cell, std::string& piece) {
    out_.notes.push_back({"understand.code.lost_zero", fmt::format("科目编码的“{}”应为“0{}”，按后者理解", piece, piece), cell.place});
    piece.insert(0, "0");
  }

  // "208社会保障和就业支出" in one cell.
  static std::string code_before_name(std::string& name) {
    std::size_t digits = 0;
    while (digits < name.size() && name[digits] >= '0' && name[digits] <= '9') ++digits;
    if ((digits != 3 && digits != 5 && digits != 7) || digits == name.size() || static_cast<unsigned char>(name[digits]) < 0x80) return {};
    std::string code = name.substr(0, digits);
    name.erase(0, digits);
    return code;
  }

  // ---- rows with codes

  Dimension axis(const std::string& code) const {
    return code.starts_with("3") || code.starts_with("5") ? Dimension::Economic : Dimension::Function;
  }

  const CodeEntry* entry_of(const std::string& code) const {
    const Classification classification = axis(code) == Dimension::Function ? Classification::Function
                                          : code.starts_with("5")          ? Classification::EconomicGovernment
                                                                           : Classification::EconomicDepartment;
    const CodeEntry* entry = knowledge_.codes.find(classification, code, out_.year);
    return entry != nullptr ? entry : knowledge_.codes.find_any_year(classification, code);
  }

  void read_code_row(GridRow& row, const std::vector<std::string>& names) {
    Row& r = row.row;
    const std::string name = names.empty() ? std::string() : names.front();
    std::string code = r.code;
    if (code.size() != 3 && code.size() != 5 && code.size() != 7) {
      row.unknown = fmt::format("科目编码“{}”的位数不对", code);
    } else if (entry_of(code.substr(0, 3)) == nullptr) {
      const std::string meant = code_by_name(code, name);
      if (meant.empty()) row.unknown = fmt::format("科目编码“{}”的类不存在", code);
      else code = meant;
    }
    r.region = with_unit(scope_);
    if (!row.unknown.empty()) return;
    const Dimension d = axis(code);
    r.region[d] = Extent(out_.space.code(d, code, name));
    code_ = code;
    // A second name beside that of the code is a project's.
    for (std::size_t i = 1; i < names.size(); ++i)
      r.region[Dimension::Project] = Extent(out_.space.named(Dimension::Project, names[i]));
  }

  // The class is broken (7 for 210), but the rest and the name say which code is meant, and the row stands below its parent.
  std::string code_by_name(const std::string& code, const std::string& name) const {
    for (std::size_t parent_size = 5; parent_size >= 3; parent_size -= 2) {
      if (code_.size() < parent_size) continue;
      for (std::size_t tail = 2; tail < code.size(); tail += 2) {
        const std::string candidate = code_.substr(0, parent_size) + code.substr(code.size() - tail);
        const CodeEntry* entry = entry_of(candidate);
        if (entry != nullptr && normalised_name(knowledge_.codes.name_in(*entry, out_.year)) == normalised_name(name)) return candidate;
      }
    }
    return {};
  }

  // ---- rows with names only

  Region with_unit(Region region) const {
    if (!unit_.is_root()) region[Dimension::Unit] = unit_;
    return region;
  }

  void read_named_row(GridRow& row, const std::vector<std::string>& names) {
    const std::string key = word_key(names.back());
    row.row.region = scope_;
    const FormRow* stated = names.size() == 1 ? form_labels_.row(names.front()) : nullptr;
    if (stated == nullptr && names.size() == 1 && is_plain_total(key, words_)) {
      row.total = true;
      unit_ = Extent();
      contexts_.clear();
      return;
    }
    if (stated == nullptr && names.size() == 1 && names_unit(row, key)) return;
    if (!list_.codes.empty() && !code_.empty() && is_project_list()) {
      row.row.region = with_unit(scope_);
      row.row.region[axis(code_)] = Extent(out_.space.code(axis(code_), code_, {}));
      row.row.region[Dimension::Project] = Extent(out_.space.named(Dimension::Project, names.back()));
      return;
    }
    if (list_.labels.size() > 1) read_path(row, stated);
    else read_ordinal(row, names.front(), stated);
  }

  // Within the list; where it stands below another row, that is said already.
  Region region_of(const FormRow& stated) const {
    Region region = scope_;
    for (int i = 0; i < kDimensionCount; ++i)
      if (const auto d = static_cast<Dimension>(i); !stated.region[d].is_root()) region[d] = stated.region[d];
    for (const auto& [d, extent] : stated.means) region[d] = extent;
    return region;
  }

  // The unit itself is the whole; a subordinate unit's row is followed by what that unit has.
  bool names_unit(GridRow& row, const std::string& key) {
    if (key == word_key(out_.unit)) {
      unit_ = Extent();
      row.total = true;
      return true;
    }
    const bool unit = ends_with_word(words_.organisations, key) && !knowledge_.vocabulary.refine(out_.space, scope_, key, NumberKind::Money);
    if (!unit) return false;
    unit_ = Extent(out_.space.named(Dimension::Unit, row.row.name));
    row.row.region[Dimension::Unit] = unit_;
    return true;
  }

  bool is_project_list() const {
    const auto project = out_.space.tree(Dimension::Nature).find("project");
    return project && scope_[Dimension::Nature] == Extent(*project);
  }

  static constexpr int kUnnumbered = 5, kAmong = 5;

  // `stated`: of the form, where it says what this label means.
  void read_ordinal(GridRow& row, const std::string& name, const FormRow* stated) {
    int level = 0;
    const std::size_t numbering = numbering_length(name, &level);
    std::string label = word_key(name.substr(numbering));
    for (const std::string& word : words_.among)
      if (label.starts_with(word)) {
        row.among = true;
        label.erase(0, word.size());
        if (label.starts_with(":")) label.erase(0, 1);
      }
    const std::size_t inner = numbering_length(label, numbering == 0 ? &level : nullptr);
    label.erase(0, inner);
    const int numbered = numbering + inner > 0 ? level * 10 : kUnnumbered;
    const int depth = row.among ? std::max(among_depth(), inner > 0 ? numbered : 0) : numbered;  // “其中：（一）…” is followed by “（二）…”
    // “其中：（一）…”, “（二）…”: it goes on with the next number, and what stands below these is among them too.
    row.among = row.among || std::any_of(contexts_.begin(), contexts_.end(), [&](const auto& context) {
      return context.among && context.ordinal && context.level == depth && depth == numbered;
    });
    const Region parent = parent_of(row, depth, name, label);
    row.among = row.among || (!contexts_.empty() && contexts_.back().among);
    Understood understood = stated != nullptr ? Understood{region_of(*stated), true, {}} : grid_words_.label(parent, label);
    if (stated == nullptr && parent != scope_ && !out_.space.contains(parent, understood.region)) understood.unknown = fmt::format("行名“{}”不属于上一级", name);
    row.row.region = understood.region;
    row.unknown = !understood.unknown.empty() || understood.spoken ? understood.unknown : fmt::format("行名“{}”未能识别", name);
    if (!row.unknown.empty()) name_item(row, parent, name);
    if (!row.unknown.empty() && lists_projects()) name_project(row, name);
    contexts_.push_back({depth_, row.row.region, row.among, numbering + inner > 0});
  }

  // Below 项目名称 stand projects, when their money is divided over columns. (Lists of one amount name anything so.)
  bool lists_projects() const {
    if (list_.labels.empty()) return false;
    const auto& path = layout_.columns[static_cast<std::size_t>(list_.labels.front())].path;
    return list_.amounts.size() > 1 && !path.empty() && word_key(path.back()) == "项目名称";
  }

  void name_project(GridRow& row, const std::string& name) {
    row.row.region = with_unit(scope_);
    row.row.region[Dimension::Project] = Extent(out_.space.named(Dimension::Project, name));
    row.unknown.clear();
  }

  int among_depth() const {
    for (auto context = contexts_.rbegin(); context != contexts_.rend(); ++context)
      if (!context->among) return context->level + kAmong;
    return kUnnumbered;
  }

  // Deeper numbers stand below shallower ones; numbers that begin anew stand below the row without number before them; rows
  // that follow 其中 without a number stay with it while they lie in it.
  Region parent_of(GridRow& row, int depth, const std::string& name, const std::string& label) {
    depth_ = depth;
    if (depth == kUnnumbered && !row.among && !contexts_.empty() && contexts_.back().among) {
      const int level = contexts_.back().level;
      const Region around = parent_at(level);
      const Understood inside = grid_words_.label(around, label);
      if (inside.spoken && inside.unknown.empty() && out_.space.contains(around, inside.region) && around != scope_) {
        row.among = true;
        depth_ = level;
        return around;
      }
    }
    if (depth_ > kUnnumbered && !row.among && !contexts_.empty() && contexts_.front().level == kUnnumbered && contexts_.size() == 1 &&
        !contexts_.front().ordinal && !is_first_ordinal(name))
      contexts_.clear();
    return parent_at(depth_);
  }

  Region parent_at(int depth) {
    while (!contexts_.empty() && contexts_.back().level >= depth) contexts_.pop_back();
    return contexts_.empty() ? scope_ : contexts_.back().region;
  }

  // What a group lists under a name of its own is a part of the group, whatever it is.
  void name_item(GridRow& row, const Region& parent, const std::string& name) {
    const Extent group = parent[Dimension::Source];
    if (group.is_root() || group.is_set() || group == scope_[Dimension::Source] || parent.with(Dimension::Source, scope_[Dimension::Source]) != scope_) return;
    Tree& tree = out_.space.growing(Dimension::Source);
    row.row.region = parent.with(Dimension::Source, tree.add(group.handle(), tree.id(group.handle()) + "." + name, name));
    row.unknown.clear();
  }

  // Several columns of names: groups and their items. What an outer column does not print again goes on from above.
  void read_path(GridRow& row, const FormRow* stated) {
    for (std::size_t l = first_printed(row.lattice_row); l < above_.size(); ++l) {
      const Cell* cell = lattice_.at(row.lattice_row, list_.labels[l]);
      above_[l] = cell == nullptr ? std::string() : without_spaces(cell->text);
    }
    NodeId item = kRoot;
    std::string last;
    for (const std::string& text : above_) {
      if (text.empty() || text == last) continue;
      const bool outermost = last.empty();
      last = text;
      if (outermost || !has_items()) read_group(row, text, stated);
      else item = item_below(item, item == kRoot && above_.front() != text ? above_.front() + "/" + text : text);
    }
    if (item == kRoot) return;
    if (!items_.insert(item).second) item = item_below(item, "#" + std::to_string(items_.size()));
    row.row.region[Dimension::Project] = Extent(item);
  }

  // What is bought, or done in projects, has names of its own.
  bool has_items() const { return scope_[Dimension::Measure] != budget_ || is_project_list(); }

  void read_group(GridRow& row, const std::string& text, const FormRow* stated) {
    if (stated == nullptr) stated = form_labels_.row(text);
    if (stated != nullptr) {
      row.row.region = region_of(*stated);
      return;
    }
    const std::string label = word_key(text.substr(numbering_length(text)));
    const Understood understood = grid_words_.label(row.row.region, label);
    for (const std::string& word : words_.among) row.among = row.among || label.starts_with(word);
    const bool inside = row.row.region == scope_ || out_.space.contains(row.row.region, understood.region);
    if (inside && understood.unknown.empty() && (understood.spoken || knowledge_.vocabulary.knows(label))) {
      row.row.region = understood.region;
      return;
    }
    row.unknown = understood.unknown.empty() ? fmt::format("行名“{}”未能识别", text) : understood.unknown;
    name_item(row, row.row.region, text);
  }

  // Items of the same name under different groups are different things.
  NodeId item_below(NodeId parent, const std::string& path) {
    Tree& tree = out_.space.growing(Dimension::Project);
    const std::string name = path.substr(path.rfind('/') + 1);
    return tree.add(parent, parent == kRoot ? path : tree.id(parent) + "/" + path, name);
  }

  std::size_t first_printed(std::size_t r) const {
    for (std::size_t l = 0; l < list_.labels.size(); ++l) {
      const Cell* cell = lattice_.at(r, list_.labels[l]);
      if (cell != nullptr && !trimmed(cell->text).empty()) return l;
    }
    return list_.labels.size();
  }

  const Lattice& lattice_;
  const GridLayout& layout_;
  const GridList& list_;
  Region scope_;
  FormLabels form_labels_;
  const Knowledge& knowledge_;
  const TableWords& words_;
  Disclosure& out_;
  GridWords grid_words_;
  GridRows result_;
  std::vector<Context> contexts_;
  std::vector<std::string> above_;  // per label column: what was printed last
  std::string code_;                // of the last row that had one
  std::set<NodeId> items_;          // that rows have taken
  Extent budget_, unit_;
  int depth_ = 0;
};

}  // namespace

GridRows read_grid_rows(const Lattice& lattice, const GridLayout& layout, const GridList& list, const Region& scope,
                        const FormPanel* form, const Knowledge& knowledge, Disclosure& disclosure) {
  return RowReader(lattice, layout, list, scope, form, knowledge, disclosure).read();
}

}  // namespace mingzhang
