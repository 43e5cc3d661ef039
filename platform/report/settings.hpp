// The resolved configuration of a run, as text.
#pragma once

#include <yaml-cpp/yaml.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgeloom::report {

/// A key of config.yaml, such as `platform.dma.burst`, and its value as it stands there; lists, and maps by number such
/// as a learning rate's, in one line.
struct Setting {
    std::string key;
    std::string value;
};

/// In the order of the file. A report reads the configurations of older and newer programs too: no key is demanded,
/// none refused.
using Settings = std::vector<Setting>;

[[nodiscard]] Settings flatten(const YAML::Node& configuration);

/// The value of a key; none where the configuration does not have it.
[[nodiscard]] std::optional<std::string> find(const Settings& settings, std::string_view key);

/// The value of a key that is a frequency, in hertz; none where it is missing or no frequency.
[[nodiscard]] std::optional<double> frequency(const Settings& settings, std::string_view key);

} // namespace edgeloom::report
