#pragma once
// The classifications of government revenue and expenditure (政府收支分类科目) by fiscal year: which code was in force
// when, under which names, and how sure we are. Facts only; the data stands in catalog/codes.

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_index.h"
#include "base/result.h"

namespace mingzhang {

enum class Classification : std::uint8_t { Function, EconomicDepartment, EconomicGovernment, Revenue };
inline constexpr std::array kClassifications = {Classification::Function, Classification::EconomicDepartment,
                                                Classification::EconomicGovernment, Classification::Revenue};

// How reliable a row is. Medium and Low may never make an error on their own.
enum class Confidence : std::uint8_t { Confirmed, High, Medium, Low };

struct CodeEntry {
  std::string code;  // 3, 5 or 7 digits; of Revenue 1 to 3
  std::string name;  // the newest one, as it is printed
  Classification classification = Classification::Function;
  int year_from = 0, year_to = 0;  // inclusive, 0 = not known to begin or end
  Confidence confidence = Confidence::Low;
  std::string budget;  // 一般公共预算, 政府性基金预算 ...; empty where a code belongs to none
  std::string note;

  bool in_force(int year) const {  // year 0 = any
    return year == 0 || ((year_from == 0 || year >= year_from) && (year_to == 0 || year <= year_to));
  }
};

int level_of(const CodeEntry& entry);                                 // 1 is the top
std::string_view level_name(const CodeEntry& entry);                  // 类 款 项; of Revenue 一级 二级 三级
std::string_view parent_code(const CodeEntry& entry);                 // empty at the top
std::string_view classification_name(Classification classification);  // "支出功能分类"

struct NameMatch {
  const CodeEntry* entry = nullptr;
  bool exact = false;
  bool old_name = false;  // the name that matched is one of other years
  int distance = 0;       // code points to insert, delete or replace
};

// Another name of a code: one of other years, or, with both years 0, one that is as good as the newest in any year.
struct OtherName {
  std::string_view name;
  int year_from = 0, year_to = 0;
};

// One pair of the correspondence between the two economic classifications.
struct EconomicPair {
  std::string department, government;  // codes
  std::string scope;                   // the type of unit it holds for; empty = any
  Confidence confidence = Confidence::Low;
};

// The years of all questions are fiscal years; year 0 means any year. Pointers stay valid as long as the catalog, also
// when it is moved.
class Catalog {
 public:
  // Reads the tables of catalog/codes. Errors: those of read_file(), and codes.csv.malformed.
  static Result<Catalog> load(const std::string& directory);

  const CodeEntry* find(Classification classification, std::string_view code, int year) const;  // in force in that year
  const CodeEntry* find_any_year(Classification classification, std::string_view code) const;   // the newest
  // From the top down to the entry itself.
  std::vector<const CodeEntry*> path(const CodeEntry& entry, int year) const;
  std::vector<const CodeEntry*> children(const CodeEntry& entry, int year) const;  // by code
  std::vector<const CodeEntry*> of_level(Classification classification, int level) const;  // 1 is the top; by code, of all years

  // The name of a code in a year: the newest one, or the one it had then.
  std::string_view name_in(const CodeEntry& entry, int year) const;
  std::vector<OtherName> other_names(const CodeEntry& entry) const;
  // All its names, in the form in which names are compared: that of the year, then the newest, then the others.
  std::vector<std::string_view> normalised_names(const CodeEntry& entry, int year) const;
  // The right code under a name it has only in other years.
  bool is_old_name(Classification classification, std::string_view code, std::string_view name, int year) const;
  // All entries in force that have this name in that year. Names are compared by normalised_name().
  std::vector<const CodeEntry*> by_name(Classification classification, std::string_view name, int year) const;

  // A function named from the top down: “一般公共服务支出（类）发展与改革事务（款）事业运行（项）”.
  struct Chain {
    std::vector<std::string> names;             // as printed but normalised, from 类 down to the last level named
    std::vector<const CodeEntry*> entries;      // as many; nullptr when the name is unknown under its parent
    std::vector<const CodeEntry*> suggestions;  // for the first unknown name, best first
  };
  // The level words may stand in brackets of either width, behind a code (“（204类）”), and the text may hold spaces and line breaks; what stands
  // before the first known 类 and behind the last level does not matter. The last level word may be missing. Without
  // any level word the whole text must be known names, one below the other, with －, —, /, 、 and the like between them
  // or nothing. Names of the year come first, then those of other years. nullopt when the text is no chain.
  std::optional<Chain> parse_chain(std::string_view text, int year) const;

  // Names that are nearly this one, best first; those in force in that year before others.
  std::vector<NameMatch> nearest(Classification classification, std::string_view name, int year, std::size_t max) const;
  // Names that hold this text, shortest first.
  std::vector<NameMatch> containing(Classification classification, std::string_view text, int year,
                                    std::size_t max) const;

  std::span<const CodeEntry> entries(Classification classification) const;  // by code
  std::span<const EconomicPair> economic_pairs() const { return economic_pairs_; }

 private:
  friend class CatalogLoader;

  struct Name {
    std::string printed;
    std::string normalised;
    std::uint32_t entry = 0;         // index of the entry
    bool newest = true;              // CodeEntry::name
    int year_from = 0, year_to = 0;  // of the others; both 0 = as good as the newest in any year
  };
  static constexpr std::size_t kLevels = 3;
  struct Table {
    std::vector<CodeEntry> entries;      // by code, then year
    std::vector<Name> names;             // by entry, the newest first
    std::vector<std::uint32_t> first_name;  // by entry: index of its first name; at the end the count of all
    std::vector<std::uint32_t> by_name;  // indices into names, by normalised name
    HashIndex codes, normalised;         // of each code the first entry, of each normalised name the first in by_name
    std::string_view name_at(std::size_t place) const { return names[by_name[place]].normalised; }
    std::array<std::vector<std::uint32_t>, kLevels> by_level;  // indices into entries
  };
  // Which names a search may answer with.
  struct Among {
    std::string_view code_prefix = {};
    std::size_t code_length = 0;  // 0 = any
    bool admits(const CodeEntry& entry) const;
  };

  static std::uint64_t hash_of(std::string_view text) { return std::hash<std::string_view>()(text); }
  const Table& table(Classification classification) const { return tables_[static_cast<std::size_t>(classification)]; }
  std::span<const CodeEntry> with_code(Classification classification, std::string_view code) const;
  std::span<const Name> names_of(const CodeEntry& entry) const;
  std::span<const std::uint32_t> named(Classification classification, std::string_view normalised) const;
  bool in_force(const CodeEntry& entry, const Name& name, int year) const;
  std::vector<NameMatch> nearest_among(Classification classification, std::string_view normalised, int year,
                                       std::size_t max, const Among& among) const;

  // chain.cc
  struct Step {
    std::string_view name;  // normalised
    const CodeEntry* entry = nullptr;
  };
  const CodeEntry* function_named(std::string_view normalised, const Among& among, int year) const;
  std::string_view top_name_ending(std::string_view normalised) const;
  bool match_steps(std::string_view normalised, std::string_view parent, int year, std::vector<Step>& steps) const;
  void resolve(Chain& chain, int year) const;
  std::vector<const CodeEntry*> suggest(const std::string& name, std::string_view parent, std::size_t code_length,
                                        int year) const;

  std::array<Table, kClassifications.size()> tables_;
  std::vector<EconomicPair> economic_pairs_;
};

// The form in which names are compared: no spaces, full-width signs as ASCII, all dashes and all quotes as one,
// 其它 as 其他.
std::string normalised_name(std::string_view name);

}  // namespace mingzhang
