// The scatter-gather DMA controller: registers and interrupt of its channels.
#pragma once

#include "dma/channel.hpp"
#include "dma/turns.hpp"
#include "tlm/register_bank.hpp"

#include <systemc>
#include <tlm_utils/simple_target_socket.h>

#include <cstdint>
#include <deque>
#include <vector>

namespace edgeloom {

/// See abi/dma.hpp for what software sees. Every channel has a bus port of its own.
class Dma : public sc_core::sc_module {
public:
    struct Config {
        std::uint32_t channels = 2;
        std::uint32_t burst_bytes = 256;       ///< a power of two
        std::uint32_t outstanding = 4;         ///< bursts that a channel reads ahead
        std::uint32_t outstanding_writes = 4;  ///< bursts that a channel has on their way to be written
        std::vector<std::uint32_t> priorities; ///< PRIORITY at reset, by channel; 0 for those that are not named
        unsigned first_initiator_id = 0;
        Protocol protocol = Protocol::blocking;
    };

    tlm_utils::simple_target_socket<RegisterBank> socket;
    sc_core::sc_out<bool> interrupt;

    SC_HAS_PROCESS(Dma);
    Dma(sc_core::sc_module_name name, const Config& config);

    [[nodiscard]] std::uint32_t channels() const { return static_cast<std::uint32_t>(channels_.size()); }
    [[nodiscard]] dma::Channel& channel(std::uint32_t number) { return channels_.at(number); }
    [[nodiscard]] const dma::Channel& channel(std::uint32_t number) const { return channels_.at(number); }
    /// As after power-on; simulated time goes on. Transfers are abandoned: see dma::Channel::reset().
    void reset();
    /// Bytes written by all channels since reset, to see whether anything goes on.
    [[nodiscard]] std::uint64_t progress() const;

private:
    void declare_registers();
    void reset_priorities();
    void set_priority(std::uint32_t number, std::uint32_t priority);
    [[nodiscard]] bool control(std::uint32_t number, std::uint32_t command);
    void raise(std::uint32_t number, const abi::Field& bit);
    void fail(std::uint32_t number, abi::dma::Error error, std::uint32_t address);
    [[nodiscard]] std::uint32_t summary() const;
    void drive();

    std::vector<std::uint32_t> priorities_; // at reset
    RegisterBank bank_;
    dma::Turns turns_;
    std::deque<dma::Channel> channels_;
    sc_core::sc_event change_;
};

} // namespace edgeloom
