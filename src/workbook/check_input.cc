#include "workbook/check_input.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "workbook/check_targets.h"
#include "workbook/labels.h"

namespace mingzhang {
namespace {

// Ten thousand, and what else it may be when the amount itself has changed too.
constexpr int kSlip = 10'000, kSlipMin = 3'000, kSlipMax = 33'000;
constexpr int kFewLines = 5;                       // fewer others say nothing about the size of one
constexpr std::int64_t kPayMin = 3'000'00, kPayMax = 3'000'000'00;  // fen a person and year; outside it is another unit

std::string yuan(Amount amount) { return print(round_to_figure(amount, Unit::Yuan, 2), true) + "元"; }

// a is about ten thousand times b.
bool is_slip(Amount a, Amount b) {
  const __int128 large = a.fen(), small = b.fen();
  return small > 0 && large >= small * kSlipMin && large <= small * kSlipMax;
}

class Checker {
 public:
  Checker(const Content& content, const WorkbookLayout& layout, const Knowledge& knowledge, TypedUnit& typed)
      : content_(content), layout_(layout), knowledge_(knowledge), labels_(knowledge.space), typed_(typed),
        space_(typed.data.file.ledger.space), this_year_(space_.year(typed.year())) {
    last_year_ = space_.year(std::max(1, typed.year() - 1));
    stage_ = Extent();
    for (const SheetLayout& sheet : layout.sheets)
      for (const ColumnLayout& column : sheet.columns)
        if (column.amount && column.amount->year_offset == 0 && stage_.is_root()) stage_ = column.amount->stage;
  }

  void check() {
    income();
    slips_against_last_year();
    slips_among_others();
    pay();
    three_public();
    procurement();
    projects();
    check_targets(typed_);
  }

 private:
  const std::vector<LedgerLine>& lines() const { return typed_.data.file.ledger.lines; }
  const LineOrigin& origin(std::size_t line) const { return typed_.origins[line]; }

  void report(std::string id, std::string where, std::string zh, std::string en) {
    typed_.problems.push_back({std::move(id), std::move(where), {std::move(zh), std::move(en)}});
  }

  NodeId node(Dimension d, std::string_view id) const { return *space_.tree(d).find(id); }
  bool lies_in(std::size_t line, Dimension d, std::string_view id) const { return space_.contains(d, Extent(node(d, id)), lines()[line].point[d]); }
  bool is_of(std::size_t line, NodeId year) const { return lines()[line].point[Dimension::Year] == Extent(year) && lines()[line].point[Dimension::Stage] == stage_; }
  // Money spent, by the sheet of lines.
  bool is_spent(std::size_t line, NodeId year) const { return is_of(line, year) && layout_.sheets[origin(line).sheet].id == "lines"; }

  bool is_money(std::size_t line) const {
    return !typed_.data.file.measure_units.contains(space_.tree(Dimension::Measure).id(lines()[line].point[Dimension::Measure].handle()));
  }

  std::string title_of(std::string_view sheet) const { return layout_.find(sheet)->title; }

  // ---- what comes in is what goes out, by source

  struct Income {
    Amount amount;
    std::string where;
  };

  // Of this year, by source; a source may stand in two rows.
  std::map<NodeId, Income> income_by_source() const {
    std::map<NodeId, Income> income;
    for (std::size_t s = 0; s < layout_.sheets.size(); ++s) {
      const SheetLayout& sheet = layout_.sheets[s];
      if (sheet.holds != Holds::Income) continue;
      const int source = sheet.column("source"), column = sheet.column("amount");  // the first is of this year
      for (const ContentRow& row : content_[s].rows) {
        const auto known = labels_.find(Dimension::Source, row.cells[static_cast<std::size_t>(source)]);
        bool ignored = false;
        const auto amount = parse_amount(row.cells[static_cast<std::size_t>(column)], Unit::Yuan, ignored);
        if (!known || !amount) continue;
        Income& one = income[*known];
        one.amount = Amount::checked_add(one.amount, *amount).value_or(one.amount);
        if (one.where.empty()) one.where = content_[s].cell(row, column);
      }
    }
    return income;
  }

