// PostgreSQL: all that knows its library. Values go both ways in the binary format, so nothing is quoted or parsed.
#include <libpq-fe.h>

#include <array>
#include <cstring>
#include <unordered_map>

#include <fmt/format.h>

#include "store/connection.h"
#include "store/text_hash.h"

namespace mingzhang {
namespace {

// Its functions, looked up when they are first called (base/late_library.h).
LateLibrary pq_library(MINGZHANG_LIBPQ_FILE);

#define LATE_LIBPQ(name) LATE_FUNCTION(pq_library, name)
LATE_LIBPQ(PQclear);
LATE_LIBPQ(PQcmdStatus);
LATE_LIBPQ(PQcmdTuples);
LATE_LIBPQ(PQconnectdbParams);
LATE_LIBPQ(PQerrorMessage);
LATE_LIBPQ(PQexec);
LATE_LIBPQ(PQexecPrepared);
LATE_LIBPQ(PQfinish);
LATE_LIBPQ(PQftype);
LATE_LIBPQ(PQgetisnull);
LATE_LIBPQ(PQgetlength);
LATE_LIBPQ(PQgetvalue);
LATE_LIBPQ(PQnfields);
LATE_LIBPQ(PQntuples);
LATE_LIBPQ(PQprepare);
LATE_LIBPQ(PQresultErrorField);
LATE_LIBPQ(PQresultErrorMessage);
LATE_LIBPQ(PQresultStatus);
LATE_LIBPQ(PQsetNoticeProcessor);
LATE_LIBPQ(PQstatus);
LATE_LIBPQ(PQtransactionStatus);
#undef LATE_LIBPQ

constexpr std::size_t kStatementsMax = 256;

// Numbers of built-in types; they never change (catalog/pg_type.dat).
constexpr Oid kBool = 16, kBytea = 17, kName = 19, kInt8 = 20, kInt2 = 21, kInt4 = 23, kText = 25, kVarchar = 1043;

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

// Our statements write `?`; PostgreSQL wants $1, $2 ...
std::string with_numbers(std::string_view sql) {
  std::string text;
  int number = 0;
  bool quoted = false;
  for (const char c : sql) {
    if (c == '\'') quoted = !quoted;
    if (c == '?' && !quoted)
      text += fmt::format("${}", ++number);
    else
      text += c;
  }
  return text;
}

using EightBytes = std::array<char, 8>;

EightBytes big_endian(std::int64_t integer) {
  EightBytes bytes;
  auto rest = static_cast<std::uint64_t>(integer);
  for (std::size_t i = 8; i-- > 0; rest >>= 8) bytes[i] = static_cast<char>(rest & 0xff);
  return bytes;
}

std::int64_t from_big_endian(std::string_view bytes) {
  std::uint64_t value = !bytes.empty() && static_cast<signed char>(bytes[0]) < 0 ? ~std::uint64_t{0} : 0;
  for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return static_cast<std::int64_t>(value);
}

// What an execution needs, in the arrays of the library.
struct Parameters {
  explicit Parameters(std::span<const Value> given)
      : integers(given.size()), values(given.size()), lengths(given.size()), formats(given.size(), 1) {
    for (std::size_t i = 0; i < given.size(); ++i) {
      const Value& value = given[i];
      if (value.type() == Value::Type::Integer) {
        integers[i] = big_endian(value.integer());
        values[i] = integers[i].data();
        lengths[i] = 8;
      } else {
        values[i] = value.text().empty() ? "" : value.text().data();
        lengths[i] = static_cast<int>(value.text().size());
      }
      if (value.is_null()) values[i] = nullptr;
    }
  }
  std::vector<EightBytes> integers;
  std::vector<const char*> values;
  std::vector<int> lengths, formats;
};

Oid type_of(const Value& value) {
  switch (value.type()) {
    case Value::Type::Integer:
      return kInt8;
    case Value::Type::Text:
      return kText;
    case Value::Type::Bytes:
      return kBytea;
  }
  return 0;
}

void add_cell(Rows& rows, const PGresult* answer, int row, int column) {
  if (PQgetisnull(answer, row, column) != 0) return rows.add_null();
  const std::string_view bytes(PQgetvalue(answer, row, column), static_cast<std::size_t>(PQgetlength(answer, row, column)));
  switch (PQftype(answer, column)) {
    case kBool:
    case kInt2:
    case kInt4:
    case kInt8:
      return rows.add_integer(from_big_endian(bytes));
    case kText:
    case kName:
    case kVarchar:
      return rows.add_text(bytes);
    case kBytea:
      return rows.add_bytes(bytes);
    default:
      ASSERT(!"a statement of ours answers with a type that the other database does not have");
  }
}

std::string first_line(const char* message) {
  const std::string_view text = message == nullptr ? "" : message;
  return std::string(text.substr(0, text.find('\n')));
}

class PostgresqlConnection final : public Connection {
 public:
  explicit PostgresqlConnection(DatabaseAddress address) : address_(std::move(address)) {}
  PostgresqlConnection(const PostgresqlConnection&) = delete;
  ~PostgresqlConnection() override { PQfinish(connection_); }

