// YAML from a file of the user's.
#pragma once

#include <yaml-cpp/yaml.h>

#include <string>

namespace edgeloom::platform {

/// All of a file. Throws UserError where it cannot be read.
[[nodiscard]] std::string read_text(const std::string& path);
/// The document in a file. Throws UserError that names file, line and column.
[[nodiscard]] YAML::Node read_yaml(const std::string& path);
/// The same of a text; `source` is what messages call it.
[[nodiscard]] YAML::Node parse_yaml(const std::string& text, const std::string& source);

} // namespace edgeloom::platform
