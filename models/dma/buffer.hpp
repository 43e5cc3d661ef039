// The bursts between a channel's reads and its writes.
#pragma once

#include "dma/chain.hpp"
#include "tlm/bus_port.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace edgeloom::dma {

/// A ring, oldest first: bursts that are being written, then those that have been or are being read.
class Buffer {
public:
    struct Slot {
        Step step;
        std::vector<std::uint8_t> data;
        BusPort::Transfer read;
        BusPort::Transfer write;
    };

    Buffer(std::uint32_t reads, std::uint32_t writes, std::uint32_t burst_bytes)
        : reads_(reads),
          writes_(writes),
          slots_(std::size_t{reads} + writes) {
        for (Slot& slot : slots_) {
            slot.data.resize(burst_bytes);
        }
    }

    void clear() { size_ = writing_ = others_ = 0; }
    [[nodiscard]] std::size_t size() const { return size_; }
    /// How many of them are being written.
    [[nodiscard]] std::size_t writing() const { return writing_; }
    /// The oldest is number 0.
    [[nodiscard]] Slot& operator[](std::size_t number) { return slots_[place(number)]; }
    [[nodiscard]] const Slot& operator[](std::size_t number) const { return slots_[place(number)]; }

    /// All of them go from memory to a port.
    [[nodiscard]] bool feeds_port() const { return others_ == 0; }
    [[nodiscard]] bool may_read() const { return size_ - writing_ < reads_; }
    [[nodiscard]] bool may_write() const { return writing_ < size_ && writing_ < writes_; }
    /// A burst is read.
    Slot& add(const Step& step) {
        Slot& slot = (*this)[size_++];
        slot.step = step;
        others_ += dma::feeds_port(step.flags) ? 0U : 1U;
        return slot;
    }
    /// The oldest that is not being written is.
    Slot& write() { return (*this)[writing_++]; }
    /// The oldest has been written.
    void remove() {
        others_ -= dma::feeds_port((*this)[0].step.flags) ? 0U : 1U;
        oldest_ = place(1);
        --size_;
        --writing_;
    }

    /// Some of these bytes are still to be written.
    [[nodiscard]] bool will_write(std::uint32_t address, std::uint32_t bytes) const {
        for (std::size_t number = 0; number < size_; ++number) {
            const Burst& burst = (*this)[number].step.burst;
            if (burst.destination < std::uint64_t{address} + bytes &&
                address < std::uint64_t{burst.destination} + burst.bytes) {
                return true;
            }
        }
        return false;
    }

private:
    [[nodiscard]] std::size_t place(std::size_t number) const {
        const std::size_t place = oldest_ + number;
        return place < slots_.size() ? place : place - slots_.size();
    }

    std::size_t reads_;
    std::size_t writes_;
    std::vector<Slot> slots_;
    std::size_t oldest_ = 0;
    std::size_t size_ = 0;
    std::size_t writing_ = 0;
    std::size_t others_ = 0; // that do not feed a port
};

} // namespace edgeloom::dma
