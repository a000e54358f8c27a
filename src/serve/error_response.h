#pragma once
// The one shape of every refusal: {"error": {"id", "message", "advice", "place"}} with the HTTP status that the id stands for.

#include "base/language.h"
#include "base/result.h"
#include "serve/http.h"

namespace mingzhang {

int status_of(std::string_view error_id);
Response error_response(const Error& error, Language language);

}  // namespace mingzhang