  Amount spent_from(NodeId source) const {
    Amount sum;
    for (std::size_t i = 0; i < lines().size(); ++i)
      if (is_spent(i, this_year_) && space_.contains(Dimension::Source, Extent(source), lines()[i].point[Dimension::Source])) sum = sum + lines()[i].amount;
    return sum;
  }

  void income() {
    if (layout_.find("income") == nullptr) return;
    const std::map<NodeId, Income> income = income_by_source();
    const Tree& sources = space_.tree(Dimension::Source);
    for (const auto& [source, typed] : income) {
      Amount whole;
      for (const auto& [other, part] : income)
        if (sources.contains(source, other)) whole = Amount::checked_add(whole, part.amount).value_or(whole);
      const Amount spent = spent_from(source);
      if (whole == spent) continue;
      const std::string& name = labels_.label(Dimension::Source, source);
      const std::string hint = is_slip(whole, spent) || is_slip(spent, whole) ? "。两者相差约一万倍，其中一处把万元当成了元" : "。请核对这一来源的收入和支出明细";
      report("workbook.balance", typed.where, fmt::format("“{}”收入 {}，支出明细合计 {}，相差 {}{}", name, yuan(whole), yuan(spent), yuan(whole - spent), hint),
             fmt::format("{}: income {}, expenditure {}, difference {}. Check both", name, yuan(whole), yuan(spent), yuan(whole - spent)));
    }
    std::set<NodeId> told;
    for (std::size_t i = 0; i < lines().size(); ++i) {
      const NodeId source = lines()[i].point[Dimension::Source].handle();
      if (!is_spent(i, this_year_) || source == kRoot || !told.insert(source).second) continue;
      if (std::any_of(income.begin(), income.end(), [&](const auto& each) { return sources.contains(each.first, source) || sources.contains(source, each.first); })) continue;
      const std::string& name = labels_.label(Dimension::Source, source);
      report("workbook.balance", origin(i).cell, fmt::format("支出明细用了“{}” {}，“收入”表没有这一来源。请在“收入”表填写", name, yuan(spent_from(source))),
             fmt::format("Expenditure from {} is {}, but the sheet of income has no such source. Enter it there", name, yuan(spent_from(source))));
    }
  }

  // ---- the wrong unit

  void report_slip(std::size_t line, const std::string& zh, const std::string& en) {
    report("workbook.amount.slip", origin(line).cell, zh + "。很可能把万元当成了元（或相反）；核实无误的，请在备注中写明", en + ". Probably 万元 was typed for 元 or the reverse; if it is right, say so in a note");
    slipped_.insert(line);
  }

  void slips_against_last_year() {
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> last;  // sheet and row -> line
    for (std::size_t i = 0; i < lines().size(); ++i)
      if (is_of(i, last_year_)) last.emplace(std::pair(origin(i).sheet, origin(i).row), i);
    for (std::size_t i = 0; i < lines().size(); ++i) {
      const auto before = last.find({origin(i).sheet, origin(i).row});
      if (!is_of(i, this_year_) || !is_money(i) || origin(i).noted || before == last.end()) continue;
      const Amount now = lines()[i].amount, then = lines()[before->second].amount;
      if (!is_slip(now, then) && !is_slip(then, now)) continue;
      report_slip(i, fmt::format("本年 {}，上年 {}，相差约一万倍", yuan(now), yuan(then)), fmt::format("{} this year, {} last year: about ten thousand times", yuan(now), yuan(then)));
    }
  }

