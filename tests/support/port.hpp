// An initiator for tests: plain reads and writes on a socket.
#pragma once

#include "abi/registers.hpp"
#include "tlm/initiator.hpp"

#include <systemc>
#include <tlm>
#include <tlm_utils/simple_initiator_socket.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace edgeloom::test {

/// Every access starts `ahead` of simulated time (then `ahead` is zero again) and waits out the delay that comes back.
class Port : public sc_core::sc_module {
public:
    /// Changes a transaction before it is sent.
    using Adjust = std::function<void(tlm::tlm_generic_payload&)>;

    tlm_utils::simple_initiator_socket<Port> socket;

    explicit Port(sc_core::sc_module_name name, const Initiator& initiator = Initiator(0))
        : sc_module(name),
          socket("socket"),
          initiator_(initiator) {
        socket.register_invalidate_direct_mem_ptr(this, &Port::invalidate);
    }

    tlm::tlm_response_status transport(tlm::tlm_command command, std::uint64_t address, std::span<std::uint8_t> bytes,
                                       const Adjust& adjust = {}) {
        tlm::tlm_generic_payload transaction;
        transaction.set_extension(&initiator_);
        fill(transaction, command, address, bytes);
        if (adjust) {
            adjust(transaction);
        }
        sc_core::sc_time delay = std::exchange(ahead, sc_core::SC_ZERO_TIME);
        socket->b_transport(transaction, delay);
        transaction.clear_extension(&initiator_); // the payload would free it
        returned = delay;
        dmi_allowed = transaction.is_dmi_allowed();
        status = transaction.get_response_status();
        if (delay > sc_core::SC_ZERO_TIME) {
            sc_core::wait(delay);
        }
        return status;
    }

    template <typename T = std::uint32_t>
    tlm::tlm_response_status write(std::uint64_t address, T value, const Adjust& adjust = {}) {
        return transport(tlm::TLM_WRITE_COMMAND, address, bytes_of(value), adjust);
    }
    tlm::tlm_response_status write(const abi::Register& reg, std::uint32_t value, std::uint32_t index = 0) {
        return write(reg.at(index), value);
    }
    template <typename T = std::uint32_t>
    T read(std::uint64_t address, const Adjust& adjust = {}) {
        T value = unread<T>;
        transport(tlm::TLM_READ_COMMAND, address, bytes_of(value), adjust);
        return value;
    }
    std::uint32_t read(const abi::Register& reg, std::uint32_t index = 0) { return read(reg.at(index)); }

    unsigned debug(tlm::tlm_command command, std::uint64_t address, std::span<std::uint8_t> bytes) {
        tlm::tlm_generic_payload transaction;
        fill(transaction, command, address, bytes);
        return socket->transport_dbg(transaction);
    }
    template <typename T = std::uint32_t>
    T debug_read(std::uint64_t address) {
        T value = unread<T>;
        debug(tlm::TLM_READ_COMMAND, address, bytes_of(value));
        return value;
    }
    std::uint32_t debug_read(const abi::Register& reg, std::uint32_t index = 0) { return debug_read(reg.at(index)); }
    template <typename T = std::uint32_t>
    unsigned debug_write(std::uint64_t address, T value) {
        return debug(tlm::TLM_WRITE_COMMAND, address, bytes_of(value));
    }

    /// The direct memory interface around an address, if it is granted.
    std::optional<tlm::tlm_dmi> direct_memory(std::uint64_t address) {
        tlm::tlm_generic_payload transaction;
        fill(transaction, tlm::TLM_READ_COMMAND, address, {});
        tlm::tlm_dmi dmi;
        return socket->get_direct_mem_ptr(transaction, dmi) ? std::optional(dmi) : std::nullopt;
    }

    sc_core::sc_time ahead;                                     ///< of the next access
    sc_core::sc_time returned;                                  ///< delay that came back from the last access
    tlm::tlm_response_status status = tlm::TLM_OK_RESPONSE;     ///< of the last access
    bool dmi_allowed = false;                                   ///< what the last access said
    std::vector<std::pair<std::uint64_t, std::uint64_t>> stale; ///< direct memory ranges taken back: first, last

private:
    template <typename T>
    static constexpr T unread = static_cast<T>(0xDEAD'BEEF); // what a refused read leaves

    template <typename T>
    static std::span<std::uint8_t> bytes_of(T& value) {
        return {reinterpret_cast<std::uint8_t*>(&value), sizeof value};
    }
    static void fill(tlm::tlm_generic_payload& transaction, tlm::tlm_command command, std::uint64_t address,
                     std::span<std::uint8_t> bytes) {
        transaction.set_command(command);
        transaction.set_address(address);
        transaction.set_data_ptr(bytes.data());
        transaction.set_data_length(static_cast<unsigned>(bytes.size()));
        transaction.set_streaming_width(static_cast<unsigned>(bytes.size()));
    }
    void invalidate(sc_dt::uint64 first, sc_dt::uint64 last) { stale.emplace_back(first, last); }

    Initiator initiator_;
};

} // namespace edgeloom::test
