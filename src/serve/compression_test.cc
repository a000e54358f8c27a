#include "serve/compression.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace mingzhang {
namespace {

std::string unpacked(const std::string& gzip) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string out(1u << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip.data()));
  stream.avail_in = static_cast<uInt>(gzip.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST(Compression, ClientsSayWhatTheyTake) {
  for (const char* yes : {"gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8", "*", "deflate, GZIP, gzip"}) EXPECT_TRUE(takes_gzip(yes)) << yes;
  for (const char* no : {"", "br", "gzip;q=0", "gzip; q=0.0", "identity", "x-gzip2"}) EXPECT_FALSE(takes_gzip(no)) << no;
}

TEST(Compression, IsTheSameContentUnderAnotherTag) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += std::to_string(i * 7919 % 1000) + ",";
  CompressedBodies bodies;
  for (int turn = 0; turn < 2; ++turn) {
    Response response = respond(200, "application/json", text);
    response.set("ETag", "\"abc\"");
    bodies.compress(response);
    EXPECT_EQ(unpacked(*response.body), text);
    EXPECT_LT(response.body->size(), text.size() / 2);
    EXPECT_EQ(response.headers, (Headers{{"ETag", "\"abc-gzip\""}, {"Content-Encoding", "gzip"}}));
  }
}

TEST(Compression, OnlyWhatIsWorthIt) {
  CompressedBodies bodies;
  const auto stays = [&](int status, const char* type, std::size_t size) {
    Response response = respond(status, type, std::string(size, 'x'));
    response.set("ETag", "\"" + std::to_string(size) + "\"");
    bodies.compress(response);
    return response.body->size() == size && response.headers.size() == 1;
  };
  EXPECT_TRUE(stays(200, "application/json", 100));
  EXPECT_TRUE(stays(404, "application/json", 5000));
  EXPECT_TRUE(stays(200, "application/pdf", 5000));
  EXPECT_FALSE(stays(200, "text/html; charset=utf-8", 5000));
}

}  // namespace
}  // namespace mingzhang