  // One amount far above all others together, that would be among them if it were divided by ten thousand.
  void slips_among_others() {
    Amount sum;
    int count = 0;
    std::size_t largest = lines().size();
    for (std::size_t i = 0; i < lines().size(); ++i) {
      if (!is_spent(i, this_year_)) continue;
      ++count;
      sum = sum + lines()[i].amount;
      if (largest == lines().size() || lines()[i].amount > lines()[largest].amount) largest = i;
    }
    if (count <= kFewLines || origin(largest).noted || slipped_.contains(largest)) return;
    const Amount others = sum - lines()[largest].amount;
    if (others.fen() <= 0 || lines()[largest].amount.fen() / kSlipMin < others.fen() / 10) return;
    if (lines()[largest].amount.fen() / kSlip > others.fen()) return;
    report_slip(largest, fmt::format("这一笔 {}，是其余 {} 笔合计 {} 的几百倍以上", yuan(lines()[largest].amount), count - 1, yuan(others)),
                fmt::format("This amount is {}, hundreds of times all {} others together, {}", yuan(lines()[largest].amount), count - 1, yuan(others)));
  }

  // What people cost a head says in which unit the whole sheet was typed.
  void pay() {
    Amount paid;
    std::int64_t staff = 0;
    std::size_t first = lines().size();
    for (std::size_t i = 0; i < lines().size(); ++i) {
      if (is_of(i, this_year_) && lies_in(i, Dimension::Measure, "staff.serving")) staff += lines()[i].amount.fen();
      if (!is_spent(i, this_year_) || !lies_in(i, Dimension::Nature, "basic.personnel")) continue;
      paid = paid + lines()[i].amount;
      first = std::min(first, i);
    }
    if (staff <= 0 || paid.fen() <= 0 || origin(first).noted) return;
    const std::int64_t each = paid.fen() / staff;
    if (each >= kPayMin && each <= kPayMax) return;
    report("workbook.amount.slip", origin(first).cell,
           fmt::format("人员经费合计 {}，在职 {} 人，人均一年 {}。很可能整张表的金额单位错了（应为元）；核实无误的，请在备注中写明", yuan(paid), staff, yuan(Amount::from_fen(each))),
           fmt::format("Personnel costs {} for {} people, {} each in a year. Probably the whole sheet is in another unit than 元; if it is right, say so in a note", yuan(paid), staff, yuan(Amount::from_fen(each))));
  }

  // ---- beside the budget

  // The catalog says which economic item each of the three public expenses is. Lines that say less may hold it too.
  void three_public() {
    const auto only = [](const std::vector<std::pair<Dimension, Extent>>& extents, Dimension d) -> std::optional<Extent> {
      std::optional<Extent> found;
      for (const auto& [dimension, extent] : extents) {
        if (dimension == d) found = extent;
        else if (dimension != Dimension::Measure) return std::nullopt;
      }
      return found;
    };
    for (const Axiom& axiom : knowledge_.axioms) {
      const auto economic = only(axiom.right, Dimension::Economic);
      const auto measure = only(axiom.left, Dimension::Measure);
      if (!economic || !measure || axiom.within || !space_.contains(Dimension::Measure, Extent(node(Dimension::Measure, "three_public")), *measure)) continue;
      for (const NodeId year : {this_year_, last_year_}) compare_three_public(*measure, *economic, year);
    }
  }

  void compare_three_public(Extent measure, Extent economic, NodeId year) {
    Amount stated, bound;
    std::size_t at = lines().size();
    bool detailed = false;
    for (std::size_t i = 0; i < lines().size(); ++i) {
      const Region& point = lines()[i].point;
      if (is_of(i, year) && space_.contains(Dimension::Measure, measure, point[Dimension::Measure])) {
        stated = stated + lines()[i].amount;
        at = std::min(at, i);
      }
      // They are paid from what the treasury gives, this year or carried over.
      if (!is_spent(i, year) || (!lies_in(i, Dimension::Source, "fiscal") && !lies_in(i, Dimension::Source, "carryover.fiscal"))) continue;
      detailed = detailed || !point[Dimension::Economic].is_root();
      if (space_.contains(Dimension::Economic, economic, point[Dimension::Economic]) || space_.contains(Dimension::Economic, point[Dimension::Economic], economic)) bound = bound + lines()[i].amount;
    }
    if (!detailed || stated <= bound) return;
    const std::string& code = space_.tree(Dimension::Economic).id(economic.handle());
    const std::string& name = labels_.label(Dimension::Measure, measure.handle());
    report("workbook.three_public.above", origin(at).cell, fmt::format("“{}”填了 {}，支出明细中经济分类 {} 合计只有 {}。请补充支出明细或改小", name, yuan(stated), code, yuan(bound)),
           fmt::format("{} is {}, but the lines of economic item {} come to {} only. Add lines or lower it", name, yuan(stated), code, yuan(bound)));
  }

