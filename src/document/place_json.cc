#include "document/place_json.h"

namespace mingzhang {
namespace {

constexpr int kNumberMax = 1'000'000'000;

void put(nlohmann::ordered_json& object, const char* key, int value) {
  if (value != 0) object[key] = value;
}

Box box_from(const JsonReader& json) {
  Box box;
  box.left = json.number("left", 0, -kNumberMax, kNumberMax);
  box.top = json.number("top", 0, -kNumberMax, kNumberMax);
  box.right = json.number("right", 0, -kNumberMax, kNumberMax);
  box.bottom = json.number("bottom", 0, -kNumberMax, kNumberMax);
  return box;
}

}  // namespace

nlohmann::ordered_json json_of(const Place& place) {
  nlohmann::ordered_json value = nlohmann::ordered_json::object();
  put(value, "page", place.page);
  put(value, "line", place.line);
  put(value, "column", place.column);
  put(value, "length", place.length);
  if (!place.cell.empty()) value["cell"] = place.cell.str();
  if (!place.box.empty())
    value["box"] = {{"left", place.box.left}, {"top", place.box.top}, {"right", place.box.right}, {"bottom", place.box.bottom}};
  return value;
}

Place place_from(const JsonReader& owner, const char* key) {
  const JsonReader json = owner.object(key);
  Place place;
  place.page = json.number("page", 0, 0, kNumberMax);
  place.line = json.number("line", 0, 0, kNumberMax);
  place.column = json.number("column", 0, 0, kNumberMax);
  place.length = json.number("length", 0, 0, kNumberMax);
  place.cell = json.text("cell");
  if (json.has("box")) place.box = box_from(json.object("box"));
  return place;
}

}  // namespace mingzhang
