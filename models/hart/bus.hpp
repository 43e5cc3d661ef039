// Where the hart's accesses go that do not reach directly mapped memory.
#pragma once

#include <cstdint>

namespace edgeloom::hart {

class Bus {
public:
    virtual ~Bus() = default;
    /// One transaction of `bytes` bytes. Returns false on a bus error.
    virtual bool transport(bool write, std::uint32_t address, void* data, unsigned bytes) = 0;
    /// Asks for direct access to the memory at `address`, without touching what is there.
    virtual void map_directly(std::uint32_t address) = 0;
};

} // namespace edgeloom::hart
