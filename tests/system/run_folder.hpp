// What a run left behind.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace edgeloom::test {

/// All files of a folder of results by relative path, summary.json without what depends on the wall clock.
[[nodiscard]] std::map<std::string, std::string> contents(const std::filesystem::path& folder);

} // namespace edgeloom::test
