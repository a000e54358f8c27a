#pragma once
// The detail of an audit record: a small JSON object, in the order it is said.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/words.h"

namespace mingzhang {

class Detail {
 public:
  Detail& add(std::string_view key, std::string_view text);
  Detail& add(std::string_view key, const std::string& text) { return add(key, std::string_view(text)); }
  Detail& add(std::string_view key, const char* text) { return add(key, std::string_view(text)); }
  Detail& add(std::string_view key, std::int64_t number);
  Detail& add(std::string_view key, int number) { return add(key, static_cast<std::int64_t>(number)); }
  template <class Enum, class = std::enable_if_t<std::is_enum_v<Enum>>>
  Detail& add(std::string_view key, Enum value) {
    return add(key, word_of(value));
  }
  template <class T>
  Detail& add(std::string_view key, const std::optional<T>& value) {  // left out when there is none
    return value ? add(key, *value) : *this;
  }
  Detail& add_object(std::string_view key, const Detail& object) {
    add_json(key, object.json());
    return *this;
  }
  std::string json() const { return "{" + members_ + "}"; }

 private:
  void add_json(std::string_view key, std::string_view json);
  std::string members_;
};

}  // namespace mingzhang
