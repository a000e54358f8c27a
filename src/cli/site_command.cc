// mingzhang site DIR -o public/: a site for the public from released disclosures.
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <ostream>
#include <string>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/paths.h"
#include "batch/progress.h"
#include "cli/cli.h"
#include "cli/interrupt.h"
#include "site/site.h"

namespace mingzhang {
namespace {

struct SiteOptions {
  std::string input, output, title;
  int jobs = 0;  // 0: as many as there are processors
};

void tell_left_out(const std::vector<LeftOut>& left_out, Context& context) {
  for (const LeftOut& one : left_out) context.error << fmt::format("{}: [{}] {}\n", one.folder, one.error.id, one.error.message);
}

void run_site(const SiteOptions& options, Context& context) {
  const auto knowledge = load_knowledge(catalog_directory());
  if (!knowledge) return context.fail(knowledge.error());
  SiteRequest request{options.input, options.output, {.title = options.title, .language = context.language}, 1};
  if (request.text.title.empty()) request.text.title = context.pick("预算决算公开", "Public budgets and accounts");
  const int processors = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  request.jobs = options.jobs > 0 ? options.jobs : processors;
  std::unique_ptr<Progress> progress;
  std::mutex mutex;
  const SiteProgress tell = [&](std::size_t, std::size_t total, bool) {
    const std::lock_guard lock(mutex);
    if (!progress) progress = std::make_unique<Progress>(context.error, isatty(STDERR_FILENO) != 0 && total > 1 ? ProgressStyle::Bar : ProgressStyle::Off, total, context.language);
    progress->done(false);
  };
  const auto outcome = build_site(request, **knowledge, tell, interrupted());
  if (progress) progress->finish();
  if (!outcome) return context.fail(outcome.error());
  tell_left_out(outcome->left_out, context);
  context.output << fmt::format(fmt::runtime(context.pick("{} 个单位，{} 份公开文件：{} 个文件，{} 个有变化，共 {:.1f} MB；从 {}/index.html 看起\n",
                                                          "{} units, {} disclosures: {} files, {} changed, {:.1f} MB; begin with {}/index.html\n")),
                                outcome->units, outcome->releases, outcome->files, outcome->files_written, static_cast<double>(outcome->bytes) / 1e6, options.output);
  if (!outcome->left_out.empty()) context.exit_code = kFindings;
}

}  // namespace

void add_site_command(CLI::App& app, Context& context) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  CLI::App* command = app.add_subcommand("site", say("由发布文件夹生成公开网站，不需要服务器", "A site for the public from released disclosures; it needs no server"));
  const auto options = std::make_shared<SiteOptions>();
  command->add_option("DIR", options->input, say("放发布文件夹的目录（mingzhang compile -o 写出的，可以很多个）；中间各层目录名是地区和部门",
                                                 "A directory of releases (as mingzhang compile -o writes them); folders between are regions and departments"))
      ->option_text(say("必需", "REQUIRED"))
      ->required();
  command->add_option("-o,--output", options->output, say("网站写入这个目录；再运行只改有变化的文件", "Write the site into this directory; a second run only writes what changed"))
      ->option_text(say("目录", "DIR"))
      ->required();
  command->add_option("--title", options->title, say("网站的名称", "The name of the site"))->option_text(say("名称", "TITLE"));
  command->add_option("--jobs", options->jobs, say("同时处理几份，默认按处理器个数", "Releases at a time; by default as many as there are processors"))->option_text("N")->check(CLI::Range(1, 256));
  command->callback([options, &context] { run_site(*options, context); });
}

}  // namespace mingzhang
