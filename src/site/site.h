#pragma once
// A site for the public, made of releases: files only, so that any web server, or none, can show it. The same releases give the
// same bytes.

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "forms/knowledge.h"
#include "site/page.h"

namespace mingzhang {

struct SiteRequest {
  std::string input, output;
  SiteText text;
  int jobs = 1;
};

// A release that the site does not show, and why.
struct LeftOut {
  std::string folder;
  Error error;
};

struct SiteOutcome {
  std::size_t units = 0, releases = 0;
  std::size_t files = 0, files_written = 0, bytes = 0;
  std::vector<LeftOut> left_out;
};

// Called from any thread, with how many releases are done and how many there are.
using SiteProgress = std::function<void(std::size_t done, std::size_t total, bool failed)>;

// Errors: site.input.missing, .nothing, site.output.foreign, write.file.failed, site.interrupted. What is wrong with a release leaves it out.
Result<SiteOutcome> build_site(const SiteRequest& request, const Knowledge& knowledge, const SiteProgress& progress, const std::atomic<bool>& stop);

}  // namespace mingzhang
