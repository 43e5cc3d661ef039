#include "accelerator/cycle/memory.hpp"

#include "accelerator/cycle/port_conflict.hpp"

#include <algorithm>
#include <bit>

namespace edgeloom::accelerator::cycle {

Memory::Memory(std::string name, Ports ports, std::uint32_t memories)
    : name_(std::move(name)),
      ports_(ports),
      port_count_(ports == Ports::single ? 1 : 2),
      port_{Port(memories), Port(memories)},
      refused_((memories + 63) / 64) {}

void Memory::take_refused(std::uint64_t clock, std::size_t first, std::size_t end) {
    for (std::size_t port = first; port < end; ++port) {
        if (port_[port].take_copy(clock, refused_, refused_)) {
            return;
        }
    }
    const auto word = std::ranges::find_if(refused_, [](std::uint64_t bits) { return bits != 0; });
    const auto memory = (word - refused_.begin()) * 64 + std::countr_zero(*word);
    throw PortConflict(name_ + ": memory " + std::to_string(memory) + " has no free port in clock " +
                       std::to_string(clock));
}

} // namespace edgeloom::accelerator::cycle
