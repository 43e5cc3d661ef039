// What a sweep varies.
#pragma once

#include <string>
#include <vector>

namespace edgeloom::platform::explore {

/// A key of the configuration, or a free variable of the sweep for expressions, and what it takes.
struct Axis {
    std::string name;
    std::vector<std::string> values; ///< in YAML, each in a line
    bool is_key = false;             ///< otherwise a variable
};

} // namespace edgeloom::platform::explore
