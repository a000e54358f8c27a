#pragma once
// UnitFacts as the field "facts" of a ledger file. A reason or a purpose is addressed like a line:
//   {"source": "fiscal.general", "function": "2080505", "reason": "缴费基数提高"}

#include <functional>
#include <string>

#include <nlohmann/json.hpp>

#include "compile/unit_facts.h"
#include "document/json_reader.h"

namespace mingzhang {

// How the file writes the nodes of a region, and how it reads them.
using NodeFields = std::function<nlohmann::ordered_json(const Region&)>;
using ReadRegion = std::function<Region(const JsonReader&)>;

// An object with one item a line, "" when there is nothing to say. What is not stated is left out.
std::string facts_to_json(const UnitFacts& facts, const NodeFields& node_fields);

UnitFacts facts_from_json(const JsonReader& json, const ReadRegion& read_region);

}  // namespace mingzhang
