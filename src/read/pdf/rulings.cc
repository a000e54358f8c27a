#include "read/pdf/rulings.h"

#include <algorithm>

namespace mingzhang::pdf {
namespace {

constexpr double kSameLine = 2.5;     // points between lines that are one to the eye
constexpr double kSameLineAll = 4;    // and between the outermost of them
constexpr double kGap = 3;            // points between pieces of one line: dashes, open corners
constexpr double kSpeck = 4;          // shorter lines rule nothing

using Iterator = std::vector<Segment>::iterator;

// Where the longest pieces lie.
double common_position(Iterator begin, Iterator end) {
  double sum = 0, weight = 0;
  for (Iterator piece = begin; piece != end; ++piece) {
    const double length = piece->to - piece->from + 0.01;
    sum += piece->position * length;
    weight += length;
  }
  return sum / weight;
}

void append_line(std::vector<Segment>& rulings, Iterator begin, Iterator end) {
  const double position = common_position(begin, end);
  std::sort(begin, end, [](const Segment& a, const Segment& b) { return a.from < b.from; });
  Segment current{position, begin->from, begin->to};
  const auto finish = [&] {
    if (current.to - current.from >= kSpeck) rulings.push_back(current);
  };
  for (Iterator piece = begin; piece != end; ++piece) {
    if (piece->from > current.to + kGap) {
      finish();
      current = {position, piece->from, piece->to};
    }
    current.to = std::max(current.to, piece->to);
  }
  finish();
}

}  // namespace

std::vector<Segment> merged_rulings(std::vector<Segment> pieces) {
  std::sort(pieces.begin(), pieces.end(), [](const Segment& a, const Segment& b) { return a.position < b.position; });
  std::vector<Segment> rulings;
  for (Iterator begin = pieces.begin(); begin != pieces.end();) {
    Iterator end = begin + 1;
    while (end != pieces.end() && end->position - (end - 1)->position <= kSameLine &&
           end->position - begin->position <= kSameLineAll) {
      ++end;
    }
    append_line(rulings, begin, end);
    begin = end;
  }
  return rulings;
}

}  // namespace mingzhang::pdf
