#include <algorithm>

#include <fmt/format.h>

#include "document/json_reader.h"
#include "money/figure.h"
#include "score/actuals.h"

namespace mingzhang {
namespace {

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) {}

  GroupActuals group(const JsonReader& json, const std::vector<Indicator>& indicators) {
    GroupActuals actuals;
    actuals.indicators.resize(indicators.size());
    if (const std::string executed = json.text("executed"); !executed.empty()) {
      const auto parsed = parse_figure(executed, Unit::Yuan);
      if (!parsed || parsed->unit_read || parsed->length != executed.size()) json.fault("executed", "以元为单位的数字");
      else actuals.executed = Amount::from_fen(parsed->figure.value());
    }
    json.each("indicators", [&](const JsonReader& one) {
      one.require({"name", "actual"});
      const std::string name = one.text("name");
      const auto found = std::find_if(indicators.begin(), indicators.end(), [&](const Indicator& each) { return each.name == name; });
      if (found == indicators.end()) return unknown(name);
      actuals.indicators[static_cast<std::size_t>(found - indicators.begin())] = {one.text("actual"), one.text("proof")};
    });
    return actuals;
  }

  void unknown(const std::string& name) {
    if (!error_) error_ = Error{"actuals.json.unknown", fmt::format("账目中没有“{}”", name), "请按账目中指标、项目的名称填写。", path_};
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  const std::string& path_;
  std::optional<Error> error_;
};

}  // namespace

Result<Actuals> actuals_from_json(std::string_view json, const UnitFacts& facts, const std::string& path) {
  const JsonSubject subject{"actuals", "实际完成值"};
  TRY(const nlohmann::json parsed, parse_json(json, subject, path));
  JsonProblem problem(subject, path);
  const JsonReader root(parsed, "", problem);
  if (root.text("mingzhang") != "actuals") root.fault("mingzhang", " \"actuals\"");
  if (root.number("version", 0, 0, 1'000'000) != 1) root.fault("version", " 1");
  Reader reader(path);
  Actuals actuals;
  actuals.whole_unit = reader.group(root, facts.indicators);
  root.each("projects", [&](const JsonReader& one) {
    const std::string name = one.text("name");
    const auto project = std::find_if(facts.projects.begin(), facts.projects.end(), [&](const ProjectFacts& each) { return each.name == name; });
    if (project == facts.projects.end()) reader.unknown(name);
    else actuals.projects[name] = reader.group(one, project->indicators);
  });
  if (problem.error()) return tl::unexpected<Error>(*problem.error());
  if (reader.error()) return tl::unexpected<Error>(*reader.error());
  return actuals;
}

}  // namespace mingzhang
