// How an axis is written.
#pragma once

#include "platform/explore/sweep_node.hpp"

#include <string>
#include <vector>

namespace edgeloom::platform::explore {

/// The values that a list, {from, to, step} or {powers_of_two: [from, to]} stands for, each in YAML in a line. Throws
/// UserError.
[[nodiscard]] std::vector<std::string> axis_values(const SweepNode& node);

/// A value in a line of YAML.
[[nodiscard]] std::string in_a_line(const YAML::Node& node);

} // namespace edgeloom::platform::explore
