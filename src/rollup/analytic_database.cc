#include "rollup/analytic_database.h"

#include <utility>

#include <fmt/format.h>

namespace mingzhang {
namespace {

tl::unexpected<Error> failed(const char* what) {
  return fail("rollup.failed", fmt::format("汇总分析失败（{}）", what == nullptr ? "unknown" : what),
              "请检查磁盘空间；若汇总文件损坏或与数据库不符，运行 mingzhang rollup --rebuild 重建。");
}

std::string_view text_of(const DuckdbText& text) {
  const char* const inlined = reinterpret_cast<const char*>(&text) + sizeof text.length;
  return {text.length <= DuckdbText::kInlineBytesMax ? inlined : text.pointer, text.length};
}

// What must be given back to the library, whatever happens.
struct Answer {
  explicit Answer(const DuckdbLibrary& from) : library(from) {}
  ~Answer() { library.destroy_result(&result); }
  Answer(const Answer&) = delete;
  const DuckdbLibrary& library;
  DuckdbResult result{};
};

void add_vector(AnalyticColumn& column, const void* data, std::uint64_t count, int type) {
  if (type == kDuckdbBigint) {
    const auto* const integers = static_cast<const std::int64_t*>(data);
    column.integers.insert(column.integers.end(), integers, integers + count);
    return;
  }
  ASSERT(type == kDuckdbVarchar);  // statements of ours cast to one of the two
  const auto* const texts = static_cast<const DuckdbText*>(data);
  for (std::uint64_t row = 0; row < count; ++row) column.texts.emplace_back(text_of(texts[row]));
}

AnalyticAnswer answer_of(const DuckdbLibrary& library, DuckdbResult& result) {
  AnalyticAnswer answer;
  answer.columns.resize(library.column_count(&result));
  while (DuckdbRef chunk = library.fetch_chunk(result)) {
    const std::uint64_t count = library.data_chunk_get_size(chunk);
    for (std::size_t i = 0; i < answer.columns.size(); ++i)
      add_vector(answer.columns[i], library.vector_get_data(library.data_chunk_get_vector(chunk, i)), count, library.column_type(&result, i));
    answer.rows += count;
    library.destroy_data_chunk(&chunk);
  }
  return answer;
}

}  // namespace

Result<AnalyticDatabase> AnalyticDatabase::open(const std::string& path) {
  TRY(const DuckdbLibrary* const library, DuckdbLibrary::get());
  DuckdbRef config = nullptr, database = nullptr;
  char* what = nullptr;
  library->create_config(&config);
  // Nothing is fetched from the network, whatever a statement asks for.
  library->set_config(config, "autoinstall_known_extensions", "false");
  library->set_config(config, "autoload_known_extensions", "false");
  const int state = library->open_ext(path.empty() ? nullptr : path.c_str(), &database, config, &what);
  library->destroy_config(&config);
  if (state == kDuckdbSuccess) return AnalyticDatabase(*library, database);
  const auto error = failed(what);
  library->free(what);
  return error;
}

AnalyticDatabase::AnalyticDatabase(AnalyticDatabase&& other) noexcept
    : library_(other.library_), database_(std::exchange(other.database_, nullptr)) {}
AnalyticDatabase& AnalyticDatabase::operator=(AnalyticDatabase&& other) noexcept {
  std::swap(library_, other.library_);
  std::swap(database_, other.database_);
  return *this;
}
AnalyticDatabase::~AnalyticDatabase() {
  if (database_ != nullptr) library_->close(&database_);
}

Result<AnalyticSession> AnalyticDatabase::session() const {
  DuckdbRef connection = nullptr;
  if (library_->connect(database_, &connection) != kDuckdbSuccess) return failed("connect");
  return AnalyticSession(*library_, connection);
}

AnalyticSession::AnalyticSession(AnalyticSession&& other) noexcept
    : library_(other.library_), connection_(std::exchange(other.connection_, nullptr)) {}
AnalyticSession::~AnalyticSession() {
  if (connection_ != nullptr) library_->disconnect(&connection_);
}

namespace {

// Runs a prepared statement into `answer`.
Result<void> execute(const DuckdbLibrary& library, DuckdbRef connection, std::string_view sql, std::span<const AnalyticValue> values, Answer& answer) {
  DuckdbRef statement = nullptr;
  struct Destroy {
    ~Destroy() { library.destroy_prepare(&statement); }
    const DuckdbLibrary& library;
    DuckdbRef& statement;
  } const destroy{library, statement};
  if (library.prepare(connection, std::string(sql).c_str(), &statement) != kDuckdbSuccess) return failed(library.prepare_error(statement));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (const auto* const integer = std::get_if<std::int64_t>(&values[i])) {
      library.bind_int64(statement, i + 1, *integer);
    } else {
      const std::string& text = std::get<std::string>(values[i]);
      library.bind_varchar_length(statement, i + 1, text.data(), text.size());
    }
  }
  if (library.execute_prepared(statement, &answer.result) != kDuckdbSuccess) return failed(library.result_error(&answer.result));
  return {};
}

}  // namespace

