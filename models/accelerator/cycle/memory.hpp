// A bank of memories that are accessed side by side, with the ports that each of them has.
#pragma once

#include "accelerator/cycle/access.hpp"
#include "accelerator/cycle/port.hpp"
#include "accelerator/cycle/watcher.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace edgeloom::accelerator::cycle {

enum class Ports : std::uint8_t {
    single,     ///< a read or a write
    read_write, ///< a read and a write
    true_dual,  ///< two accesses of either kind
};

enum class Direction : std::uint8_t { read, write };

/// Sees to it that no port of a memory serves two accesses in a clock. Accesses may be announced before their clock.
class Memory {
public:
    /// @param name     for messages
    /// @param memories in the bank
    /// @param ahead    clocks at most that an access is announced before its clock
    Memory(std::string name, Ports ports, std::uint32_t memories, std::uint32_t ahead);

    Memory(const Memory&) = delete; // it refers to its ports
    Memory& operator=(const Memory&) = delete;

    /// Words read or written.
    void count(Direction direction, std::uint64_t words) { sides_[static_cast<std::size_t>(direction)].words += words; }
    /// Throws PortConflict.
    void access(std::uint64_t clock, Direction direction, const Access& access) {
        if (watcher_ != nullptr && access.words != 0) {
            watcher_->accessed(*this, clock, access.words, direction == Direction::write);
        }
        if (access.concerns_ports() && !ports(direction).front().take_alone(clock, access.memories)) {
            take_another(clock, access, ports(direction));
        }
    }

    /// Null: nobody.
    void watch(Watcher* watcher) {
        watcher_ = watcher;
        if (watcher_ != nullptr) {
            watcher_->sees(*this);
        }
    }

    [[nodiscard]] Ports ports() const { return ports_; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::uint64_t words(Direction direction) const {
        return sides_[static_cast<std::size_t>(direction)].words;
    }

private:
    [[nodiscard]] std::span<Port> ports(Direction direction) {
        return sides_[static_cast<std::size_t>(direction)].ports;
    }

    struct Side {
        std::span<Port> ports; ///< that can
        std::uint64_t words = 0;
    };

    void take_another(std::uint64_t clock, const Access& access, std::span<Port> ports);

    std::string name_;
    Ports ports_;
    std::vector<Port> port_;
    std::array<Side, 2> sides_;         // by direction
    std::vector<std::uint64_t> wanted_; // memories
    Watcher* watcher_ = nullptr;
};

} // namespace edgeloom::accelerator::cycle
