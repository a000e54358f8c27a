#include "read/pdf/mark_pdf.h"

#include <algorithm>
#include <cstring>
#include <map>

#include <fmt/format.h>
#include <poppler/Annot.h>
#include <poppler/PDFDoc.h>
#include <poppler/Page.h>
#include <poppler/Stream.h>
#include <poppler/UTF.h>

#include "read/pdf/poppler_file.h"
#include "read/pdf/string_stream.h"

namespace mingzhang::pdf {
namespace {

constexpr double kBorder = 1.2;       // of a square, in points
constexpr double kMargin = 1.5;       // between the words and their square
constexpr double kIconSize = 18;      // of a note
constexpr int kPrinted = 4;           // flag of an annotation

struct Rectangle {
  double left, bottom, right, top;  // in the coordinates of the page, y upwards
};

// From the page as it is shown to the page as it is written: crop box and rotation.
class PageFrame {
 public:
  explicit PageFrame(const Page& page) : crop_(*page.getCropBox()), turn_(((page.getRotate() % 360) + 360) % 360) {}

  double shown_width() const { return turn_ % 180 == 0 ? width() : height(); }

  Rectangle written(double left, double top, double right, double bottom) const {
    const auto [x1, y1] = point(left, top);
    const auto [x2, y2] = point(right, bottom);
    return {std::min(x1, x2), std::min(y1, y2), std::max(x1, x2), std::max(y1, y2)};
  }

 private:
  double width() const { return crop_.x2 - crop_.x1; }
  double height() const { return crop_.y2 - crop_.y1; }

  std::pair<double, double> point(double x, double y) const {
    switch (turn_) {
      case 90:
        return {crop_.x1 + y, crop_.y1 + x};
      case 180:
        return {crop_.x2 - x, crop_.y1 + y};
      case 270:
        return {crop_.x2 - y, crop_.y2 - x};
      default:
        return {crop_.x1 + x, crop_.y2 - y};
    }
  }

  PDFRectangle crop_;
  int turn_;
};

Object array_of(XRef* xref, std::initializer_list<double> numbers) {
  auto* array = new Array(xref);
  for (const double number : numbers) array->add(Object(number));
  return Object(array);
}

Object text_of(const std::string& text) { return Object(utf8ToUtf16WithBom(text).release()); }

double part(int colour, int shift) { return (colour >> shift & 0xFF) / 255.0; }

class Marker {
 public:
  explicit Marker(PDFDoc& document) : document_(document), xref_(document.getXRef()) {}

  void mark(const PageMark& mark) {
    const int number = mark.page == 0 ? 1 : mark.page;
    if (number < 1 || number > document_.getNumPages()) return;
    Page* page = document_.getPage(number);
    if (page == nullptr || !page->isOk()) return;
    const PageFrame frame(*page);
    const bool boxed = mark.page > 0 && !mark.box.empty();
    const Rectangle place = boxed ? square(frame, mark.box) : icon(frame, number);
    added_[number].push_back(xref_->addIndirectObject(annotation(mark, place, page->getRef(), boxed)));
  }

  void finish() {
    for (const auto& [number, annotations] : added_) {
      const Ref ref = document_.getPage(number)->getRef();
      Object page = xref_->fetch(ref);
      if (!page.isDict()) continue;
      auto* all = new Array(xref_);
      const Object old = page.dictLookup("Annots");
      for (int i = 0; old.isArray() && i < old.arrayGetLength(); ++i) all->add(old.arrayGetNF(i).copy());
      for (const Ref annotation : annotations) all->add(Object(annotation));
      page.dictSet("Annots", Object(all));
      xref_->setModifiedObject(&page, ref);
    }
  }

 private:
  static Rectangle square(const PageFrame& frame, const Box& box) {
    return frame.written(box.left / 10.0 - kMargin, box.top / 10.0 - kMargin, box.right / 10.0 + kMargin, box.bottom / 10.0 + kMargin);
  }

  // Beside one another along the upper edge, in as many rows as they need.
  Rectangle icon(const PageFrame& frame, int page) {
    const int in_a_row = std::max(1, static_cast<int>((frame.shown_width() - 2 * kIconSize) / (kIconSize * 1.3)));
    const int index = icons_[page]++;
    const double left = kIconSize + kIconSize * 1.3 * (index % in_a_row), top = kIconSize * 0.5 + kIconSize * 1.3 * (index / in_a_row);
    return frame.written(left, top, left + kIconSize, top + kIconSize);
  }

