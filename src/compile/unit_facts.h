#pragma once
// What a unit states besides amounts. Everything a disclosure prints is computed from the lines of the ledger or is one of
// these: who the unit is, why amounts changed, what they are for, what shall be reached with them.
// Source: 预决算公开操作规程 (财预〔2016〕143号) for profile and reasons; 项目支出绩效评价管理办法 (财预〔2020〕10号) for targets.

#include <string>
#include <vector>

#include "cube/space.h"
#include "disclosure/disclosure.h"

namespace mingzhang {

// A sentence about a region, in the unit's own words and without the closing full stop: "新增两名工作人员".
struct Remark {
  Region region;
  std::string text;
};

struct ProjectFacts {
  std::string name;         // as in the project dimension of the ledger
  std::string basis;        // 设立的政策依据
  std::string executor;     // 项目承担单位; "" for the unit itself
  std::string allocation;   // 资金分配情况
  std::string period;       // 资金执行时间; "" for the whole year
  std::string responsible;  // 项目负责人
  std::string goal;         // 项目总体目标
  std::vector<Indicator> indicators;
};

struct UnitFacts {
  std::vector<std::string> duties;             // paragraphs of 主要职能
  std::vector<std::string> offices;            // 内设处室, by name
  std::vector<std::string> subordinate_units;  // 下属预算单位, by name
  std::string contact;                         // who answers for the targets of the whole unit; no personal phone is published
  std::string goal;                            // 年度绩效目标
  std::vector<Indicator> indicators;           // of the whole unit
  std::vector<ProjectFacts> projects;
  std::vector<Remark> reasons;   // why a region differs from the year before
  std::vector<Remark> purposes;  // what a region is used for
  std::vector<GlossaryEntry> glossary;  // terms the form does not explain already
};

}  // namespace mingzhang
