#pragma once
// Disclosure -> FileReport. No files, no clock, no database: same input, same report.

#include "check/arithmetic.h"
#include "check/report.h"
#include "forms/knowledge.h"

namespace mingzhang {

FileReport check(const Disclosure& disclosure, const Knowledge& knowledge, const ArithmeticOptions& options = {});

}  // namespace mingzhang
