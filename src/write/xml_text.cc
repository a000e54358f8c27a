#include "write/xml_text.h"

#include "write/printed.h"

namespace mingzhang {

std::string xml_text(std::string_view text) {
  std::string out;
  for (char c : writable(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace mingzhang
