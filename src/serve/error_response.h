#pragma once
// The one shape of every refusal: {"error": {"id", "message", "advice", "place"}} with the HTTP status that the id stands for.

#include <nlohmann/json.hpp>

#include "base/language.h"
#include "base/result.h"
#include "serve/http.h"

namespace mingzhang {

int status_of(std::string_view error_id);
// `problems`: a list of all that is wrong with what was sent, as "problems" of the error; null where there is none.
Response error_response(const Error& error, Language language, const nlohmann::ordered_json& problems = nullptr);

}  // namespace mingzhang
