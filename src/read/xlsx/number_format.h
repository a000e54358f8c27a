#pragma once
// Numbers as Excel prints them: "#,##0.00", "0.00%", "yyyy年m月d日" (ECMA-376 part 1, 18.8.30 and 18.8.31).

#include <string>
#include <string_view>
#include <vector>

namespace mingzhang {

class NumberFormat {
 public:
  explicit NumberFormat(std::string_view code = "General");

  // `value` as it stands in the file ("1234.5600000000001"), to the 15 digits that Excel keeps; itself when it is no number.
  std::string print(std::string_view value, bool from_1904 = false) const;

  static std::string_view built_in(int id);  // the code of numFmtId 0..163

 private:
  enum class TokenKind : unsigned char { Digit, Point, Comma, Percent, Exponent, Literal, Date };
  struct Token {
    TokenKind kind;
    std::string text;  // the placeholder, the literal, "yyyy", "[h]"
  };
  struct Section {
    std::vector<Token> tokens;
    char comparison = 0;  // of its condition: '<', '>', '=', 'l' (<=), 'g' (>=), 'n' (<>); 0: none
    std::string bound;
    bool general = false, date = false;
    // What follows from the tokens:
    int whole_places = 0, decimal_places = 0, exponent_places = 0;
    int shift = 0;  // of the decimal point: by percent signs, and by commas that no digit follows
    bool thousands = false, exponent = false;
  };

  static Section parse(std::string_view code);
  static void count_places(Section& section);
  static Section parsed_tokens(std::string_view code);
  static void parse_bracket(std::string_view content, Section& section);
  const Section& section_for(const struct Decimal& value, bool& print_sign) const;

  friend std::string print_number(const NumberFormat::Section& section, struct Decimal value);
  friend std::string print_date(const NumberFormat::Section& section, std::string_view value, bool from_1904);

  std::vector<Section> sections_;
};

}  // namespace mingzhang
