// The input stream port: collects the bytes of a packet in the load bank.
#pragma once

#include "abi/accelerator.hpp"
#include "accelerator/engine.hpp"
#include "accelerator/waiting_line.hpp"

#include <systemc>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// One bank of the first layer's memory is loaded while the others are worked on: the port holds one packet, whole
/// or in part. Writers wait (in simulated time) for the bank to be taken, the first of them at the bank and the others
/// behind it.
class InputPort {
public:
    explicit InputPort(const char* name);

    /// The form of the packets to come, with `features` values of `bits` bits; drops what the bank holds.
    void configure(std::uint32_t features, std::uint32_t bits, std::uint32_t neurons, numerics::Format format);

    /// Takes bytes of the packet stream, waiting for room as often as it must. Returns false once the port is
    /// closed, with the rest of the bytes not taken.
    bool write(std::span<const std::uint8_t> bytes);

    /// A whole packet waits.
    [[nodiscard]] bool full() const { return !packet_.empty() && packet_.size() == packet_bytes_; }
    /// Bytes of the packet that is being loaded, and its size.
    [[nodiscard]] std::size_t loaded_bytes() const { return packet_.size(); }
    [[nodiscard]] std::size_t packet_bytes() const { return packet_bytes_; }

    /// Takes the packet, converted to raw activations, and frees the bank.
    void take(Sample& sample);

    /// Refuses all bytes, those of writers that wait too, until it is opened again. Drops what the bank holds.
    void close();
    void open();

    /// Notified when a packet is whole.
    [[nodiscard]] const sc_core::sc_event& arrived() const { return arrived_; }

private:
    void expand(std::span<const std::uint8_t> values, std::span<numerics::Raw> activations) const;

    std::uint32_t features_ = 0;
    std::uint32_t bits_ = abi::accelerator::pixel_bits;
    std::uint32_t neurons_ = 0;
    std::array<numerics::Raw, 256> raw_{}; // activation by value, of as many bits
    std::size_t packet_bytes_ = 0;
    std::vector<std::uint8_t> packet_;
    bool closed_ = true;
    sc_core::sc_event arrived_;
    std::uint64_t closings_ = 0;
    sc_core::sc_event freed_;
    WaitingLine line_;
};

} // namespace edgeloom::accelerator
