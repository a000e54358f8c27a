#include "publish/html_edition.h"

#include <utility>

#include <fmt/format.h>

#include "compile/derive.h"
#include "forms/code_names.h"
#include "publish/edition.h"
#include "render/figure_names.h"
#include "render/line_sums.h"
#include "render/overview.h"
#include "write/html_beside.h"

namespace mingzhang {
namespace {

// The lines in the space of the disclosure, which knows the years and codes that compiling added.
Ledger ledger_of(const Compiled& compiled, const LedgerFile& file, const Knowledge& knowledge) {
  LedgerFile complete = file;
  add_derived_lines(complete);
  Ledger ledger{compiled.disclosure.space, std::move(complete.ledger.lines)};
  name_codes(ledger.space, knowledge.codes, file.year);
  return ledger;
}

void add_pictures(const Ledger& ledger, const Period& period, HtmlBeside& beside) {
  if (std::string flow = flow_html(ledger, period, "flow", Language::Chinese); !flow.empty()) beside.before.push_back({"where-from-where-to", "钱从哪里来，用到哪里去", std::move(flow)});
  std::vector<PeriodShares> periods;
  for (const Period& one : compared_periods(ledger, period)) periods.push_back(shares_of(ledger, one, Language::Chinese));
  if (periods.size() > 1) beside.before.push_back({"compared", "与上年比较", changes_html(periods, 3, Language::Chinese)});
}

void add_links(const std::vector<FigureSpot>& figures, const Disclosure& disclosure, LineSums& sums, HtmlBeside& beside) {
  const FigureNames names(disclosure);
  int sentences = 0;
  for (const FigureSpot& figure : figures) {
    const Claim& claim = disclosure.claims[static_cast<std::size_t>(figure.claim)];
    std::string name = names.of(claim);
    if (name.empty()) name = fmt::format("n{}", ++sentences);
    beside.links.push_back({figure.block, figure.row, figure.column, figure.begin, figure.end, std::move(name), sums.anchor_of(claim)});
  }
}

}  // namespace

std::string html_edition(const Compiled& compiled, const LedgerFile& file, const Form& form, const Knowledge& knowledge) {
  std::vector<FigureSpot> figures;
  const Document document = edition_of(compiled, form, &figures);
  const Ledger ledger = ledger_of(compiled, file, knowledge);
  LineSums sums(ledger, knowledge);
  HtmlBeside beside;
  add_pictures(ledger, {file.year, form.final_accounts}, beside);
  add_links(figures, compiled.disclosure, sums, beside);
  beside.after.push_back({"sums", "每个数字由哪些账目相加", sums.sums_html()});
  beside.after.push_back({"lines", "账目", sums.lines_html()});
  return write_html(document, {.title = title_of(file, form), .contents = true}, beside);
}

}  // namespace mingzhang
