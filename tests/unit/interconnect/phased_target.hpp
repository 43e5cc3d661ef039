// A target for tests that speaks in phases: takes every request at once, and answers in their order.
#pragma once

#include <systemc>
#include <tlm>
#include <tlm_utils/simple_target_socket.h>

#include <deque>

namespace edgeloom::test {

class PhasedTarget : public sc_core::sc_module {
public:
    tlm_utils::simple_target_socket<PhasedTarget> socket{"socket"};

    SC_HAS_PROCESS(PhasedTarget);
    PhasedTarget(sc_core::sc_module_name name, const sc_core::sc_time& latency) : sc_module(name), latency_(latency) {
        socket.register_nb_transport_fw(this, &PhasedTarget::forward);
        SC_METHOD(answer);
        sensitive << due_;
        dont_initialize();
    }

private:
    struct Request {
        tlm::tlm_generic_payload* transaction;
        sc_core::sc_time ready;
    };

    tlm::tlm_sync_enum forward(tlm::tlm_generic_payload& transaction, tlm::tlm_phase& phase, sc_core::sc_time& delay) {
        const sc_core::sc_time time = sc_core::sc_time_stamp() + delay;
        if (phase == tlm::END_RESP) {
            free_ = time;
            busy_ = false;
            due_.notify(delay);
            return tlm::TLM_COMPLETED;
        }
        requests_.push_back({&transaction, time + latency_});
        due_.notify(delay + latency_);
        phase = tlm::END_REQ;
        return tlm::TLM_UPDATED;
    }

    // The oldest request, when it is ready and the response before it has been taken.
    void answer() {
        if (busy_ || requests_.empty()) {
            return;
        }
        const sc_core::sc_time now = sc_core::sc_time_stamp();
        const Request request = requests_.front();
        const sc_core::sc_time start = std::max(request.ready, free_);
        if (start > now) {
            due_.notify(start - now);
            return;
        }
        requests_.pop_front();
        busy_ = true;
        request.transaction->set_response_status(tlm::TLM_OK_RESPONSE);
        tlm::tlm_phase phase = tlm::BEGIN_RESP;
        sc_core::sc_time delay;
        static_cast<void>(socket->nb_transport_bw(*request.transaction, phase, delay));
    }

    sc_core::sc_time latency_;
    std::deque<Request> requests_;
    sc_core::sc_time free_; // the response channel, from then on
    bool busy_ = false;
    sc_core::sc_event due_;
};

} // namespace edgeloom::test
