// Programs that lie beside this one.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// The program `name` in the folder of this one.
[[nodiscard]] std::filesystem::path sibling(const std::string& name);

/// Becomes that program. Throws UserError where it is not there.
[[noreturn]] void run_sibling(const std::string& name, const std::vector<std::string>& arguments);

} // namespace edgeloom::platform
