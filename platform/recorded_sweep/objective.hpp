// What is looked for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace edgeloom::platform {

enum class Direction : std::uint8_t { minimise, maximise };

[[nodiscard]] std::string_view in_words(Direction direction);

struct Objective {
    std::string figure; ///< its name, such as `accuracy`
    std::string unit;   ///< empty where it has none
    Direction direction = Direction::minimise;

    /// The less the better.
    [[nodiscard]] double cost(double value) const { return direction == Direction::minimise ? value : -value; }
    bool operator==(const Objective&) const = default;
};

} // namespace edgeloom::platform
