#pragma once
// What the audits of a release found and what the unit accepted, as JSON beside the files (release.json): anyone who gets the
// files can see that they are those that were audited.

#include <string>

#include "publish/publish.h"

namespace mingzhang {

std::string release_record(const Publication& publication, const PublishRequest& request);

}  // namespace mingzhang
