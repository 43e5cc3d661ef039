#include "finisher/finisher.hpp"

#include "abi/finisher.hpp"
#include "tlm/synchronise.hpp"

#include <algorithm>
#include <cstring>

namespace edgeloom {

namespace {

constexpr std::uint32_t reset_code = 0x7777;

} // namespace

Finisher::Finisher(sc_core::sc_module_name name) : sc_module(name), socket("socket") {
    socket.register_b_transport(this, &Finisher::b_transport);
    socket.register_transport_dbg(this, &Finisher::transport_dbg);
}

void Finisher::b_transport(tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay) {
    const unsigned length = transaction.get_data_length();
    if (transaction.get_address() != abi::finisher::reg::finish.offset) {
        transaction.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
        return;
    }
    if (transaction.get_byte_enable_ptr() != nullptr) {
        transaction.set_response_status(tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE);
        return;
    }
    if (length != 2 && length != 4) {
        transaction.set_response_status(tlm::TLM_BURST_ERROR_RESPONSE);
        return;
    }
    const std::uint64_t resets = resets_;
    synchronise(transaction, delay);
    if (resets != resets_) {
        transaction.set_response_status(tlm::TLM_GENERIC_ERROR_RESPONSE);
        return;
    }
    if (transaction.is_write()) {
        std::uint32_t word = 0;
        std::memcpy(&word, transaction.get_data_ptr(), length);
        finish(word);
    } else {
        std::fill_n(transaction.get_data_ptr(), length, static_cast<unsigned char>(0));
    }
    transaction.set_response_status(tlm::TLM_OK_RESPONSE);
}

void Finisher::reset() {
    ++resets_;
    outcome_.reset();
}

// The first word counts: firmware may run on until the simulation has stopped.
void Finisher::finish(std::uint32_t word) {
    if (outcome_) {
        return;
    }
    switch (word & 0xFFFFU) {
    case abi::finisher::pass:
        outcome_ = {true, 0};
        break;
    case abi::finisher::fail:
        outcome_ = {false, word >> 16};
        break;
    case abi::finisher::reset:
        outcome_ = {false, reset_code};
        break;
    default:
        return;
    }
    sc_core::sc_stop();
}

unsigned Finisher::transport_dbg(tlm::tlm_generic_payload& transaction) {
    if (!transaction.is_read()) {
        return 0;
    }
    std::fill_n(transaction.get_data_ptr(), transaction.get_data_length(), static_cast<unsigned char>(0));
    return transaction.get_data_length();
}

} // namespace edgeloom
