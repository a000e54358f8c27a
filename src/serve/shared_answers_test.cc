#include "serve/shared_answers.h"

#include <gtest/gtest.h>

namespace mingzhang {
namespace {

using std::chrono::seconds;

Request asking(std::string path, Headers headers = {}) {
  Request request;
  request.path = std::move(path);
  request.query = {{"q", "1"}};
  request.headers = std::move(headers);
  return request;
}

TEST(SharedAnswers, WhoeverIsKnownGetsNone) {
  EXPECT_EQ(SharedAnswers::key_of(asking("/a", {{"cookie", "mingzhang_session=1"}}), "zh"), "");
  EXPECT_EQ(SharedAnswers::key_of(asking("/a", {{"authorization", "Bearer 1"}}), "zh"), "");
  Request post = asking("/a");
  post.method = Method::Post;
  EXPECT_EQ(SharedAnswers::key_of(post, "zh"), "");
}

TEST(SharedAnswers, KeysTellApartWhatIsAskedFor) {
  const std::string key = SharedAnswers::key_of(asking("/a"), "zh");
  EXPECT_NE(key, SharedAnswers::key_of(asking("/a"), "en"));
  EXPECT_NE(key, SharedAnswers::key_of(asking("/b"), "zh"));
  Request other = asking("/a");
  other.query["q"] = "2";
  EXPECT_NE(key, SharedAnswers::key_of(other, "zh"));
}

TEST(SharedAnswers, AreGivenForAMomentAndNotAfterAPublication) {
  SharedAnswers answers;
  const SharedAnswers::Time now{};
  answers.add("a", respond(200, "text/plain", std::string("one")), 7, now);
  ASSERT_TRUE(answers.find("a", 7, now));
  EXPECT_EQ(*answers.find("a", 7, now)->body, "one");
  EXPECT_FALSE(answers.find("b", 7, now));
  EXPECT_FALSE(answers.find("a", 8, now));
  EXPECT_FALSE(answers.find("a", 7, now + SharedAnswers::kLongest + std::chrono::milliseconds(1)));
}

TEST(SharedAnswers, OneBringsANewOneWhileTheOthersGetTheOld) {
  SharedAnswers answers;
  const SharedAnswers::Time now{}, later = now + SharedAnswers::kFor + std::chrono::milliseconds(1);
  answers.add("a", respond(200, "text/plain", std::string("one")), 7, now);
  EXPECT_FALSE(answers.find("a", 7, later));
  EXPECT_EQ(*answers.find("a", 7, later)->body, "one");
  answers.add("a", respond(200, "text/plain", std::string("two")), 7, later);
  EXPECT_EQ(*answers.find("a", 7, later)->body, "two");
  EXPECT_FALSE(answers.find("a", 7, later + SharedAnswers::kFor + std::chrono::milliseconds(1)));
}

TEST(SharedAnswers, RefusalsAndLargeBodiesAreNotKept) {
  SharedAnswers answers;
  answers.add("a", respond(404, "text/plain", std::string("none")), 0, {});
  answers.add("b", respond(200, "text/plain", std::string(SharedAnswers::kBodyMax + 1, 'x')), 0, {});
  EXPECT_FALSE(answers.find("a", 0, {}));
  EXPECT_FALSE(answers.find("b", 0, {}));
  for (int i = 0; i < 200; ++i) answers.add(std::to_string(i), respond(200, "text/plain", std::string(SharedAnswers::kBodyMax, 'x')), 0, {});
  int kept = 0;
  for (int i = 0; i < 200; ++i) kept += answers.find(std::to_string(i), 0, {}) ? 1 : 0;
  EXPECT_GT(kept, 0);
  EXPECT_LE(kept, static_cast<int>(SharedAnswers::kBytesMax / SharedAnswers::kBodyMax));
}

}  // namespace
}  // namespace mingzhang
