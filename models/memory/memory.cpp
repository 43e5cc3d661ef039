#include "memory/memory.hpp"

#include "memory/fixed_latency.hpp"

#include <boost/interprocess/anonymous_shared_memory.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

namespace edgeloom {

Memory::Memory(sc_core::sc_module_name name, const Config& config)
    : Memory(name, config, std::make_unique<memory::FixedLatency>(config.fixed_latency())) {}

Memory::Memory(sc_core::sc_module_name name, const Config& config, std::unique_ptr<memory::Timing> timing)
    : sc_module(name),
      socket("socket"),
      config_(config),
      timing_(std::move(timing)),
      pages_(boost::interprocess::anonymous_shared_memory(config.size)) {
    socket.register_b_transport(this, &Memory::b_transport);
    socket.register_transport_dbg(this, &Memory::transport_dbg);
    socket.register_get_direct_mem_ptr(this, &Memory::get_direct_mem_ptr);
}

std::span<std::uint8_t> Memory::bytes() {
    return {static_cast<std::uint8_t*>(pages_.get_address()), static_cast<std::size_t>(config_.size)};
}

void Memory::access(tlm::tlm_generic_payload& transaction, std::uint64_t length) {
    if (!transaction.is_read() && !transaction.is_write()) {
        return;
    }
    std::uint8_t* const here = bytes().data() + transaction.get_address();
    unsigned char* const data = transaction.get_data_ptr();
    const unsigned char* const enables = transaction.get_byte_enable_ptr();
    const unsigned period = transaction.get_byte_enable_length();
    if (enables == nullptr) {
        transaction.is_read() ? std::memcpy(data, here, length) : std::memcpy(here, data, length);
        return;
    }
    for (std::uint64_t i = 0; i < length; ++i) {
        if (enables[i % period] == TLM_BYTE_ENABLED) {
            transaction.is_read() ? data[i] = here[i] : here[i] = data[i];
        }
    }
}

void Memory::b_transport(tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay) {
    const std::uint64_t address = transaction.get_address();
    const std::uint64_t length = transaction.get_data_length();
    if (address > config_.size || length > config_.size - address) {
        transaction.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
        return;
    }
    if (transaction.get_streaming_width() < length) {
        transaction.set_response_status(tlm::TLM_BURST_ERROR_RESPONSE);
        return;
    }
    access(transaction, length);
    if (transaction.is_write() && listener_) {
        listener_(address, length);
    }
    const sc_core::sc_time arrival = sc_core::sc_time_stamp() + delay;
    const std::uint64_t ready = timing_->serve(
        {.arrival = arrival.value(), .offset = address, .bytes = length, .write = transaction.is_write()});
    delay = sc_core::sc_time::from_value(ready) - sc_core::sc_time_stamp();
    moved_ += length;
    transaction.set_dmi_allowed(true);
    transaction.set_response_status(tlm::TLM_OK_RESPONSE);
}

bool Memory::get_direct_mem_ptr(tlm::tlm_generic_payload&, tlm::tlm_dmi& dmi) {
    dmi.set_dmi_ptr(bytes().data());
    dmi.set_start_address(0);
    dmi.set_end_address(config_.size - 1);
    dmi.set_read_latency(config_.clock * config_.latency);
    dmi.set_write_latency(config_.clock * config_.latency);
    dmi.allow_read_write();
    return true;
}

unsigned Memory::transport_dbg(tlm::tlm_generic_payload& transaction) {
    const std::uint64_t address = transaction.get_address();
    if (address >= config_.size) {
        return 0;
    }
    const std::uint64_t length = std::min<std::uint64_t>(transaction.get_data_length(), config_.size - address);
    access(transaction, length);
    if (transaction.is_write() && listener_) {
        listener_(address, length);
    }
    return static_cast<unsigned>(length);
}

memory::Statistics Memory::statistics() const {
    return timing_->statistics(sc_core::sc_time_stamp().value());
}

} // namespace edgeloom
