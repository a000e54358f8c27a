#include "read/pdf/glyph_repair.h"

#include <algorithm>

#include "base/unicode.h"
#include "base/utf8.h"

namespace mingzhang::pdf {
namespace {

struct Radical {
  char32_t radical, ideograph;
};

// CJK Radicals Supplement: NFKC leaves them, Unicode's EquivalentUnifiedIdeograph.txt names what they look like. Sorted.
constexpr Radical kRadicals[] = {
    {0x2E81, U'厂'}, {0x2E84, U'乙'}, {0x2E85, U'亻'}, {0x2E86, U'冂'}, {0x2E8B, U'卩'}, {0x2E8C, U'小'}, {0x2E8E, U'兀'},
    {0x2E91, U'尢'}, {0x2E92, U'巳'}, {0x2E93, U'幺'}, {0x2E94, U'彑'}, {0x2E96, U'忄'}, {0x2E98, U'扌'}, {0x2E99, U'攵'},
    {0x2E9B, U'旡'}, {0x2E9C, U'日'}, {0x2E9D, U'月'}, {0x2E9F, U'母'}, {0x2EA0, U'民'}, {0x2EA1, U'氵'}, {0x2EA3, U'灬'},
    {0x2EA4, U'爫'}, {0x2EA8, U'犭'}, {0x2EA9, U'王'}, {0x2EAA, U'疋'}, {0x2EAB, U'目'}, {0x2EAC, U'示'}, {0x2EAD, U'礻'},
    {0x2EAE, U'竹'}, {0x2EAF, U'糹'}, {0x2EB0, U'纟'}, {0x2EB3, U'罒'}, {0x2EB6, U'羊'}, {0x2EB8, U'羊'}, {0x2EB9, U'耂'},
    {0x2EBB, U'聿'}, {0x2EBC, U'肉'}, {0x2EBE, U'艹'}, {0x2EBF, U'艹'}, {0x2EC0, U'艹'}, {0x2EC1, U'虎'}, {0x2EC2, U'衤'},
    {0x2EC3, U'覀'}, {0x2EC4, U'西'}, {0x2EC5, U'见'}, {0x2EC6, U'角'}, {0x2EC8, U'讠'}, {0x2EC9, U'贝'}, {0x2ECB, U'车'},
    {0x2ECC, U'辶'}, {0x2ECD, U'辶'}, {0x2ECF, U'阝'}, {0x2ED0, U'钅'}, {0x2ED1, U'長'}, {0x2ED2, U'镸'}, {0x2ED3, U'长'},
    {0x2ED4, U'门'}, {0x2ED6, U'阝'}, {0x2ED7, U'雨'}, {0x2ED8, U'青'}, {0x2ED9, U'韦'}, {0x2EDA, U'页'}, {0x2EDB, U'风'},
    {0x2EDC, U'飞'}, {0x2EDD, U'食'}, {0x2EDF, U'飠'}, {0x2EE0, U'饣'}, {0x2EE2, U'马'}, {0x2EE3, U'骨'}, {0x2EE4, U'鬼'},
    {0x2EE5, U'鱼'}, {0x2EE6, U'鸟'}, {0x2EE7, U'卤'}, {0x2EE8, U'麦'}, {0x2EE9, U'黄'}, {0x2EEA, U'黾'}, {0x2EEB, U'斉'},
    {0x2EEC, U'齐'}, {0x2EED, U'歯'}, {0x2EEE, U'齿'}, {0x2EEF, U'竜'}, {0x2EF0, U'龙'}, {0x2EF1, U'龟'}, {0x2EF2, U'亀'},
    {0x2EF3, U'龟'},
};

constexpr bool within(char32_t value, char32_t first, char32_t last) {
  return value >= first && value <= last;
}

bool has_compatibility_form(char32_t value) {
  return within(value, 0x2F00, 0x2FD5) || within(value, 0xF900, 0xFAFF) || within(value, 0xFB00, 0xFB06) ||
         within(value, 0x2F800, 0x2FA1F);
}

bool is_private(char32_t value) {
  return within(value, 0xE000, 0xF8FF) || value >= 0xF0000;
}

std::u32string compatible(char32_t value) {
  std::string source;
  append_utf8(source, value);
  std::u32string result;
  for (const CodePoint& point : code_points(normalize(source).text)) result += point.value;
  return result;
}

char32_t of_radical(char32_t value) {
  const auto* found = std::lower_bound(std::begin(kRadicals), std::end(kRadicals), value,
                                       [](const Radical& r, char32_t v) { return r.radical < v; });
  return found != std::end(kRadicals) && found->radical == value ? found->ideograph : value;
}

}  // namespace

std::u32string repaired(char32_t value) {
  if (within(value, 0x2E80, 0x2EFF)) return {of_radical(value)};
  if (has_compatibility_form(value)) return compatible(value);
  if (is_private(value)) return {kReplacementCharacter};
  if (is_space(value) || is_control(value)) return {U' '};
  return {value};
}

}  // namespace mingzhang::pdf
