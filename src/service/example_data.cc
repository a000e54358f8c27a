#include "service/example_data.h"

#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "service/document_work.h"
#include "service/filing_work.h"
#include "service/overview.h"
#include "service/password.h"
#include "service/publication_job.h"
#include "store/units.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kUnitOfLedgers = "云山县图书馆";  // as the files have it
constexpr std::int64_t kScale = 20;                          // scales are twentieths
constexpr TimeMs kDay = 24 * 3600 * 1000;

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
}

// Amounts of another unit, in the same proportions: of projects and what is bought for them, and of everything else. What is
// counted stays, but for people and rooms.
void scale_line(Json& line, const Json& scale) {
  const std::string measure = line.value("measure", "budget");
  const auto is = [&](std::string_view kind) { return measure.starts_with(kind); };
  const bool of_projects = line.value("nature", "") == "project" || is("procurement") || is("performance");
  const std::int64_t factor = scale.at(of_projects ? "project" : "basic");
  const auto times = [&](const char* amount) { line[amount] = line[amount].get<std::int64_t>() * factor / kScale; };
  if (line.contains("amount_fen")) times("amount_fen");
  else if (is("staff") || is("establishment") || is("house_area")) times("amount");
}

// What service.json describes, done as the people of the service would do it.
class ExampleMaker {
 public:
  ExampleMaker(Service& service, std::string directory, Json plan) : service_(service), directory_(std::move(directory)), plan_(std::move(plan)) {}

  Result<std::vector<FirstAdministrator>> make() {
    TRY(administrator_.user, service_.store().read([](StoreView& view) { return find_user_by_name(view, "admin"); }));
    if (!administrator_.user) return fail("service.missing", "没有管理员", "请先启动一次服务。");
    for (const auto& [part, add] : {std::pair{"units", &ExampleMaker::unit}, {"users", &ExampleMaker::user}, {"filings", &ExampleMaker::filing},
                                    {"obligations", &ExampleMaker::obligation}, {"documents", &ExampleMaker::document}})
      for (const Json& one : plan_.at(part))
        if (auto added = (this->*add)(one); !added) return tl::unexpected(added.error());
    return std::move(accounts_);
  }

 private:
  Result<void> unit(const Json& plan) {
    const std::string name = plan.at("name");
    const RecordId parent = plan.contains("below") ? units_.at(plan["below"]).id : administrator_.user->unit;
    const UnitKind kind = *enum_of<UnitKind>(plan.at("kind").get<std::string>());
    TRY(const UnitRecord added, service_.store().write(administrator_.actor(), [&](StoreChange& change) { return add_unit(change, {name, parent, kind}); }));
    units_.emplace(name, added);
    return {};
  }

  Result<void> user(const Json& plan) {
    const std::string name = plan.at("name"), password = random_password();
    const RecordId unit = plan.contains("unit") ? units_.at(plan["unit"]).id : administrator_.user->unit;
    TRY(const UserRecord created, create_user(service_, administrator_, name, password, *enum_of<Role>(plan.at("role").get<std::string>()), unit));
    TRY(const UserRecord complete, service_.store().read([&](StoreView& view) { return find_user(view, created.id); }));
    Caller caller;
    caller.user = complete;
    users_.emplace_back(caller);
    accounts_.push_back({name, password});
    return {};
  }

  // The first of this role who may see the unit.
  const Caller& one_who_is(Role role, const UnitRecord& unit) const {
    for (const Caller& caller : users_)
      if (caller.user->role == role && allow_path(caller, unit.path)) return caller;
    return administrator_;
  }

  // A ledger of the directory as if this unit had typed it.
  Result<std::string> ledger_of(const std::string& unit, const std::string& name) const {
    TRY(std::string text, read_file(directory_ + "/" + name));
    const auto variant = plan_.at("variants").find(unit);
    if (variant != plan_["variants"].end())
      for (const Json& pair : variant->at("replace")) replace_all(text, pair.at(0).get<std::string>(), pair.at(1).get<std::string>());
    replace_all(text, kUnitOfLedgers, unit);
    if (variant == plan_["variants"].end()) return text;
    Json ledger = Json::parse(text);
    for (Json& line : ledger.at("lines")) scale_line(line, variant->at("scale"));
    return ledger.dump();
  }

  Result<void> filing(const Json& plan) {
    const UnitRecord& unit = units_.at(plan.at("unit"));
    const Caller &clerk = one_who_is(Role::Clerk, unit), &bureau = one_who_is(Role::Bureau, unit);
    const std::string state = plan.at("state");
    TRY(const std::string ledger, ledger_of(unit.name, plan.at("ledger")));
    TRY(FilingRecord now, begin_filing(service_, clerk, {unit.id, plan.at("year"), *enum_of<FilingStage>(plan.at("stage").get<std::string>()), plan.at("form")}));
    TRY(now, save_filing(service_, clerk, now.id, now.revision, ledger));
    TRY(const CheckedFiling checked, check_filing(service_, clerk, now.id, now.revision));
    TRY(now, submit_filing(service_, clerk, now.id, checked.filing.revision));
    if (state == "returned") {
      TRY(now, return_filing(service_, bureau, now.id, now.revision, plan.at("comment").get<std::string>()));
    } else if (state == "published") {
      TRY(now, approve_filing_on(service_, bureau, now.id, now.revision, approved_on(plan).value_or("")));
      TRY(now, publish_now(service_, bureau.actor(), now.id, now.revision, {}));
    }
    return {};
  }

  Result<void> obligation(const Json& plan) {
    const UnitRecord& unit = units_.at(plan.at("unit"));
    return oblige(service_, one_who_is(Role::Bureau, unit), unit.id, plan.at("year"), *enum_of<FilingStage>(plan.at("stage").get<std::string>()), approved_on(plan), due_on(plan));
  }

  // What must be so whatever day it is (in time, not yet due) is said in days from today.
  std::string days_from_today(int days) const { return date_of(service_.store().now() + days * kDay); }
  std::optional<std::string> approved_on(const Json& plan) const {
    if (plan.contains("approved_days_ago")) return days_from_today(-plan["approved_days_ago"].get<int>());
    return plan.contains("approved_on") ? std::optional(plan["approved_on"].get<std::string>()) : std::nullopt;
  }
  std::optional<std::string> due_on(const Json& plan) const {
    if (plan.contains("due_in_days")) return days_from_today(plan["due_in_days"].get<int>());
    return plan.contains("due_on") ? std::optional(plan["due_on"].get<std::string>()) : std::nullopt;
  }

  Result<void> document(const Json& plan) {
    const UnitRecord& unit = units_.at(plan.at("unit"));
    TRY(const HandedIn handed, hand_in_document(service_, one_who_is(Role::Clerk, unit), directory_ + "/" + plan.at("file").get<std::string>(), plan.at("name").get<std::string>(), unit.id));
    static_cast<void>(handed);
    return {};
  }

  Service& service_;
  std::string directory_;
  Json plan_;
  Caller administrator_;
  std::vector<Caller> users_;
  std::map<std::string, UnitRecord> units_;
  std::vector<FirstAdministrator> accounts_;
};

}  // namespace

Result<std::vector<FirstAdministrator>> load_example_data(Service& service, const std::string& directory) {
  const std::string path = directory + "/service.json";
  TRY(const std::string text, read_file(path));
  try {
    return ExampleMaker(service, directory, Json::parse(text)).make();
  } catch (const std::exception& problem) {  // of a file that somebody has edited
    return fail("service.examples.invalid", fmt::format("示例数据写得不对：{}", problem.what()), "请改正，或换用软件自带的 examples。", path);
  }
}

}  // namespace mingzhang
