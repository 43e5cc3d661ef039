#include "tlm/protocol_checker.hpp"

#include <boost/format.hpp>

namespace edgeloom {

using sc_core::sc_time;
using tlm::tlm_phase;
using tlm::tlm_sync_enum;

ProtocolChecker::Attributes::Attributes(const Payload& transaction)
    : command(transaction.get_command()),
      data(transaction.get_data_ptr()),
      length(transaction.get_data_length()),
      streaming_width(transaction.get_streaming_width()),
      byte_enables(transaction.get_byte_enable_ptr()) {}

ProtocolChecker::ProtocolChecker(sc_core::sc_module_name name) : sc_module(name), from("from"), to("to") {
    from.register_b_transport(this, &ProtocolChecker::b_transport);
    from.register_nb_transport_fw(this, &ProtocolChecker::nb_transport_fw);
    to.register_nb_transport_bw(this, &ProtocolChecker::nb_transport_bw);
    from.register_get_direct_mem_ptr(this, &ProtocolChecker::get_direct_mem_ptr);
    from.register_transport_dbg(this, &ProtocolChecker::transport_dbg);
    to.register_invalidate_direct_mem_ptr(this, &ProtocolChecker::invalidate);
}

// ---- what passes ----

void ProtocolChecker::b_transport(Payload& transaction, sc_time& delay) {
    const Attributes before(transaction);
    const sc_time begun = sc_core::sc_time_stamp() + delay;
    check_request(transaction);
    to->b_transport(transaction, delay);
    check_response(transaction, before);
    demand(sc_core::sc_time_stamp() + delay >= begun, transaction, "the response comes before the request (15.2.5)");
}

template <class Call>
tlm_sync_enum ProtocolChecker::pass(Payload& transaction, tlm_phase& phase, sc_time& delay, bool forward, Call call) {
    const tlm_phase sent = phase;
    note(transaction, phase, delay, forward);
    const tlm_sync_enum status = call();
    if (status == tlm::TLM_UPDATED) {
        demand(sent != phase, transaction, "TLM_UPDATED with the phase as it was (15.2.4)");
        note(transaction, phase, delay, !forward);
    } else if (status == tlm::TLM_COMPLETED) {
        complete(transaction, sent);
    }
    return status;
}

tlm_sync_enum ProtocolChecker::nb_transport_fw(Payload& transaction, tlm_phase& phase, sc_time& delay) {
    return pass(transaction, phase, delay, true, [&] { return to->nb_transport_fw(transaction, phase, delay); });
}

tlm_sync_enum ProtocolChecker::nb_transport_bw(Payload& transaction, tlm_phase& phase, sc_time& delay) {
    return pass(transaction, phase, delay, false, [&] { return from->nb_transport_bw(transaction, phase, delay); });
}

bool ProtocolChecker::get_direct_mem_ptr(Payload& transaction, tlm::tlm_dmi& dmi) {
    return to->get_direct_mem_ptr(transaction, dmi);
}

unsigned ProtocolChecker::transport_dbg(Payload& transaction) {
    return to->transport_dbg(transaction);
}

void ProtocolChecker::invalidate(sc_dt::uint64 first, sc_dt::uint64 last) {
    from->invalidate_direct_mem_ptr(first, last);
}

// ---- the order of phases (15.2.4, 15.2.6) ----

void ProtocolChecker::note(Payload& transaction, const tlm_phase& phase, const sc_time& delay, bool forward) {
    const sc_time time = sc_core::sc_time_stamp() + delay;
    const bool of_initiator = phase == tlm::BEGIN_REQ || phase == tlm::END_RESP;
    const bool of_target = phase == tlm::END_REQ || phase == tlm::BEGIN_RESP;
    demand(of_initiator || of_target, transaction, "a phase that the base protocol does not have");
    demand(of_initiator == forward, transaction, "a phase that the other side has to send (15.2.4)");
    phase == tlm::BEGIN_REQ ? begin(transaction, time) : step(transaction, phase, time);
}

void ProtocolChecker::begin(Payload& transaction, const sc_time& time) {
    demand(request_ == nullptr, transaction, "BEGIN_REQ before END_REQ of the last request (15.2.6.2)");
    demand(!in_progress_.contains(&transaction), transaction, "BEGIN_REQ of a transaction in progress (15.2.4)");
    check_request(transaction);
    request_ = &transaction;
    in_progress_.emplace(&transaction, Progress{Attributes(transaction), tlm::BEGIN_REQ, time});
}

void ProtocolChecker::step(Payload& transaction, const tlm_phase& phase, const sc_time& time) {
    const auto found = in_progress_.find(&transaction);
    demand(found != in_progress_.end(), transaction, "a phase of a transaction that has not begun (15.2.4)");
    Progress& progress = found->second;
    demand(time >= progress.since, transaction, "a phase that takes effect before the last one (15.2.5)");
    if (phase == tlm::END_REQ) {
        demand(progress.phase == tlm::BEGIN_REQ, transaction, "END_REQ not behind BEGIN_REQ (15.2.4)");
        request_ = nullptr;
    } else if (phase == tlm::BEGIN_RESP) {
        demand(progress.phase == tlm::BEGIN_REQ || progress.phase == tlm::END_REQ, transaction,
               "BEGIN_RESP not behind the request (15.2.4)");
        demand(response_ == nullptr, transaction, "BEGIN_RESP before END_RESP of the last response (15.2.6.2)");
        check_response(transaction, progress.attributes);
        request_ = request_ == &transaction ? nullptr : request_; // END_REQ is implied
        response_ = &transaction;
    } else {
        demand(progress.phase == tlm::BEGIN_RESP, transaction, "END_RESP not behind BEGIN_RESP (15.2.4)");
        response_ = nullptr;
        in_progress_.erase(found);
        return;
    }
    progress.phase = phase;
    progress.since = time;
}

// TLM_COMPLETED: whatever has not come yet will not come.
void ProtocolChecker::complete(Payload& transaction, const tlm_phase& phase) {
    const auto found = in_progress_.find(&transaction);
    if (found == in_progress_.end()) {
        demand(phase == tlm::END_RESP, transaction, "TLM_COMPLETED of a transaction that has not begun (15.2.4)");
        return;
    }
    check_response(transaction, found->second.attributes);
    request_ = request_ == &transaction ? nullptr : request_;
    response_ = response_ == &transaction ? nullptr : response_;
    in_progress_.erase(found);
}

// ---- the generic payload ----

void ProtocolChecker::check_request(const Payload& transaction) const {
    demand(transaction.get_response_status() == tlm::TLM_INCOMPLETE_RESPONSE, transaction,
           "a request with a response status (14.17)");
    demand(transaction.get_data_ptr() != nullptr && transaction.get_data_length() != 0, transaction,
           "a request without data (14.9)");
    demand(transaction.get_streaming_width() != 0, transaction, "a streaming width of 0 (14.12)");
    demand(transaction.get_command() != tlm::TLM_IGNORE_COMMAND, transaction, "neither a read nor a write (14.7)");
}

void ProtocolChecker::check_response(const Payload& transaction, const Attributes& before) const {
    demand(transaction.get_response_status() != tlm::TLM_INCOMPLETE_RESPONSE, transaction,
           "a response without a status (14.17)");
    demand(Attributes(transaction) == before, transaction, "attributes that changed on the way (14.7)");
}

void ProtocolChecker::demand(bool holds, const Payload& transaction, const char* rule) const {
    if (!holds) {
        throw ProtocolViolation((boost::format("%s: %s at 0x%x, %u bytes, %s: %s") % name() %
                                 (transaction.is_write() ? "write" : "read") % transaction.get_address() %
                                 transaction.get_data_length() % sc_core::sc_time_stamp() % rule)
                                    .str());
    }
}

} // namespace edgeloom
