#pragma once
// The YAML files of the catalog as trees of nodes; the adapter of libyaml.
//
// A reader asks for what it needs without looking whether it is there. The first thing that was not as asked (a missing
// field, a word where a number should stand) is kept with its line, and read_yaml() returns it as the error; until then
// the reader goes on with empty values.

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "cube/space.h"

namespace mingzhang {

struct YamlValue {
  enum class Kind { Scalar, Sequence, Map } kind = Kind::Scalar;
  std::string key;   // of an item of a map
  std::string text;  // of a scalar
  int line = 0;
  std::vector<YamlValue> items;

  YamlValue& field(std::string_view name);  // of a map; added when it is not there
};

struct YamlFile {
  std::string path;
  YamlValue root;
  std::optional<Error> problem;  // the first one
};

// A value of a file, or the place where one is missing. Light: pass it by value or reference, keep it no longer than the
// call of read_yaml().
class YamlNode {
 public:
  class Iterator {
   public:
    Iterator(YamlFile* file, const YamlValue* at) : file_(file), at_(at) {}
    YamlNode operator*() const { return {file_, at_, at_->line}; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    YamlFile* file_;
    const YamlValue* at_;
  };

  YamlNode(YamlFile* file, const YamlValue* value, int line) : file_(file), value_(value), line_(line) {}

  explicit operator bool() const { return value_ != nullptr; }  // is it there?
  bool is_map() const { return value_ != nullptr && value_->kind == YamlValue::Kind::Map; }
  bool is_sequence() const { return value_ != nullptr && value_->kind == YamlValue::Kind::Sequence; }
  int line() const { return line_; }  // of what it stands in, when it is missing

  YamlNode operator[](std::string_view key) const;  // of a map; else missing
  std::string key() const { return value_ != nullptr ? value_->key : std::string(); }
  const YamlValue& value() const { return *value_; }  // only of what is there
  // Another value, put together from several, whose mistakes are this file's. It must outlive the node.
  YamlNode instead(const YamlValue& value) const { return {file_, &value, value.line}; }
  // The items of a sequence, the values of a map; of anything else none.
  Iterator begin() const { return {file_, items()}; }
  Iterator end() const { return {file_, items() + (value_ != nullptr ? value_->items.size() : 0)}; }

  // std::string, int, bool or std::vector<std::string>.
  template <class T>
  T as() const;
  template <class T>
  T as(T when_missing) const {
    return *this ? as<T>() : std::move(when_missing);
  }

 private:
  const YamlValue* items() const { return value_ != nullptr ? value_->items.data() : nullptr; }
  const std::string& scalar() const;
  void complain(const std::string& message) const;

  YamlFile* file_;
  const YamlValue* value_;  // nullptr when missing
  int line_;
};

template <>
std::string YamlNode::as<std::string>() const;
template <>
int YamlNode::as<int>() const;
template <>
bool YamlNode::as<bool>() const;
template <>
std::vector<std::string> YamlNode::as<std::vector<std::string>>() const;

// Loads the file and hands its root to `read`. Errors: catalog.yaml.missing, catalog.yaml.invalid with the line.
Result<void> read_yaml(const std::string& path, const std::function<Result<void>(const YamlNode&)>& read);

// Fields of a map: all of `required` are there, and no others than these and `optional`. `what` names the map to people.
struct YamlFields {
  std::initializer_list<std::string_view> required, optional;
};
Result<void> check_fields(const std::string& path, const YamlNode& node, std::string_view what, const YamlFields& fields);

Error yaml_error(const std::string& path, int line, const std::string& message);

// {source: fiscal.general, economic: ["301", "303"]}: nodes per dimension; `all` is the root.
Result<std::vector<std::pair<Dimension, Extent>>> read_extents(const std::string& path, Space& space, const YamlNode& node);

}  // namespace mingzhang
