#include "forms/wording.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include <fmt/format.h>

#include "forms/yaml.h"

namespace mingzhang {
namespace {

template <class Value>
using Name = std::pair<std::string_view, Value>;

constexpr std::array kSlots = {
    Name<Slot>{"unit", Slot::Unit},
    Name<Slot>{"level", Slot::Level},
    Name<Slot>{"year", Slot::Year},
    Name<Slot>{"last_year", Slot::LastYear},
    Name<Slot>{"number", Slot::Number},
    Name<Slot>{"numeral", Slot::Numeral},
    Name<Slot>{"name", Slot::Name},
    Name<Slot>{"chain", Slot::Chain},
    Name<Slot>{"explanation", Slot::Explanation},
    Name<Slot>{"amount", Slot::Amount},
    Name<Slot>{"figure", Slot::Figure},
    Name<Slot>{"count", Slot::Count},
    Name<Slot>{"area", Slot::Area},
    Name<Slot>{"base_amount", Slot::BaseAmount},
    Name<Slot>{"share", Slot::Share},
    Name<Slot>{"change", Slot::Change},
    Name<Slot>{"count_change", Slot::CountChange},
    Name<Slot>{"rate", Slot::Rate},
    Name<Slot>{"completion", Slot::Completion},
    Name<Slot>{"direction", Slot::Direction},
    Name<Slot>{"rate_direction", Slot::RateDirection},
    Name<Slot>{"reason", Slot::Reason},
    Name<Slot>{"purpose", Slot::Purpose},
    Name<Slot>{"contact", Slot::Contact},
    Name<Slot>{"goal", Slot::Goal},
    Name<Slot>{"basis", Slot::Basis},
    Name<Slot>{"executor", Slot::Executor},
    Name<Slot>{"allocation", Slot::Allocation},
    Name<Slot>{"period", Slot::Period},
    Name<Slot>{"responsible", Slot::Responsible},
};

constexpr std::array kConditions = {
    Name<Condition>{"some", Condition::Some},
    Name<Condition>{"none", Condition::None},
    Name<Condition>{"nothing", Condition::Nothing},
    Name<Condition>{"new", Condition::New},
    Name<Condition>{"ended", Condition::Ended},
    Name<Condition>{"up", Condition::Up},
    Name<Condition>{"down", Condition::Down},
    Name<Condition>{"unchanged", Condition::Unchanged},
    Name<Condition>{"comparable", Condition::Comparable},
};

struct List {
  ListOf list;
  int level;
};
constexpr std::array kLists = {
    Name<List>{"function 类", {ListOf::Function, 1}},
    Name<List>{"function 款", {ListOf::Function, 2}},
    Name<List>{"function 项", {ListOf::Function, 3}},
    Name<List>{"economic 类", {ListOf::Economic, 1}},
    Name<List>{"economic 款", {ListOf::Economic, 2}},
    Name<List>{"project", {ListOf::Project, 1}},
    Name<List>{"duties", {ListOf::Duties, 0}},
    Name<List>{"offices", {ListOf::Offices, 0}},
    Name<List>{"subordinate_units", {ListOf::SubordinateUnits, 0}},
    Name<List>{"glossary", {ListOf::Glossary, 0}},
};

constexpr std::array kTargetFields = {
    Name<TargetField>{"level1", TargetField::Level1},
    Name<TargetField>{"level2", TargetField::Level2},
    Name<TargetField>{"name", TargetField::Name},
    Name<TargetField>{"target", TargetField::Target},
    Name<TargetField>{"basis", TargetField::Basis},
    Name<TargetField>{"last_year", TargetField::LastYear},
    Name<TargetField>{"weight", TargetField::Weight},
    Name<TargetField>{"scoring_rule", TargetField::ScoringRule},
    Name<TargetField>{"evidence", TargetField::Evidence},
};

using Kind = WordingBlock::Kind;
constexpr std::array kBlocks = {
    Name<std::pair<Kind, int>>{"part", {Kind::Heading, 1}},
    Name<std::pair<Kind, int>>{"section", {Kind::Heading, 2}},
    Name<std::pair<Kind, int>>{"subsection", {Kind::Heading, 3}},
    Name<std::pair<Kind, int>>{"text", {Kind::Paragraph, 0}},
};

constexpr std::array kMarks = {
    Name<Kind>{"tables", Kind::Tables},
    Name<Kind>{"whole_unit_targets", Kind::WholeUnitTargets},
    Name<Kind>{"project_targets", Kind::ProjectTargets},
};

template <class Names>
auto find_name(const Names& names, std::string_view name) {
  return std::find_if(names.begin(), names.end(), [&](const auto& each) { return each.first == name; });
}

template <class Names>
std::string listed(const Names& names) {
  std::string text;
  for (const auto& [name, value] : names) text.append(text.empty() ? "" : "、").append(name);
  return text;
}

using Failure = tl::unexpected<Error>;

class WordingReader {
 public:
  WordingReader(const Form& form, std::string path, Space& space, const Vocabulary& vocabulary)
      : path_(std::move(path)), space_(space), vocabulary_(vocabulary) {
    out_.money_unit = form.money_unit;
    base_[Dimension::Stage] = Extent(*space.tree(Dimension::Stage).find(form.final_accounts ? "final" : "budget"));
    base_[Dimension::Measure] = Extent(*space.tree(Dimension::Measure).find("budget"));
  }

