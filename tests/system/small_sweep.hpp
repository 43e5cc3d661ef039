// A sweep that is quickly trained, for tests that disturb it.
#pragma once

#include <cstdint>
#include <filesystem>

namespace edgeloom::test {

inline constexpr std::size_t small_sweep_runs = 4; ///< and two points more that are infeasible

/// Writes sweep.yaml and base.yaml: six points, each trained on so many inputs of the Morse data set.
void write_small_sweep(const std::filesystem::path& folder, std::uint32_t inputs);

} // namespace edgeloom::test
