#pragma once
// The thin layer between our SQL and a database: one text for both, prepared once a connection, with typed values in and typed
// rows out. sqlite.cc and postgresql.cc are all that knows the two libraries.

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/late_library.h"
#include "base/result.h"
#include "store/database_address.h"
#include "store/words.h"

namespace mingzhang {

struct Bytes {
  std::string_view bytes;
};

// What a `?` of a statement stands for. It looks at text and bytes of the caller, who keeps them until run() returns. An empty
// optional is NULL of its type.
class Value {
 public:
  enum class Type : std::uint8_t { Integer, Text, Bytes };

  Value(std::int64_t integer) : integer_(integer) {}  // NOLINT: values are written as they are
  Value(int integer) : integer_(integer) {}
  Value(bool yes) : integer_(yes ? 1 : 0) {}
  Value(std::string_view text) : type_(Type::Text), text_(text) {}
  Value(const std::string& text) : type_(Type::Text), text_(text) {}
  Value(const char* text) : type_(Type::Text), text_(text) {}
  Value(Bytes bytes) : type_(Type::Bytes), text_(bytes.bytes) {}
  template <class Enum, class = std::enable_if_t<std::is_enum_v<Enum>>>
  Value(Enum value) : type_(Type::Text), text_(word_of(value)) {}
  template <class T>
  Value(const std::optional<T>& value) : Value(value ? Value(*value) : Value(T{})) {
    is_null_ = !value;
  }

  Type type() const { return type_; }
  bool is_null() const { return is_null_; }
  std::int64_t integer() const { return integer_; }
  std::string_view text() const { return text_; }

 private:
  Type type_ = Type::Integer;
  bool is_null_ = false;
  std::int64_t integer_ = 0;
  std::string_view text_;
};

// One row, its columns read in order. A column of another type than asked for is a bug of ours.
class RowReader;

// What a statement answered; independent of the connection.
class Rows {
 public:
  std::size_t size() const { return columns_ == 0 ? 0 : cells_.size() / columns_; }
  bool empty() const { return cells_.empty(); }
  RowReader operator[](std::size_t index) const;
  RowReader front() const;

  // For the adapters.
  void start(std::size_t columns) { columns_ = columns; }
  void add_null() { cells_.push_back({Cell::Kind::Null, 0, 0}); }
  void add_integer(std::int64_t integer) { cells_.push_back({Cell::Kind::Integer, integer, 0}); }
  void add_text(std::string_view text) { add_span(Cell::Kind::Text, text); }
  void add_bytes(std::string_view bytes) { add_span(Cell::Kind::Bytes, bytes); }
  std::size_t columns() const { return columns_; }

 private:
  friend class RowReader;
  struct Cell {
    enum class Kind : std::uint8_t { Null, Integer, Text, Bytes };
    Kind kind;
    std::int64_t integer;  // or where the text begins
    std::size_t length;
  };
  void add_span(Cell::Kind kind, std::string_view text) {
    cells_.push_back({kind, static_cast<std::int64_t>(text_.size()), text.size()});
    text_ += text;
  }

  std::size_t columns_ = 0;
  std::vector<Cell> cells_;
  std::string text_;
};

class RowReader {
 public:
  RowReader(const Rows& rows, std::size_t index) : rows_(&rows), cell_(index * rows.columns_), end_(cell_ + rows.columns_) {}

  std::int64_t integer() { return take(Rows::Cell::Kind::Integer).integer; }
  bool yes() { return integer() != 0; }
  std::string_view text() { return span(take(Rows::Cell::Kind::Text)); }
  std::string_view bytes() { return span(take(Rows::Cell::Kind::Bytes)); }
  std::string string() { return std::string(text()); }
  std::optional<std::int64_t> optional_integer() { return skip_null() ? std::nullopt : std::optional(integer()); }
  std::optional<int> optional_int() {
    return skip_null() ? std::nullopt : std::optional(static_cast<int>(integer()));
  }
  std::optional<std::string> optional_string() { return skip_null() ? std::nullopt : std::optional(string()); }
  template <class Enum>
  Enum word() {
    const std::optional<Enum> value = enum_of<Enum>(text());
    ASSERT(value);  // the schema allows no other
    return *value;
  }
  template <class Enum>
  std::optional<Enum> optional_word() {
    return skip_null() ? std::nullopt : std::optional(word<Enum>());
  }

