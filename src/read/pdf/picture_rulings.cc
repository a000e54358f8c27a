#include "read/pdf/picture_rulings.h"

namespace mingzhang::pdf {
namespace {

constexpr double kLengthMin = 22;    // points; longer than the strokes of characters
constexpr double kThicknessMax = 4;  // points; anything thicker is an area

// The picture, looked at along its rows or along its columns.
struct View {
  const GreyImage& image;
  bool along_rows;

  int length() const { return along_rows ? image.width : image.height; }
  int count() const { return along_rows ? image.height : image.width; }
  bool is_dark(int position, int across) const { return along_rows ? image.is_dark(position, across) : image.is_dark(across, position); }
};

int thickness_at(const View& view, int position, int across, int most) {
  int first = across, last = across;
  while (first > 0 && across - first <= most && view.is_dark(position, first - 1)) --first;
  while (last + 1 < view.count() && last - across <= most && view.is_dark(position, last + 1)) ++last;
  return last - first + 1;
}

std::vector<Segment> rulings(const View& view) {
  const double scale = view.image.dots_per_point;
  const int length_min = static_cast<int>(kLengthMin * scale), most = static_cast<int>(kThicknessMax * scale);
  std::vector<Segment> found;
  for (int across = 0; across < view.count(); ++across) {
    for (int begin = 0; begin < view.length();) {
      int end = begin;
      while (end < view.length() && view.is_dark(end, across)) ++end;
      if (end - begin >= length_min) {
        const auto thin = [&](int part) { return thickness_at(view, begin + (end - begin) * part / 8, across, most) <= most; };
        if (thin(1) || thin(3) || thin(5) || thin(7)) found.push_back({(across + 0.5) / scale, begin / scale, end / scale});
      }
      begin = end + 1;
    }
  }
  return found;
}

}  // namespace

std::vector<Segment> horizontal_rulings(const GreyImage& image) { return rulings({image, true}); }
std::vector<Segment> vertical_rulings(const GreyImage& image) { return rulings({image, false}); }

}  // namespace mingzhang::pdf
