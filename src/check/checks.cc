#include "check/checks.h"

#include <algorithm>

namespace mingzhang {
namespace {

// clang-format off

// Sources that several checks rest on.
constexpr CheckText kAccurateContent = {
    "《中华人民共和国预算法》第十四条（部门预算、决算及报表由各部门向社会公开）；"
    "《地方预决算公开操作规程》（财预〔2016〕143号）第四条（公开及时、内容准确、形式规范）。",
    "Budget Law of the PRC, article 14 (departments publish their budgets, final accounts and tables); Operating Procedure "
    "for the Disclosure of Local Budgets and Final Accounts, Caiyu [2016] 143, article 4 (timely, accurate, well formed)."};
constexpr CheckText kCompleteContent = {
    "《中华人民共和国预算法》第十四条（公开部门预算、决算及报表，并对机关运行经费等重要事项作出说明）；"
    "《地方预决算公开操作规程》（财预〔2016〕143号）第三条（内容全面、真实、完整）。",
    "Budget Law of the PRC, article 14 (publish budgets, final accounts and tables, and explain agency operating funds and "
    "other important matters); Caiyu [2016] 143, article 3 (content is full, true and complete)."};
constexpr CheckText kClassification = {
    "《中华人民共和国预算法》第三十二条（按照国务院财政部门制定的政府收支分类科目编制预算草案）；"
    "财政部《2024年政府收支分类科目》（财预〔2023〕83号）及各年度科目。",
    "Budget Law of the PRC, article 32 (drafts follow the classification issued by the Ministry of Finance); Government "
    "Revenue and Expenditure Classification 2024, Caiyu [2023] 83, and those of other years."};
constexpr CheckText kPerformance = {
    "《中华人民共和国预算法》第三十二条（按照绩效目标管理等预算编制规定编制预算草案）；"
    "《项目支出绩效评价管理办法》（财预〔2020〕10号）：评价以绩效目标及其指标、权重为依据。",
    "Budget Law of the PRC, article 32 (drafts follow the rules for performance targets); Measures for the Performance "
    "Evaluation of Project Expenditure, Caiyu [2020] 10: evaluation rests on the targets, their indicators and weights."};
constexpr CheckText kPersonalInformation = {
    "《中华人民共和国个人信息保护法》第六条（限于实现处理目的的最小范围）；"
    "《中华人民共和国政府信息公开条例》第十五条（涉及个人隐私、公开会损害第三方合法权益的信息不得公开）。",
    "Personal Information Protection Law of the PRC, article 6 (no more than the purpose needs); Regulations on Open "
    "Government Information, article 15 (no disclosure of private matters that harms others)."};

// The order of the families is that of the reports.
constexpr CheckInfo kChecks[] = {
#include "check/checks_sum.def"
#include "check/checks_crs.def"
#include "check/checks_chg.def"
#include "check/checks_his.def"
#include "check/checks_cod.def"
#include "check/checks_frm.def"
#include "check/checks_txt.def"
#include "check/checks_per.def"
#include "check/checks_prv.def"
};

// clang-format on

constexpr CheckFamily kFamilies[] = {
    {"SUM", {"表内合计", "Sums within a table"}},
    {"CRS", {"表与表、表与文字之间", "Across tables and text"}},
    {"CHG", {"增减、占比和原因", "Changes, shares and their reasons"}},
    {"HIS", {"文件之间", "Between documents"}},
    {"COD", {"收支分类科目", "Classification"}},
    {"FRM", {"完整性和表样", "Completeness and form"}},
    {"TXT", {"文字", "Wording"}},
    {"PER", {"绩效目标", "Performance targets"}},
    {"PRV", {"个人信息", "Personal information"}},
};

constexpr bool is_complete(const CheckText& wording) {
  return !wording.zh.empty() && !wording.en.empty();
}

constexpr bool is_complete(const CheckInfo& check) {
  return check.code.size() == 6 && !check.name.empty() && !check.since.empty() && is_complete(check.title) &&
         is_complete(check.why) && is_complete(check.how_decided) && is_complete(check.cannot_see) &&
         is_complete(check.bad_example) && is_complete(check.good_example) && is_complete(check.legal_basis);
}

// A check without an explanation does not compile.
static_assert(std::all_of(std::begin(kChecks), std::end(kChecks), [](const CheckInfo& c) { return is_complete(c); }));

}  // namespace

std::span<const CheckInfo> all_checks() {
  return kChecks;
}

const CheckInfo* find_check(std::string_view code_or_name) {
  const auto found = std::find_if(std::begin(kChecks), std::end(kChecks), [&](const CheckInfo& check) {
    return check.code == code_or_name || check.name == code_or_name;
  });
  return found == std::end(kChecks) ? nullptr : found;
}

std::span<const CheckFamily> check_families() {
  return kFamilies;
}

std::span<const CheckInfo> checks_of(const CheckFamily& family) {
  const auto belongs = [&](const CheckInfo& check) { return check.code.starts_with(family.prefix); };
  const auto first = std::find_if(std::begin(kChecks), std::end(kChecks), belongs);
  return {first, std::find_if_not(first, std::end(kChecks), belongs)};
}

}  // namespace mingzhang
