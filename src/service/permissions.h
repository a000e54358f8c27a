#pragma once
// Who may do what, in one place: the routes take their roles from here, and the OpenAPI document and the test of every route with
// every role take them from the routes. What a role may do it may do within its unit and those below.

#include <array>
#include <cstdint>
#include <string_view>

namespace mingzhang {

// As bits, so that several make a set. The public is whoever has not signed in.
using Roles = std::uint8_t;
inline constexpr Roles kPublicRole = 1, kClerkRole = 2, kReviewerRole = 4, kBureauRole = 8, kAdministratorRole = 16;
inline constexpr Roles kSignedInRoles = kClerkRole | kReviewerRole | kBureauRole | kAdministratorRole;
inline constexpr Roles kAllRoles = kPublicRole | kSignedInRoles;

struct RoleName {
  Roles role;
  std::string_view name;
};
inline constexpr std::array<RoleName, 5> kRoleNames = {
    {{kPublicRole, "public"}, {kClerkRole, "clerk"}, {kReviewerRole, "reviewer"}, {kBureauRole, "bureau"}, {kAdministratorRole, "administrator"}}};

namespace may {

inline constexpr Roles read_published = kAllRoles;
inline constexpr Roles sign_in = kAllRoles;
inline constexpr Roles work = kSignedInRoles;                           // read what lies in one's scope, comment, hand in documents, judge findings
inline constexpr Roles manage_users = kAdministratorRole;
inline constexpr Roles manage_units = kAdministratorRole;
inline constexpr Roles manage_obligations = kBureauRole | kAdministratorRole;
inline constexpr Roles edit_filing = kClerkRole;                        // begin, save, check, send in, correct
inline constexpr Roles return_filing = kReviewerRole | kBureauRole;
inline constexpr Roles approve_filing = kBureauRole;                    // and publish
inline constexpr Roles read_audit = kBureauRole | kAdministratorRole;

}  // namespace may

}  // namespace mingzhang
