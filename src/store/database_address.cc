#include "store/database_address.h"

#include <fmt/format.h>

namespace mingzhang {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

// Where user:password@ stands in a URL: [begin, end) with the "@"; npos when there is none. A password may hold "/" or "@" where
// someone forgot to encode it, so the last "@" before the query counts.
std::size_t end_of_login(std::string_view url) { return url.substr(0, url.find('?')).rfind('@'); }

std::string without_password_in_query(std::string_view text) {
  std::string printable;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view part = text.substr(0, end);
    const bool secret = part.find("password=") != std::string_view::npos || part.find("passfile=") != std::string_view::npos;
    printable += secret ? std::string(part.substr(0, part.find('='))) + "=***" : std::string(part);
    if (end < text.size()) printable += '&';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return printable;
}

tl::unexpected<Error> invalid() {
  return fail("store.address.invalid", "数据库地址写得不对", "请写成 sqlite:文件 或 postgresql://用户@主机:端口/库名。");
}

}  // namespace

std::string DatabaseAddress::printable() const {
  if (kind == DatabaseKind::Sqlite) return fmt::format("{}{}", kSqlite, target);
  const std::string_view url = target;
  const std::size_t login = url.find("://") + 3;
  const std::size_t end = end_of_login(url);
  std::string text(url.substr(0, login));
  std::string_view rest = url.substr(login);
  if (end != std::string_view::npos && end >= login) {
    const std::string_view who = url.substr(login, end - login);
    text += who.substr(0, who.find(':'));
    if (who.find(':') != std::string_view::npos) text += ":***";
    rest = url.substr(end);
  }
  const std::size_t query = rest.find('?');
  text += rest.substr(0, query);
  if (query != std::string_view::npos) text += "?" + without_password_in_query(rest.substr(query + 1));
  return text;
}

Result<DatabaseAddress> parse_database_address(std::string_view text) {
  if (text.starts_with(kSqlite)) {
    const std::string_view path = text.substr(kSqlite.size());
    if (path.empty() || path.find('\0') != std::string_view::npos) return invalid();
    return DatabaseAddress{DatabaseKind::Sqlite, std::string(path)};
  }
  if (text.starts_with("postgresql://") || text.starts_with("postgres://")) {
    if (text.find('\0') != std::string_view::npos) return invalid();
    return DatabaseAddress{DatabaseKind::Postgresql, std::string(text)};
  }
  return invalid();
}

}  // namespace mingzhang
