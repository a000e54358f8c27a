#pragma once
// The one place where yaml-cpp's exceptions become errors. Include only in the .cc files that read YAML.

#include <yaml-cpp/yaml.h>

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "cube/space.h"

namespace mingzhang {

// Loads the file and hands its root to `read`. A missing file, bad YAML or a value of the wrong kind is an Error with the
// line: catalog.yaml.missing, catalog.yaml.invalid.
Result<void> read_yaml(const std::string& path, const std::function<Result<void>(const YAML::Node&)>& read);

// {source: fiscal.general, economic: ["301", "303"]}: nodes per dimension; `all` is the root.
Result<std::vector<std::pair<Dimension, Extent>>> read_extents(const std::string& path, Space& space, const YAML::Node& node);

// Fields of a map: all of `required` are there, and no others than these and `optional`. `what` names the map to people.
struct YamlFields {
  std::initializer_list<std::string_view> required, optional;
};
Result<void> check_fields(const std::string& path, const YAML::Node& node, std::string_view what, const YamlFields& fields);

Error yaml_error(const std::string& path, const YAML::Mark& mark, const std::string& message);

}  // namespace mingzhang
