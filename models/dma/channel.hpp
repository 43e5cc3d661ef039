// One DMA channel: fetches descriptors and copies.
#pragma once

#include "abi/dma.hpp"
#include "dma/buffer.hpp"
#include "dma/chain.hpp"
#include "dma/time_sheet.hpp"
#include "dma/turns.hpp"
#include "tlm/bus_port.hpp"
#include "tlm/initiator.hpp"

#include <systemc>
#include <tlm>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace edgeloom::dma {

/// Reads run ahead of writes by up to `outstanding` bursts, `outstanding_writes` more are being written, and the next
/// descriptor is fetched meanwhile; data keep their order, and no read overtakes a write of the same bytes. A channel
/// that feeds a port from memory runs ahead of simulated time where the bus tells beforehand when answers come, until
/// the port takes no more; what others see of it is of their own time. Otherwise it waits out every delay before it
/// acts on the outcome. A target may hold a transaction at an address that stays the same (a stream port without room
/// or data) while the channel goes on with what it can; any other target that holds one holds the channel. Other
/// channels go on in any case.
class Channel : public sc_core::sc_module {
public:
    struct Config {
        std::uint32_t number;
        std::uint32_t burst_bytes;
        std::uint32_t outstanding;
        std::uint32_t outstanding_writes;
        unsigned initiator_id;
        Protocol protocol;
    };

    /// What the channel tells the controller.
    struct Observer {
        std::function<void()> descriptor_done; ///< one with the interrupt flag
        std::function<void()> done;
        std::function<void(abi::dma::Error, std::uint32_t address)> failed;
    };

    SC_HAS_PROCESS(Channel);
    Channel(sc_core::sc_module_name name, const Config& config, Turns& turns, Observer observer);

    /// Its way to the bus.
    [[nodiscard]] tlm::tlm_initiator_socket<>& socket() { return bus_.socket; }

    void start(std::uint32_t descriptor_address);
    /// Takes effect when all that is on its way has ended.
    void abort() { abort_ = true; }
    /// As after power-on: a transfer is abandoned, without a word to the controller. A transaction that is held by its
    /// target ends there, as the target wills, and what it brings is dropped; a new transfer begins after that.
    void reset();

    [[nodiscard]] bool busy() const { return busy_; }
    [[nodiscard]] std::uint32_t current() const { return seen().current; }
    /// Bytes written since reset.
    [[nodiscard]] std::uint64_t bytes() const { return seen().bytes; }
    /// Waiting counts for a write where the oldest burst is being written. A reset does not clear it.
    [[nodiscard]] const TimeSheet& times() const { return times_; }
    /// What the channel does or waits for, in words.
    [[nodiscard]] std::string waiting_for() const;

private:
    // What others see of the channel from a time on.
    struct Milestone {
        sc_core::sc_time when;
        std::uint32_t current = 0; // descriptor
        std::uint64_t bytes = 0;   // written since reset
    };
    // Thrown through a transfer when the channel was reset meanwhile.
    struct Abandoned {};

    // What is known of the answers that are still to come.
    struct Outlook {
        sc_core::sc_time next; // of those that matter and whose time is known; the greatest of all times where none is
        bool may_run_ahead;
    };

    void set_busy(bool busy);
    [[nodiscard]] bool here(const BusPort::Transfer& transfer) const;
    [[nodiscard]] sc_core::sc_time due(const BusPort::Transfer& transfer) const;
    [[nodiscard]] const Milestone& seen() const;
    void reach(std::uint32_t current, std::uint64_t bytes);
    [[nodiscard]] Outlook outlook() const;
    [[nodiscard]] sc_core::sc_time next_of_all() const;
    void catch_up();

    void run();
    [[nodiscard]] std::optional<Fault> walk();
    void retire();
    [[nodiscard]] std::optional<Fault> fault() const;
    [[nodiscard]] bool write_next();
    [[nodiscard]] bool fetch_next();
    [[nodiscard]] bool read_next();
    void end_fetch();
    [[nodiscard]] bool idle() const;
    void end_writes();
    void take_turn();
    void send(BusPort::Transfer& transfer, tlm::tlm_command command, std::uint32_t address,
              std::span<std::uint8_t> data, bool address_stays);
    void wait_for_answer();
    void wait_for_any_answer();
    void wait_until(const sc_core::sc_time& next);
    void begin_waiting();
    void go_on();

    Config config_;
    Turns& turns_;
    Observer observer_;
    Initiator initiator_;
    BusPort bus_;

    bool busy_ = false;
    bool abort_ = false;
    bool asked_ = false;            // to start
    std::uint64_t resets_ = 0;      // so far
    std::uint64_t of_transfer_ = 0; // resets before the transfer in work
    sc_core::sc_time now_;          // the channel's own time, which may be ahead
    std::deque<Milestone> milestones_{1};
    TimeSheet times_;
    Chain chain_;
    abi::dma::Descriptor fetched_{};
    BusPort::Transfer fetch_;
    Buffer buffer_;
    sc_core::sc_event start_;
    sc_core::sc_event reset_event_;
    sc_core::sc_event_or_list progress_; // answers, and a reset
};

} // namespace edgeloom::dma
