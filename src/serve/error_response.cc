#include "serve/error_response.h"

#include <array>

#include <nlohmann/json.hpp>

#include "base/errors.h"

namespace mingzhang {
namespace {

struct StatusOfError {
  std::string_view id;  // or the beginning of ids, up to a dot
  int status;
};
// The first that fits counts.
constexpr std::array kStatuses = {StatusOfError{"access.sign_in", 401},
                                  StatusOfError{"access.password.weak", 422},
                                  StatusOfError{"access.password", 401},
                                  StatusOfError{"access.too_often", 429},
                                  StatusOfError{"access.", 403},
                                  StatusOfError{"request.not_found", 404},
                                  StatusOfError{"request.method", 405},
                                  StatusOfError{"request.timeout", 408},
                                  StatusOfError{"request.too_large", 413},
                                  StatusOfError{"request.media_type", 415},
                                  StatusOfError{"request.no_precondition", 428},
                                  StatusOfError{"request.head_too_large", 431},
                                  StatusOfError{"request.method_unknown", 501},
                                  StatusOfError{"request.no_space", 507},
                                  StatusOfError{"request.", 400},
                                  StatusOfError{"service.missing", 404},
                                  StatusOfError{"service.date.invalid", 422},
                                  StatusOfError{"service.ledger.foreign", 422},
                                  StatusOfError{"service.form.unfit", 422},
                                  StatusOfError{"service.workbook.form", 422},
                                  StatusOfError{"service.workbook.problems", 422},
                                  StatusOfError{"service.", 409},
                                  StatusOfError{"store.missing", 404},
                                  StatusOfError{"store.stale", 412},
                                  StatusOfError{"store.unique", 409},
                                  StatusOfError{"store.refused", 409},
                                  StatusOfError{"store.busy", 503},
                                  StatusOfError{"store.unreachable", 503},
                                  StatusOfError{"store.", 500},
                                  StatusOfError{"rollup.dimension.unknown", 400},
                                  StatusOfError{"rollup.", 503},
                                  StatusOfError{"serve.", 500},
                                  StatusOfError{"write.", 500},
                                  StatusOfError{"catalog.", 500}};
constexpr int kOtherStatus = 422;  // something in what was sent: a ledger, a file

}  // namespace

int status_of(std::string_view error_id) {
  for (const StatusOfError& each : kStatuses) {
    if (error_id == each.id || (each.id.ends_with('.') && error_id.starts_with(each.id))) return each.status;
  }
  return kOtherStatus;
}

Response error_response(const Error& error, Language language, const nlohmann::ordered_json& problems) {
  const auto explanation = language == Language::English ? explain_error(error.id) : std::nullopt;
  nlohmann::ordered_json body = {{"error",
                                        {{"id", error.id},
                                         {"message", explanation ? std::string(explanation->en) : error.message},
                                         {"advice", explanation ? std::string() : error.advice},
                                         {"place", error.where.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(error.where)}}}};
  if (!problems.is_null()) body["error"]["problems"] = problems;
  Response response = respond(status_of(error.id), "application/json", body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  if (error.id == "access.too_often") response.set("Retry-After", error.where);
  if (error.id == "store.busy") response.set("Retry-After", "1");
  if (response.status == 401) response.set("WWW-Authenticate", "Bearer");
  return response;
}

}  // namespace mingzhang
