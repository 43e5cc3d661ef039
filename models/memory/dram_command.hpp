// A command to a DRAM, for whoever listens.
#pragma once

#include <cstdint>

namespace edgeloom::memory {

struct DramCommand {
    enum class Kind : std::uint8_t {
        activate,
        read,
        write,
        precharge, ///< by command, or automatic
        refresh,   ///< all banks
    };

    std::uint64_t clock = 0;
    Kind kind = Kind::activate;
    std::uint64_t channel = 0;
    std::uint64_t bank = 0; ///< of the channel
    std::uint64_t row = 0;  ///< that is activated, read or written
};

} // namespace edgeloom::memory
