#include "accelerator/cycle/memory.hpp"

#include "accelerator/cycle/port_conflict.hpp"

#include <algorithm>
#include <bit>

namespace edgeloom::accelerator::cycle {

Memory::Memory(std::string name, Ports ports, std::uint32_t memories, std::uint32_t ahead)
    : name_(std::move(name)),
      ports_(ports),
      port_(ports == Ports::single ? 1 : 2, Port(memories, ahead)),
      sides_{Side{.ports = ports == Ports::read_write ? std::span(port_).first(1) : port_},
             Side{.ports = ports == Ports::read_write ? std::span(port_).last(1) : port_}},
      wanted_((memories + 63) / 64) {}

// It does not matter which of its ports serves a memory.
void Memory::take_another(std::uint64_t clock, const Access& access, std::span<Port> ports) {
    for (Port& port : ports.subspan(1)) {
        if (port.take_alone(clock, access.memories)) {
            return;
        }
    }
    std::ranges::copy(access.memories, wanted_.begin());
    for (Port& port : ports) {
        if (port.take_free(clock, wanted_)) {
            return;
        }
    }
    const auto word = std::ranges::find_if(wanted_, [](std::uint64_t bits) { return bits != 0; });
    const auto memory = (word - wanted_.begin()) * 64 + std::countr_zero(*word);
    throw PortConflict(name_ + ": memory " + std::to_string(memory) + " has no free port in clock " +
                       std::to_string(clock));
}

} // namespace edgeloom::accelerator::cycle
