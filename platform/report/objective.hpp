// What an exploration strives for.
#pragma once

#include <cstdint>
#include <string>

namespace edgeloom::report {

enum class Direction : std::uint8_t { maximise, minimise };

struct Objective {
    std::string figure; ///< name of the figure, such as `accuracy`
    std::string unit;   ///< empty where it has none
    Direction direction = Direction::maximise;
};

} // namespace edgeloom::report
