#pragma once
// Document -> Disclosure. Never fails: what cannot be understood is in `open` with its reason.

#include "disclosure/disclosure.h"
#include "document/document.h"
#include "forms/knowledge.h"
#include "understand/performance_words.h"

namespace mingzhang {

Disclosure understand(const Document& document, const Knowledge& knowledge, const PerformanceWords& words);

}  // namespace mingzhang
