#include "hart/core.hpp"

#include <utility>

namespace edgeloom::hart {

void Core::add_memory(std::uint32_t base, std::uint32_t size, std::uint8_t* bytes) {
    memories.add(base, size, bytes);
    mark_watchpoints();
}

void Core::add_watchpoint(Watchpoint watchpoint) {
    watchpoints.push_back(std::move(watchpoint));
    mark_watchpoints();
}

void Core::remove_watchpoint(Watchpoint::Kind kind, std::uint32_t address, std::uint32_t length) {
    std::erase_if(watchpoints, [&](const Watchpoint& watchpoint) {
        return watchpoint.moment == Watchpoint::Moment::before && watchpoint.kind == kind &&
               watchpoint.address == address && watchpoint.length == length;
    });
    for (DirectMemory& memory : memories.regions()) {
        memory.unmark(address, length, DirectMemory::watched);
    }
    mark_watchpoints(); // others may lie on the same line
}

void Core::mark_watchpoints() {
    for (DirectMemory& memory : memories.regions()) {
        for (const Watchpoint& watchpoint : watchpoints) {
            memory.mark(watchpoint.address, watchpoint.length, DirectMemory::watched);
        }
    }
}

} // namespace edgeloom::hart
