#include "store/detail.h"

#include <nlohmann/json.hpp>

namespace mingzhang {
namespace {

std::string quoted(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

Detail& Detail::add(std::string_view key, std::string_view text) {
  add_json(key, quoted(text));
  return *this;
}

Detail& Detail::add(std::string_view key, std::int64_t number) {
  add_json(key, std::to_string(number));
  return *this;
}

void Detail::add_json(std::string_view key, std::string_view json) {
  if (!members_.empty()) members_ += ',';
  members_ += quoted(key);
  members_ += ':';
  members_ += json;
}

}  // namespace mingzhang
