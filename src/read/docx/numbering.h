#pragma once
// Automatic numbers of paragraphs ("一、", "（二）", "1.1"), which stand nowhere in the text of a DOCX.

#include <array>
#include <map>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace mingzhang {

inline constexpr int kNumberingLevels = 9;

// A number in one of the ways of OOXML (ST_NumberFormat): "chineseCounting" 12 is 十二. Decimal for ways not known.
std::string print_number(int number, std::string_view way);

class Numbering {
 public:
  Numbering() = default;
  explicit Numbering(const pugi::xml_node& root);  // of numbering.xml

  // The level that a paragraph style is tied to in the list, or 0.
  int level_of_style(const std::string& list, std::string_view style) const;

  // Counts the next paragraph of this list and level; what is printed before its text, with a space where one is due.
  std::string next(const std::string& list, int level);

 private:
  struct Level {
    int start = 1;
    int restart_after = -1;  // the level whose number begins this one again; -1: any above; -2: none
    std::string way = "decimal", pattern, style;
    bool space = true;  // behind the number
    bool legal = false;  // all its numbers in decimal
  };
  using Levels = std::array<Level, kNumberingLevels>;

  struct Counters {
    std::array<int, kNumberingLevels> values{};
    std::array<bool, kNumberingLevels> begun{};
  };

  struct List {
    Levels levels;
    std::string counters;            // lists of one abstract list count on together
    std::map<int, int> starts;       // begins again at this number when first used
  };

  static void read_level(const pugi::xml_node& node, Level& level);
  void count(Counters& counters, List& list, int level);

  std::map<std::string, List, std::less<>> lists_;
  std::map<std::string, Counters, std::less<>> counters_;
};

}  // namespace mingzhang
