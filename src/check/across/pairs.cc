#include "check/across/pairs.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace mingzhang {
namespace {

// Shorter names stand in the text of others by chance.
constexpr std::size_t kNamedUnitBytesMin = 12;

bool can_be_paired(const DocumentIdentity& document) {
  return !document.unit_key.empty() && document.year > 0 &&
         (document.kind == DocumentKind::Budget || document.kind == DocumentKind::FinalAccounts);
}

class Pairer {
 public:
  explicit Pairer(std::span<const DocumentIdentity> documents) : documents_(documents) {
    for (std::size_t i = 0; i < documents.size(); ++i)
      if (can_be_paired(documents[i])) order_.push_back(i);
    std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  }

  std::vector<Pairing> find() {
    for (auto first = order_.begin(); first != order_.end();) {
      const auto last = std::find_if(first, order_.end(), [&](std::size_t i) { return at(i).unit_key != at(*first).unit_key; });
      pair_unit({first, last});
      first = last;
    }
    pair_departments();
    return std::move(pairs_);
  }

 private:
  const DocumentIdentity& at(std::size_t i) const { return documents_[i]; }

  std::tuple<const std::string&, int, DocumentKind, Level, const std::string&, const std::string&> key(std::size_t i) const {
    const DocumentIdentity& d = at(i);
    return {d.unit_key, d.year, d.kind, d.level, d.sha256, d.path};
  }

  bool same_level(std::size_t a, std::size_t b) const {
    return at(a).level == at(b).level || at(a).level == Level::Unknown || at(b).level == Level::Unknown;
  }

  // All documents of one unit, by year, kind and level.
  void pair_unit(std::span<const std::size_t> unit) {
    for (const std::size_t a : unit)
      for (const std::size_t b : unit) {
        if (a == b || !same_level(a, b)) continue;
        const DocumentIdentity &one = at(a), &other = at(b);
        if (one.kind == other.kind && one.year + 1 == other.year) pairs_.push_back({Relation::LastYear, a, {b}, true});
        if (one.year != other.year) continue;
        if (one.kind == DocumentKind::Budget && other.kind == DocumentKind::FinalAccounts)
          pairs_.push_back({Relation::Accounts, a, {b}, true});
        if (one.kind == other.kind && key(a) < key(b) && one.sha256 != other.sha256)
          pairs_.push_back({Relation::Version, a, {b}, true});
      }
  }

  // A department names its units in its text; they publish the same kind for the same year.
  void pair_departments() {
    std::map<std::pair<int, DocumentKind>, std::vector<std::size_t>> groups;
    for (const std::size_t i : order_) groups[{at(i).year, at(i).kind}].push_back(i);
    for (const auto& [year_and_kind, group] : groups) {
      const auto by_name = unit_documents(group);
      for (const std::size_t department : group)
        if (at(department).level != Level::Unit) pair_department(department, by_name);
    }
  }

  // Units by name; of several versions the first. A department's own office may have its name.
  using ByName = std::unordered_map<std::string_view, std::size_t>;
  ByName unit_documents(const std::vector<std::size_t>& group) const {
    ByName by_name;
    for (const std::size_t i : group)
      if (at(i).level != Level::Department && at(i).unit_key.size() >= kNamedUnitBytesMin) by_name.emplace(at(i).unit_key, i);
    return by_name;
  }

  void pair_department(std::size_t department, const ByName& by_name) {
    Pairing pairing{Relation::Department, department, {}, false};
    bool own_office = false;
    for (const std::size_t unit : units_named_by(department, by_name)) {
      if (unit == department || !is_below(department, unit)) continue;
      own_office = own_office || at(unit).unit_key == at(department).unit_key;
      pairing.others.push_back(unit);
    }
    const int stated = at(department).subordinates;
    const bool has_units = stated > 0 || (stated < 0 && at(department).level == Level::Department);
    if (pairing.others.empty() || !has_units) return;
    pairing.complete = stated > 0 && own_office && static_cast<int>(pairing.others.size()) == stated + 1;
    pairs_.push_back(std::move(pairing));
  }

  // With the same name, only the levels tell the department from its office.
  bool is_below(std::size_t department, std::size_t unit) const {
    return at(department).unit_key != at(unit).unit_key ||
           (at(department).level == Level::Department && at(unit).level == Level::Unit);
  }

  std::vector<std::size_t> units_named_by(std::size_t department, const ByName& by_name) const {
    std::vector<std::size_t> lengths;
    for (const auto& [name, unit] : by_name) lengths.push_back(name.size());
    std::sort(lengths.begin(), lengths.end());
    lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
    const std::string_view text = at(department).profile;
    std::vector<std::size_t> found;
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
      if ((static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) continue;  // inside a character
      std::size_t longest = 0, unit = 0;
      for (const std::size_t length : lengths) {
        if (begin + length > text.size()) break;
        if (const auto known = by_name.find(text.substr(begin, length)); known != by_name.end()) {
          longest = length;
          unit = known->second;
        }
      }
      if (longest == 0) continue;
      found.push_back(unit);
      begin += longest - 1;
    }
    std::sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  std::span<const DocumentIdentity> documents_;
  std::vector<std::size_t> order_;
  std::vector<Pairing> pairs_;
};

}  // namespace

std::vector<Pairing> find_pairs(std::span<const DocumentIdentity> documents) {
  return Pairer(documents).find();
}

}  // namespace mingzhang
