// mingzhang serve: the service for many people, on loopback unless told otherwise.
#include <charconv>
#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/cli.h"
#include "cli/database_option.h"
#include "serve/application.h"
#include "serve/server.h"
#include "service/accounts.h"
#include "service/example_data.h"
#include "service/job_runner.h"
#include "service/service.h"

namespace mingzhang {
namespace {

struct ServeOptions {
  std::string database = "sqlite:mingzhang.db";
  std::string listen = "127.0.0.1:8080";
  std::string region = "本地区";
  std::string web = "web/dist";
  std::string examples;
  int upload_mebibytes = 64;
  int jobs = 2;
  ServerOptions server;
};

// "127.0.0.1:8080", "[::1]:8080"
Result<void> take_address(const std::string& listen, ServerOptions& server) {
  const auto colon = listen.rfind(':');
  std::uint16_t port = 0;
  const char* end = listen.data() + listen.size();
  const auto [read, failure] = colon == std::string::npos ? std::from_chars_result{end, std::errc::invalid_argument} : std::from_chars(listen.data() + colon + 1, end, port);
  if (failure != std::errc() || read != end) return fail("serve.listen.failed", fmt::format("“{}”不是地址和端口", listen), "例如 --listen 127.0.0.1:8080。", listen);
  server.address = listen.substr(0, colon);
  if (server.address.size() > 2 && server.address.front() == '[') server.address = server.address.substr(1, server.address.size() - 2);
  server.port = port;
  return {};
}

Result<void> run(ServeOptions& options, Context& context) {
  if (auto taken = take_address(options.listen, options.server); !taken) return taken;
  TRY(const DatabaseAddress address, parse_database_address(options.database));
  ServiceOptions service_options;
  service_options.program_version = context.version;
  service_options.document_bytes_max = static_cast<std::uint64_t>(options.upload_mebibytes) << 20;
  TRY(const std::unique_ptr<Service> service, Service::open(address, service_options));
  TRY(const auto first, make_first_administrator(*service, options.region));
  JobRunner jobs(*service);
  if (first) context.output << fmt::format(fmt::runtime(context.pick("管理员 {} 的密码（只显示这一次）：{}\n", "password of the administrator {} (shown only now): {}\n")), first->name, first->password);
  if (first && !options.examples.empty()) {
    TRY(const auto accounts, load_example_data(*service, options.examples));
    for (const FirstAdministrator& account : accounts)
      context.output << fmt::format(fmt::runtime(context.pick("示例用户 {} 的密码：{}\n", "password of the example user {}: {}\n")), account.name, account.password);
  }
  Application application(*service, jobs, {options.web});
  TRY(Server server, Server::open(options.server, application));
  jobs.start(options.jobs);
  const bool six = options.server.address.find(':') != std::string::npos;
  context.output << fmt::format(fmt::runtime(context.pick("服务已启动：{}://{}:{}/（数据库 {}）\n", "serving {}://{}:{}/ (database {})\n")), server.secure() ? "https" : "http",
                                six ? "[" + options.server.address + "]" : options.server.address, server.port(), address.printable());
  context.output.flush();
  server.run();
  jobs.stop();
  return {};
}

}  // namespace

void add_serve_command(CLI::App& app, Context& context) {
  const auto say = [&](const char* zh, const char* en) { return std::string(context.pick(zh, en)); };
  CLI::App* command = app.add_subcommand("serve", say("启动服务：多人填报、送审、公开，浏览器使用", "Serve: many people file, review and publish, in the browser"));
  const auto options = std::make_shared<ServeOptions>();
  add_database_option(*command, options->database, context)->option_text("ADDRESS [" + options->database + "]");
  command->add_option("--listen", options->listen, say("地址和端口，默认只在本机：127.0.0.1:8080", "Address and port; by default this machine only: 127.0.0.1:8080"))->option_text("ADDR:PORT");
  command->add_option("--tls-certificate", options->server.tls_certificate, say("TLS 证书（PEM，含中间证书）", "TLS certificate chain (PEM)"))->option_text("FILE");
  command->add_option("--tls-key", options->server.tls_key, say("TLS 私钥（PEM）", "TLS private key (PEM)"))->option_text("FILE");
  command->add_flag("--behind-proxy", options->server.behind_proxy, say("在反向代理之后：相信 X-Forwarded-For 和 X-Forwarded-Proto", "Behind a reverse proxy: believe X-Forwarded-For and X-Forwarded-Proto"));
  command->add_option("--web", options->web, say("浏览器界面的目录，默认 web/dist", "Directory of the browser application, by default web/dist"))->option_text("DIR");
  command->add_option("--region", options->region, say("空数据库的最上级名称", "Name of the topmost unit of an empty database"))->option_text("NAME");
  command->add_option("--examples", options->examples, say("往空数据库装入这个目录的示例数据", "Load the example data of this directory into an empty database"))->option_text("DIR");
  command->add_option("--upload-max", options->upload_mebibytes, say("上传文件的上限，MiB", "Limit of an uploaded file, MiB"))->option_text("N")->check(CLI::Range(1, 1024));
  command->add_option("--jobs", options->jobs, say("同时处理几个任务", "Jobs at a time"))->option_text("N")->check(CLI::Range(0, 64));
  command->callback([options, &context] {
    if (const auto done = run(*options, context); !done) context.fail(done.error());
  });
}

}  // namespace mingzhang
