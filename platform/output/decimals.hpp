// Numbers for a person to read.
#pragma once

#include <boost/format.hpp>

#include <string>

namespace edgeloom::platform {

/// @param how as for printf: "%.1f"
[[nodiscard]] inline std::string decimals(const char* how, double value) {
    return (boost::format(how) % value).str();
}

} // namespace edgeloom::platform