  // Of a column whose type is not known: the archive of all tables.
  bool skip_null() {
    ASSERT(cell_ < end_);
    if (rows_->cells_[cell_].kind != Rows::Cell::Kind::Null) return false;
    ++cell_;
    return true;
  }
  bool is_integer() const { return rows_->cells_[cell_].kind == Rows::Cell::Kind::Integer; }

 private:
  const Rows::Cell& take(Rows::Cell::Kind kind) {
    ASSERT(cell_ < end_ && rows_->cells_[cell_].kind == kind);
    return rows_->cells_[cell_++];
  }
  std::string_view span(const Rows::Cell& cell) const {
    return std::string_view(rows_->text_).substr(static_cast<std::size_t>(cell.integer), cell.length);
  }

  const Rows* rows_;
  std::size_t cell_, end_;
};

inline RowReader Rows::operator[](std::size_t index) const { return {*this, index}; }
inline RowReader Rows::front() const { return {*this, 0}; }

enum class TransactionKind { Reading, Writing };

// One connection, for one thread at a time.
class Connection {
 public:
  // What the last Error means for the transaction it happened in.
  enum class Failure : std::uint8_t { None, Repeat, Lost };

  virtual ~Connection() = default;
  virtual DatabaseKind kind() const = 0;

  // Errors: store.unique, store.refused, store.busy, store.unreachable, store.failed.
  virtual Result<Rows> run(std::string_view sql, std::span<const Value> values) = 0;
  Result<Rows> run(std::string_view sql, std::initializer_list<Value> values = {}) {
    return run(sql, std::span(values.begin(), values.size()));
  }
  virtual Result<void> script(std::string_view sql) = 0;  // statements without values and without answers

  virtual Result<void> begin(TransactionKind kind) = 0;
  // Refused with the first Error of a statement since begin(): after one nothing of the transaction may stay, in either database.
  virtual Result<void> commit() = 0;
  virtual void roll_back() = 0;

  virtual std::int64_t changed() const = 0;  // rows, since the connection was opened
  Failure failure() const { return failure_; }
  const std::optional<Error>& first_error() const { return first_error_; }  // of a statement since begin()

 protected:
  tl::unexpected<Error> broken_by(Error error) {
    if (!first_error_) first_error_ = error;
    return tl::unexpected<Error>(std::move(error));
  }
  Failure failure_ = Failure::None;
  std::optional<Error> first_error_;
};

struct ConnectionOptions {
  int wait_ms = 10'000;
  bool read_only = false;
};
Result<std::unique_ptr<Connection>> open_sqlite(const DatabaseAddress& address, const ConnectionOptions& options);
// The state of a database file, which may be in use, as a file of its own. Error: write.file.failed.
Result<void> copy_sqlite(const std::string& from, const std::string& to);
Result<std::unique_ptr<Connection>> open_postgresql(const DatabaseAddress& address, const ConnectionOptions& options);
Result<std::unique_ptr<Connection>> open_connection(const DatabaseAddress& address, const ConnectionOptions& options);

// Of a statement whose rows do not matter.
inline Result<void> only_done(const Result<Rows>& rows) {
  if (!rows) return tl::unexpected<Error>(rows.error());
  return {};
}

// The one Error of each id, said the same way by both adapters. `what` is what the database said.
Error unique_error(std::string_view what);
Error refused_error(std::string_view what);
Error busy_error(std::string_view what);
Error unreachable_error(const DatabaseAddress& address, std::string_view what);
Error failed_error(std::string_view what);
std::string not_installed(const LateLibrary& library);  // for `what`

}  // namespace mingzhang
