// Looks at whatever passes a socket, and refuses what the base protocol forbids.
#pragma once

#include <systemc>
#include <tlm>
#include <tlm_utils/simple_initiator_socket.h>
#include <tlm_utils/simple_target_socket.h>

#include <cstdint>
#include <stdexcept>
#include <unordered_map>

namespace edgeloom {

/// A mistake of a model, never of a user.
class ProtocolViolation : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// Sits between an initiator's socket and a target's, passes everything on, and throws ProtocolViolation where one of
/// them breaks the rules of IEEE 1666-2011, 15.2 (base protocol) or 14.7 to 14.17 (generic payload).
class ProtocolChecker : public sc_core::sc_module {
public:
    tlm_utils::simple_target_socket<ProtocolChecker> from;  ///< for the initiator
    tlm_utils::simple_initiator_socket<ProtocolChecker> to; ///< for the target

    explicit ProtocolChecker(sc_core::sc_module_name name);

    /// Transactions that have begun and not ended.
    [[nodiscard]] std::size_t in_progress() const { return in_progress_.size(); }

private:
    using Payload = tlm::tlm_generic_payload;

    // What a target must leave as it is, and an initiator until it has its response.
    struct Attributes {
        explicit Attributes(const Payload& transaction);
        friend bool operator==(const Attributes&, const Attributes&) = default;

        tlm::tlm_command command;
        const std::uint8_t* data;
        unsigned length;
        unsigned streaming_width;
        const std::uint8_t* byte_enables;
    };
    // A transaction of non-blocking transport.
    struct Progress {
        Attributes attributes;
        tlm::tlm_phase phase;   ///< the last one
        sc_core::sc_time since; ///< when it took effect
    };

    void b_transport(Payload& transaction, sc_core::sc_time& delay);
    tlm::tlm_sync_enum nb_transport_fw(Payload& transaction, tlm::tlm_phase& phase, sc_core::sc_time& delay);
    tlm::tlm_sync_enum nb_transport_bw(Payload& transaction, tlm::tlm_phase& phase, sc_core::sc_time& delay);
    [[nodiscard]] bool get_direct_mem_ptr(Payload& transaction, tlm::tlm_dmi& dmi);
    [[nodiscard]] unsigned transport_dbg(Payload& transaction);
    void invalidate(sc_dt::uint64 first, sc_dt::uint64 last);
    /// Looks at what is sent by `call`, and at what comes back from it.
    template <class Call>
    tlm::tlm_sync_enum pass(Payload& transaction, tlm::tlm_phase& phase, sc_core::sc_time& delay, bool forward,
                            Call call);
    void note(Payload& transaction, const tlm::tlm_phase& phase, const sc_core::sc_time& delay, bool forward);
    void begin(Payload& transaction, const sc_core::sc_time& time);
    void step(Payload& transaction, const tlm::tlm_phase& phase, const sc_core::sc_time& time);
    void complete(Payload& transaction, const tlm::tlm_phase& phase);
    void check_request(const Payload& transaction) const;
    void check_response(const Payload& transaction, const Attributes& before) const;
    void demand(bool holds, const Payload& transaction, const char* rule) const;

    std::unordered_map<const Payload*, Progress> in_progress_;
    const Payload* request_ = nullptr;  ///< between BEGIN_REQ and END_REQ
    const Payload* response_ = nullptr; ///< between BEGIN_RESP and END_RESP
};

} // namespace edgeloom
