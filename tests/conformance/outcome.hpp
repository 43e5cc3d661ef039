// What a run of an image left.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::test {

struct Outcome {
    std::vector<std::uint8_t> memory; ///< from the base on, at least as much as the image
    std::uint64_t instructions = 0;   ///< that retired; 0 where nobody counts
    std::uint64_t clocks = 0;         ///< that they took, likewise
    double seconds = 0;
    std::string failure; ///< why the run did not come to its end; empty if it did
};

} // namespace edgeloom::test
