// A value from the command line that takes the place of the file's.
#pragma once

#include <string>

namespace edgeloom::platform {

struct Override {
    std::string path;   ///< dotted, such as training.epochs
    std::string value;  ///< in YAML
    std::string origin; ///< what the user wrote, for messages
};

/// Takes "path=value" apart. Throws UserError where it is something else.
[[nodiscard]] Override parse_override(const std::string& assignment);

} // namespace edgeloom::platform
