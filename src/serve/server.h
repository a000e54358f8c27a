#pragma once
// HTTP/1.1 on the wire: connections, limits and time-outs, TLS, streamed uploads. One thread does all reading and writing and
// never waits; what the application has to say is worked out on a pool of threads.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "serve/http.h"

namespace mingzhang {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;      // 0: any free one
  int workers = 0;                // 0: two for each processor, at least four
  std::string tls_certificate;    // PEM files; "" speaks plain HTTP
  std::string tls_key;
  bool behind_proxy = false;      // X-Forwarded-For and X-Forwarded-Proto are believed
  std::size_t connections_max = 4096;
  std::uint32_t header_bytes_max = 16u << 10;
  std::chrono::seconds idle_max{60};     // between two requests of a connection
  std::chrono::seconds header_max{10};   // from the first byte of a request to the end of its header
  std::chrono::seconds body_max{30};     // for a body in memory, for each piece of a streamed one, for an answer's piece
  std::chrono::seconds stop_max{10};     // what requests at work are given at the end
  std::string upload_directory;          // "": the system's for temporary files
};

// What is done with the body of a request, decided by its head.
struct BodyPlan {
  std::uint64_t bytes_max = 0;
  bool to_file = false;
  bool ask_first = false;  // admit() before the body is taken: nobody fills the disk or the memory without being allowed to
};

class RequestHandler {
 public:
  virtual ~RequestHandler() = default;
  virtual BodyPlan plan(const Request& head) = 0;                   // quick: called on the thread of the wire
  virtual std::optional<Response> admit(const Request& head) = 0;   // on a worker; a Response refuses
  virtual std::optional<Response> answer_at_once(const Request& request) = 0;  // quick: what needs no work
  virtual Response handle(Request request) = 0;                     // on a worker
  virtual Response refuse(const Request& head, int status) = 0;     // 400, 408, 413, 431: what the wire itself found wrong; quick
};

class Server {
 public:
  // Binds and listens. Errors: serve.listen.failed, serve.tls.invalid.
  static Result<Server> open(ServerOptions options, RequestHandler& handler);
  Server(Server&&) noexcept;
  ~Server();

  std::uint16_t port() const;
  bool secure() const;
  // Serves until SIGINT or SIGTERM or stop(); then finishes what is being answered, within stop_max.
  void run();
  void stop();  // from any thread

 private:
  class Wire;
  explicit Server(std::unique_ptr<Wire> wire);
  std::unique_ptr<Wire> wire_;
};

}  // namespace mingzhang