  Object annotation(const PageMark& mark, const Rectangle& place, Ref page, bool boxed) {
    auto* dict = new Dict(xref_);
    dict->set("Type", Object(objName, "Annot"));
    dict->set("Subtype", Object(objName, boxed ? "Square" : "Text"));
    dict->set("Rect", array_of(xref_, {place.left, place.bottom, place.right, place.top}));
    dict->set("P", Object(page));
    dict->set("F", Object(kPrinted));
    dict->set("C", array_of(xref_, {part(mark.colour, 16), part(mark.colour, 8), part(mark.colour, 0)}));
    dict->set("T", text_of(mark.title));
    dict->set("Contents", text_of(mark.note));
    if (boxed) dict->set("AP", appearance(mark, place));
    else dict->set("Name", Object(objName, "Comment"));
    return Object(dict);
  }

  // How the square looks: viewers that draw none of their own need it.
  Object appearance(const PageMark& mark, const Rectangle& place) {
    const double width = place.right - place.left, height = place.top - place.bottom;
    const std::string drawing = fmt::format("/G gs {:.3f} {:.3f} {:.3f} RG {:.3f} {:.3f} {:.3f} rg {:.2f} w {:.2f} {:.2f} {:.2f} {:.2f} re B",
                                            part(mark.colour, 16), part(mark.colour, 8), part(mark.colour, 0), part(mark.colour, 16),
                                            part(mark.colour, 8), part(mark.colour, 0), kBorder, kBorder / 2, kBorder / 2,
                                            std::max(width - kBorder, 0.1), std::max(height - kBorder, 0.1));
    auto* light = new Dict(xref_);
    light->set("ca", Object(0.12));
    auto* states = new Dict(xref_);
    states->set("G", Object(light));
    auto* resources = new Dict(xref_);
    resources->set("ExtGState", Object(states));
    auto* form = new Dict(xref_);
    form->set("Type", Object(objName, "XObject"));
    form->set("Subtype", Object(objName, "Form"));
    form->set("BBox", array_of(xref_, {0, 0, width, height}));
    form->set("Resources", Object(resources));
    form->set("Length", Object(static_cast<int>(drawing.size())));
    auto* copy = static_cast<char*>(gmalloc(drawing.size()));  // the stream frees it
    std::memcpy(copy, drawing.data(), drawing.size());
    auto* normal = new Dict(xref_);
    normal->set("N", Object(xref_->addStreamObject(form, copy, static_cast<Goffset>(drawing.size()))));
    return Object(normal);
  }

  PDFDoc& document_;
  XRef* xref_;
  std::map<int, std::vector<Ref>> added_;  // by page
  std::map<int, int> icons_;
};

Result<std::string> saved(const PopplerFile& file, PDFWriteMode mode, const std::string& path) {
  StringStream out;
  if (file.document().saveAs(&out, mode) != errNone || out.text.empty())
    return fail("read.pdf.not_marked", fmt::format("“{}”上加不了标注", path), "请用阅读器另存为新的 PDF 后再试，或改用 --format html。", path);
  return std::move(out.text);
}

// A new file in place of one whose table of objects is broken, else nothing: poppler repairs such a table when it comes upon the
// fault, and forgets what was added before.
Result<std::string> repaired(std::string_view bytes, const std::string& path, const Limits& limits) {
  TRY(const PopplerFile file, PopplerFile::open(bytes, path, limits));
  XRef& table = *file.document().getXRef();
  for (int i = 0; i < table.getNumObjects(); ++i) table.getEntry(i, false);
  for (int page = 1; page <= file.page_count(); ++page) file.document().getPage(page);
  if (!file.was_repaired()) return std::string();
  return saved(file, writeForceRewrite, path);
}

}  // namespace

Result<std::string> mark_pdf(std::string_view bytes, const std::string& path, std::span<const PageMark> marks, const Limits& limits) {
  TRY(const std::string anew, repaired(bytes, path, limits));
  TRY(const PopplerFile file, PopplerFile::open(anew.empty() ? bytes : anew, path, limits));
  Marker marker(file.document());
  for (const PageMark& mark : marks) marker.mark(mark);
  marker.finish();
  return saved(file, writeForceIncremental, path);
}

}  // namespace mingzhang::pdf
