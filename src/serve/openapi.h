#pragma once
// The routes as an OpenAPI 3.1 document. `x-roles` of an operation names who may call it.

#include <span>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "serve/route.h"

namespace mingzhang {

// {"schemas": {"Filing": …}}: what requests and answers look like.
const nlohmann::ordered_json& api_components();

nlohmann::ordered_json openapi_document(std::span<const Route> routes, std::string_view version);

}  // namespace mingzhang
