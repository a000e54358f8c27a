#pragma once
// Texts as writers see them: what is a number, how wide it is set, what a format can hold.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mingzhang {

// A text that is nothing but a number: -1,234.50, 12.8, 95.93%, 16.
struct PrintedNumber {
  std::string digits;  // for a parser of numbers: sign, digits, point: "-1234.50"
  int decimals = 0;
  bool grouped = false;  // with commas between thousands
  bool percent = false;
  bool leading_zero = false;  // "005": a code, for no amount is printed so

  bool is_amount() const { return decimals > 0 || grouped || percent; }  // else it may be a code or a running number
};
std::optional<PrintedNumber> printed_number(std::string_view text);

// Valid UTF-8 without control characters (of which no XML format holds any); \t becomes two spaces, \n stays.
std::string writable(std::string_view text);
std::vector<std::string> lines_of(std::string_view text);  // cut at \n; at least one

// In hundredths of the type size, roughly: an ideograph is 100.
int set_width(std::string_view line);
// Of the longest piece that must not be broken: a number, a word; of ideographs any one.
int unbreakable_width(std::string_view line);

// "左边的字        右边的字": the parts of a line apart by two or more spaces.
std::vector<std::string> gap_parts(std::string_view line);

}  // namespace mingzhang