  Result<void> open(const ConnectionOptions& options) {
    const char* const keywords[] = {"dbname", "client_encoding", "fallback_application_name", "connect_timeout", nullptr};
    const char* const values[] = {address_.target.c_str(), "UTF8", "mingzhang", "10", nullptr};
    connection_ = PQconnectdbParams(keywords, values, 1);
    // The library's message may repeat the URL with its password when it cannot read it, so then it is not passed on.
    if (connection_ == nullptr || PQstatus(connection_) != CONNECTION_OK) return tl::unexpected<Error>(not_connected());
    PQsetNoticeProcessor(connection_, [](void*, const char*) {}, nullptr);
    // on: what was committed is on the disk of the server, whatever its default is.
    return script(fmt::format("SET synchronous_commit = on; SET lock_timeout = {}; SET standard_conforming_strings = on;"
                              "SET idle_in_transaction_session_timeout = 0;",
                              options.wait_ms));
  }

  DatabaseKind kind() const override { return DatabaseKind::Postgresql; }

  Result<Rows> run(std::string_view sql, std::span<const Value> values) override {
    failure_ = Failure::None;
    TRY(const std::string* const name, prepare(sql, values));
    const Parameters parameters(values);
    const Answer answer(PQexecPrepared(connection_, name->c_str(), static_cast<int>(values.size()), parameters.values.data(),
                                       parameters.lengths.data(), parameters.formats.data(), 1));
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return broken(answer.get());
    count_changes(answer.get());
    return rows_of(answer.get());
  }

  Result<void> script(std::string_view sql) override {
    failure_ = Failure::None;
    const Answer answer(PQexec(connection_, std::string(sql).c_str()));
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return broken(answer.get());
    return {};
  }

  Result<void> begin(TransactionKind kind) override {
    first_error_.reset();
    return script(kind == TransactionKind::Writing ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  }
  Result<void> commit() override {
    if (first_error_) return tl::unexpected<Error>(*first_error_);
    return script("COMMIT");
  }
  void roll_back() override {
    if (PQtransactionStatus(connection_) != PQTRANS_IDLE) PQclear(PQexec(connection_, "ROLLBACK"));
  }
  std::int64_t changed() const override { return changed_; }

 private:
  Result<const std::string*> prepare(std::string_view sql, std::span<const Value> values) {
    if (const auto found = statements_.find(sql); found != statements_.end()) return &found->second;
    if (statements_.size() >= kStatementsMax) {
      TRY([[maybe_unused]] const int done, forget_statements());
    }
    std::string name = fmt::format("s{}", ++statement_count_);
    std::vector<Oid> types;
    for (const Value& value : values) types.push_back(type_of(value));
    const Answer answer(PQprepare(connection_, name.c_str(), with_numbers(sql).c_str(), static_cast<int>(types.size()), types.data()));
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return broken(answer.get());
    return &statements_.emplace(std::string(sql), std::move(name)).first->second;
  }

  Result<int> forget_statements() {
    const Result<void> done = script("DEALLOCATE ALL");
    if (!done) return tl::unexpected<Error>(done.error());
    statements_.clear();
    return 0;
  }

  void count_changes(PGresult* answer) {
    if (std::string_view(PQcmdStatus(answer)).starts_with("SELECT")) return;
    changed_ += std::strtoll(PQcmdTuples(answer), nullptr, 10);
  }

  static Rows rows_of(const PGresult* answer) {
    Rows rows;
    const int columns = PQnfields(answer), count = PQntuples(answer);
    rows.start(static_cast<std::size_t>(columns));
    for (int row = 0; row < count; ++row)
      for (int column = 0; column < columns; ++column) add_cell(rows, answer, row, column);
    return rows;
  }

  Error not_connected() const {
    const std::string what = first_line(PQerrorMessage(connection_));
    const bool repeats_url = what.find("URI") != std::string::npos || what.find("://") != std::string::npos;
    return unreachable_error(address_, repeats_url || what.empty() ? "invalid connection URI" : what);
  }

  tl::unexpected<Error> broken(const PGresult* answer) {
    const char* const field = answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    const std::string_view state = field == nullptr ? "" : field;
    const std::string what = answer == nullptr ? first_line(PQerrorMessage(connection_)) : first_line(PQresultErrorMessage(answer));
    return broken_by(error_of(state, what));
  }

  Error error_of(std::string_view state, const std::string& what) {
    if (PQstatus(connection_) != CONNECTION_OK || state.starts_with("08") || state.starts_with("57P")) {
      failure_ = Failure::Lost;
      return unreachable_error(address_, what);
    }
    if (state == "40001" || state == "40P01") {  // serialization failure, deadlock
      failure_ = Failure::Repeat;
      return busy_error(what);
    }
    if (state == "55P03" || state.starts_with("53")) return busy_error(what);  // lock timeout, out of resources
    if (state == "23505") return unique_error(what);
    if (state.starts_with("23") || state == "P0001" || state == "22021") return refused_error(what);
    return failed_error(what);
  }

  DatabaseAddress address_;
  PGconn* connection_ = nullptr;
  std::int64_t changed_ = 0;
  int statement_count_ = 0;
  std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> statements_;  // text -> name
};

}  // namespace

Result<std::unique_ptr<Connection>> open_postgresql(const DatabaseAddress& address, const ConnectionOptions& options) {
  if (!pq_library.is_there()) return tl::unexpected<Error>(unreachable_error(address, not_installed(pq_library)));
  auto connection = std::make_unique<PostgresqlConnection>(address);
  const Result<void> opened = connection->open(options);
  if (!opened) return tl::unexpected<Error>(opened.error());
  return connection;
}

}  // namespace mingzhang
