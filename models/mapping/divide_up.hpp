// Division that rounds up (freestanding).
#pragma once

#include <cstdint>

namespace edgeloom::mapping {

[[nodiscard]] constexpr std::uint64_t divide_up(std::uint64_t x, std::uint64_t y) {
    return (x + y - 1) / y;
}

} // namespace edgeloom::mapping
