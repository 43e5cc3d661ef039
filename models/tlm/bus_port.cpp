#include "tlm/bus_port.hpp"

#include <algorithm>

namespace edgeloom {

using sc_core::sc_time;

BusPort::Transfer::~Transfer() {
    transaction_.clear_extension<Initiator>(nullptr); // the payload would free it
}

BusPort::BusPort(sc_core::sc_module_name name, Protocol protocol, Initiator& initiator)
    : sc_module(name),
      socket("socket"),
      protocol_(protocol),
      initiator_(initiator),
      taken_("taken"),
      answer_("answer"),
      drained_("drained") {
    socket.register_nb_transport_bw(this, &BusPort::backward);
    question_.set_extension(&readiness_);
}

BusPort::~BusPort() {
    question_.clear_extension<Readiness>(nullptr); // the payload would free it
}

void BusPort::send(Transfer& transfer, tlm::tlm_command command, std::uint64_t address, std::span<std::uint8_t> data,
                   const sc_time& delay) {
    prepare(transfer, command, address, data);
    protocol_ == Protocol::blocking ? send_blocking(transfer, delay) : send_by_phases(transfer);
}

bool BusPort::is_taken_at_once(tlm::tlm_command command, std::uint64_t address, std::span<std::uint8_t> data,
                               const sc_time& delay) {
    const bool is_known = command == tlm::TLM_WRITE_COMMAND && room_.address == address &&
                          room_.longest >= data.size() && room_.delta == sc_core::sc_delta_count();
    if (!is_known || room_.bytes < data.size()) {
        room_ = {.delta = sc_core::sc_delta_count(),
                 .address = address,
                 .longest = data.size(),
                 .bytes = ask(command, address, data, delay)};
    }
    return room_.bytes >= data.size();
}

std::uint64_t BusPort::ask(tlm::tlm_command command, std::uint64_t address, std::span<std::uint8_t> data,
                           const sc_time& delay) {
    readiness_.delay = delay;
    readiness_.bytes = 0;
    question_.set_command(command);
    question_.set_address(address);
    question_.set_data_ptr(data.data());
    question_.set_data_length(static_cast<unsigned>(data.size()));
    question_.set_streaming_width(static_cast<unsigned>(data.size()));
    socket->transport_dbg(question_);
    return readiness_.bytes;
}

// The caller begins within the running delta cycle, in the sender's place.
void BusPort::send_aside(Transfer& transfer, tlm::tlm_command command, std::uint64_t address,
                         std::span<std::uint8_t> data) {
    prepare(transfer, command, address, data);
    if (protocol_ == Protocol::four_phase) {
        send_by_phases(transfer);
        return;
    }
    set_off(transfer);
    callers_.run([this, &transfer] {
        sc_time delay;
        socket->b_transport(transfer.transaction_, delay);
        take_answer(transfer.transaction_, delay);
    });
    wait(sc_core::SC_ZERO_TIME);
}

void BusPort::prepare(Transfer& transfer, tlm::tlm_command command, std::uint64_t address,
                      std::span<std::uint8_t> data) {
    tlm::tlm_generic_payload& transaction = transfer.transaction_;
    transaction.set_extension(&initiator_);
    transaction.set_command(command);
    transaction.set_address(address);
    transaction.set_data_ptr(data.data());
    transaction.set_data_length(static_cast<unsigned>(data.size()));
    transaction.set_streaming_width(static_cast<unsigned>(data.size()));
    transaction.set_byte_enable_ptr(nullptr);
    transaction.set_dmi_allowed(false);
    transaction.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
}

void BusPort::use_room(const tlm::tlm_generic_payload& transaction) {
    if (transaction.is_write() && transaction.get_address() == room_.address) {
        room_.bytes -= std::min<std::uint64_t>(room_.bytes, transaction.get_data_length());
    }
}

// It is on its way until take_answer().
void BusPort::set_off(Transfer& transfer) {
    tlm::tlm_generic_payload& transaction = transfer.transaction_;
    if (!transaction.has_mm()) {
        transaction.set_mm(this);
    }
    transaction.acquire();
    transfer.answered_ = false;
    on_their_way_.push_back(&transfer);
}

void BusPort::send_blocking(Transfer& transfer, sc_time delay) {
    transfer.answered_ = false;
    use_room(transfer.transaction_);
    socket->b_transport(transfer.transaction_, delay);
    transfer.ready_ = sc_core::sc_time_stamp() + delay;
    transfer.answered_ = true;
}

void BusPort::send_by_phases(Transfer& transfer) {
    while (untaken_ != nullptr) {
        wait(taken_);
    }
    set_off(transfer);
    tlm::tlm_generic_payload& transaction = transfer.transaction_;
    untaken_ = &transaction;
    tlm::tlm_phase phase = tlm::BEGIN_REQ;
    sc_time delay;
    const tlm::tlm_sync_enum status = socket->nb_transport_fw(transaction, phase, delay);
    if (status == tlm::TLM_COMPLETED) {
        take_answer(transaction, delay);
    } else if (status == tlm::TLM_UPDATED) {
        static_cast<void>(backward(transaction, phase, delay));
    }
}

tlm::tlm_sync_enum BusPort::backward(tlm::tlm_generic_payload& transaction, tlm::tlm_phase& phase, sc_time& delay) {
    if (phase == tlm::END_REQ) {
        untaken_ = nullptr;
        taken_.notify(delay);
        return tlm::TLM_ACCEPTED;
    }
    take_answer(transaction, delay);
    return tlm::TLM_COMPLETED;
}

void BusPort::take_answer(tlm::tlm_generic_payload& transaction, const sc_time& delay) {
    const auto found = std::ranges::find_if(
        on_their_way_, [&](const Transfer* transfer) { return &transfer->transaction_ == &transaction; });
    Transfer& transfer = **found;
    on_their_way_.erase(found);
    if (untaken_ == &transaction) { // END_REQ is implied
        untaken_ = nullptr;
        taken_.notify(delay);
    }
    transfer.ready_ = sc_core::sc_time_stamp() + delay;
    transfer.answered_ = true;
    transfer.event_.notify(sc_core::SC_ZERO_TIME);
    answer_.notify(sc_core::SC_ZERO_TIME);
    transaction.release();
    if (on_their_way_.empty()) {
        drained_.notify(sc_core::SC_ZERO_TIME);
    }
}

void BusPort::drain() {
    while (!on_their_way_.empty()) {
        wait(drained_);
    }
}

} // namespace edgeloom
