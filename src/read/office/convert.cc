#include "read/office/convert.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "base/file.h"
#include "read/isolate/process.h"

namespace mingzhang {
namespace {

namespace fs = std::filesystem;

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::error_code error;
    std::string pattern = (fs::temp_directory_path(error) / "mingzhang-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

tl::unexpected<Error> not_converted(const std::string& path, std::string_view why) {
  return fail("read.office.not_converted", fmt::format("文件“{}”转换不成（{}）", path, why),
              "文件可能损坏或设有密码。请用办公软件打开后另存为 docx 或 xlsx 再试。", path);
}

ProcessLimits libreoffice_limits() {
  ProcessLimits limits;
  limits.memory_bytes_max = std::uint64_t{4} << 30;  // address space, of which it uses little
  limits.output_bytes_max = 1u << 20;
  limits.file_bytes_max = 256u << 20;
  limits.cpu_seconds_max = 60;
  limits.open_files_max = 1024;
  limits.time_max = std::chrono::seconds(120);
  return limits;
}

}  // namespace

Result<std::string> convert_with_libreoffice(std::string_view bytes, OfficeProgram program, const std::string& path) {
  const bool writer = program == OfficeProgram::Writer;
  const std::string soffice = find_program("soffice");
  if (soffice.empty()) {
    return fail("read.office.no_converter", fmt::format("读取文件“{}”需要 LibreOffice，本机没有安装", path),
                fmt::format("请安装软件包：apt-get install {}；或用办公软件另存为 {} 再试。", writer ? "libreoffice-writer-nogui" : "libreoffice-calc-nogui", writer ? "docx" : "xlsx"), path);
  }
  const TemporaryDirectory directory;
  const fs::path input = directory.path() / "input", output = directory.path() / (writer ? "input.docx" : "input.xlsx");
  std::ofstream file(input, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) return not_converted(path, "临时目录写不进去");

  Command command;
  command.words = {soffice, fmt::format("-env:UserInstallation=file://{}/profile", directory.path().string()), "--headless", "--norestore", "--nolockcheck",
                   "--convert-to", writer ? "docx:MS Word 2007 XML" : "xlsx:Calc MS Excel 2007 XML", "--outdir", directory.path().string(), input.string()};
  command.environment = {"LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", "HOME=" + directory.path().string()};
  command.limits = libreoffice_limits();
  TRY(Process process, Process::start(command));
  if (process.finish().kind == Ending::Kind::TimedOut) return not_converted(path, "超过时间上限");
  if (!fs::exists(output)) return not_converted(path, "LibreOffice 读不出来");
  return read_file(output.string());
}

}  // namespace mingzhang
