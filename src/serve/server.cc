// The one file that sees Boost. Every connection is a coroutine on the thread of the wire. Beast parses requests; its streams keep
// time. Its composed operations are not used: for two kinds of streams they take a minute to compile.
// In coroutines, what is awaited gets named objects only: g++ 12 destroys temporaries of such an expression twice.
#include <utility>  // before asio 1.74, which forgets it

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "serve/server.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <set>
#include <thread>

#include <fmt/format.h>

namespace mingzhang {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using net::ip::tcp;
using Failure = boost::system::error_code;

constexpr auto kEventsEvery = std::chrono::milliseconds(150);
constexpr auto kKeepAliveEvery = std::chrono::seconds(15);  // proxies close a silent stream
constexpr std::size_t kPieceBytes = 64u << 10;
constexpr std::uint64_t kSlowestBytesASecond = 8u << 10;  // of a body
constexpr auto kFinishMax = std::chrono::seconds(2);
constexpr std::uint64_t kFinishBytesMax = 8u << 20;

auto into(Failure& failure) { return net::redirect_error(net::use_awaitable, failure); }

std::string lower(beast::string_view text) {
  std::string out(text.data(), text.size());
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

// The last of "client, proxy1, proxy2" is what the nearest proxy saw; what stands before anyone may have written.
std::string last_of_list(std::string_view list) {
  const auto comma = list.rfind(',');
  std::string_view last = comma == std::string_view::npos ? list : list.substr(comma + 1);
  while (!last.empty() && last.front() == ' ') last.remove_prefix(1);
  while (!last.empty() && last.back() == ' ') last.remove_suffix(1);
  return std::string(last);
}

using Parser = http::request_parser<http::buffer_body>;

std::optional<Request> request_of(const http::request_header<>& head) {
  const auto method = method_named({head.method_string().data(), head.method_string().size()});
  std::string_view target(head.target().data(), head.target().size());
  if (!method || target.empty() || target.front() != '/') return std::nullopt;
  Request request;
  request.method = *method;
  const auto mark = std::min(target.find('?'), target.size());
  auto path = percent_decoded(target.substr(0, mark), false);
  auto query = parse_query(target.substr(std::min(mark + 1, target.size())));
  if (!path || !query) return std::nullopt;
  request.path = std::move(*path);
  request.query = std::move(*query);
  for (const auto& field : head) request.headers.emplace_back(lower(field.name_string()), std::string(field.value().data(), field.value().size()));
  return request;
}

// A connection without or with TLS. Nobody but its coroutine uses it.
class Stream {
 public:
  virtual ~Stream() = default;
  virtual net::awaitable<std::size_t> read(net::mutable_buffer into, Failure& failure) = 0;
  virtual net::awaitable<void> write(std::string_view bytes, Failure& failure) = 0;  // all of them
  virtual beast::tcp_stream& lowest() = 0;

  void within(std::chrono::seconds time) { lowest().expires_after(time); }
};

template <class Library>
class StreamOf final : public Stream {
 public:
  explicit StreamOf(Library stream) : stream_(std::move(stream)) {}
  net::awaitable<std::size_t> read(net::mutable_buffer buffer, Failure& failure) override { return stream_.async_read_some(buffer, into(failure)); }
  net::awaitable<void> write(std::string_view bytes, Failure& failure) override {
    co_await net::async_write(stream_, net::buffer(bytes.data(), bytes.size()), into(failure));
  }
  beast::tcp_stream& lowest() override { return beast::get_lowest_layer(stream_); }
  Library& library() { return stream_; }

 private:
  Library stream_;
};

// An upload on its way to the disk; gone with the object.
class UploadFile {
 public:
  explicit UploadFile(const std::string& directory) {
    std::error_code ignored;
    const std::string base = directory.empty() ? std::filesystem::temp_directory_path(ignored).string() : directory;
    path_ = base + "/mingzhang-upload-XXXXXX";
    const int descriptor = mkostemp(path_.data(), O_CLOEXEC);
    if (descriptor < 0) path_.clear();
    else file_ = fdopen(descriptor, "wb");
  }
  ~UploadFile() {
    if (file_ != nullptr) std::fclose(file_);
    if (!path_.empty()) unlink(path_.c_str());
  }
  UploadFile(const UploadFile&) = delete;
  UploadFile& operator=(const UploadFile&) = delete;
  bool write(const char* bytes, std::size_t size) { return file_ != nullptr && std::fwrite(bytes, 1, size, file_) == size; }
  bool finish() {
    const bool written = file_ != nullptr && std::fclose(file_) == 0;
    file_ = nullptr;
    return written;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::FILE* file_ = nullptr;
};

}  // namespace

class Server::Wire {
 public:
  Wire(ServerOptions options, RequestHandler& handler)
      : options_(std::move(options)), handler_(handler), workers_(static_cast<std::size_t>(worker_count())), signals_(io_), acceptor_(io_), room_(io_), deadline_(io_) {}

  Result<void> listen() {
    if (auto ready = load_tls(); !ready) return ready;
    const std::string where = fmt::format("{}:{}", options_.address, options_.port);
    Failure failure;
    const auto address = net::ip::make_address(options_.address, failure);
    const tcp::endpoint endpoint(address, options_.port);
    if (!failure) acceptor_.open(endpoint.protocol(), failure);
    if (!failure) acceptor_.set_option(tcp::acceptor::reuse_address(true), failure);
    if (!failure) acceptor_.bind(endpoint, failure);
    if (!failure) acceptor_.listen(net::socket_base::max_listen_connections, failure);
    if (failure)
      return fail("serve.listen.failed", fmt::format("不能在 {} 上监听：{}", where, failure.message()), "请换一个端口，或停掉占用它的程序；地址须是本机的 IP 地址。", where);
    port_ = acceptor_.local_endpoint(failure).port();
    return {};
  }

  void run() {
    signals_.add(SIGINT);
    signals_.add(SIGTERM);
    signals_.async_wait([this](const Failure& failure, int) {
      if (!failure) begin_to_stop();
    });
    net::co_spawn(io_, accept(), net::detached);
    io_.run();
    workers_.stop();
    workers_.join();
  }

  void stop() { net::post(io_, [this] { begin_to_stop(); }); }

  std::uint16_t port() const { return port_; }
  bool secure() const { return tls_.has_value(); }

 private:
  // A connection that waits for its next request may be closed at any time; one that is being answered may not.
  struct Connection {
    tcp::socket* socket = nullptr;
    bool idle = true;
    std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();  // it has been idle
  };

  // When there are too many, whoever has been silent for longest makes room: nobody keeps others out by only being there.
  void close_one_idle() {
    Connection* longest = nullptr;
    for (Connection* connection : connections_)
      if (connection->idle && (longest == nullptr || connection->since < longest->since)) longest = connection;
    Failure ignored;
    if (longest != nullptr) longest->socket->close(ignored);
  }

  int worker_count() const {
    if (options_.workers > 0) return options_.workers;
    return std::max(4, 2 * static_cast<int>(std::thread::hardware_concurrency()));
  }

  Result<void> load_tls() {
    if (options_.tls_certificate.empty() && options_.tls_key.empty()) return {};
    namespace ssl = net::ssl;
    Failure failure;
    tls_.emplace(ssl::context::tls_server);
    tls_->set_options(ssl::context::default_workarounds | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1, failure);
    if (!failure) tls_->use_certificate_chain_file(options_.tls_certificate, failure);
    if (!failure) tls_->use_private_key_file(options_.tls_key, ssl::context::pem, failure);
    if (failure)
      return fail("serve.tls.invalid", fmt::format("TLS 证书或私钥不能使用：{}", failure.message()), "两者都要给出，须为 PEM 格式、彼此对应，并且本程序可以读取。",
                  options_.tls_certificate + " " + options_.tls_key);
    return {};
  }

  void begin_to_stop() {
    if (stopping_) return;
    stopping_ = true;
    Failure ignored;
    signals_.cancel(ignored);
    acceptor_.close(ignored);
    room_.cancel();
    for (Connection* connection : connections_)
      if (connection->idle) connection->socket->close(ignored);
    deadline_.expires_after(options_.stop_max);
    deadline_.async_wait([this](const Failure& failure) {
      if (!failure) io_.stop();
    });
    if (connections_.empty()) deadline_.cancel();
  }

  net::awaitable<void> accept() {
    while (!stopping_) {
      Failure failure;
      tcp::socket socket(io_);
      co_await acceptor_.async_accept(socket, into(failure));
      if (stopping_) co_return;
      if (failure) {  // out of descriptors, as a rule: wait until some are closed
        net::steady_timer pause(io_, std::chrono::milliseconds(50));
        co_await pause.async_wait(into(failure));
        continue;
      }
      Failure ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      if (tls_) net::co_spawn(io_, begin_tls(std::move(socket)), net::detached);
      else net::co_spawn(io_, begin_plain(std::move(socket)), net::detached);
      while (!stopping_ && connections_.size() >= options_.connections_max) {
        close_one_idle();
        room_.expires_after(std::chrono::seconds(1));  // or when one ends
        co_await room_.async_wait(into(failure));
      }
    }
  }

  net::awaitable<void> begin_plain(tcp::socket socket) {
    StreamOf<beast::tcp_stream> stream{beast::tcp_stream(std::move(socket))};
    co_await serve_all(stream);
    Failure ignored;
    stream.lowest().socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  net::awaitable<void> begin_tls(tcp::socket socket) {
    using Library = beast::ssl_stream<beast::tcp_stream>;
    StreamOf<Library> stream{Library(beast::tcp_stream(std::move(socket)), *tls_)};
    stream.within(options_.header_max);
    Failure failure;
    co_await stream.library().async_handshake(net::ssl::stream_base::server, into(failure));
    if (failure) co_return;
    co_await serve_all(stream);
    stream.within(std::chrono::seconds(2));
    co_await stream.library().async_shutdown(into(failure));
  }

  net::awaitable<void> serve_all(Stream& stream) {
    auto& socket = stream.lowest().socket();
    Connection connection{&socket, true};
    connections_.insert(&connection);
    Failure failure;
    const auto peer = socket.remote_endpoint(failure);
    const std::string client = failure ? std::string() : peer.address().to_string();
    beast::flat_buffer buffer;
    bool goes_on = true;
    while (goes_on && !stopping_) goes_on = co_await serve_one(stream, buffer, client, connection);
    connections_.erase(&connection);
    room_.cancel();
    if (stopping_ && connections_.empty()) deadline_.cancel();
  }

  // One request and its answer. False: the connection ends.
  net::awaitable<bool> serve_one(Stream& stream, beast::flat_buffer& buffer, const std::string& client, Connection& connection) {
    connection.idle = true;
    connection.since = std::chrono::steady_clock::now();
    if (buffer.size() == 0) {  // nothing of the next request is here yet
      stream.within(options_.idle_max);
      const bool there = co_await fill(stream, buffer);
      if (!there) co_return false;
    }
    connection.idle = false;
    Parser parser;
    const int bad = co_await read_head(stream, buffer, parser);
    if (bad < 0) co_return false;
    std::optional<Request> request;
    if (bad == 0 && says_where_it_ends(parser)) request = request_of(parser.get());
    if (!request) {
      const auto method = parser.is_header_done() ? parser.get().method_string() : beast::string_view("GET");
      const int status = bad > 0 ? bad : method_named({method.data(), method.size()}) ? 400 : 501;
      Response refusal = handler_.refuse(Request(), status);
      co_await write(stream, refusal, false, false);
      co_await let_finish(stream);
      co_return false;
    }
    request->client = client;
    request->secure = tls_.has_value();
    if (options_.behind_proxy) believe_proxy(*request);
    const bool keep = parser.keep_alive(), head_only = request->method == Method::Head;
    std::optional<UploadFile> upload;
    std::optional<Response> refusal = co_await read_body(stream, buffer, parser, *request, upload);
    if (refusal) {
      const bool there = refusal->status > 0;
      if (there) {
        co_await write(stream, *refusal, false, head_only);
        co_await let_finish(stream);
      }
      co_return false;
    }
    stream.lowest().expires_never();  // while it is worked out
    std::optional<Response> at_once = handler_.answer_at_once(*request);
    Response response;
    if (at_once) response = std::move(*at_once);
    else response = co_await on_worker([this, &request] { return handler_.handle(std::move(*request)); });
    upload.reset();
    const bool goes_on = keep && !stopping_;
    co_return co_await write(stream, response, goes_on, head_only);
  }

  // A coding that does not end with "chunked" says nothing of where the body ends, a list of lengths may be read in two ways: what
  // follows could be taken for another request.
  static bool says_where_it_ends(const Parser& parser) {
    const auto length = parser.get()[http::field::content_length];
    const bool number = std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; });
    return number && (parser.chunked() || parser.get().count(http::field::transfer_encoding) == 0);
  }

  // A connection closed with bytes on their way is reset, and then many clients never see why they were refused.
  net::awaitable<void> let_finish(Stream& stream) {
    std::vector<char> piece(kPieceBytes);
    stream.within(kFinishMax);
    Failure failure;
    for (std::uint64_t thrown_away = 0; !failure && thrown_away < kFinishBytesMax;) {
      const std::size_t got = co_await stream.read(net::buffer(piece), failure);
      thrown_away += got;
    }
  }

  // Some proxies add a line of their own behind those that the client has sent.
  static std::string_view last_header(const Request& request, std::string_view name) {
    const auto found = std::find_if(request.headers.rbegin(), request.headers.rend(), [&](const auto& header) { return header.first == name; });
    return found == request.headers.rend() ? std::string_view() : std::string_view(found->second);
  }

  static void believe_proxy(Request& request) {
    if (const auto client = last_header(request, "x-forwarded-for"); !client.empty()) request.client = last_of_list(client);
    request.secure = last_of_list(last_header(request, "x-forwarded-proto")) == "https";
  }

  // More bytes into the buffer; false: there are none, or none in time.
  static net::awaitable<bool> fill(Stream& stream, beast::flat_buffer& buffer) {
    Failure failure;
    const net::mutable_buffer room = buffer.prepare(16u << 10);
    const std::size_t got = co_await stream.read(room, failure);
    buffer.commit(got);
    co_return !failure;
  }

  // 0, or the status to refuse with, or -1 when the client is gone.
  net::awaitable<int> read_head(Stream& stream, beast::flat_buffer& buffer, Parser& parser) {
    stream.within(options_.header_max);
    parser.header_limit(options_.header_bytes_max);
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());  // known with the plan; boost::none refuses all in 1.74
    parser.eager(false);
    while (!parser.is_header_done()) {
      Failure failure;
      buffer.consume(parser.put(buffer.data(), failure));
      if (failure == http::error::need_more) {
        const bool more = co_await fill(stream, buffer);
        if (!more) co_return -1;
      } else if (failure) {
        co_return failure == http::error::header_limit ? 431 : 400;
      }
    }
    co_return 0;
  }

