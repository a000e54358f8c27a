#include "store/verify.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "store/audit.h"
#include "store/audit_chain.h"
#include "store/connection.h"
#include "store/figures_hash.h"

namespace mingzhang {
namespace {

using Json = nlohmann::json;

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}
std::int64_t integer_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}
// "filing/12" -> 12
RecordId id_of(std::string_view subject) {
  return std::strtoll(std::string(subject.substr(std::min(subject.find('/') + 1, subject.size()))).c_str(), nullptr, 10);
}

class Verifier {
 public:
  Verifier(StoreView& view, const std::optional<AuditAnchor>& anchor, const RecordsDone& progress)
      : connection_(view.connection()), anchor_(anchor), progress_(progress) {}

  Result<Verification> run() {
    TRY(total_, count("audit"));
    TRY(const std::int64_t blobs, count("blobs"));
    total_ += blobs;
    for (const auto step : {&Verifier::check_chain, &Verifier::check_counts, &Verifier::check_blobs}) {
      const Result<void> done = (this->*step)();
      if (!done) return tl::unexpected<Error>(done.error());
    }
    return std::move(result_);
  }

 private:
  void broken(std::string subject, std::string what) {
    if (result_.broken.size() < kBrokenMax) result_.broken.push_back({std::move(subject), std::move(what)});
  }

  void step() {
    if (progress_ && ++done_ % 1000 == 0) progress_(done_, total_);
  }

  Result<std::int64_t> count(std::string_view table) {
    TRY(const Rows rows, connection_.run(fmt::format("SELECT COUNT(*) FROM {}", table)));
    return rows.front().integer();
  }

