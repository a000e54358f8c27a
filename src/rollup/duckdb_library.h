#pragma once
// The part of DuckDB's C interface that we use, as its header (duckdb.h, stable since 1.0) has it: the library is loaded when the
// first roll-up asks for it, so that everything else works where it is not installed.

#include <cstdint>

#include "base/result.h"

namespace mingzhang {

// Handles of the library: a structure with one pointer each, which only the library looks into.
struct DuckdbHandle {
  void* internal = nullptr;
};
using DuckdbRef = DuckdbHandle*;

struct DuckdbResult {
  std::uint64_t deprecated_counts[3];
  void* deprecated_columns;
  char* deprecated_error_message;
  void* internal;
};

// A text in a vector: up to 12 bytes stand behind the length, more where the pointer says.
struct DuckdbText {
  static constexpr std::uint32_t kInlineBytesMax = 12;
  std::uint32_t length;
  char head[4];
  union {
    char rest[8];
    const char* pointer;
  };
};
static_assert(sizeof(DuckdbText) == 16);

inline constexpr int kDuckdbBigint = 5, kDuckdbVarchar = 17;
inline constexpr int kDuckdbSuccess = 0;

// name, result, parameters
#define MZ_DUCKDB_FUNCTIONS(F)                                                                   \
  F(library_version, const char*, ())                                                            \
  F(create_config, int, (DuckdbRef*))                                                            \
  F(set_config, int, (DuckdbRef, const char*, const char*))                                      \
  F(destroy_config, void, (DuckdbRef*))                                                          \
  F(open_ext, int, (const char*, DuckdbRef*, DuckdbRef, char**))                                 \
  F(close, void, (DuckdbRef*))                                                                   \
  F(connect, int, (DuckdbRef, DuckdbRef*))                                                       \
  F(disconnect, void, (DuckdbRef*))                                                              \
  F(prepare, int, (DuckdbRef, const char*, DuckdbRef*))                                          \
  F(prepare_error, const char*, (DuckdbRef))                                                     \
  F(destroy_prepare, void, (DuckdbRef*))                                                         \
  F(bind_int64, int, (DuckdbRef, std::uint64_t, std::int64_t))                                   \
  F(bind_varchar_length, int, (DuckdbRef, std::uint64_t, const char*, std::uint64_t))            \
  F(execute_prepared, int, (DuckdbRef, DuckdbResult*))                                           \
  F(query, int, (DuckdbRef, const char*, DuckdbResult*))                                         \
  F(result_error, const char*, (DuckdbResult*))                                                  \
  F(destroy_result, void, (DuckdbResult*))                                                       \
  F(column_count, std::uint64_t, (DuckdbResult*))                                                \
  F(column_type, int, (DuckdbResult*, std::uint64_t))                                            \
  F(fetch_chunk, DuckdbRef, (DuckdbResult))                                                      \
  F(data_chunk_get_size, std::uint64_t, (DuckdbRef))                                             \
  F(data_chunk_get_vector, DuckdbRef, (DuckdbRef, std::uint64_t))                                \
  F(destroy_data_chunk, void, (DuckdbRef*))                                                      \
  F(vector_get_data, void*, (DuckdbRef))                                                         \
  F(appender_create, int, (DuckdbRef, const char*, const char*, DuckdbRef*))                     \
  F(appender_error, const char*, (DuckdbRef))                                                    \
  F(appender_end_row, int, (DuckdbRef))                                                          \
  F(appender_flush, int, (DuckdbRef))                                                            \
  F(appender_destroy, int, (DuckdbRef*))                                                         \
  F(append_int64, int, (DuckdbRef, std::int64_t))                                                \
  F(append_varchar_length, int, (DuckdbRef, const char*, std::uint64_t))                         \
  F(free, void, (void*))

struct DuckdbLibrary {
#define MZ_DUCKDB_MEMBER(name, result, parameters) result(*name) parameters = nullptr;
  MZ_DUCKDB_FUNCTIONS(MZ_DUCKDB_MEMBER)
#undef MZ_DUCKDB_MEMBER

  // Loaded once: $MINGZHANG_DUCKDB if set, else libduckdb.so beside the program or one folder above it, else
  // where make puts it, else the system's.
  // Error: rollup.library.missing.
  static Result<const DuckdbLibrary*> get();
};

}  // namespace mingzhang
