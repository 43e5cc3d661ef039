// The input stream port: collects the bytes of a packet in the load bank.
#pragma once

#include "abi/accelerator.hpp"
#include "accelerator/engine.hpp"
#include "accelerator/waiting_line.hpp"

#include <systemc>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// One bank of the first layer's memory is loaded while the others are worked on: the port holds one packet, whole
/// or in part. Writers wait (in simulated time) for the bank to be taken, the first of them at the bank and the others
/// behind it. Bytes may be written ahead of their time as far as it is known that they will not have to wait.
class InputPort {
public:
    explicit InputPort(const char* name);

    /// The form of the packets to come, with `features` values of `bits` bits; drops what the bank holds.
    void configure(std::uint32_t features, std::uint32_t bits, std::uint32_t neurons, numerics::Format format);

    /// Takes bytes of the packet stream, waiting for room as often as it must. Returns false once the port is
    /// closed, with the rest of the bytes not taken.
    bool write(std::span<const std::uint8_t> bytes);

    /// How many bytes are known to have room when they arrive: the first `bytes` together after `delay`, and the rest
    /// later; nobody else goes first. 0 if that is not known of the first.
    [[nodiscard]] std::size_t room(std::size_t bytes, const sc_core::sc_time& delay) const;
    /// Takes bytes for which there is room, not before those that were written earlier.
    void write_ahead(std::span<const std::uint8_t> bytes, const sc_core::sc_time& delay);

    /// From now on, who takes packets waits for the next one, and takes it at the first edge of this clock that is not
    /// before its last byte; the edges are counted from now.
    void await(const sc_core::sc_time& clock);

    /// A whole packet waits.
    [[nodiscard]] bool full() const { return is_whole() && whole_at_ <= sc_core::sc_time_stamp(); }
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
    // Who waits for a packet: since when, and the clock by which it is taken.
    struct Awaited {
        sc_core::sc_time since;
        sc_core::sc_time clock;
    };

    [[nodiscard]] bool is_whole() const { return !packet_.empty() && packet_.size() == packet_bytes_; }
    [[nodiscard]] bool is_taken_by(const sc_core::sc_time& whole, const sc_core::sc_time& time) const;
    [[nodiscard]] std::span<const std::uint8_t> append(std::span<const std::uint8_t> bytes,
                                                       const sc_core::sc_time& arrival);
    /// The packet in the bank is whole, from that time on.
    void announce(const sc_core::sc_time& whole);
    void drop();
    void expand(std::span<const std::uint8_t> values, std::span<numerics::Raw> activations) const;

    std::uint32_t features_ = 0;
    std::uint32_t bits_ = abi::accelerator::pixel_bits;
    std::uint32_t neurons_ = 0;
    numerics::Format format_;
    std::array<numerics::Raw, 256> raw_{}; // activation by value, of as many bits
    std::size_t packet_bytes_ = 0;
    std::vector<std::uint8_t> packet_;
    sc_core::sc_time whole_at_;        // once it is
    std::vector<std::uint8_t> behind_; // what arrives behind a packet that is whole
    sc_core::sc_time behind_at_;       // its last byte
    std::optional<Awaited> awaited_;
    bool closed_ = true;
    sc_core::sc_event arrived_;
    std::uint64_t closings_ = 0;
    sc_core::sc_event freed_;
    WaitingLine line_;
};

} // namespace edgeloom::accelerator
