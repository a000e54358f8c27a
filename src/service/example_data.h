#pragma once
// Example data for an empty store, made the way people would make it: two departments with their units and users, budgets of two years
// and final accounts in several states, most of them published, what is owed, late and met, and documents with errors.

#include <string>
#include <vector>

#include "service/accounts.h"

namespace mingzhang {

// `directory`: with service.json, which says what there is, and the ledgers and documents that it names. The users that were made, with their passwords. Errors: read.file.*, those of
// each step.
Result<std::vector<FirstAdministrator>> load_example_data(Service& service, const std::string& directory);

}  // namespace mingzhang
