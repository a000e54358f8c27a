#pragma once
// How much we accept from the outside. Far above any real disclosure, far below what hurts a small server.

#include <cstddef>
#include <cstdint>

namespace mingzhang {

struct Limits {
  std::uint64_t file_bytes_max = 64u << 20;
  std::uint64_t read_memory_bytes_max = 1u << 30;  // of the process that reads a stranger's file
  std::uint64_t read_output_bytes_max = 256u << 20;
  int read_seconds_max = 20;                       // of its computing
  std::size_t lines_max = 1'000'000;
  std::size_t line_characters_max = 100'000;
  int json_depth_max = 64;
  int grid_rows_max = 1'048'576;  // as spreadsheets have
  int grid_columns_max = 16'384;
  std::int64_t grid_positions_max = 16'000'000;  // rows x columns of one grid, whether filled or not
  std::size_t cells_max = 2'000'000;               // of all grids of a document
  int pages_max = 5'000;
  std::size_t page_glyphs_max = 200'000;
  std::size_t page_segments_max = 200'000;         // pieces of lines drawn on one page
  std::size_t page_grid_positions_max = 200'000;   // rows x columns of one table of a page
  std::size_t reader_notes_max = 100;            // notes of one kind; the rest are counted in the last one
};

}  // namespace mingzhang
