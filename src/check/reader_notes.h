#pragma once
// What the reader of the file noticed, for the report: pages it could not read, text it is not sure of.

#include <vector>

#include "check/report.h"
#include "disclosure/disclosure.h"

namespace mingzhang {

// One statement for each kind of note, with its pages.
std::vector<Bilingual> reader_notes(const Disclosure& disclosure);

}  // namespace mingzhang
