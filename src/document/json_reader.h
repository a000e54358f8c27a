#pragma once
// JSON from outside: parsed with limits, then read field by field. The first field that is not what it must be is kept
// as the Error, with its JSON pointer; later reads give defaults, so that code which builds a value stays linear.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "base/result.h"

namespace mingzhang {

// What is being read, for messages and ids: {"document", "Document"} fails as document.json.invalid, .too_deep.
struct JsonSubject {
  std::string_view id_prefix;
  std::string_view name;
};

// Errors: <prefix>.json.invalid with line and column, <prefix>.json.too_deep.
Result<nlohmann::json> parse_json(std::string_view text, const JsonSubject& subject, const std::string& path,
                                  const Limits& limits = {});

// Shared by all readers of one file; holds the first problem.
class JsonProblem {
 public:
  JsonProblem(JsonSubject subject, std::string path) : subject_(subject), path_(std::move(path)) {}
  void report(const std::string& pointer, std::string_view expected);
  const std::optional<Error>& error() const { return error_; }

 private:
  JsonSubject subject_;
  std::string path_;
  std::optional<Error> error_;
};

// One object of the file. Absent fields have defaults; unknown fields are passed over, so that newer files can be read.
class JsonReader {
 public:
  JsonReader(const nlohmann::json& value, std::string pointer, JsonProblem& problem);

  bool has(const char* key) const { return field(key) != nullptr; }
  std::string text(const char* key) const;
  int number(const char* key, int fallback, int min, int max) const;
  bool flag(const char* key) const;
  JsonReader object(const char* key) const;               // an empty object when absent
  std::vector<std::string> texts(const char* key) const;  // an array of strings; one string is a list of one
  std::vector<int> indices(const char* key, std::size_t count) const;  // an array of numbers below count; null is -1
  std::size_t count(const char* key) const;                            // of the items of an array; 0 when it is none
  void require(std::initializer_list<const char*> keys) const;         // these must not be absent

  // Calls visit(JsonReader) for each object of the array.
  template <class Visit>
  void each(const char* key, Visit visit) const {
    const nlohmann::json* array = field(key);
    if (!array) return;
    if (!array->is_array()) return fault(key, "数组");
    for (std::size_t i = 0; i < array->size(); ++i) {
      visit(JsonReader((*array)[i], pointer_ + "/" + key + "/" + std::to_string(i), *problem_));
    }
  }

  void fault(const char* key, std::string_view expected) const;

 private:
  const nlohmann::json* field(const char* key) const;  // nullptr when absent

  const nlohmann::json* value_;
  std::string pointer_;
  JsonProblem* problem_;
};

}  // namespace mingzhang
