#include "chart/flow_chart.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "base/utf8.h"

namespace mingzhang {
namespace {

// Geometry in pixels of the picture as drawn; it scales with the page. No amount is computed here.
struct Look {
  double width, left, right;   // of the first and last column of nodes
  double bar, slot, gap, scale;  // width of a node; least height that its words need; between nodes; height of all the money
  double name_size, amount_size;
  std::size_t name_max;        // characters
  bool outside;                // words of the first and last column stand outside of the nodes, not between them
};
constexpr Look kWide{960, 190, 770, 12, 36, 8, 300, 13, 12, 14, true};
constexpr Look kNarrow{344, 0, 344, 8, 32, 8, 240, 11, 10.5, 8, false};
constexpr int kColours = 6, kHeadHeight = 26;

std::string shortened(const std::string& text, std::size_t characters_max) {
  const std::size_t count = count_code_points(text);
  if (count <= characters_max) return text;
  std::string out;
  std::size_t taken = 0;
  for (const CodePoint& point : code_points(text)) {
    if (++taken == characters_max) break;
    out += text.substr(point.offset, point.size);
  }
  return out + "…";
}

class FlowDrawing {
 public:
  FlowDrawing(const Flow& flow, const Look& look) : flow_(flow), look_(look) {
    for (const FlowNode& node : flow.nodes) columns_ = std::max(columns_, node.column + 1);
    measure();
    place();
  }

  std::string draw(std::string_view id, std::string_view title, std::string_view description) {
    out_ = fmt::format("<svg class=\"flow\" viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\" aria-labelledby=\"{2}-t {2}-d\">\n<title id=\"{2}-t\">{3}</title><desc id=\"{2}-d\">{4}</desc>\n",
                       look_.width, height_, id, html_escaped(title), html_escaped(description));
    draw_heads();
    draw_links();
    for (std::size_t n = 0; n < flow_.nodes.size(); ++n) draw_node(n);
    return std::move(out_) + "</svg>\n";
  }

 private:
  struct Spot {
    double value = 0, in = 0, out = 0;  // of the money through it
    double x = 0, top = 0, height = 0, middle = 0;
    double in_used = 0, out_used = 0;   // heights taken by links drawn already
    int colour = 0;
  };

  void measure() {
    spots_.resize(flow_.nodes.size());
    for (const FlowLink& link : flow_.links) {
      spots_[static_cast<std::size_t>(link.from)].out += static_cast<double>(link.value);
      spots_[static_cast<std::size_t>(link.to)].in += static_cast<double>(link.value);
    }
    std::vector<double> totals(static_cast<std::size_t>(columns_));
    int colour = 0;
    for (std::size_t n = 0; n < spots_.size(); ++n) {
      Spot& spot = spots_[n];
      spot.value = std::max(spot.in, spot.out);
      totals[static_cast<std::size_t>(flow_.nodes[n].column)] += spot.value;
      if (flow_.nodes[n].column == 0) spot.colour = 1 + colour++ % kColours;
    }
    for (const double total : totals) most_ = std::max(most_, total);
  }

  double height_of(double value) const { return most_ > 0 ? value / most_ * look_.scale : 0; }

  void place() {
    std::vector<double> heights(static_cast<std::size_t>(columns_), -look_.gap);
    for (std::size_t n = 0; n < spots_.size(); ++n)
      heights[static_cast<std::size_t>(flow_.nodes[n].column)] += std::max(height_of(spots_[n].value), look_.slot) + look_.gap;
    for (const double height : heights) height_ = std::max(height_, height);
    std::vector<double> next(static_cast<std::size_t>(columns_));
    for (std::size_t c = 0; c < next.size(); ++c) next[c] = kHeadHeight + (height_ - heights[c]) / 2;
    height_ += kHeadHeight;
    for (std::size_t n = 0; n < spots_.size(); ++n) {
      Spot& spot = spots_[n];
      double& top = next[static_cast<std::size_t>(flow_.nodes[n].column)];
      const double height = height_of(spot.value), slot = std::max(height, look_.slot);
      spot.height = std::max(height, 1.5);
      spot.middle = top + slot / 2;
      spot.top = spot.middle - spot.height / 2;
      spot.x = x_of(flow_.nodes[n].column);
      top += slot + look_.gap;
    }
  }

