// What the values of a port's keys have to be beyond their ranges.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/configuration/parser.hpp"

#include <cstdint>
#include <string>

namespace edgeloom::platform {

/// Throw UserError that names the key.
void check_width(const std::string& path, std::uint64_t bits, const Parser& parser);
/// @param path of the port's keys
void check_port(const std::string& path, const PortConfiguration& port, const Parser& parser);

} // namespace edgeloom::platform
