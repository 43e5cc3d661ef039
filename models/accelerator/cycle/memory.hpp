// A bank of memories that are accessed side by side, with the ports that each of them has.
#pragma once

#include "accelerator/cycle/access.hpp"
#include "accelerator/cycle/port.hpp"
#include "accelerator/cycle/watcher.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::accelerator::cycle {

enum class Ports : std::uint8_t {
    single,     ///< a read or a write
    read_write, ///< a read and a write
    true_dual,  ///< two accesses of either kind
};

/// Sees to it that no port of a memory serves two accesses in a clock. Accesses may be announced before their clock,
/// but no more than Port::window clocks.
class Memory {
public:
    /// @param name     for messages
    /// @param memories in the bank
    Memory(std::string name, Ports ports, std::uint32_t memories);

    /// Throws PortConflict.
    void read(std::uint64_t clock, const Access& access) {
        reads_ += access.words;
        tell(clock, access, false);
        take(clock, access, 0, ports_ == Ports::read_write ? 1 : port_count_);
    }
    void write(std::uint64_t clock, const Access& access) {
        writes_ += access.words;
        tell(clock, access, true);
        take(clock, access, ports_ == Ports::read_write ? 1 : 0, port_count_);
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
    [[nodiscard]] std::uint64_t reads() const { return reads_; }
    [[nodiscard]] std::uint64_t writes() const { return writes_; }

private:
    void tell(std::uint64_t clock, const Access& access, bool write) {
        if (watcher_ != nullptr && access.words != 0) {
            watcher_->accessed(*this, clock, access.words, write);
        }
    }
    void take(std::uint64_t clock, const Access& access, std::size_t first, std::size_t end) {
        if (!access.memories.empty() && access.words != 0 && !port_[first].take(clock, access.memories, refused_)) {
            take_refused(clock, first + 1, end);
        }
    }
    void take_refused(std::uint64_t clock, std::size_t first, std::size_t end);

    std::string name_;
    Ports ports_;
    std::size_t port_count_;
    std::array<Port, 2> port_;
    std::vector<std::uint64_t> refused_;
    std::uint64_t reads_ = 0;  // words
    std::uint64_t writes_ = 0; // words
    Watcher* watcher_ = nullptr;
};

} // namespace edgeloom::accelerator::cycle
