// What the protocol checker lets through, and what not.
#include "support/script.hpp"
#include "tlm/protocol_checker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <functional>

namespace edgeloom::test {
namespace {

using sc_core::sc_time;
using testing::HasSubstr;
using Payload = tlm::tlm_generic_payload;

// An initiator and a target that do what they are told.
struct Bench : sc_core::sc_module {
    tlm_utils::simple_initiator_socket<Bench> initiator{"initiator"};
    tlm_utils::simple_target_socket<Bench> target{"target"};
    ProtocolChecker checker{"checker"};
    Payload transaction;
    Payload other;
    std::array<std::uint8_t, 4> data{};
    std::function<void(Payload&, sc_time&)> on_call = [](Payload& payload, sc_time&) { answer(payload); };
    tlm::tlm_sync_enum status = tlm::TLM_ACCEPTED; ///< that the other side returns
    bool answers = false;                          ///< and gives the transaction a status before
    tlm::tlm_phase returned = tlm::BEGIN_REQ;      ///< likewise, with TLM_UPDATED

    explicit Bench(sc_core::sc_module_name name = "bench") : sc_module(name) {
        initiator.bind(checker.from);
        checker.to.bind(target);
        target.register_b_transport(this, &Bench::called);
        target.register_nb_transport_fw(this, &Bench::phase);
        initiator.register_nb_transport_bw(this, &Bench::phase);
        for (Payload* const payload : {&transaction, &other}) {
            payload->set_command(tlm::TLM_READ_COMMAND);
            payload->set_data_ptr(data.data());
            payload->set_data_length(static_cast<unsigned>(data.size()));
            payload->set_streaming_width(static_cast<unsigned>(data.size()));
        }
    }
    static void answer(Payload& payload) { payload.set_response_status(tlm::TLM_OK_RESPONSE); }
    void called(Payload& payload, sc_time& delay) { on_call(payload, delay); }
    tlm::tlm_sync_enum phase(Payload& payload, tlm::tlm_phase& phase, sc_time&) {
        if (answers) {
            answer(payload);
        }
        if (status == tlm::TLM_UPDATED) {
            phase = returned;
        }
        return status;
    }

    void call() {
        sc_time delay;
        initiator->b_transport(transaction, delay);
    }
    void forward(const tlm::tlm_phase& phase, Payload& payload, const sc_time& at = sc_core::SC_ZERO_TIME) {
        tlm::tlm_phase sent = phase;
        sc_time delay = at;
        initiator->nb_transport_fw(payload, sent, delay);
    }
    void backward(const tlm::tlm_phase& phase, Payload& payload, const sc_time& at = sc_core::SC_ZERO_TIME) {
        tlm::tlm_phase sent = phase;
        sc_time delay = at;
        target->nb_transport_bw(payload, sent, delay);
    }

    // The second request is not taken yet.
    void request_both() {
        forward(tlm::BEGIN_REQ, transaction);
        backward(tlm::END_REQ, transaction);
        forward(tlm::BEGIN_REQ, other);
    }
    void respond(Payload& payload) {
        answer(payload);
        backward(tlm::BEGIN_RESP, payload);
    }
};

// The rule that is broken, or nothing.
std::string broken(const std::function<void()>& steps) {
    try {
        steps();
        return "";
    } catch (const ProtocolViolation& violation) {
        return violation.what();
    }
}

class ProtocolCheckers : public testing::Test {
protected:
    // In simulated time, as bound sockets need it.
    void check(const std::function<void()>& steps, const std::string& rule) {
        play({[&] {
            const std::string found = broken(steps);
            EXPECT_THAT(found, HasSubstr(rule));
            EXPECT_EQ(found.empty(), rule.empty()) << found;
        }});
    }

    Bench bench;
};

TEST_F(ProtocolCheckers, PassAllFourPhases) {
    check(
        [&] {
            bench.request_both();
            bench.respond(bench.transaction);
            EXPECT_EQ(bench.checker.in_progress(), 2U);
            bench.forward(tlm::END_RESP, bench.transaction);
            bench.respond(bench.other); // END_REQ is implied
            bench.forward(tlm::END_RESP, bench.other);
            EXPECT_EQ(bench.checker.in_progress(), 0U);
        },
        "");
}

TEST_F(ProtocolCheckers, PassAnEarlyCompletion) {
    check(
        [&] {
            bench.status = tlm::TLM_COMPLETED;
            bench.answers = true;
            bench.forward(tlm::BEGIN_REQ, bench.transaction);
            bench.forward(tlm::BEGIN_REQ, bench.other);
            EXPECT_EQ(bench.checker.in_progress(), 0U);
        },
        "");
}

TEST_F(ProtocolCheckers, RefuseTwoRequestsAtOnce) {
    check(
        [&] {
            bench.forward(tlm::BEGIN_REQ, bench.transaction);
            bench.forward(tlm::BEGIN_REQ, bench.other);
        },
        "BEGIN_REQ before END_REQ of the last request");
}

TEST_F(ProtocolCheckers, RefuseTwoResponsesAtOnce) {
    check(
        [&] {
            bench.request_both();
            bench.respond(bench.transaction);
            bench.respond(bench.other);
        },
        "BEGIN_RESP before END_RESP of the last response");
}

TEST_F(ProtocolCheckers, RefuseWhatTheOtherSideHasToSend) {
    check([&] { bench.backward(tlm::BEGIN_REQ, bench.transaction); }, "the other side has to send");
    check([&] { bench.forward(tlm::BEGIN_RESP, bench.transaction); }, "the other side has to send");
}

TEST_F(ProtocolCheckers, RefusePhasesOutOfOrder) {
    check([&] { bench.backward(tlm::END_REQ, bench.transaction); }, "has not begun");
    check(
        [&] {
            bench.forward(tlm::BEGIN_REQ, bench.transaction);
            bench.forward(tlm::END_RESP, bench.transaction);
        },
        "END_RESP not behind BEGIN_RESP");
}

TEST_F(ProtocolCheckers, RefuseTimeThatRunsBackwards) {
    check(
        [&] {
            bench.forward(tlm::BEGIN_REQ, bench.transaction, nanoseconds(20));
            bench.backward(tlm::END_REQ, bench.transaction, nanoseconds(10));
        },
        "takes effect before the last one");
    check(
        [&] {
            bench.on_call = [](Payload& payload, sc_time& delay) {
                Bench::answer(payload);
                delay = sc_core::SC_ZERO_TIME;
            };
            sc_time delay = nanoseconds(5);
            bench.other.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
            bench.initiator->b_transport(bench.other, delay);
        },
        "the response comes before the request");
}

TEST_F(ProtocolCheckers, RefuseAResponseWithoutAStatus) {
    bench.on_call = [](Payload&, sc_time&) {};
    check([&] { bench.call(); }, "a response without a status");
}

TEST_F(ProtocolCheckers, RefuseARequestWithAStatus) {
    Bench::answer(bench.transaction);
    check([&] { bench.call(); }, "a request with a response status");
}

TEST_F(ProtocolCheckers, RefuseAttributesThatChange) {
    bench.on_call = [](Payload& payload, sc_time&) {
        Bench::answer(payload);
        payload.set_data_length(2);
    };
    check([&] { bench.call(); }, "attributes that changed");
}

TEST_F(ProtocolCheckers, RefuseAnUpdateWithoutNews) {
    bench.status = tlm::TLM_UPDATED;
    check([&] { bench.forward(tlm::BEGIN_REQ, bench.transaction); }, "TLM_UPDATED with the phase as it was");
}

} // namespace
} // namespace edgeloom::test
