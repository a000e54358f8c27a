#pragma once
// Performance tables, as rules read them.

#include <optional>
#include <string>
#include <string_view>

#include "check/report.h"
#include "disclosure/disclosure.h"

namespace mingzhang {

// A whole field that is one number: "10", "1.5", "90%", "2.3万元". nullopt for anything else.
std::optional<Figure> number_in(std::string_view field);

// In steps of 1e-4, whatever the unit; digits beyond are cut off.
std::int64_t scaled(const Figure& figure);

// Target and unit together when they are an amount: "2.3" and "万元".
std::optional<Figure> money_target(const Indicator& indicator);

// "项目支出绩效目标表（优化营商环境宣传费）": tells tables with one title apart.
std::string name_of(const PerformanceTable& table);

FindingPlace place_of(const PerformanceTable& table);
FindingPlace place_of(const PerformanceTable& table, const Indicator& indicator);  // quotes name, comparator and target

}  // namespace mingzhang
