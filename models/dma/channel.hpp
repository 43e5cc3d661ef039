// One DMA channel: fetches descriptors and copies.
#pragma once

#include "abi/dma.hpp"
#include "dma/burst_sequence.hpp"
#include "dma/turns.hpp"
#include "tlm/bus_port.hpp"
#include "tlm/initiator.hpp"

#include <systemc>
#include <tlm>

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace edgeloom::dma {

/// Reads run ahead of writes by up to `outstanding` bursts; data keep their order. The channel never runs ahead of
/// simulated time: it waits out every delay before it acts on the outcome. A target may hold it inside a transaction
/// (a stream port without room or data); other channels go on meanwhile.
class Channel : public sc_core::sc_module {
public:
    struct Config {
        std::uint32_t number;
        std::uint32_t burst_bytes;
        std::uint32_t outstanding;
        unsigned initiator_id;
        Protocol protocol;
    };

    /// What the channel tells the controller.
    struct Observer {
        std::function<void()> descriptor_done; ///< one with the interrupt flag
        std::function<void()> done;
        std::function<void(abi::dma::Error, std::uint32_t address)> failed;
        std::function<bool()> alone; ///< no other channel is busy
    };

    SC_HAS_PROCESS(Channel);
    Channel(sc_core::sc_module_name name, const Config& config, Turns& turns, Observer observer);

    /// Its way to the bus.
    [[nodiscard]] tlm::tlm_initiator_socket<>& socket() { return bus_.socket; }

    void start(std::uint32_t descriptor_address);
    /// Takes effect when the burst in flight has ended.
    void abort() { abort_ = true; }
    /// As after power-on: a transfer is abandoned, without a word to the controller. A transaction that is held by its
    /// target ends there, as the target wills, and what it brings is dropped; a new transfer begins after that.
    void reset();

    [[nodiscard]] bool busy() const { return busy_; }
    [[nodiscard]] std::uint32_t current() const { return current_; }
    /// Bytes written since reset.
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
    /// What the channel does or waits for, in words.
    [[nodiscard]] std::string waiting_for() const;

private:
    struct Fault {
        abi::dma::Error code;
        std::uint32_t address;
    };
    // Thrown through a transfer when the channel was reset meanwhile.
    struct Abandoned {};
    // A burst that has been read, or is being read until `ready`.
    struct InFlight {
        Burst burst{};
        std::vector<std::uint8_t> data;
        BusPort::Transfer read;
    };

    void run();
    [[nodiscard]] std::optional<Fault> walk();
    [[nodiscard]] std::optional<Fault> fetch(abi::dma::Descriptor& descriptor);
    [[nodiscard]] std::optional<Fault> copy(const abi::dma::Descriptor& descriptor);
    void read_ahead(BurstSequence& bursts);
    [[nodiscard]] std::optional<Fault> write_oldest();
    void send(BusPort::Transfer& transfer, tlm::tlm_command command, std::uint32_t address,
              std::span<std::uint8_t> data);
    [[nodiscard]] bool failed_already(const InFlight& slot) const;
    void take_turn();
    void wait_for(const BusPort::Transfer& transfer);
    void go_on() const;

    Config config_;
    Turns& turns_;
    Observer observer_;
    Initiator initiator_;
    BusPort bus_;
    BusPort::Transfer transfer_; // of descriptors and writes

    bool busy_ = false;
    bool abort_ = false;
    bool asked_ = false;            // to start
    std::uint64_t resets_ = 0;      // so far
    std::uint64_t of_transfer_ = 0; // resets before the transfer in work
    std::uint32_t current_ = 0;
    std::uint64_t bytes_ = 0;
    std::deque<InFlight> ring_;
    std::size_t oldest_ = 0;
    std::size_t in_flight_ = 0;
    std::uint32_t doing_address_ = 0;
    std::uint32_t doing_bytes_ = 0;
    bool doing_write_ = false;
    sc_core::sc_event start_;
    sc_core::sc_event reset_event_;
};

} // namespace edgeloom::dma
