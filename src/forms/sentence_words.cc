#include "forms/sentence_words.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.h"
#include "forms/yaml.h"

namespace mingzhang {
namespace {

constexpr std::array<std::pair<std::string_view, SentenceWord>, kSentenceWordKinds> kKinds = {{
    {"rising", SentenceWord::Rising},     {"falling", SentenceWord::Falling},       {"unchanged", SentenceWord::Unchanged},
    {"nearly_unchanged", SentenceWord::NearlyUnchanged},                            {"greater", SentenceWord::Greater},
    {"less", SentenceWord::Less},         {"equal", SentenceWord::Equal},           {"than", SentenceWord::Than},
    {"with", SentenceWord::With},         {"compared", SentenceWord::Compared},     {"on_last_year", SentenceWord::OnLastYear},
    {"last_year", SentenceWord::LastYear}, {"part_of", SentenceWord::PartOf},       {"completed", SentenceWord::Completed},
    {"opens", SentenceWord::Opens},       {"among", SentenceWord::Among},           {"reason", SentenceWord::Reason},
    {"purpose", SentenceWord::Purpose},   {"because", SentenceWord::Because},       {"each", SentenceWord::Each},
    {"none", SentenceWord::None},         {"project", SentenceWord::Project},       {"filler", SentenceWord::Filler},
    {"restated", SentenceWord::Restated}, {"deviates", SentenceWord::Deviates},     {"concerns", SentenceWord::Concerns},
    {"aside", SentenceWord::Aside},
}};

std::optional<SentenceWord> kind_of(std::string_view name) {
  const auto found = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& kind) { return kind.first == name; });
  if (found == kKinds.end()) return std::nullopt;
  return found->second;
}

using TextList = std::vector<std::string> SentenceWords::*;
constexpr std::pair<std::string_view, TextList> kTextLists[] = {
    {"headings", &SentenceWords::headings},           {"bare_headings", &SentenceWords::bare_headings},
    {"backgrounds", &SentenceWords::backgrounds},     {"glossaries", &SentenceWords::glossaries},
    {"organisations", &SentenceWords::organisations}, {"exclusions", &SentenceWords::exclusions},
    {"alternatives", &SentenceWords::alternatives},   {"duties", &SentenceWords::duties},
    {"structures", &SentenceWords::structures},       {"offices", &SentenceWords::offices},
    {"subordinates", &SentenceWords::subordinates},   {"lists", &SentenceWords::lists},
};

}  // namespace

void SentenceWords::find(std::string_view text, std::vector<SentenceHit>& hits) const {
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint first = code_point_at(text, offset);
    offset += first.size;
    const auto* found = words_.longest_at(text, first);
    if (found == nullptr) continue;
    offset = first.offset + found->word.size();
    hits.push_back({found->meaning, first.offset, offset});
  }
}

Result<void> read_sentence_words(const std::string& path, const YamlNode& root, SentenceWords& words) {
  for (const YamlNode item : root["sentences"]) {
    const std::string name = item.key();
    const auto list = std::find_if(std::begin(kTextLists), std::end(kTextLists), [&](const auto& each) { return each.first == name; });
    if (list != std::end(kTextLists)) {
      for (const YamlNode text : item) (words.*list->second).push_back(text.as<std::string>());
    } else if (name == "spelled_out") {
      for (const YamlNode pair : item) words.spelled_out.emplace_back(pair.key(), pair.as<std::string>());
    } else {
      const auto kind = kind_of(name);
      if (!kind) return tl::unexpected<Error>(yaml_error(path, item.line(), "未知的句式词类别"));
      for (const YamlNode word : item) words.add(*kind, word.as<std::string>());
    }
  }
  return {};
}

}  // namespace mingzhang
