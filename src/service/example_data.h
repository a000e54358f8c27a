#pragma once
// Example data for an empty store, made the way people would make it: units, users, filings in several states, one of them
// published, one owed and late, and a document with errors.

#include <string>
#include <vector>

#include "service/accounts.h"

namespace mingzhang {

// `directory`: with ledger.json and disclosure.txt. The users that were made, with their passwords. Errors: read.file.*, those of
// each step.
Result<std::vector<FirstAdministrator>> load_example_data(Service& service, const std::string& directory);

}  // namespace mingzhang
