#include "site/site.h"

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "chart/chart_style.h"
#include "site/address.h"
#include "site/lists.h"

namespace mingzhang {
namespace {

class SiteBuilder {
 public:
  SiteBuilder(const SiteRequest& request, const Knowledge& knowledge, const SiteProgress& progress, const std::atomic<bool>& stop, SiteOutput& output)
      : request_(request), knowledge_(knowledge), progress_(progress), stop_(stop), output_(output) {}

  Result<SiteOutcome> build(std::vector<ReleaseFolder> folders) {
    take_one_of_each(std::move(folders));
    run_jobs();
    if (trouble_) return tl::unexpected(*trouble_);
    if (stop_) return fail("site.interrupted", "网站只生成了一部分", "再运行一次即可，已写好的文件不会重写。", request_.output);
    std::vector<UnitYear> years;
    for (std::size_t i = 0; i < done_.size(); ++i) {
      if (done_[i]) years.push_back(std::move(*done_[i]));
      if (errors_[i]) outcome_.left_out.push_back({folders_[i].path, std::move(*errors_[i])});
    }
    if (auto written = write_lists(years); !written) return tl::unexpected(written.error());
    outcome_.releases = years.size();
    outcome_.files = output_.file_count();
    outcome_.files_written = output_.written();
    outcome_.bytes = output_.bytes();
    return std::move(outcome_);
  }

 private:
  // Two releases of one unit, year and stage would have the same address; which is right only people know.
  void take_one_of_each(std::vector<ReleaseFolder> folders) {
    std::map<std::pair<std::string, Period>, std::string> taken;
    for (ReleaseFolder& folder : folders) {
      const Result<ReleaseHead> head = read_release_head(folder, knowledge_);
      if (!head) {
        outcome_.left_out.push_back({folder.path, head.error()});
        continue;
      }
      const auto [other, is_new] = taken.try_emplace({address_of(folder.group, head->unit), head->period}, folder.path);
      if (is_new)
        folders_.push_back(std::move(folder));
      else
        outcome_.left_out.push_back({folder.path, Error{"site.release.duplicate", fmt::format("和“{}”是同一单位、同一年度、同一阶段", other->second), "请只留下现行的一份。", folder.path}});
    }
    done_.resize(folders_.size());
    errors_.resize(folders_.size());
  }

  void run_jobs() {
    std::vector<std::thread> threads;
    for (int i = 1; i < request_.jobs; ++i) threads.emplace_back([this] { work(); });
    work();
    for (std::thread& thread : threads) thread.join();
  }

  void work() {
    for (std::size_t i = next_++; i < folders_.size() && !stop_ && !failed_; i = next_++) {
      const Result<Release> release = read_release(folders_[i], knowledge_);
      if (release) {
        Result<UnitYear> written = write_unit_year(*release, request_.text, output_);
        if (!written) return stop_with(written.error());
        done_[i] = std::move(*written);
      } else {
        errors_[i] = release.error();
      }
      progress_(++finished_, folders_.size(), !release);
    }
  }

  void stop_with(const Error& error) {
    const std::lock_guard lock(mutex_);
    if (!trouble_) trouble_ = error;
    failed_ = true;
  }

  Result<void> write_lists(const std::vector<UnitYear>& years) {
    const std::vector<UnitPages> units = units_of(years);
    outcome_.units = units.size();
    if (auto done = output_.put("style.css", std::string(kChartStyle).append(kSiteStyle)); !done) return done;
    if (auto done = output_.put("site.js", kSiteScript); !done) return done;
    for (const UnitPages& unit : units)
      if (auto done = write_unit(unit, request_.text, output_); !done) return done;
    if (auto done = write_comparisons(years, request_.text, output_); !done) return done;
    if (auto done = write_index(units, request_.text, output_); !done) return done;
    return output_.finish();
  }

  const SiteRequest& request_;
  const Knowledge& knowledge_;
  const SiteProgress& progress_;
  const std::atomic<bool>& stop_;
  SiteOutput& output_;
  SiteOutcome outcome_;
  std::vector<ReleaseFolder> folders_;
  std::vector<std::optional<UnitYear>> done_;  // by folder
  std::vector<std::optional<Error>> errors_;
  std::atomic<std::size_t> next_{0}, finished_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  std::optional<Error> trouble_;
};

}  // namespace

Result<SiteOutcome> build_site(const SiteRequest& request, const Knowledge& knowledge, const SiteProgress& progress, const std::atomic<bool>& stop) {
  TRY(std::vector<ReleaseFolder> folders, find_releases(request.input));
  if (folders.empty()) return fail("site.input.nothing", fmt::format("“{}”里没有发布文件夹", request.input), "先用 mingzhang compile -o 编制；每个发布文件夹里有 release.json。", request.input);
  TRY(SiteOutput output, SiteOutput::open(request.output));
  return SiteBuilder(request, knowledge, progress, stop, output).build(std::move(folders));
}

}  // namespace mingzhang
