#pragma once
// Real databases for tests: an SQLite file in a temporary folder, or a database of a PostgreSQL server that the test program
// starts for itself, in a folder of its own, reached through a socket in it. Where PostgreSQL is not installed such tests skip.

#include <pwd.h>
#include <grp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "store/connection.h"

namespace mingzhang {

inline constexpr const char* kNoPostgresql = "PostgreSQL is not installed (package postgresql-15)";

inline std::string temporary_folder_for_tests() {
  std::string path = "/tmp/mingzhang-test-XXXXXX";
  return mkdtemp(path.data()) == nullptr ? "" : path;
}

class PostgresqlForTests {
 public:
  // The server of this program, started when first asked for; none where PostgreSQL is not installed.
  static PostgresqlForTests* instance() {
    static std::unique_ptr<PostgresqlForTests> server = start();
    return server.get();
  }

  ~PostgresqlForTests() {
    stop(SIGINT);
    std::filesystem::remove_all(folder_);
  }
  PostgresqlForTests(const PostgresqlForTests&) = delete;

  DatabaseAddress address(const std::string& database) const {
    return *parse_database_address(fmt::format("postgresql://postgres@/{}?host={}", database, folder_));
  }

  DatabaseAddress new_database() {
    const std::string name = fmt::format("test_{}_{}", getpid(), ++databases_);
    auto connection = open_postgresql(address("postgres"), {});
    ASSERT(connection && (*connection)->script("CREATE DATABASE " + name));
    return address(name);
  }

  // SIGQUIT: at once, without a checkpoint; SIGINT: in order.
  void stop(int signal) {
    if (server_ <= 0) return;
    kill(server_, signal);
    waitpid(server_, nullptr, 0);
    server_ = -1;
  }
  void restart() {
    server_ = run({program("postgres"), "-D", folder_ + "/data", "-k", folder_, "-c", "listen_addresses=", "-c", "logging_collector=off", "-c",
                   durable_ ? "fsync=on" : "fsync=off"});
    wait_until_ready();
  }
  // As in production, waiting for the disk. Most tests need not: what they look at does not depend on it.
  void set_durable(bool durable) {
    if (durable == durable_) return;
    durable_ = durable;
    stop(SIGINT);
    restart();
  }

 private:
  PostgresqlForTests() = default;

  static std::string program(const std::string& name) { return "/usr/lib/postgresql/15/bin/" + name; }

  static std::unique_ptr<PostgresqlForTests> start() {
    if (!std::filesystem::exists(program("initdb"))) return nullptr;
    std::unique_ptr<PostgresqlForTests> server(new PostgresqlForTests());
    server->folder_ = temporary_folder_for_tests();
    if (const passwd* const user = server_user()) ASSERT(chown(server->folder_.c_str(), user->pw_uid, user->pw_gid) == 0);
    const pid_t made = run({program("initdb"), "-D", server->folder_ + "/data", "-A", "trust", "-E", "UTF8", "--locale=C", "-U", "postgres"});
    int status = 0;
    waitpid(made, &status, 0);
    ASSERT(status == 0);
    server->restart();
    return server;
  }

  // The programs of PostgreSQL refuse to run as root.
  static const passwd* server_user() { return geteuid() == 0 ? getpwnam("postgres") : nullptr; }

  static pid_t run(const std::vector<std::string>& command) {
    const passwd* const user = server_user();
    std::fflush(nullptr);  // else the child would write it once more
    const pid_t child = fork();
    if (child != 0) return child;
    if (user != nullptr && (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) _exit(126);
    prctl(PR_SET_PDEATHSIG, SIGQUIT);  // after setuid, which clears it
    if (std::freopen("/dev/null", "w", stdout) == nullptr || std::freopen("/dev/null", "w", stderr) == nullptr) _exit(126);
    setpgid(0, 0);  // a Ctrl-C is for the test program
    std::vector<char*> arguments;
    for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    execv(arguments[0], arguments.data());
    _exit(127);
  }

  void wait_until_ready() const {
    for (int turn = 0; turn < 600; ++turn) {
      if (open_postgresql(address("postgres"), {})) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    ASSERT(!"the PostgreSQL server of the tests does not answer");
  }

  std::string folder_;
  pid_t server_ = -1;
  bool durable_ = false;
  int databases_ = 0;
};

// An empty database that is gone with the object (or with the server).
class DatabaseForTests {
 public:
  static std::unique_ptr<DatabaseForTests> make(DatabaseKind kind) {  // none where PostgreSQL is not installed
    std::unique_ptr<DatabaseForTests> database(new DatabaseForTests());
    if (kind == DatabaseKind::Postgresql) {
      PostgresqlForTests* const server = PostgresqlForTests::instance();
      if (server == nullptr) return nullptr;
      database->address_ = server->new_database();
    } else {
      database->folder_ = temporary_folder_for_tests();
      database->address_ = {DatabaseKind::Sqlite, database->folder_ + "/store.db"};
    }
    return database;
  }
  ~DatabaseForTests() {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }
  DatabaseForTests(const DatabaseForTests&) = delete;
  const DatabaseAddress& address() const { return address_; }

 private:
  DatabaseForTests() = default;
  DatabaseAddress address_;
  std::string folder_;  // of an SQLite file
};

}  // namespace mingzhang
