// From YAML text to a checked configuration, and back.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/configuration/override.hpp"

#include <string>
#include <vector>

namespace edgeloom::platform {

/// Reads the file `path` and applies `overrides` in order. Relative paths of data files
/// become relative to the file's folder; files of memory devices lie relative to it, and are read. Throws UserError
/// with file, line, key, what was found, what is allowed, and the nearest legal value.
[[nodiscard]] Configuration load_configuration(const std::string& path, const std::vector<Override>& overrides);

/// The same from the text of the file, which need not be there.
[[nodiscard]] Configuration parse_configuration(const std::string& text, const std::string& path,
                                                const std::vector<Override>& overrides);

/// The defaults with `overrides`: a platform for a firmware of the user's own.
[[nodiscard]] Configuration default_configuration(const std::vector<Override>& overrides);

/// Every key with its value, as YAML that loads to the same configuration.
[[nodiscard]] std::string to_yaml(Configuration configuration);

} // namespace edgeloom::platform
