#include "read/program/read_content.h"

#include "read/format/format.h"

namespace mingzhang {

Result<Document> read_content(std::string_view bytes, const std::string& path, const Limits&) {
  const RecognisedFormat format = recognise_format(bytes);
  switch (format.format) {
    default: return unsupported_format(format.name, path);
  }
}

}  // namespace mingzhang
