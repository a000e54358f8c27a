// mingzhang infer FILE: the exact data behind a published disclosure.
#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/file.h"
#include "cli/cli.h"
#include "engine/engine.h"
#include "compile/infer.h"

namespace mingzhang {
namespace {

struct InferOptions {
  std::string path, output;
};

std::string where(const Place& place) {
  if (place.page > 0 && place.line > 0) return fmt::format("P{} L{}", place.page, place.line);
  if (place.page > 0) return fmt::format("P{}", place.page);
  if (!place.cell.empty()) return place.cell.str();
  return fmt::format("L{}:{}", place.line, place.column);
}

std::string summary(const Inference& inference, const Disclosure& disclosure, const Context& context) {
  const auto list = [&](std::string_view title, const std::vector<int>& claims) {
    std::string text;
    for (const int index : claims) {
      const Claim& claim = disclosure.claims[static_cast<std::size_t>(index)];
      text += fmt::format("{}: {} “{}” {}\n", title, where(claim.place), claim.quote, disclosure.space.describe(claim.region));
    }
    return text;
  };
  std::string text = fmt::format(fmt::runtime(context.pick("明细 {} 行；数字相符 {} 个，互相矛盾而放弃 {} 个，推不出 {} 个\n",
                                                           "{} lines; {} figures satisfied, {} set aside, {} missed\n")),
                                 inference.file.ledger.lines.size(), inference.satisfied, inference.set_aside.size(),
                                 inference.missed.size());
  text += list(context.pick("放弃", "set aside"), inference.set_aside);
  text += list(context.pick("推不出", "missed"), inference.missed);
  for (const Open& open : inference.open) text += fmt::format("{} “{}”: {}\n", where(open.place), open.quote, open.reason);
  return text;
}

// Standard output, or the file the user named.
void write_ledger(const std::string& json, const std::string& path, Context& context) {
  if (path.empty()) {
    context.output << json;
    return;
  }
  if (auto written = write_file(path, json); !written) context.fail(written.error());
}

void run_infer(const InferOptions& options, Context& context) {
  const auto engine = load_engine();
  if (!engine) return context.fail(engine.error());
  const auto disclosure = open_disclosure(options.path, *engine);
  if (!disclosure) return context.fail(disclosure.error());
  const auto inference = infer(*disclosure, *engine->knowledge);
  if (!inference) return context.fail(inference.error());
  context.error << summary(*inference, *disclosure, context);
  if (!inference->set_aside.empty() || !inference->missed.empty()) context.exit_code = kFindings;
  write_ledger(to_json(inference->file), options.output, context);
}

}  // namespace

void add_infer_command(CLI::App& app, Context& context) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  CLI::App* command = app.add_subcommand(
      "infer", say("由公开文件推出与每个数字相符的账目（ledger）", "Infer a ledger that agrees with every figure of a disclosure"));
  const auto options = std::make_shared<InferOptions>();
  command->add_option("FILE", options->path, say("公开文件", "The disclosure"))
      ->option_text(say("必需", "REQUIRED"))
      ->required();
  command
      ->add_option("-o,--output", options->output,
                   say("账目写到这个文件，见 schemas/ledger-1.json；默认写到标准输出",
                       "Write the ledger here, as in schemas/ledger-1.json; standard output by default"))
      ->option_text("LEDGER");
  command->callback([options, &context] { run_infer(*options, context); });
}

}  // namespace mingzhang
