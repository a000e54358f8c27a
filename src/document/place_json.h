#pragma once
// The JSON of a Place, the same in every file of ours. Fields that hold their default are left out.

#include <nlohmann/json.hpp>

#include "document/json_reader.h"
#include "document/place.h"

namespace mingzhang {

nlohmann::ordered_json json_of(const Place& place);
Place place_from(const JsonReader& owner, const char* key = "place");

}  // namespace mingzhang
