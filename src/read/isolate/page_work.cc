#include "read/isolate/page_work.h"

#include <array>

#include <nlohmann/json.hpp>

#include "read/isolate/isolated_reading.h"

namespace mingzhang {
namespace {

using Json = nlohmann::json;

std::string line_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"; }

tl::unexpected<Error> not_understood() {
  return fail("read.process.failed", "读取程序的回答看不懂", "请确认 mingzhang 和 mingzhang-read 是同一版本。", "");
}

// The first line, and what follows it.
struct Parts {
  Json head;
  std::string_view rest;
};

Parts parts_of(std::string_view text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return {Json(Json::value_t::discarded), {}};
  return {Json::parse(text.substr(0, end), nullptr, false), text.substr(end + 1)};
}

// The other side may have been taken over by the file: nothing it answers is believed unseen.
int number_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_integer()) return 0;
  const auto value = found->get<std::int64_t>();
  return value < 0 || value > 1'000'000'000 ? 0 : static_cast<int>(value);
}

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

Error error_from(const Json& error) {
  return {text_at(error, "id"), text_at(error, "message"), text_at(error, "advice"), text_at(error, "where")};
}

std::string answer_of(const Error& error) {
  return line_of({{"error", {{"id", error.id}, {"message", error.message}, {"advice", error.advice}, {"where", error.where}}}});
}

Json json_of(const PageMark& mark) {
  return {{"page", mark.page}, {"box", {mark.box.left, mark.box.top, mark.box.right, mark.box.bottom}}, {"colour", mark.colour},
          {"title", mark.title}, {"note", mark.note}};
}

PageMark mark_from(const Json& json) {
  PageMark mark;
  json.at("page").get_to(mark.page);
  const auto box = json.at("box").get<std::array<int, 4>>();
  mark.box = {box[0], box[1], box[2], box[3]};
  json.at("colour").get_to(mark.colour);
  json.at("title").get_to(mark.title);
  json.at("note").get_to(mark.note);
  return mark;
}

PageRequest request_from(const Json& head) {
  PageRequest request;
  head.at("pages").get_to(request.pages);
  head.at("dpi").get_to(request.dpi);
  head.at("image_bytes_max").get_to(request.image_bytes_max);
  head.at("mark").get_to(request.mark);
  head.at("path").get_to(request.path);
  for (const Json& mark : head.at("marks")) request.marks.push_back(mark_from(mark));
  return request;
}

Result<Parts> answered(std::string_view pdf, const PageRequest& request, const Limits& limits, std::string& output) {
  const std::string text = to_request(request, pdf);
  TRY(output, run_isolated({std::string(kPageWorkOption), request.path}, text, request.path, limits));
  Parts parts = parts_of(output);
  if (!parts.head.is_object()) return not_understood();
  if (parts.head.contains("error") && parts.head["error"].is_object()) return tl::unexpected<Error>(error_from(parts.head["error"]));
  return parts;
}

}  // namespace

std::string to_request(const PageRequest& request, std::string_view pdf) {
  Json marks = Json::array();
  for (const PageMark& mark : request.marks) marks.push_back(json_of(mark));
  return line_of({{"pages", request.pages}, {"dpi", request.dpi}, {"image_bytes_max", request.image_bytes_max},
                  {"mark", request.mark}, {"path", request.path}, {"marks", std::move(marks)}}).append(pdf);
}

Result<std::pair<PageRequest, std::string_view>> from_request(std::string_view text) {
  const Parts parts = parts_of(text);
  try {
    return std::pair{request_from(parts.head), parts.rest};
  } catch (const Json::exception&) {
    return not_understood();
  }
}

std::string to_answer(const Result<std::vector<PageImage>>& images) {
  if (!images) return answer_of(images.error());
  Json list = Json::array();
  for (const PageImage& image : *images)
    list.push_back({{"page", image.page}, {"width", image.width}, {"height", image.height}, {"size", image.png.size()}});
  std::string answer = line_of({{"images", std::move(list)}});
  for (const PageImage& image : *images) answer += image.png;
  return answer;
}

std::string to_answer(const Result<std::string>& marked) {
  if (!marked) return answer_of(marked.error());
  return line_of({{"marked", marked->size()}}) + *marked;
}

Result<std::vector<PageImage>> page_images_of(std::string_view pdf, const PageRequest& request, const Limits& limits) {
  std::string output;
  TRY(Parts parts, answered(pdf, request, limits, output));
  if (!parts.head.contains("images") || !parts.head["images"].is_array()) return not_understood();
  std::vector<PageImage> images;
  for (const Json& each : parts.head["images"]) {
    if (!each.is_object()) return not_understood();
    const auto size = static_cast<std::size_t>(number_at(each, "size"));
    PageImage image{number_at(each, "page"), number_at(each, "width"), number_at(each, "height"), ""};
    if (size > parts.rest.size() || image.width == 0 || image.height == 0) return not_understood();
    image.png = parts.rest.substr(0, size);
    parts.rest.remove_prefix(size);
    images.push_back(std::move(image));
  }
  return images;
}

Result<std::string> marked_pdf(std::string_view pdf, const PageRequest& request, const Limits& limits) {
  std::string output;
  TRY(const Parts parts, answered(pdf, request, limits, output));
  if (!parts.head.contains("marked")) return not_understood();
  return std::string(parts.rest);
}

}  // namespace mingzhang
