#include "forms/vocabulary.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "forms/yaml.h"

namespace mingzhang {

std::string word_key(std::string_view text) {
  std::string key;
  key.reserve(text.size());
  std::size_t plain = 0;  // from here to `offset` all stays as it is
  for (std::size_t offset = 0; offset < text.size();) {
    const auto lead = static_cast<unsigned char>(text[offset]);
    // Ideographs (lead bytes E4 to E9) and plain ASCII are nearly all of it.
    if (lead >= 0xE4 && lead <= 0xE9 && offset + 3 <= text.size()) {
      offset += 3;
      continue;
    }
    if (lead > ' ' && lead < 0x80) {
      ++offset;
      continue;
    }
    key.append(text, plain, offset - plain);
    const CodePoint point = code_point_at(text, offset);
    offset += point.size;
    plain = offset;
    if (is_space(point.value)) continue;
    switch (point.value) {
      case U'（': key += '('; break;
      case U'）': key += ')'; break;
      case U'＂': case U'”': case U'“': key += '"'; break;
      case U'：': key += ':'; break;
      case U'，': key += ','; break;
      default: key.append(text, point.offset, point.size);
    }
  }
  key.append(text, plain);
  return key;
}

NumberKind number_kind(Unit unit) {
  if (unit == Unit::Count) return NumberKind::Count;
  if (unit == Unit::SquareMetre) return NumberKind::Area;
  return NumberKind::Money;
}

void Vocabulary::add(std::string_view word, std::vector<Sense> senses) {
  words_.add(word_key(word), std::move(senses));
}

bool Vocabulary::knows(std::string_view word) const { return words_.contains(word_key(word)); }

std::vector<WordHit> Vocabulary::find(std::string_view key) const {
  std::vector<WordHit> hits;
  for (std::size_t offset = 0; offset < key.size();) {
    const CodePoint first = code_point_at(key, offset);
    offset += first.size;
    const auto* found = words_.longest_at(key, first);
    if (found == nullptr) continue;
    if (hits.empty()) hits.reserve(8);
    hits.push_back({first.offset, found->word.size(), &found->meaning});
    offset = first.offset + found->word.size();
  }
  return hits;
}

const Sense* Vocabulary::choose(const Space& space, const std::vector<Sense>& senses, NumberKind kind, const Region& region) {
  const Sense* chosen = nullptr;
  for (const Sense& sense : senses) {
    if (sense.only && *sense.only != kind) continue;
    const auto lies_in = [&](const auto& e) { return space.contains(e.first, e.second, region[e.first]); };
    if (!std::all_of(sense.within.begin(), sense.within.end(), lies_in)) continue;
    const bool inside = std::all_of(sense.extents.begin(), sense.extents.end(), [&](const auto& e) {
      return space.contains(e.first, region[e.first], e.second);
    });
    if (inside || !sense.within.empty()) {
      chosen = &sense;
      break;
    }
    if (chosen == nullptr) chosen = &sense;
  }
  return chosen;
}

bool Vocabulary::apply(const Space& space, const std::vector<Sense>& senses, NumberKind kind, Region& region) {
  const Sense* chosen = choose(space, senses, kind, region);
  if (chosen == nullptr) return false;
  for (const auto& [d, extent] : chosen->extents) region[d] = extent;
  return !chosen->extents.empty();
}

bool Vocabulary::has_unknown_words(std::string_view text) const {
  const std::string key = word_key(text);
  std::string left;
  std::size_t offset = 0;
  for (const WordHit& hit : find(key)) {
    left += key.substr(offset, hit.offset - offset);
    offset = hit.offset + hit.length;
  }
  left += key.substr(offset);
  std::size_t letters = 0;
  for (const CodePoint& c : code_points(left)) letters += is_han(c.value);
  return letters >= 2;
}

std::optional<Region> Vocabulary::refine(const Space& space, const Region& context, std::string_view text,
                                         NumberKind kind) const {
  const std::string key = word_key(text);
  Region region = context;
  bool spoken = false;
  for (const WordHit& hit : find(key)) spoken |= apply(space, *hit.senses, kind, region);
  if (!spoken) return std::nullopt;
  return region;
}

namespace {

Result<Extent> read_extent(const std::string& path, Space& space, Dimension d, const YamlNode& value) {
  std::vector<NodeId> nodes;
  auto add = [&](const YamlNode& item) -> bool {
    const auto id = item.as<std::string>();
    if (d == Dimension::Function || d == Dimension::Economic) {
      nodes.push_back(id == "all" ? kRoot : space.code(d, id, {}));
      return true;
    }
    const auto node = id == "all" ? std::optional<NodeId>(kRoot) : space.tree(d).find(id);
    if (node) nodes.push_back(*node);
    return node.has_value();
  };
  bool known = true;
  if (value.is_sequence())
    for (const YamlNode item : value) known = known && add(item);
  else
    known = add(value);
  if (!known || nodes.empty())
    return tl::unexpected<Error>(yaml_error(path, value.line(), "未知的维度节点，节点见 dimensions.yaml"));
  return space.extent(d, nodes);
}

// One item of {source: fiscal.general, ...}.
Result<std::pair<Dimension, Extent>> read_dimension(const std::string& path, Space& space, const YamlNode& item) {
  const auto d = dimension_from_name(item.key());
  if (!d) return tl::unexpected<Error>(yaml_error(path, item.line(), "未知的维度名"));
  TRY(const Extent extent, read_extent(path, space, *d, item));
  return std::pair(*d, extent);
}

Result<Sense> read_sense(const std::string& path, Space& space, const YamlNode& node) {
  Sense sense;
  for (const YamlNode item : node) {
    if (item.key() == "within") {
      TRY(sense.within, read_extents(path, space, item));
      continue;
    }
    if (item.key() != "unit") {
      TRY(const auto extent, read_dimension(path, space, item));
      sense.extents.push_back(extent);
      continue;
    }
    const auto kind = item.as<std::string>();
    if (kind == "money") sense.only = NumberKind::Money;
    else if (kind == "count") sense.only = NumberKind::Count;
    else if (kind == "area") sense.only = NumberKind::Area;
    else return tl::unexpected<Error>(yaml_error(path, item.line(), "unit 只能是 money、count 或 area"));
  }
  return sense;
}

}  // namespace

Result<std::vector<std::pair<Dimension, Extent>>> read_extents(const std::string& path, Space& space, const YamlNode& node) {
  std::vector<std::pair<Dimension, Extent>> extents;
  for (const YamlNode item : node) {
    TRY(const auto extent, read_dimension(path, space, item));
    extents.push_back(extent);
  }
  return extents;
}

Result<void> read_vocabulary(const std::string& path, const YamlNode& root, Space& space, Vocabulary& vocabulary) {
  for (const YamlNode item : root["words"]) {
    std::vector<Sense> senses;
    for (const YamlNode sense : item["is"]) {
      TRY(Sense one, read_sense(path, space, sense));
      senses.push_back(std::move(one));
    }
    for (const YamlNode word : item["words"]) vocabulary.add(word.as<std::string>(), senses);
  }
  return {};
}

}  // namespace mingzhang