  // nullopt, or what refuses the request; of status 0 when the client is gone.
  net::awaitable<std::optional<Response>> read_body(Stream& stream, beast::flat_buffer& buffer, Parser& parser, Request& request, std::optional<UploadFile>& upload) {
    const auto length = parser.content_length();
    if (!parser.chunked() && length.value_or(0) == 0) co_return std::nullopt;
    const BodyPlan plan = handler_.plan(request);
    if (length && *length > plan.bytes_max) co_return handler_.refuse(request, 413);
    const bool is_long = !length || *length > kPieceBytes;
    if (plan.to_file || (plan.ask_first && is_long)) {
      auto refusal = co_await on_worker([this, &request] { return handler_.admit(request); });
      if (refusal) co_return refusal;
    }
    if (plan.to_file) {
      upload.emplace(options_.upload_directory);
      request.body_file = upload->path();
    }
    Failure failure;
    if (parser.get()[http::field::expect] == "100-continue") co_await stream.write("HTTP/1.1 100 Continue\r\n\r\n", failure);
    int status = -1;
    if (!failure) status = co_await read_pieces(stream, buffer, parser, plan.bytes_max, request, upload);
    if (status == 0 && upload && !upload->finish()) status = 507;
    if (status == 0) co_return std::nullopt;
    Response refusal;
    refusal.status = 0;
    if (status > 0) refusal = handler_.refuse(request, status);
    co_return refusal;
  }

