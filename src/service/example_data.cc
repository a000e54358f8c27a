#include "service/example_data.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "service/document_work.h"
#include "service/filing_work.h"
#include "service/password.h"
#include "service/publication_job.h"
#include "store/units.h"

namespace mingzhang {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kForm = "xinjiang-budget-2024";
constexpr int kYear = 2024;

class ExampleMaker {
 public:
  ExampleMaker(Service& service, std::string ledger) : service_(service), ledger_(std::move(ledger)) {}

  Result<std::vector<FirstAdministrator>> make(const std::string& document_path) {
    TRY(const UserRecord administrator, service_.store().read([](StoreView& view) -> Result<UserRecord> {
      TRY(auto user, find_user_by_name(view, "admin"));
      if (!user) return fail("service.missing", "没有管理员", "请先启动一次服务。");
      return std::move(*user);
    }));
    administrator_.user = administrator;
    TRY(const UnitRecord bureau, add({"云山县文化和旅游局", administrator.unit, UnitKind::Department}));
    TRY(const UnitRecord library, add({"云山县图书馆", bureau.id, UnitKind::Unit}));
    TRY(const UnitRecord museum, add({"云山县博物馆", bureau.id, UnitKind::Unit}));
    TRY(const UnitRecord hall, add({"云山县文化馆", bureau.id, UnitKind::Unit}));
    TRY(clerk_, person("clerk", Role::Clerk, bureau.id));
    TRY(const Caller reviewer, person("reviewer", Role::Reviewer, bureau.id));
    static_cast<void>(reviewer);
    TRY(bureau_, person("bureau", Role::Bureau, administrator.unit));
    TRY(const FilingRecord published, publish(library));
    static_cast<void>(published);
    TRY(const FilingRecord submitted, submit(museum));
    static_cast<void>(submitted);
    if (auto owed = oblige_late(hall.id); !owed) return tl::unexpected(owed.error());
    TRY(const HandedIn handed, hand_in_document(service_, clerk_, document_path, "云山县图书馆2024年部门预算公开.txt", library.id));
    static_cast<void>(handed);
    return std::move(accounts_);
  }

 private:
  Result<UnitRecord> add(const NewUnit& unit) {
    return service_.store().write(administrator_.actor(), [&](StoreChange& change) { return add_unit(change, unit); });
  }

  Result<Caller> person(const std::string& name, Role role, RecordId unit) {
    const std::string password = random_password();
    Caller caller;
    TRY(caller.user, create_user(service_, administrator_, name, password, role, unit));
    TRY(const UserRecord complete, service_.store().read([&](StoreView& view) { return find_user(view, caller.user->id); }));
    caller.user = complete;
    accounts_.push_back({name, password});
    return caller;
  }

  // The example's ledger as if this unit had typed it.
  std::string ledger_of(const std::string& unit) const {
    Json ledger = Json::parse(ledger_);
    ledger["unit"] = unit;
    return ledger.dump();
  }

  Result<FilingRecord> submit(const UnitRecord& unit) {
    TRY(const FilingRecord begun, begin_filing(service_, clerk_, {unit.id, kYear, FilingStage::Budget, std::string(kForm)}));
    TRY(const FilingRecord saved, save_filing(service_, clerk_, begun.id, begun.revision, ledger_of(unit.name)));
    TRY(const CheckedFiling checked, check_filing(service_, clerk_, saved.id, saved.revision));
    return submit_filing(service_, clerk_, saved.id, checked.filing.revision);
  }

  Result<FilingRecord> publish(const UnitRecord& unit) {
    TRY(const FilingRecord submitted, submit(unit));
    TRY(const FilingRecord approved, approve_filing_on(service_, bureau_, submitted.id, submitted.revision, "2024-02-05"));
    return publish_now(service_, bureau_.actor(), approved.id, approved.revision, {});
  }

  Result<void> oblige_late(RecordId unit) {
    return service_.store().write(bureau_.actor(), [&](StoreChange& change) {
      return set_obligation(change, unit, kYear, FilingStage::Budget, std::string("2024-02-05"), std::string("2024-02-25"));
    });
  }

  Service& service_;
  std::string ledger_;
  Caller administrator_, clerk_, bureau_;
  std::vector<FirstAdministrator> accounts_;
};

}  // namespace

Result<std::vector<FirstAdministrator>> load_example_data(Service& service, const std::string& directory) {
  TRY(std::string ledger, read_file(directory + "/ledger.json"));
  return ExampleMaker(service, std::move(ledger)).make(directory + "/disclosure.txt");
}

}  // namespace mingzhang
