#pragma once
// The application behind the server: every request goes to its route, is authorised, is held to what the route says of itself,
// and gets the headers that all answers have.

#include <memory>
#include <string>

#include "serve/compression.h"
#include "serve/metrics.h"
#include "serve/previews.h"
#include "serve/router.h"
#include "serve/server.h"
#include "serve/shared_answers.h"
#include "serve/static_files.h"
#include "service/job_runner.h"
#include "service/service.h"

namespace mingzhang {

struct ApplicationOptions {
  std::string web_directory;  // of the built browser application; "" or missing: pages without it
};

class Application final : public RequestHandler {
 public:
  Application(Service& service, JobRunner& jobs, const ApplicationOptions& options);
  ~Application() override;

  BodyPlan plan(const Request& head) override;
  std::optional<Response> admit(const Request& head) override;
  std::optional<Response> answer_at_once(const Request& request) override;
  Response handle(Request request) override;
  Response refuse(const Request& head, int status) override;

  // For the routes.
  const Router& router() const { return router_; }
  const Metrics& metrics() const { return metrics_; }
  const StaticFiles& web() const { return web_; }
  JobRunner& jobs() { return jobs_; }
  Previews& previews() { return previews_; }
  const std::string& openapi() const { return openapi_; }

 private:
  Response answer(const Request& request, const RouteMatch& match);
  Result<Caller> identify(const Request& request) const;
  Result<void> authorise(const Request& request, const Route& route, const Caller& caller) const;
  Result<Response> call(const Request& request, const RouteMatch& match, const Caller& caller);
  Error no_route(const RouteMatch& match, const Request& request) const;

  Service& service_;
  JobRunner& jobs_;
  Router router_;
  Metrics metrics_;
  StaticFiles web_;
  Previews previews_;
  SharedAnswers shared_;
  CompressedBodies compressed_;
  std::string openapi_;
};

}  // namespace mingzhang
