// An initiator that sends traffic by the four-phase protocol.
#pragma once

#include "tlm/initiator.hpp"
#include "traffic/outgoing.hpp"

#include <systemc>
#include <tlm>
#include <tlm_utils/simple_initiator_socket.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace edgeloom::traffic {

struct GeneratorConfig {
    std::uint32_t outstanding = 1; ///< requests on their way at most
    unsigned initiator_id = 0;
};

/// Data are zero. A request is issued when it is due and there are fewer than `outstanding` on their way.
class Generator : public sc_core::sc_module, private tlm::tlm_mm_interface {
public:
    tlm_utils::simple_initiator_socket<Generator> bus;

    SC_HAS_PROCESS(Generator);
    Generator(sc_core::sc_module_name name, const GeneratorConfig& config, std::unique_ptr<Source> source,
              Observer observer);
    ~Generator() override;

private:
    // A transaction and what it is for. Outlives its use, to be used again.
    struct Slot {
        tlm::tlm_generic_payload transaction;
        std::vector<std::uint8_t> data;
        Outcome outcome;
    };

    void go_on();
    void issue_what_is_due();
    void send(const Outcome& issued);
    [[nodiscard]] Slot& slot();
    tlm::tlm_sync_enum backward(tlm::tlm_generic_payload& transaction, tlm::tlm_phase& phase, sc_core::sc_time& delay);
    void finish(tlm::tlm_generic_payload& transaction, const sc_core::sc_time& time);
    void free(tlm::tlm_generic_payload* transaction) override;

    GeneratorConfig config_;
    Initiator initiator_;
    Outgoing outgoing_;
    Observer observer_;
    std::deque<Slot> slots_;
    std::vector<Slot*> free_slots_;
    std::uint32_t on_their_way_ = 0;
    const tlm::tlm_generic_payload* untaken_ = nullptr; // the last request, until END_REQ
    std::deque<Outcome> issued_;                        // that wait for it
    sc_core::sc_event again_;
};

} // namespace edgeloom::traffic
