// An initiator that sends traffic and takes the time of every answer.
#pragma once

#include "tlm/bus_port.hpp"
#include "tlm/initiator.hpp"
#include "traffic/source.hpp"

#include <systemc>
#include <tlm>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace edgeloom::traffic {

/// What a request came to.
struct Outcome {
    Request request;
    sc_core::sc_time issued; ///< when it was due, and few enough were on their way
    sc_core::sc_time done;   ///< when its answer was there
    bool ok = false;
};

/// A request is due its gap after the one before was issued. It is issued when it is due and fewer than `outstanding`
/// are on their way; answers are taken in the order of the requests, as the interconnect gives them. Data are zero.
class Generator : public sc_core::sc_module {
public:
    struct Config {
        std::uint32_t outstanding = 1;
        unsigned initiator_id = 0;
        Protocol protocol = Protocol::blocking;
    };
    using Observer = std::function<void(const Outcome&)>;

    SC_HAS_PROCESS(Generator);
    Generator(sc_core::sc_module_name name, const Config& config, std::unique_ptr<Source> source, Observer observer);

    /// Its way to the bus.
    [[nodiscard]] tlm::tlm_initiator_socket<>& socket() { return bus_.socket; }

private:
    struct InFlight {
        Outcome outcome;
        std::vector<std::uint8_t> data;
        BusPort::Transfer transfer;
    };

    void run();
    void send(InFlight& slot, const Request& request, const sc_core::sc_time& issued);
    /// Returns when the answer is there.
    sc_core::sc_time take_answer(InFlight& slot);
    void wait_until(const sc_core::sc_time& time);

    Initiator initiator_;
    BusPort bus_;
    std::unique_ptr<Source> source_;
    Observer observer_;
    std::deque<InFlight> ring_;
};

} // namespace edgeloom::traffic
