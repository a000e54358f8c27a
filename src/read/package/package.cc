#include "read/package/package.h"

#include <zip.h>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "read/package/xml.h"

namespace mingzhang {
namespace {

constexpr zip_int64_t kPartsMax = 10'000;
constexpr std::uint64_t kUnpackedBytesMax = 256u << 20;  // of all parts that are read; 600,000 cells are 30 MiB
// Tables of empty cells pack 1 : 100. What packs better than this is no document, unless it is small anyway.
constexpr std::uint64_t kRatioMax = 300, kRatioFreeBytes = 8u << 20;

tl::unexpected<Error> too_large(const std::string& path, std::string_view what) {
  return fail("read.office.too_large", fmt::format("文件“{}”{}，已停止读取", path, what),
              "文件可能是恶意的压缩炸弹。请用办公软件打开后另存一份，或拆开后逐份提交。", path);
}

std::string folder_of(const std::string& part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string::npos ? "" : part.substr(0, slash + 1);
}

std::string relationships_part(const std::string& part) {
  const std::string folder = folder_of(part);
  return folder + "_rels/" + part.substr(folder.size()) + ".rels";
}

// "../media/a.png" from "xl/worksheets/" is "xl/media/a.png".
std::string resolved(const std::string& folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::string base = folder;
  for (;;) {
    if (target.starts_with("../")) {
      target.remove_prefix(3);
      if (!base.empty()) base.pop_back();
      base = folder_of(base);
    } else if (target.starts_with("./")) {
      target.remove_prefix(2);
    } else {
      return base + std::string(target);
    }
  }
}

}  // namespace

void Package::Close::operator()(zip* archive) const { zip_discard(archive); }

Package::Package(zip* archive, std::string path) : archive_(archive), path_(std::move(path)) {}

Result<Package> Package::open(std::string_view bytes, std::string path) {
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  zip_t* archive = source != nullptr ? zip_open_from_source(source, ZIP_RDONLY, nullptr) : nullptr;
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  Package package(archive, std::move(path));
  if (archive == nullptr) return package.damaged("压缩包的目录不完整");
  if (zip_get_num_entries(archive, 0) > kPartsMax) return too_large(package.path_, "的压缩包里文件过多");
  return package;
}

bool Package::has(const std::string& part) const { return zip_name_locate(archive_.get(), part.c_str(), ZIP_FL_NOCASE) >= 0; }

Result<std::string> Package::part(const std::string& name) {
  zip_stat_t about;
  const zip_int64_t index = zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE);
  if (index < 0 || zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(index), 0, &about) != 0) return damaged("缺少部件 " + name);
  if (about.encryption_method != ZIP_EM_NONE) {
    return fail("read.office.encrypted", fmt::format("文件“{}”设有密码，无法读取", path_), "请用办公软件打开，取消密码后另存一份。", path_);
  }
  const std::uint64_t allowed = kUnpackedBytesMax - unpacked_bytes_;
  if (about.size > allowed) return too_large(path_, "解压后过大");
  if (about.size > kRatioFreeBytes && about.size / kRatioMax > about.comp_size) return too_large(path_, "的压缩比异常");

  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0), zip_fclose);
  std::string content(about.size, '\0');
  // What stands in the directory may lie: libzip gives no more than that, and its check sum at the end tells.
  const zip_int64_t size = file ? zip_fread(file.get(), content.data(), content.size()) : -1;
  char beyond;
  if (size < 0 || static_cast<std::uint64_t>(size) != about.size || zip_fread(file.get(), &beyond, 1) != 0) return damaged("部件 " + name + " 解压出错");
  unpacked_bytes_ += about.size;
  return content;
}

Result<std::vector<Relationship>> Package::relationships(const std::string& part) {
  std::vector<Relationship> result;
  const std::string name = relationships_part(part);
  if (!has(name)) return result;
  TRY(std::string text, this->part(name));
  TRY(const Xml document, parse_xml(std::move(text), name, *this));
  for (const pugi::xml_node node : child(*document, "Relationships").children()) {
    const std::string_view type = attribute(node, "Type");
    Relationship& relationship = result.emplace_back();
    relationship.id = attribute(node, "Id");
    relationship.type = type.substr(type.rfind('/') + 1);
    if (attribute(node, "TargetMode") != "External") relationship.target = resolved(folder_of(part), attribute(node, "Target"));
  }
  return result;
}

Result<std::string> Package::main_part() {
  TRY(const std::vector<Relationship> all, relationships(""));
  const auto main = std::find_if(all.begin(), all.end(), [](const Relationship& each) { return each.type == "officeDocument"; });
  if (main == all.end()) return damaged("不知道正文在哪里");
  return main->target;
}

Result<std::string> Package::content_type(const std::string& part) {
  TRY(std::string text, this->part("[Content_Types].xml"));
  TRY(const Xml document, parse_xml(std::move(text), "[Content_Types].xml", *this));
  for (const pugi::xml_node node : child(*document, "Types").children())
    if (attribute(node, "PartName") == "/" + part) return std::string(attribute(node, "ContentType"));
  return std::string();
}

tl::unexpected<Error> Package::damaged(std::string_view what) const {
  return fail("read.office.damaged", fmt::format("文件“{}”已损坏或不完整：{}", path_, what), "请重新下载，或用办公软件打开（修复）后另存一份。", path_);
}

}  // namespace mingzhang