  Result<Wording> read(const YamlNode& node) {
    if (auto done = check_fields(path_, node, "文字（wording）",
                                 {{"document"}, {"money_unit", "decimals", "rate_decimals", "reason_from_percent", "phrases",
                                                 "glossary", "whole_unit_targets", "project_targets"}});
        !done)
      return Failure(done.error());
    if (const auto unit = node["money_unit"]) {
      const auto known = unit_from_name(unit.as<std::string>());
      if (!known || !is_money(*known)) return error(unit, "未知的金额单位，应为 元、万元 或 亿元");
      out_.money_unit = *known;
    }
    out_.decimals = node["decimals"].as<int>(2);
    out_.rate_decimals = node["rate_decimals"].as<int>(2);
    if (out_.decimals < 0 || out_.decimals > 6 || out_.rate_decimals < 0 || out_.rate_decimals > 6)
      return error(node, "小数位数（decimals、rate_decimals）应在 0 到 6 之间");
    out_.reason_from_percent = node["reason_from_percent"].as<int>(0);
    for (const YamlNode phrase : node["phrases"]) {
      TRY(Phrase one, read_phrase(phrase, base_));
      out_.phrases.push_back(std::move(one));
      names_.push_back(phrase.key());
    }
    for (const YamlNode term : node["glossary"]) out_.glossary.emplace_back(term.key(), term.as<std::string>());
    TRY(out_.whole_unit_targets, read_targets(node["whole_unit_targets"]));
    TRY(out_.project_targets, read_targets(node["project_targets"]));
    TRY(out_.blocks, read_blocks(node["document"], base_));
    if (tables_ != 1) return error(node["document"], "文件（document）里应有一处、且只有一处 tables");
    return std::move(out_);
  }

 private:
  Failure error(const YamlNode& node, const std::string& message) const { return Failure(yaml_error(path_, node.line(), message)); }

  // ---- what is spoken of

  // Words of the vocabulary, or nodes: {measure: vehicle_count}. `context` becomes the region with them.
  Result<Extents> read_region(const YamlNode& node, Region& context) {
    const Region before = context;
    if (node.is_map()) {
      TRY(Extents extents, read_extents(path_, space_, node));
      for (const auto& [d, extent] : extents) context[d] = extent;
      return extents;
    }
    const auto words = node.as<std::string>();
    std::optional<Region> region;
    if (!vocabulary_.has_unknown_words(words))
      for (const NumberKind kind : {NumberKind::Money, NumberKind::Count, NumberKind::Area})
        if (!region) region = vocabulary_.refine(space_, context, words, kind);
    if (!region)
      return error(node, fmt::format("“{}”里没有词汇表（vocabulary.yaml）认识的词，或有不认识的词；也可以写成节点，如 {{source: fiscal.general}}", words));
    context = *region;
    Extents extents;
    for (int i = 0; i < kDimensionCount; ++i)
      if (const auto d = static_cast<Dimension>(i); context[d] != before[d]) extents.emplace_back(d, context[d]);
    return extents;
  }

