#include <gtest/gtest.h>

#include "service/password.h"
#include "service/sign_in_limiter.h"
#include "service/workflow.h"

namespace mingzhang {
namespace {

TEST(Password, OnlyTheRightOneMatches) {
  const std::string encoded = encode_password("一个足够长的密码");
  EXPECT_TRUE(encoded.starts_with("scrypt$15$8$1$"));
  EXPECT_TRUE(password_matches("一个足够长的密码", encoded));
  EXPECT_FALSE(password_matches("一个足够长的密码 ", encoded));
  EXPECT_NE(encode_password("一个足够长的密码"), encoded);  // another salt
}

TEST(Password, WhatIsNotOursNeverMatches) {
  for (const char* encoded : {"", "plain", "scrypt$15$8$1$salt", "scrypt$99$8$1$salt$key", "scrypt$15$8$1$salt$", "bcrypt$15$8$1$salt$key"}) EXPECT_FALSE(password_matches("", encoded)) << encoded;
}

// RFC 7914, section 12: the third vector, cut to our 32 bytes.
TEST(Password, IsTheScryptOfTheStandard) {
  EXPECT_TRUE(password_matches("pleaseletmein", "scrypt$14$8$1$SodiumChloride$7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"));
}

TEST(Password, SecretsAreLongAndDiffer) {
  EXPECT_EQ(random_secret().size(), 64u);
  EXPECT_NE(random_secret(), random_secret());
  EXPECT_EQ(random_password().size(), 16u);
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "abcd"));
}

TEST(SignInLimiter, WaitsGrowWithTheFailuresAndAreForgotten) {
  using std::chrono::seconds;
  SignInLimiter limiter;
  SignInLimiter::Time now{};
  for (int i = 0; i < SignInLimiter::kFreeByName; ++i) {
    EXPECT_EQ(limiter.wait("a", "1.1.1.1", now).count(), 0);
    limiter.failed("a", "1.1.1.1", now);
  }
  EXPECT_EQ(limiter.wait("a", "2.2.2.2", now), seconds(1));
  EXPECT_EQ(limiter.wait("b", "1.1.1.1", now).count(), 0);
  limiter.failed("a", "1.1.1.1", now);
  EXPECT_EQ(limiter.wait("a", "2.2.2.2", now), seconds(2));
  for (int i = 0; i < 100; ++i) limiter.failed("a", "1.1.1.1", now);
  EXPECT_EQ(limiter.wait("a", "2.2.2.2", now), SignInLimiter::kWaitMax);
  EXPECT_EQ(limiter.wait("a", "2.2.2.2", now + SignInLimiter::kForgetAfter + seconds(1)).count(), 0);
}

TEST(SignInLimiter, OneAddressCannotTryManyNames) {
  SignInLimiter limiter;
  SignInLimiter::Time now{};
  for (int i = 0; i < SignInLimiter::kFreeByAddress; ++i) limiter.failed(std::to_string(i), "1.1.1.1", now);
  EXPECT_GT(limiter.wait("new", "1.1.1.1", now).count(), 0);
  EXPECT_EQ(limiter.wait("new", "2.2.2.2", now).count(), 0);
}

TEST(SignInLimiter, ARightPasswordClearsTheName) {
  SignInLimiter limiter;
  SignInLimiter::Time now{};
  for (int i = 0; i < 9; ++i) limiter.failed("a", "1.1.1.1", now);
  limiter.succeeded("a");
  EXPECT_EQ(limiter.wait("a", "2.2.2.2", now).count(), 0);
}

// Every state and every step: what is not listed is refused.
TEST(Workflow, StepsAndStates) {
  using enum FilingState;
  const std::vector<std::pair<Step, std::vector<FilingState>>> allowed = {{Step::Save, {Draft, Checked, Returned}}, {Step::Check, {Draft, Checked, Returned}}, {Step::Submit, {Checked}},
                                                                          {Step::Return, {Submitted, Approved}},    {Step::Approve, {Submitted}},              {Step::Publish, {Approved}},
                                                                          {Step::Correct, {Published}}};
  for (const auto& [step, states] : allowed)
    for (const FilingState state : {Draft, Checked, Submitted, Returned, Approved, Published}) {
      const bool expected = std::find(states.begin(), states.end(), state) != states.end();
      const auto result = allow_step(step, state);
      EXPECT_EQ(result.has_value(), expected);
      EXPECT_EQ(result ? "service.step.not_allowed" : result.error().id, "service.step.not_allowed");
    }
}

TEST(Workflow, TwentyDaysAfterTheApproval) {
  EXPECT_EQ(*due_after_approval("2024-02-10"), "2024-03-01");  // a leap year
  EXPECT_EQ(*due_after_approval("2025-02-10"), "2025-03-02");
  EXPECT_EQ(*due_after_approval("2025-12-20"), "2026-01-09");
  for (const char* wrong : {"", "2025-02-30", "2025-2-3", "20250203", "2025-13-01", "2025-00-10", "abcd-ef-gh", "2025-02-1x"}) EXPECT_FALSE(due_after_approval(wrong)) << wrong;
}

}  // namespace
}  // namespace mingzhang
