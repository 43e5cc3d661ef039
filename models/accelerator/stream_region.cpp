#include "accelerator/stream_region.hpp"

#include "tlm/readiness.hpp"
#include "tlm/synchronise.hpp"

#include <cstring>
#include <span>

namespace edgeloom::accelerator {

using abi::accelerator::Error;
namespace window = abi::accelerator::window;

void StreamRegion::b_transport(tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay) {
    transaction.set_response_status(access(transaction, delay));
}

tlm::tlm_response_status StreamRegion::access(tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay) {
    const std::uint64_t offset = transaction.get_address();
    const unsigned length = transaction.get_data_length();
    if (length % sizeof(std::uint32_t) != 0 || transaction.get_streaming_width() < length) {
        return refuse(offset, tlm::TLM_BURST_ERROR_RESPONSE);
    }
    if (transaction.get_byte_enable_ptr() != nullptr) {
        return refuse(offset, tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE);
    }
    if (taken_at_once(transaction, delay) >= length) {
        input_.write_ahead({transaction.get_data_ptr(), length}, delay);
        return tlm::TLM_OK_RESPONSE;
    }
    const std::uint64_t resets = resets_;
    const std::uint32_t comes = transaction.is_write() && offset < window::result ? 1 : 0;
    coming_ += comes;
    synchronise(transaction, delay);
    coming_ -= comes;
    if (resets != resets_) {
        return tlm::TLM_GENERIC_ERROR_RESPONSE;
    }
    if (offset < window::bias) {
        return access_port(transaction) ? tlm::TLM_OK_RESPONSE : tlm::TLM_GENERIC_ERROR_RESPONSE;
    }
    if (const auto fault = access_windows(transaction)) {
        record_(*fault);
        // A value that does not fit is the error register's business; an access to nothing is the bus' too.
        return fault->code == Error::value_range ? tlm::TLM_OK_RESPONSE : tlm::TLM_ADDRESS_ERROR_RESPONSE;
    }
    return tlm::TLM_OK_RESPONSE;
}

tlm::tlm_response_status StreamRegion::refuse(std::uint64_t offset, tlm::tlm_response_status status) {
    record_({Error::stray_access, static_cast<std::uint32_t>(offset)});
    return status;
}

// Bytes in the bank before their time are seen by nobody: the accelerator takes whole packets, when their last byte is
// there.
std::size_t StreamRegion::taken_at_once(const tlm::tlm_generic_payload& transaction,
                                        const sc_core::sc_time& delay) const {
    const bool is_for_input = transaction.is_write() && transaction.get_address() < window::result;
    return is_for_input && datapath_.network() && coming_ == 0 ? input_.room(transaction.get_data_length(), delay) : 0;
}

bool StreamRegion::access_port(tlm::tlm_generic_payload& transaction) {
    const bool to_input = transaction.get_address() < window::result;
    if (to_input != transaction.is_write()) {
        return false;
    }
    if (!datapath_.network()) {
        record_({Error::not_configured, static_cast<std::uint32_t>(transaction.get_address())});
        return false;
    }
    const std::span bytes(transaction.get_data_ptr(), transaction.get_data_length());
    return to_input ? input_.write(bytes) : results_.read(bytes);
}

std::optional<Fault> StreamRegion::access_windows(tlm::tlm_generic_payload& transaction) {
    const auto begin = static_cast<std::uint32_t>(transaction.get_address());
    if (!datapath_.network()) {
        return Fault{Error::not_configured, begin};
    }
    if (busy_()) {
        return Fault{Error::busy, begin};
    }
    std::optional<Fault> first;
    for (std::uint32_t done = 0; done < transaction.get_data_length(); done += sizeof(std::uint32_t)) {
        unsigned char* const data = transaction.get_data_ptr() + done;
        if (transaction.is_write()) {
            std::uint32_t word = 0;
            std::memcpy(&word, data, sizeof word);
            const auto fault = datapath_.memory().write(begin + done, word);
            first = first ? first : fault;
        } else if (const auto word = datapath_.memory().read(begin + done)) {
            std::memcpy(data, &*word, sizeof *word);
        } else {
            return Fault{Error::stray_access, begin + done};
        }
    }
    return first;
}

unsigned StreamRegion::transport_dbg(tlm::tlm_generic_payload& transaction) {
    if (auto* const question = transaction.get_extension<Readiness>()) {
        question->bytes = taken_at_once(transaction, question->delay);
        return 0;
    }
    if (!datapath_.network() || !transaction.is_read()) {
        return 0;
    }
    if (busy_()) {
        datapath_.store();
    }
    const auto begin = static_cast<std::uint32_t>(transaction.get_address());
    unsigned done = 0;
    for (; done + sizeof(std::uint32_t) <= transaction.get_data_length(); done += sizeof(std::uint32_t)) {
        const auto word = datapath_.memory().read(begin + done);
        if (!word) {
            break;
        }
        std::memcpy(transaction.get_data_ptr() + done, &*word, sizeof *word);
    }
    return done;
}

} // namespace edgeloom::accelerator
