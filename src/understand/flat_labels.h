#pragma once
// What the words before the figures of a flat row may be, for one table of a form: rows of the form, classes printed by name, codes
// with their names, totals, units.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "forms/knowledge.h"

namespace mingzhang {

// What a label names: a row of the form (in `panel`), or a class of the panel's classification.
struct NamedRow {
  int panel = -1;  // -1: none
  int form_row = -1;
  std::string code;
};

class FlatLabels {
 public:
  // `year`, `unit`: of the document.
  FlatLabels(const FormTable& form, const Knowledge& knowledge, int year, const std::string& unit);

  // Labels are compared without their numbers and 其中.
  static std::string key_of(std::string_view label);

  NamedRow find(std::string_view key) const;
  // Rows come in the order of the form, and the same label may stand under several groups: the next search begins behind this one.
  void take(const NamedRow& row);

  bool is_total(std::string_view key) const;
  bool is_unit(std::string_view name) const;             // the unit of the document
  bool names_organisation(std::string_view key) const;   // departments print a row for each of their units before its lines
  bool is_complete(std::string_view key) const;          // nothing need follow
  bool is_prefix(std::string_view key) const;            // something that we know begins so
  bool has_unnamed_row(int& panel) const;                // a panel of one row without a label
  bool is_header_word(std::string_view text) const;      // the form prints it above an amount
  int panel_beginning_with(std::string_view key) const;  // 0 when none does
  int panel_of_code(std::string_view code, bool line_start) const;  // whose list the code belongs to; -1: none

  // All names of a code, normalised, that of the year first; empty when the code is unknown.
  const std::vector<std::string_view>& names_of(int panel, std::string_view code) const;

 private:
  struct Panel {
    const FormPanel* form = nullptr;
    std::vector<std::vector<std::string>> rows;            // per row of the form: the keys it is printed under
    std::vector<std::pair<std::string, std::string>> classes;  // key, code
    std::size_t next_row = 0;
    mutable std::map<std::string, std::vector<std::string_view>, std::less<>> names;  // of codes that were asked for
  };

  void add_classes(Panel& panel) const;
  int find_row(const Panel& panel, std::string_view key, std::size_t first, std::size_t last) const;

  const Knowledge& knowledge_;
  int year_;
  std::string unit_key_;
  std::vector<Panel> panels_;
};

}  // namespace mingzhang
