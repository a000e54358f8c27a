// mingzhang verify | backup | restore | export | import: care for a store.
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/cli.h"
#include "cli/database_option.h"
#include "store/exchange.h"
#include "store/verify.h"

namespace mingzhang {
namespace {

struct StoreCommandOptions {
  std::string database;
  std::string file;
  std::string anchor;
};

// One line that is drawn again, on a terminal only.
class Percentage {
 public:
  explicit Percentage(Context& context) : context_(context), shown_(isatty(STDERR_FILENO) != 0) {}
  ~Percentage() {
    if (drawn_) context_.error << "\r\033[K" << std::flush;
  }
  Percentage(const Percentage&) = delete;
  void operator()(std::int64_t done, std::int64_t total) {
    if (!shown_ || total <= 0) return;
    context_.error << fmt::format("\r{} / {} ({}%)", done, total, done * 100 / total) << std::flush;
    drawn_ = true;
  }

 private:
  Context& context_;
  bool shown_, drawn_ = false;
};

Result<Store> open_existing(const DatabaseAddress& address) {
  StoreOptions options;
  options.create = false;
  return Store::open(address, options);
}

// "12:<64 hex digits>"
Result<std::optional<AuditAnchor>> parse_anchor(const std::string& text) {
  constexpr std::size_t kHashDigits = 64;
  if (text.empty()) return std::nullopt;
  const std::size_t colon = text.find(':');
  AuditAnchor anchor;
  anchor.number = std::strtoll(text.c_str(), nullptr, 10);
  if (colon != std::string::npos) anchor.hash = text.substr(colon + 1);
  if (anchor.number < 1 || anchor.hash.size() != kHashDigits)
    return fail("cli.usage", "--anchor 写得不对", "请写成 编号:校验值，如 verify 上次打印的那样。", text);
  return anchor;
}

void print(const Verification& found, Context& context) {
  const bool zh = context.language == Language::Chinese;
  for (const BrokenRecord& broken : found.broken)
    context.output << fmt::format(fmt::runtime(zh ? "{}: {}\n" : "{}: not what was written\n"), broken.subject, broken.what);
  context.output << fmt::format(
      fmt::runtime(context.pick("审计记录 {} 条，账目版本 {} 个，公开版本 {} 个，核对报告 {} 份，文件 {} 个。{}\n",
                                "{} audit records, {} ledger versions, {} publications, {} reports, {} files. {}\n")),
      found.audit_records, found.ledger_versions, found.publications, found.reports, found.blobs,
      found.broken.empty() ? context.pick("全部完好。", "All sound.") : context.pick("数据已损坏或被改动。", "Damaged or tampered with."));
  if (found.last.number > 0)
    context.output << fmt::format(fmt::runtime(context.pick("末条审计记录（可记在别处，下次用 --anchor 核对）：{}:{}\n",
                                                            "Last audit record (note it elsewhere, give it as --anchor next time): {}:{}\n")),
                                  found.last.number, found.last.hash);
}

Result<void> verify(const DatabaseAddress& address, const StoreCommandOptions& options, Context& context) {
  TRY(const std::optional<AuditAnchor> anchor, parse_anchor(options.anchor));
  TRY(const Store store, open_existing(address));
  Percentage percentage(context);
  TRY(const Verification found, verify_store(store, anchor, std::ref(percentage)));
  print(found, context);
  if (!found.broken.empty()) context.exit_code = kFindings;
  return {};
}

Result<void> export_all(const DatabaseAddress& address, const StoreCommandOptions& options, Context& context) {
  TRY(const Store store, open_existing(address));
  Percentage percentage(context);
  return export_store(store, options.file, std::ref(percentage));
}

// What came in is what was written, or it is said at once.
Result<void> import_all(const DatabaseAddress& address, const StoreCommandOptions& options, Context& context) {
  TRY(Store store, Store::open(address));
  {
    Percentage percentage(context);
    const Result<void> imported = import_store(store, options.file, std::ref(percentage));
    if (!imported) return imported;
  }
  return verify(address, {}, context);
}

Result<void> back_up_all(const DatabaseAddress& address, const StoreCommandOptions& options, Context&) {
  return back_up(address, options.file);
}

Result<void> restore_all(const DatabaseAddress& address, const StoreCommandOptions& options, Context& context) {
  const Result<void> restored = restore(options.file, address);
  return restored ? verify(address, {}, context) : restored;
}

using Work = Result<void> (*)(const DatabaseAddress&, const StoreCommandOptions&, Context&);

void run(Work work, const StoreCommandOptions& options, Context& context) {
  const Result<DatabaseAddress> address = parse_database_address(options.database);
  if (!address) return context.fail(address.error());
  const Result<void> done = work(*address, options, context);
  if (!done) context.fail(done.error());
}

enum class FileRole { None, Read, Written };

CLI::App* add(CLI::App& app, Context& context, const char* name, std::string help, FileRole role, Work work,
              const std::shared_ptr<StoreCommandOptions>& options) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  CLI::App* command = app.add_subcommand(name, std::move(help));
  add_database_option(*command, options->database, context)->required();
  if (role == FileRole::Read)
    command->add_option("FILE", options->file, say("备份或导出的文件", "The backup or archive"))->option_text(say("必需", "REQUIRED"))->required();
  if (role == FileRole::Written)
    command->add_option("-o,--output", options->file, say("写入这个文件", "Write this file"))->option_text(say("文件", "FILE"))->required();
  command->callback([work, options, &context] { run(work, *options, context); });
  return command;
}

}  // namespace

void add_store_commands(CLI::App& app, Context& context) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  const auto options = std::make_shared<StoreCommandOptions>();
  CLI::App* const verify_command =
      add(app, context, "verify", say("检查数据库：审计链、账目版本、公开内容和文件是否与写入时一致", "Check a database: audit chain, versions, publications, files"),
          FileRole::None, verify, options);
  verify_command
      ->add_option("--anchor", options->anchor, say("从前记下的 编号:校验值，可发现末尾被截去", "NUMBER:HASH noted before: shows that the end was cut off"))
      ->option_text("N:HASH");
  add(app, context, "backup", say("备份数据库，使用中也可以", "Back up a database, also while it is in use"), FileRole::Written, back_up_all, options);
  add(app, context, "restore", say("从备份恢复到新的数据库", "Restore a backup into a new database"), FileRole::Read, restore_all, options);
  add(app, context, "export", say("导出全部内容为一个文件，不依赖数据库种类", "Export everything into one file, whatever the database"),
      FileRole::Written, export_all, options);
  add(app, context, "import", say("把导出的文件导入空数据库", "Import such a file into an empty database"), FileRole::Read, import_all, options);
}

}  // namespace mingzhang
