#pragma once
// Money that flows through columns of nodes (where from, what for, what is bought) as a picture: SVG that needs no script, no
// network and no style of its own; colours come from classes (chart/chart_style.h). What the picture says stands in a table
// beside it, which is for the caller to print.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mingzhang {

struct FlowNode {
  std::string name;
  std::string amount;  // as printed below the name: "158.60万元 · 32%"
  int column = 0;      // from 0; nodes of one column stand below one another in the order given
};

struct FlowLink {
  int from = 0, to = 0;    // nodes of neighbouring columns, from left to right
  std::int64_t value = 0;  // above zero; what leaves and what enters a node need not agree
  std::string words;       // what a pointer resting on it is told
};

struct Flow {
  std::vector<std::string> columns;  // what stands above them
  std::vector<FlowNode> nodes;
  std::vector<FlowLink> links;
};

enum class ChartWidth { Wide, Narrow };  // for a page; for a telephone

// `id` is unique in the page; `title` and `description` are what those hear who do not see the picture.
std::string flow_svg(const Flow& flow, ChartWidth width, std::string_view id, std::string_view title, std::string_view description);

}  // namespace mingzhang
