#include "check/rule.h"
#include "check/rules/placeholders.h"
#include "check/rules/printed_text.h"

namespace mingzhang {

RuleContext::RuleContext(const Disclosure& disclosure, const Knowledge& knowledge, const Form* form)
    : disclosure(disclosure),
      knowledge(knowledge),
      form(form),
      texts(printed_texts(disclosure)),
      placeholders(placeholders_in(texts)),
      is_template(disclosure.kind == DocumentKind::Template || placeholders.size() >= kTemplatePlaceholders) {}

RuleContext::~RuleContext() = default;

}  // namespace mingzhang