  // As read_head().
  net::awaitable<int> read_pieces(Stream& stream, beast::flat_buffer& buffer, Parser& parser, std::uint64_t bytes_max, Request& request, std::optional<UploadFile>& upload) {
    std::vector<char> piece(kPieceBytes);
    std::uint64_t taken = 0;
    const auto began = std::chrono::steady_clock::now();
    parser.eager(true);
    while (!parser.is_done()) {
      auto& body = parser.get().body();
      body.data = piece.data();
      body.size = piece.size();
      Failure failure;
      buffer.consume(parser.put(buffer.data(), failure));
      const std::size_t size = piece.size() - body.size;
      taken += size;
      if (taken > bytes_max) co_return 413;  // chunked: nobody said how much would come
      if (!upload) request.body.append(piece.data(), size);
      else if (!upload->write(piece.data(), size)) co_return 507;
      if (failure && failure != http::error::need_more && failure != http::error::need_buffer) co_return 400;
      if (parser.is_done() || failure == http::error::need_buffer || (!failure && buffer.size() > 0)) continue;
      // Each piece in its time, and all of them in theirs: a byte now and then would hold the connection for ever.
      const auto spent = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began);
      const auto left = 2 * options_.body_max + std::chrono::seconds(taken / kSlowestBytesASecond) - spent;
      if (left <= std::chrono::seconds(0)) co_return 408;
      stream.within(std::min(options_.body_max, left));
      const bool more = co_await fill(stream, buffer);
      if (!more) co_return -1;
    }
    co_return 0;
  }

  // Runs `work` on a worker and goes on with what it returns.
  template <class Work>
  auto on_worker(Work work) -> net::awaitable<decltype(work())> {
    using T = decltype(work());
    return net::async_initiate<const net::use_awaitable_t<>, void(T)>(
        [this](auto handler, Work todo) {
          net::post(workers_, [this, handler = std::move(handler), todo = std::move(todo)]() mutable {
            T result = todo();
            net::post(io_, [handler = std::move(handler), result = std::move(result)]() mutable { handler(std::move(result)); });
          });
        },
        net::use_awaitable, std::move(work));
  }

  // Everything before the body. `length`: "Content-Length: 12" or "Transfer-Encoding: chunked"; "" without.
  static std::string head_of(const Response& response, bool keep, std::string_view length) {
    const auto reason = http::obsolete_reason(static_cast<http::status>(response.status));
    std::string head = fmt::format("HTTP/1.1 {} {}\r\nServer: mingzhang\r\n", response.status, std::string_view(reason.data(), reason.size()));
    const auto add = [&](std::string_view name, std::string_view value) {
      head.append(name).append(": ");
      for (const char c : value)
        if (c != '\r' && c != '\n') head += c;  // nothing of strangers may end a line
      head += "\r\n";
    };
    if (!response.type.empty()) add("Content-Type", response.type);
    for (const auto& [name, value] : response.headers) add(name, value);
    if (!length.empty()) head.append(length).append("\r\n");
    head += keep ? "\r\n" : "Connection: close\r\n\r\n";
    return head;
  }

  // True: the connection may go on.
  net::awaitable<bool> write(Stream& stream, const Response& response, bool keep, bool head_only) {
    if (response.events && !head_only) {
      co_await write_events(stream, response);
      co_return false;
    }
    const bool without = response.status == 304 || response.status == 204;
    const std::size_t size = response.body ? response.body->size() : 0;
    std::string bytes = head_of(response, keep, without ? "" : fmt::format("Content-Length: {}", size));
    const bool small = size < kPieceBytes;
    const bool with_body = !without && !head_only && size > 0;
    if (with_body && small) bytes += *response.body;  // one packet, one call
    stream.within(options_.body_max + std::chrono::seconds(size >> 16));
    Failure failure;
    co_await stream.write(bytes, failure);
    if (!failure && with_body && !small) co_await stream.write(*response.body, failure);
    co_return !failure && keep;
  }

  net::awaitable<void> write_events(Stream& stream, const Response& response) {
    stream.within(options_.body_max);
    Failure failure;
    std::string bytes = head_of(response, false, "Transfer-Encoding: chunked");
    co_await stream.write(bytes, failure);
    net::steady_timer timer(io_);
    auto spoken = std::chrono::steady_clock::now();
    while (!failure && !stopping_) {
      stream.lowest().expires_never();
      EventStep step = co_await on_worker([&response] { return response.events(); });
      if (step.text.empty() && !step.finished && std::chrono::steady_clock::now() - spoken > kKeepAliveEvery) step.text = ": still here\n\n";
      if (!step.text.empty()) {
        spoken = std::chrono::steady_clock::now();
        stream.within(options_.body_max);
        bytes = fmt::format("{:x}\r\n{}\r\n", step.text.size(), step.text);
        co_await stream.write(bytes, failure);
      }
      if (failure || step.finished) break;
      timer.expires_after(kEventsEvery);
      co_await timer.async_wait(into(failure));
    }
    if (!failure) co_await stream.write("0\r\n\r\n", failure);
  }

  ServerOptions options_;
  RequestHandler& handler_;
  net::io_context io_{1};
  net::thread_pool workers_;
  net::signal_set signals_;
  tcp::acceptor acceptor_;
  net::steady_timer room_, deadline_;  // room: waited for while there are too many connections
  std::optional<net::ssl::context> tls_;
  std::set<Connection*> connections_;
  bool stopping_ = false;
  std::uint16_t port_ = 0;
};

Server::Server(std::unique_ptr<Wire> wire) : wire_(std::move(wire)) {}
Server::Server(Server&&) noexcept = default;
Server::~Server() = default;

Result<Server> Server::open(ServerOptions options, RequestHandler& handler) {
  auto wire = std::make_unique<Wire>(std::move(options), handler);
  if (auto listening = wire->listen(); !listening) return tl::unexpected(listening.error());
  return Server(std::move(wire));
}

std::uint16_t Server::port() const { return wire_->port(); }
bool Server::secure() const { return wire_->secure(); }
void Server::run() { wire_->run(); }
void Server::stop() { wire_->stop(); }

}  // namespace mingzhang
