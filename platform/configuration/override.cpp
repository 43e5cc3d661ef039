#include "platform/configuration/override.hpp"

#include "platform/user_error.hpp"

namespace edgeloom::platform {

Override parse_override(const std::string& assignment) {
    const auto equals = assignment.find('=');
    const std::string origin = "--set " + assignment;
    if (equals == std::string::npos || equals == 0) {
        throw UserError(origin + ": expected path=value, such as training.epochs=3");
    }
    return {assignment.substr(0, equals), assignment.substr(equals + 1), origin};
}

} // namespace edgeloom::platform
