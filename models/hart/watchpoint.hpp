// Where execution stops, or somebody wants to hear of an access.
#pragma once

#include <cstdint>
#include <functional>

namespace edgeloom::hart {

/// Calls back at an access to some of its bytes by an instruction of the hart.
struct Watchpoint {
    enum class Kind : std::uint8_t { write, read, access };
    enum class Moment : std::uint8_t {
        before, ///< the hart is halted, and the instruction not executed
        after,
    };
    Kind kind = Kind::write;
    Moment moment = Moment::after;
    std::uint32_t address = 0;
    std::uint32_t length = 0; ///< at least 1
    std::function<void()> reached;

    [[nodiscard]] bool matches(bool write, std::uint32_t accessed, std::uint32_t bytes) const {
        const bool overlaps = accessed - address < length || address - accessed < bytes;
        return overlaps && (kind == Kind::access || (kind == Kind::write) == write);
    }
};

} // namespace edgeloom::hart
