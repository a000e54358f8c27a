#pragma once

namespace mingzhang {

// Files must say when they were made, and the same input must give the same bytes: so all say the same.
inline constexpr const char* kFixedDateTime = "2000-01-01T00:00:00Z";
inline constexpr long kFixedSeconds = 946684800;  // the same since 1970

}  // namespace mingzhang
