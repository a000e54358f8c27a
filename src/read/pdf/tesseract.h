#pragma once
// The only door to Tesseract, which recognises characters in pictures. It is loaded when it is asked for: most files have
// text, and nothing of ours needs it to be built or to start.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "read/pdf/geometry.h"
#include "read/pdf/grey_image.h"

namespace mingzhang::pdf {

inline constexpr const char* kTesseractPackages = "libtesseract5、tesseract-ocr-chi-sim";

struct RecognisedWord {
  std::string text;  // UTF-8
  Rect box;          // in dots
  double line_height = 0;
  double confidence = 0;  // 0 to 100
};

class Tesseract {
 public:
  // Nothing where the library or its Chinese data are not installed.
  static std::optional<Tesseract> load();

  Tesseract(Tesseract&&) noexcept;
  Tesseract& operator=(Tesseract&&) noexcept;
  ~Tesseract();

  // In reading order. Nothing of a picture that takes longer than `seconds_max`.
  std::vector<RecognisedWord> recognise(const GreyImage& image, int seconds_max);

 private:
  struct Library;
  explicit Tesseract(std::unique_ptr<Library> library);
  std::unique_ptr<Library> library_;
};

}  // namespace mingzhang::pdf
