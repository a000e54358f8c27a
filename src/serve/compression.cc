#include "serve/compression.h"

#include <algorithm>
#include <array>

#include <zlib.h>

#include "base/result.h"
#include "base/text.h"

namespace mingzhang {
namespace {

constexpr int kLevel = 5, kGzipWindow = 15 + 16, kMemory = 8;  // zlib.h: 16 makes it gzip

// PNG, PDF and OOXML are compressed already.
bool is_worth_it(std::string_view type) {
  constexpr std::array kTypes = {"application/json", "text/", "application/javascript", "image/svg+xml", "application/sarif+json"};
  return std::ranges::any_of(kTypes, [&](std::string_view known) { return type.starts_with(known); });
}

bool is_encoded(const Response& response) {
  return std::ranges::any_of(response.headers, [](const auto& header) { return header.first == "Content-Encoding"; });
}

}  // namespace

bool takes_gzip(std::string_view list) {
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    std::string_view coding = trimmed(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    const auto mark = std::min(coding.find(';'), coding.size());
    const std::string_view name = trimmed(coding.substr(0, mark));
    std::string_view quality = trimmed(coding.substr(std::min(mark + 1, coding.size())));
    if (name != "gzip" && name != "*") continue;
    if (quality.starts_with("q=")) quality.remove_prefix(2);
    return quality.empty() || quality.find_first_not_of("0.") != std::string_view::npos;  // "q=0" refuses it
  }
  return false;
}

std::string gzip_of(std::string_view bytes) {
  z_stream stream{};
  const int begun = deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY);
  ASSERT(begun == Z_OK);
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  ASSERT(done == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

void CompressedBodies::compress(Response& response) {
  constexpr std::size_t kBodyMax = 1u << 30;  // zlib counts in 32 bits
  const auto etag = std::ranges::find(response.headers, "ETag", [](const auto& header) { return std::string_view(header.first); });
  if (response.status != 200 || !response.body || response.body->size() < kBodyMin || response.body->size() > kBodyMax || etag == response.headers.end() || !is_worth_it(response.type) || is_encoded(response)) return;
  std::shared_ptr<const std::string> body;
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = bodies_.find(etag->second); known != bodies_.end()) body = known->second;
  }
  if (!body) {
    body = std::make_shared<const std::string>(gzip_of(*response.body));
    const std::lock_guard lock(mutex_);
    if (bytes_ + body->size() > kBytesMax) {  // what is asked for often comes back soon
      bodies_.clear();
      bytes_ = 0;
    }
    if (body->size() <= kBytesMax / 8 && bodies_.emplace(etag->second, body).second) bytes_ += body->size();
  }
  response.body = std::move(body);
  etag->second.insert(etag->second.size() - 1, "-gzip");  // "abc" -> "abc-gzip"
  response.set("Content-Encoding", "gzip");
}

}  // namespace mingzhang
