#include "read/pdf/tesseract.h"

#include <dlfcn.h>

#include <cmath>
#include <cstdlib>

namespace mingzhang::pdf {
namespace {

// Its C interface (tesseract/capi.h), the same since version 3.
constexpr const char* kLibrary = "libtesseract.so.5";
constexpr const char* kLanguages = "chi_sim+eng";
constexpr int kPageModeAuto = 3;          // finds blocks and tables by itself; single blocks lose the figures of tables
constexpr int kTextLine = 2, kWord = 3;   // levels of iteration

}  // namespace

struct Tesseract::Library {
  ~Library() {
    if (api != nullptr) remove(api);
  }

  template <class Function>
  bool bind(Function*& function, const char* name) {
    function = reinterpret_cast<Function*>(dlsym(handle, name));
    return function != nullptr;
  }

  bool bind_all() {
    return bind(create, "TessBaseAPICreate") && bind(remove, "TessBaseAPIDelete") && bind(init, "TessBaseAPIInit3") &&
           bind(set_page_mode, "TessBaseAPISetPageSegMode") && bind(set_image, "TessBaseAPISetImage") &&
           bind(set_resolution, "TessBaseAPISetSourceResolution") && bind(recognise, "TessBaseAPIRecognize") &&
           bind(clear, "TessBaseAPIClear") && bind(iterator, "TessBaseAPIGetIterator") &&
           bind(page_iterator, "TessResultIteratorGetPageIterator") && bind(next, "TessResultIteratorNext") &&
           bind(text, "TessResultIteratorGetUTF8Text") && bind(confidence, "TessResultIteratorConfidence") &&
           bind(remove_iterator, "TessResultIteratorDelete") && bind(remove_text, "TessDeleteText") &&
           bind(box, "TessPageIteratorBoundingBox") && bind(create_monitor, "TessMonitorCreate") &&
           bind(remove_monitor, "TessMonitorDelete") && bind(set_deadline, "TessMonitorSetDeadlineMSecs");
  }

  void* handle = nullptr;  // stays open: it belongs to the whole process
  void* api = nullptr;
  void* (*create)() = nullptr;
  void (*remove)(void*) = nullptr;
  int (*init)(void*, const char*, const char*) = nullptr;
  void (*set_page_mode)(void*, int) = nullptr;
  void (*set_image)(void*, const unsigned char*, int, int, int, int) = nullptr;
  void (*set_resolution)(void*, int) = nullptr;
  int (*recognise)(void*, void*) = nullptr;
  void (*clear)(void*) = nullptr;
  void* (*iterator)(void*) = nullptr;
  void* (*page_iterator)(void*) = nullptr;
  int (*next)(void*, int) = nullptr;
  char* (*text)(const void*, int) = nullptr;
  float (*confidence)(const void*, int) = nullptr;
  void (*remove_iterator)(void*) = nullptr;
  void (*remove_text)(const char*) = nullptr;
  int (*box)(const void*, int, int*, int*, int*, int*) = nullptr;
  void* (*create_monitor)() = nullptr;
  void (*remove_monitor)(void*) = nullptr;
  void (*set_deadline)(void*, int) = nullptr;
};

Tesseract::Tesseract(std::unique_ptr<Library> library) : library_(std::move(library)) {}
Tesseract::Tesseract(Tesseract&&) noexcept = default;
Tesseract& Tesseract::operator=(Tesseract&&) noexcept = default;
Tesseract::~Tesseract() = default;

std::optional<Tesseract> Tesseract::load() {
  setenv("OMP_THREAD_LIMIT", "1", 1);  // the sandbox allows no threads
  auto library = std::make_unique<Library>();
  library->handle = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  if (library->handle == nullptr || !library->bind_all()) return std::nullopt;
  library->api = library->create();
  if (library->api == nullptr || library->init(library->api, nullptr, kLanguages) != 0) return std::nullopt;
  library->set_page_mode(library->api, kPageModeAuto);
  return Tesseract(std::move(library));
}

std::vector<RecognisedWord> Tesseract::recognise(const GreyImage& image, int seconds_max) {
  constexpr double kPointsPerInch = 72;
  Library& library = *library_;
  library.set_image(library.api, image.dots.data(), image.width, image.height, 1, image.width);
  library.set_resolution(library.api, static_cast<int>(std::lround(image.dots_per_point * kPointsPerInch)));
  void* monitor = library.create_monitor();
  library.set_deadline(monitor, 1000 * seconds_max);
  const bool done = library.recognise(library.api, monitor) == 0;
  library.remove_monitor(monitor);
  std::vector<RecognisedWord> words;
  void* iterator = done ? library.iterator(library.api) : nullptr;
  if (iterator != nullptr) {
    const void* page = library.page_iterator(iterator);
    do {
      int left = 0, top = 0, right = 0, bottom = 0, line_top = 0, line_bottom = 0, unused = 0;
      char* text = library.text(iterator, kWord);
      if (text == nullptr) continue;
      if (library.box(page, kWord, &left, &top, &right, &bottom) != 0 && library.box(page, kTextLine, &unused, &line_top, &unused, &line_bottom) != 0)
        words.push_back({text, Rect{double(left), double(top), double(right), double(bottom)}, double(line_bottom - line_top), library.confidence(iterator, kWord)});
      library.remove_text(text);
    } while (library.next(iterator, kWord) != 0);
    library.remove_iterator(iterator);
  }
  library.clear(library.api);
  return words;
}

}  // namespace mingzhang::pdf