  Result<void> check_chain() {
    static const std::string sql = fmt::format("SELECT {} FROM audit WHERE number > ? ORDER BY number LIMIT 1000", kAuditColumns);
    std::string hash(kFirstPreviousHash);
    for (std::int64_t number = 0, from = 0;;) {
      TRY(const Rows rows, connection_.run(sql, {from}));
      if (rows.empty()) break;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        RowReader row = rows[i];
        const AuditRecord record = audit_record(row);
        check_link(record, ++number, hash);
        number = from = record.number;
        hash = record.hash;
        const Result<void> checked = check_subject(record);
        if (!checked) return checked;
        step();
      }
    }
    result_.last.hash = hash;
    if (anchor_ && !anchor_met_) broken(fmt::format("audit/{}", anchor_->number), "与所记下的编号和校验值不符：此后的记录被改动，或末尾被截去");
    return {};
  }

  void check_link(const AuditRecord& record, std::int64_t expected, const std::string& previous_hash) {
    const std::string subject = fmt::format("audit/{}", record.number);
    if (record.number != expected) broken(fmt::format("audit/{}", expected), "审计记录缺失");
    if (record.previous_hash != previous_hash) broken(subject, "与前一条审计记录接不上");
    if (record.hash != hash_of(record)) broken(subject, "审计记录的内容被改动");
    ++result_.audit_records;
    result_.last.number = record.number;
    anchor_met_ |= anchor_ && anchor_->number == record.number && anchor_->hash == record.hash;
  }

  // What a record says of content that is kept for good must be so still.
  Result<void> check_subject(const AuditRecord& record) {
    if (record.action != "filing.ledger" && record.action != "filing.published" && record.action != "report.added") return {};
    const Json detail = Json::parse(record.detail, nullptr, false);
    if (!detail.is_object()) return {};  // its hash has told
    if (record.action == "filing.ledger") return check_ledger(id_of(record.subject), detail);
    if (record.action == "filing.published") return check_publication(id_of(record.subject), detail);
    return check_report(detail);
  }

  Result<void> check_ledger(RecordId filing, const Json& detail) {
    const std::int64_t number = integer_at(detail, "version");
    const std::string subject = fmt::format("filing/{}/ledger/{}", filing, number);
    TRY(const Rows rows, connection_.run("SELECT json, sha256 FROM ledger_versions WHERE filing_id = ? AND number = ?", {filing, number}));
    ++result_.ledger_versions;
    if (rows.empty()) return broken(subject, "账目版本缺失"), Result<void>();
    RowReader row = rows.front();
    if (sha256_hex(row.text()) != text_at(detail, "sha256") || row.text() != text_at(detail, "sha256")) broken(subject, "账目版本的内容被改动");
    return {};
  }

  Result<void> check_publication(RecordId filing, const Json& detail) {
    const std::int64_t version = integer_at(detail, "version");
    const std::string subject = fmt::format("filing/{}/published/{}", filing, version);
    TRY(const Rows rows, connection_.run("SELECT page_json, page_sha256 FROM publications WHERE filing_id = ? AND version = ?", {filing, version}));
    ++result_.publications;
    if (rows.empty()) return broken(subject, "公开版本缺失"), Result<void>();
    RowReader row = rows.front();
    if (sha256_hex(row.text()) != text_at(detail, "page_sha256") || row.text() != text_at(detail, "page_sha256"))
      broken(subject, "公开页面的数据被改动");
    TRY(const std::string figures, hash_of_figures(connection_, filing, version));
    if (figures != text_at(detail, "figures_sha256")) broken(subject, "公开的数字或账目行被改动");
    return check_files(filing, version, subject, detail.value("files", Json::object()));
  }

  Result<void> check_files(RecordId filing, std::int64_t version, const std::string& subject, const Json& files) {
    TRY(const Rows rows, connection_.run("SELECT name, sha256 FROM published_files WHERE filing_id = ? AND version = ?", {filing, version}));
    bool same = rows.size() == files.size();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      RowReader row = rows[i];
      const std::string name = row.string();
      same = same && text_at(files, name.c_str()) == row.text();
    }
    if (!same) broken(subject, "公开的文件被改动");
    return {};
  }

  Result<void> check_report(const Json& detail) {
    const std::int64_t id = integer_at(detail, "report");
    TRY(const Rows rows, connection_.run("SELECT json FROM reports WHERE id = ?", {id}));
    ++result_.reports;
    if (rows.empty())
      broken(fmt::format("report/{}", id), "核对报告缺失");
    else if (sha256_hex(rows.front().text()) != text_at(detail, "sha256"))
      broken(fmt::format("report/{}", id), "核对报告的内容被改动");
    return {};
  }

  // Nothing of the kind may exist that no audit record knows of.
  Result<void> check_counts() {
    for (const auto& [table, recorded] : {std::pair("ledger_versions", result_.ledger_versions),
                                          std::pair("publications", result_.publications), std::pair("reports", result_.reports)}) {
      TRY(const std::int64_t there, count(table));
      if (there > recorded) broken(table, fmt::format("有 {} 条，审计记录只知道 {} 条", there, recorded));
    }
    return {};
  }

  Result<void> check_blobs() {
    std::string last;
    for (;;) {
      TRY(const Rows rows, connection_.run("SELECT sha256, bytes FROM blobs WHERE sha256 > ? ORDER BY sha256 LIMIT 1", {last}));
      if (rows.empty()) return {};
      RowReader row = rows.front();
      last = row.string();
      if (sha256_hex(row.bytes()) != last) broken(fmt::format("blob/{}", last), "文件内容与它的校验值不符");
      ++result_.blobs;
      step();
    }
  }

  Connection& connection_;
  const std::optional<AuditAnchor>& anchor_;
  const RecordsDone& progress_;
  bool anchor_met_ = false;
  std::int64_t done_ = 0, total_ = 0;
  Verification result_;
};

}  // namespace

Result<Verification> verify_store(const Store& store, const std::optional<AuditAnchor>& anchor, const RecordsDone& progress) {
  return store.read([&](StoreView& view) { return Verifier(view, anchor, progress).run(); });
}

}  // namespace mingzhang