  void procurement() {
    for (std::size_t s = 0; s < layout_.sheets.size(); ++s)
      for (std::size_t f = 0; f < layout_.sheets[s].fields.size(); ++f) {
        if (layout_.sheets[s].fields[f].field != "procurement_total" || !content_[s].found || content_[s].fields[f].empty()) continue;
        bool ignored = false;
        const std::string& text = content_[s].fields[f];
        const auto total = parse_amount(text, Unit::Yuan, ignored);
        if (!total) {
          report("workbook.amount.not_number", content_[s].field_cell(f), fmt::format("“{}”不是数字。请只填以元为单位的数字", text), fmt::format("{} is no number. Write digits only, in 元", text));
          continue;
        }
        Amount sum;
        for (std::size_t i = 0; i < lines().size(); ++i)
          if (is_of(i, this_year_) && lies_in(i, Dimension::Measure, "procurement")) sum = sum + lines()[i].amount;
        if (sum == *total) continue;
        report("workbook.procurement", content_[s].field_cell(f), fmt::format("采购总额 {}，货物、工程、服务之和 {}，相差 {}。请核对", yuan(*total), yuan(sum), yuan(*total - sum)),
               fmt::format("Procurement in all is {}, goods, works and services come to {}, difference {}. Check them", yuan(*total), yuan(sum), yuan(*total - sum)));
      }
  }

  // A project that has no money is none of the budget.
  void projects() {
    std::set<std::string> paid;
    for (std::size_t i = 0; i < lines().size(); ++i) {
      const Extent project = lines()[i].point[Dimension::Project];
      if (!project.is_root() && lies_in(i, Dimension::Measure, "budget")) paid.insert(space_.tree(Dimension::Project).id(project.handle()));
      const bool lacks = is_spent(i, this_year_) && project.is_root() && lines()[i].point[Dimension::Nature] == Extent(node(Dimension::Nature, "project"));
      if (lacks && lines()[i].point[Dimension::Economic].is_root() && !origin(i).noted)
        report("workbook.project.none", origin(i).cell, "项目支出没有填项目名称。请选项目；确实不分项目的，在备注中写明", "Project expenditure names no project. Choose one, or say in a note that there is none");
    }
    for (std::size_t s = 0; s < layout_.sheets.size(); ++s) {
      if (layout_.sheets[s].holds != Holds::Projects) continue;
      const int name = layout_.sheets[s].column("name");
      for (const ContentRow& row : content_[s].rows) {
        const std::string& project = row.cells[static_cast<std::size_t>(name)];
        if (project.empty() || paid.contains(project)) continue;
        report("workbook.project.without_lines", content_[s].cell(row, name), fmt::format("项目“{}”在支出明细中没有金额。请补充支出明细，或删去这一行", project),
               fmt::format("The project {} has no lines of expenditure. Add them, or delete this row", project));
      }
    }
  }

  const Content& content_;
  const WorkbookLayout& layout_;
  const Knowledge& knowledge_;
  const Labels labels_;
  TypedUnit& typed_;
  Space space_;  // with both years
  NodeId this_year_, last_year_ = kRoot;
  Extent stage_;
  std::set<std::size_t> slipped_;  // lines already told
};

}  // namespace

void check_input(const Content& content, const WorkbookLayout& layout, const Knowledge& knowledge, TypedUnit& typed) {
  Checker(content, layout, knowledge, typed).check();
}

}  // namespace mingzhang
