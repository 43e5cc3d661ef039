// Runs other programs.
#pragma once

#include "support/process.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace edgeloom::test {

/// Runs an executable to its end in `folder`.
[[nodiscard]] Finished execute(const std::string& executable, const std::vector<std::string>& arguments,
                               const std::filesystem::path& folder);

/// Path of a program that is installed; empty where it is not.
[[nodiscard]] std::string installed(const std::string& name);

} // namespace edgeloom::test