  Result<void> read_list(const YamlNode& node, const Region& context, Scope& scope) {
    if (!node.is_sequence()) {
      const auto known = find_name(kLists, node.as<std::string>());
      if (known == kLists.end()) return error(node, "each 应为一列名称，或 " + listed(kLists) + " 之一");
      scope.each = known->second.list;
      scope.level = known->second.level;
      return {};
    }
    scope.each = ListOf::Regions;
    for (const YamlNode item : node) {
      Region inside = context;
      if (item.is_map()) {
        if (auto done = check_fields(path_, item, "each 中的一项", {{"name", "is"}, {}}); !done) return done;
        TRY(Extents is, read_region(item["is"], inside));
        scope.regions.push_back({item["name"].as<std::string>(), std::move(is)});
      } else {
        TRY(Extents is, read_region(item, inside));
        scope.regions.push_back({item.as<std::string>(), std::move(is)});
      }
    }
    return {};
  }

  // `context` becomes what the fields of the node speak of.
  Result<Scope> read_scope(const YamlNode& node, Region& context) {
    Scope scope;
    if (const auto about = node["about"]) {
      TRY(scope.about, read_region(about, context));
    }
    if (const auto of = node["of"]) {
      Region whole = base_;
      TRY(scope.of, read_region(of, whole));
    }
    if (const auto versus = node["versus"]) {
      Region against = context;
      scope.versus_last_year = !versus.is_map() && versus.as<std::string>() == "上年";
      if (!scope.versus_last_year) {
        TRY(scope.versus, read_region(versus, against));
      }
    }
    if (const auto each = node["each"])
      if (auto done = read_list(each, context, scope); !done) return Failure(done.error());
    if (const auto when = node["when"])
      if (auto done = read_conditions(when, scope); !done) return Failure(done.error());
    return scope;
  }

  Result<void> read_conditions(const YamlNode& node, Scope& scope) {
    const auto words = node.is_sequence() ? node.as<std::vector<std::string>>() : std::vector<std::string>{node.as<std::string>()};
    for (std::string_view word : words) {
      const bool expected = !word.starts_with("not ");
      if (!expected) word.remove_prefix(4);
      const auto known = find_name(kConditions, word);
      if (known == kConditions.end()) return error(node, fmt::format("没有条件“{}”，可以写 {}，前面可加 not", word, listed(kConditions)));
      scope.when.emplace_back(known->second, expected);
    }
    return {};
  }

  // ---- phrases

  Result<Phrase> read_phrase(const YamlNode& node, Region context) {
    Phrase phrase;
    if (!node) return error(node, "缺少文字");
    if (node.is_map()) {
      if (auto done = check_fields(path_, node, "短语", {{"say"}, {"each", "about", "of", "versus", "when", "join"}}); !done)
        return Failure(done.error());
      TRY(phrase.scope, read_scope(node, context));
      phrase.join = node["join"].as<std::string>("");
      return with_text(node["say"], context, std::move(phrase));
    }
    return with_text(node, context, std::move(phrase));
  }

  Result<Phrase> with_text(const YamlNode& node, const Region& context, Phrase phrase) {
    if (node.is_map()) {  // say: {each: …}
      TRY(Phrase inner, read_phrase(node, context));
      phrase.alternatives.push_back(std::move(inner));
      return phrase;
    }
    if (!node.is_sequence()) {
      TRY(phrase.pieces, read_pieces(node));
      return phrase;
    }
    for (const YamlNode alternative : node) {
      TRY(Phrase one, read_phrase(alternative, context));
      phrase.alternatives.push_back(std::move(one));
    }
    if (phrase.alternatives.empty()) return error(node, "至少要有一种说法");
    return phrase;
  }

  Result<std::vector<PhrasePiece>> read_pieces(const YamlNode& node) {
    std::vector<PhrasePiece> pieces;
    const auto text = node.as<std::string>();
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t open = std::min(text.find('{', at), text.size());
      if (open > at) pieces.push_back({text.substr(at, open - at), std::nullopt, -1});
      if (open == text.size()) break;
      const std::size_t close = text.find('}', open);
      if (close == std::string::npos) return error(node, "“{”没有对应的“}”");
      TRY(PhrasePiece piece, read_place(node, text.substr(open + 1, close - open - 1)));
      pieces.push_back(std::move(piece));
      at = close + 1;
    }
    return pieces;
  }

