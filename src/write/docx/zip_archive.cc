#include "write/docx/zip_archive.h"

#include <ctime>
#include <memory>

#include <zip.h>

#include "base/late_library.h"

namespace mingzhang {
namespace {

LateLibrary libzip(MINGZHANG_LIBZIP_FILE);
#define LATE_ZIP(name) LATE_FUNCTION(libzip, name)
LATE_ZIP(zip_close);
LATE_ZIP(zip_discard);
LATE_ZIP(zip_error_init);
LATE_ZIP(zip_error_strerror);
LATE_ZIP(zip_file_add);
LATE_ZIP(zip_file_set_mtime);
LATE_ZIP(zip_open_from_source);
LATE_ZIP(zip_source_buffer);
LATE_ZIP(zip_source_buffer_create);
LATE_ZIP(zip_source_close);
LATE_ZIP(zip_source_free);
LATE_ZIP(zip_source_keep);
LATE_ZIP(zip_source_open);
LATE_ZIP(zip_source_read);
LATE_ZIP(zip_source_stat);
LATE_ZIP(zip_strerror);
#undef LATE_ZIP

struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Source = std::unique_ptr<zip_source_t, FreeSource>;

// The first moment that ZIP can tell. It is local time, so it is made from its parts.
std::time_t fixed_time() {
  std::tm first{};
  first.tm_year = 80;
  first.tm_mday = 1;
  first.tm_isdst = -1;
  return std::mktime(&first);
}

bool add(zip_t* archive, const std::string& name, const std::string& content) {
  zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
  if (source == nullptr) return false;
  const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) zip_source_free(source);
  return index >= 0 && zip_file_set_mtime(archive, static_cast<zip_uint64_t>(index), fixed_time(), 0) == 0;
}

std::string content_of(zip_source_t* source) {
  zip_stat_t status;
  if (zip_source_stat(source, &status) < 0 || zip_source_open(source) < 0) return "";
  std::string bytes(status.size, '\0');
  const zip_int64_t read = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  return read == static_cast<zip_int64_t>(bytes.size()) ? bytes : "";
}

}  // namespace

Result<std::string> zip_archive(const std::vector<std::pair<std::string, std::string>>& files) {
  const auto failed = [&](const std::string& cause) { return fail("write.docx.failed", "DOCX 没有写成：" + cause, "请检查可用内存后再试。"); };
  if (!libzip.is_there()) return failed(std::string("没有安装 ") + libzip.file());
  zip_error_t error;
  zip_error_init(&error);
  const Source source(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!source) return failed(zip_error_strerror(&error));
  zip_source_keep(source.get());  // zip_close() gives up its own hold
  zip_t* archive = zip_open_from_source(source.get(), ZIP_TRUNCATE, &error);
  if (archive == nullptr) {
    zip_source_free(source.get());
    return failed(zip_error_strerror(&error));
  }
  for (const auto& [name, content] : files) {
    if (add(archive, name, content)) continue;
    const std::string cause = zip_strerror(archive);
    zip_discard(archive);
    return failed(cause);
  }
  if (zip_close(archive) < 0) {
    const std::string cause = zip_strerror(archive);
    zip_discard(archive);
    return failed(cause);
  }
  std::string bytes = content_of(source.get());
  if (bytes.empty()) return failed("内存不足");
  return bytes;
}

}  // namespace mingzhang