  // On a telephone the words of a column stand to its right, and those of the last to its left: the second gap holds two.
  double x_of(int column) const {
    const double last = look_.right - look_.bar, span = last - look_.left;
    if (columns_ < 2) return look_.left;
    if (!look_.outside && columns_ == 3 && column == 1) return look_.left + span * 0.37;
    return look_.left + span * column / (columns_ - 1);
  }

  // Above the bars of their column: those of the first and last stay within the picture.
  void draw_heads() {
    for (int c = 0; c < columns_ && c < static_cast<int>(flow_.columns.size()); ++c) {
      const bool first = c == 0, last = c + 1 == columns_;
      const bool from_left = look_.outside ? last : first, from_right = look_.outside ? first : last;
      const double x = x_of(c) + (from_left ? 0 : from_right ? look_.bar : look_.bar / 2);
      out_ += fmt::format("<text class=\"head\" x=\"{:.1f}\" y=\"{}\" text-anchor=\"{}\" font-size=\"{}\">{}</text>\n", x, kHeadHeight - 12, from_left ? "start" : from_right ? "end" : "middle", look_.amount_size,
                          html_escaped(flow_.columns[static_cast<std::size_t>(c)]));
    }
  }

  void draw_links() {
    std::vector<const FlowLink*> links;
    for (const FlowLink& link : flow_.links) links.push_back(&link);
    std::stable_sort(links.begin(), links.end(), [](const FlowLink* a, const FlowLink* b) { return std::pair(a->from, a->to) < std::pair(b->from, b->to); });
    for (const FlowLink* link : links) draw_link(*link);
  }

  void draw_link(const FlowLink& link) {
    Spot &from = spots_[static_cast<std::size_t>(link.from)], &to = spots_[static_cast<std::size_t>(link.to)];
    const double thick = height_of(static_cast<double>(link.value)), drawn = std::max(thick, 0.75);
    const double x0 = from.x + look_.bar, x1 = to.x, middle = (x0 + x1) / 2;
    const double y0 = from.top + from.out_used, y1 = to.top + to.in_used;
    from.out_used += thick;
    to.in_used += thick;
    out_ += fmt::format("<path class=\"c{}\" d=\"M{:.1f} {:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}v{:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}z\"><title>{}</title></path>\n",
                        from.colour, x0, y0, middle, y0, middle, y1, x1, y1, drawn, middle, y1 + drawn, middle, y0 + drawn, x0, y0 + drawn, html_escaped(link.words));
  }

  void draw_node(std::size_t n) {
    const FlowNode& node = flow_.nodes[n];
    const Spot& spot = spots_[n];
    const bool first = node.column == 0, last = node.column + 1 == columns_;
    const bool on_the_left = look_.outside ? first : last;
    const double x = on_the_left ? spot.x - 6 : spot.x + look_.bar + 6;
    out_ += fmt::format("<rect class=\"c{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>", spot.colour, spot.x, spot.top, look_.bar, spot.height);
    out_ += fmt::format("<text x=\"{0:.1f}\" y=\"{1:.1f}\" text-anchor=\"{2}\" font-size=\"{3}\">{4}<tspan class=\"amount\" x=\"{0:.1f}\" dy=\"{5:.1f}\" font-size=\"{6}\">{7}</tspan></text>\n", x,
                        spot.middle - 2, on_the_left ? "end" : "start", look_.name_size, html_escaped(shortened(node.name, look_.name_max)), look_.amount_size + 3, look_.amount_size,
                        html_escaped(node.amount));
  }

  const Flow& flow_;
  const Look& look_;
  int columns_ = 0;
  double most_ = 0, height_ = 0;
  std::vector<Spot> spots_;
  std::string out_;
};

}  // namespace

std::string flow_svg(const Flow& flow, ChartWidth width, std::string_view id, std::string_view title, std::string_view description) {
  return FlowDrawing(flow, width == ChartWidth::Wide ? kWide : kNarrow).draw(id, title, description);
}

}  // namespace mingzhang
