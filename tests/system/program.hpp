// Runs the program as a person would, and keeps what it says.
#pragma once

#include "support/execute.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace edgeloom::test {

/// `edgeloom` with these arguments.
[[nodiscard]] Finished edgeloom(const std::vector<std::string>& arguments, const std::filesystem::path& folder);

/// Starts `edgeloom`, sends it `signal` once it has printed a line that contains `cue`, and waits for its end.
[[nodiscard]] Finished edgeloom_signalled(const std::vector<std::string>& arguments,
                                          const std::filesystem::path& folder, const std::string& cue, int signal);

/// Starts `edgeloom` with --gdb at a free port, waiting for a debugger, calls `visit` with the port once it listens,
/// and waits for its end.
[[nodiscard]] Finished edgeloom_visited(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
                                        const std::function<void(std::uint16_t port)>& visit);

/// Path of a firmware image that was built with the program (hello, selftest, ...).
[[nodiscard]] std::string firmware(const std::string& name);
/// Path of a guest of these tests (tests/guest).
[[nodiscard]] std::string guest(const std::string& name);
/// Path of a configuration in configs/.
[[nodiscard]] std::string config(const std::string& name);

} // namespace edgeloom::test