  Result<PhrasePiece> read_place(const YamlNode& node, const std::string& name) const {
    if (const auto slot = find_name(kSlots, name); slot != kSlots.end()) return PhrasePiece{"", slot->second, -1};
    const auto phrase = std::find(names_.begin(), names_.end(), name);
    if (phrase == names_.end())
      return error(node, fmt::format("没有“{{{}}}”，可以写 {}，或 phrases 中写在这之前的短语", name, listed(kSlots)));
    return PhrasePiece{"", std::nullopt, static_cast<int>(phrase - names_.begin())};
  }

  // ---- the document

  Result<std::vector<WordingBlock>> read_blocks(const YamlNode& node, const Region& context) {
    std::vector<WordingBlock> blocks;
    for (const YamlNode item : node) {
      TRY(WordingBlock block, item.is_map() ? read_block(item, context) : read_mark(item));
      blocks.push_back(std::move(block));
    }
    if (blocks.empty()) return error(node, "这里应有标题和段落");
    return blocks;
  }

  // A bare word stands for something that is not text; bare text is a paragraph.
  Result<WordingBlock> read_mark(const YamlNode& node) {
    WordingBlock block;
    if (const auto mark = find_name(kMarks, node.as<std::string>()); mark != kMarks.end()) {
      block.kind = mark->second;
      tables_ += block.kind == Kind::Tables ? 1 : 0;
      return block;
    }
    TRY(block.phrase.pieces, read_pieces(node));
    return block;
  }

  Result<WordingBlock> read_block(const YamlNode& node, Region context) {
    if (auto done = check_fields(path_, node, "标题或段落",
                                 {{}, {"part", "section", "subsection", "text", "each", "about", "of", "versus", "when", "body"}});
        !done)
      return Failure(done.error());
    WordingBlock block;
    block.kind = Kind::Group;
    TRY(block.scope, read_scope(node, context));
    for (const auto& [name, kind] : kBlocks) {
      if (!node[name]) continue;
      if (block.kind != Kind::Group) return error(node, "part、section、subsection、text 只能有一个");
      std::tie(block.kind, block.level) = kind;
      TRY(block.phrase, read_phrase(node[name], context));
    }
    if (const auto body = node["body"]) {
      TRY(block.body, read_blocks(body, context));
    } else if (block.kind == Kind::Group) {
      return error(node, "这里应有 part、section、subsection、text 或 body");
    }
    return block;
  }

  Result<TargetLayout> read_targets(const YamlNode& node) {
    TargetLayout layout;
    if (!node) return layout;
    if (auto done = check_fields(path_, node, "绩效目标表", {{"head", "columns"}, {}}); !done) return Failure(done.error());
    for (const YamlNode line : node["head"]) {
      layout.head.emplace_back();
      for (const YamlNode cell : line) {
        TRY(Phrase phrase, read_phrase(cell, base_));
        layout.head.back().push_back(std::move(phrase));
      }
    }
    for (const YamlNode column : node["columns"]) {
      const auto field = find_name(kTargetFields, column.key());
      if (field == kTargetFields.end()) return error(column, "指标表没有“" + column.key() + "”这一列，可以写 " + listed(kTargetFields));
      layout.columns.push_back({column.as<std::string>(), field->second});
    }
    return layout;
  }

  const std::string path_;
  Space& space_;
  const Vocabulary& vocabulary_;
  Region base_;
  std::vector<std::string> names_;  // of the phrases that were read
  int tables_ = 0;
  Wording out_;
};

}  // namespace

Result<Wording> load_wording(const Form& form, Space& space, const Vocabulary& vocabulary) {
  Wording wording;
  std::string model;
  const auto read_from = [&](const std::string& path, bool may_have_model) {
    return read_yaml(path, [&](const YamlNode& root) -> Result<void> {
      const YamlNode node = root["wording"];
      if (!node && may_have_model && root["like"]) {
        model = (std::filesystem::path(path).parent_path() / (root["like"].as<std::string>() + ".yaml")).string();
        return {};
      }
      if (!node) return Failure(yaml_error(path, root.line(), "表式没有文字（wording），不能编制公开文件"));
      TRY(wording, WordingReader(form, path, space, vocabulary).read(node));
      return {};
    });
  };
  if (auto done = read_from(form.path, true); !done) return Failure(done.error());
  if (!model.empty())
    if (auto done = read_from(model, false); !done) return Failure(done.error());
  return wording;
}

}  // namespace mingzhang