Result<AnalyticAnswer> AnalyticSession::run(std::string_view sql, std::span<const AnalyticValue> values) {
  Answer answer(*library_);
  const Result<void> done = execute(*library_, connection_, sql, values, answer);
  if (!done) return tl::unexpected<Error>(done.error());
  return answer_of(*library_, answer.result);
}

Result<void> AnalyticSession::scan(std::string_view sql, std::span<const AnalyticValue> values, const TakeRows& take) {
  Answer answer(*library_);
  const Result<void> done = execute(*library_, connection_, sql, values, answer);
  if (!done) return done;
  std::vector<const std::int64_t*> columns(library_->column_count(&answer.result));
  for (std::size_t i = 0; i < columns.size(); ++i) ASSERT(library_->column_type(&answer.result, i) == kDuckdbBigint);
  while (DuckdbRef chunk = library_->fetch_chunk(answer.result)) {
    for (std::size_t i = 0; i < columns.size(); ++i)
      columns[i] = static_cast<const std::int64_t*>(library_->vector_get_data(library_->data_chunk_get_vector(chunk, i)));
    take(columns, library_->data_chunk_get_size(chunk));
    library_->destroy_data_chunk(&chunk);
  }
  return {};
}

Result<void> AnalyticSession::script(std::string_view sql) {
  Answer answer(*library_);
  if (library_->query(connection_, std::string(sql).c_str(), &answer.result) != kDuckdbSuccess)
    return failed(library_->result_error(&answer.result));
  return {};
}

Result<AnalyticSession::Appender> AnalyticSession::append_to(const std::string& table) {
  DuckdbRef appender = nullptr;
  if (library_->appender_create(connection_, nullptr, table.c_str(), &appender) == kDuckdbSuccess) return Appender(*library_, appender);
  const auto error = failed(library_->appender_error(appender));
  library_->appender_destroy(&appender);
  return error;
}

AnalyticSession::Appender::Appender(Appender&& other) noexcept
    : library_(other.library_), appender_(std::exchange(other.appender_, nullptr)), failed_(other.failed_) {}
AnalyticSession::Appender::~Appender() {
  if (appender_ != nullptr) library_->appender_destroy(&appender_);
}
void AnalyticSession::Appender::add(std::int64_t integer) { failed_ |= library_->append_int64(appender_, integer) != kDuckdbSuccess; }
void AnalyticSession::Appender::add(std::string_view text) {
  failed_ |= library_->append_varchar_length(appender_, text.data(), text.size()) != kDuckdbSuccess;
}
void AnalyticSession::Appender::end_row() { failed_ |= library_->appender_end_row(appender_) != kDuckdbSuccess; }
Result<void> AnalyticSession::Appender::finish() {
  failed_ |= library_->appender_flush(appender_) != kDuckdbSuccess;
  if (failed_) return failed(library_->appender_error(appender_));
  return {};
}

}  // namespace mingzhang
