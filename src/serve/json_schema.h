#pragma once
// JSON Schema, as far as our own schemas need it: type, enum, const, required, properties, additionalProperties: false, items,
// minItems, maxItems, minLength, maxLength (characters), minimum, maximum, pattern (RE of <regex.h>, extended), anyOf, $ref.
// Requests are held to the same schemas that the OpenAPI document shows.

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

namespace mingzhang {

struct SchemaFault {
  std::string place;  // JSON pointer into the value: "/lines/3/amount_fen"
  std::string what;   // Chinese
};

// The first way in which the value breaks the schema. `$ref`s begin with "#/" and are looked up in `root`. A keyword that is
// none of the above, nor a description, is our bug.
std::optional<SchemaFault> fault_of(const nlohmann::ordered_json& value, const nlohmann::ordered_json& schema, const nlohmann::ordered_json& root);

}  // namespace mingzhang
