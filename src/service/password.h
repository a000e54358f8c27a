#pragma once
// Passwords and random secrets. OpenSSL is seen by password.cc alone.

#include <string>
#include <string_view>

namespace mingzhang {

// "scrypt$15$8$1$<salt>$<key>": how it was made stands with it, so that costs can rise without anybody changing a password.
// 32 MiB and some 80 ms of one core for each.
std::string encode_password(std::string_view password);
// Takes as long for a wrong password as for the right one. False as well when `encoded` is not of encode_password().
bool password_matches(std::string_view password, std::string_view encoded);
// As long as password_matches() takes, for nothing: a name that does not exist must not answer sooner.
void waste_time_of_a_password(std::string_view password);

// 256 random bits in hex: sessions, CSRF, API tokens.
std::string random_secret();
// 16 letters and digits that are not mistaken for one another, to be read off a terminal and typed.
std::string random_password();
// Whether both are the same, in a time that does not tell where they differ.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace mingzhang
