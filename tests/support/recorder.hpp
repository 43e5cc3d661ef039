// A target for tests: a memory that notes what reaches it and when.
#pragma once

#include "tlm/synchronise.hpp"

#include <systemc>
#include <tlm>
#include <tlm_utils/multi_passthrough_target_socket.h>

#include <cstdint>
#include <functional>
#include <map>
#include <ostream>
#include <vector>

namespace edgeloom::test {

/// A transaction that reached a target.
struct Access {
    unsigned port; ///< in the order of binding
    bool write;
    std::uint64_t address;
    unsigned bytes;
    sc_core::sc_time at;

    bool operator==(const Access&) const = default;
    friend std::ostream& operator<<(std::ostream& out, const Access& access) {
        return out << (access.write ? "write " : "read ") << access.bytes << " bytes at 0x" << std::hex
                   << access.address << std::dec << " through port " << access.port << " at " << access.at;
    }
};

/// Any number of initiators may be bound. Bytes read zero until written.
class Recorder : public sc_core::sc_module {
public:
    tlm_utils::multi_passthrough_target_socket<Recorder> socket;

    explicit Recorder(sc_core::sc_module_name name) : sc_module(name), socket("socket") {
        socket.register_b_transport(this, &Recorder::b_transport);
        socket.register_transport_dbg(this, &Recorder::transport_dbg);
    }

    sc_core::sc_time read_latency;
    sc_core::sc_time write_latency;
    /// Asked at the time of an access; returns false to refuse it, and may wait to hold it.
    std::function<bool(const Access&)> accept;
    unsigned longest_kept = ~0U; ///< longer transactions pass, but their data are dropped
    std::vector<Access> log;
    std::map<std::uint64_t, std::uint8_t> bytes;

private:
    void move(tlm::tlm_generic_payload& transaction) {
        if (transaction.get_data_length() > longest_kept) {
            return;
        }
        for (unsigned i = 0; i < transaction.get_data_length(); ++i) {
            std::uint8_t& here = bytes[transaction.get_address() + i];
            unsigned char& there = transaction.get_data_ptr()[i];
            transaction.is_write() ? here = there : there = here;
        }
    }
    void b_transport(int port, tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay) {
        const Access access{static_cast<unsigned>(port), transaction.is_write(), transaction.get_address(),
                            transaction.get_data_length(), sc_core::sc_time_stamp() + delay};
        log.push_back(access);
        if (accept) {
            synchronise(transaction, delay);
            if (!accept(access)) {
                transaction.set_response_status(tlm::TLM_GENERIC_ERROR_RESPONSE);
                return;
            }
        }
        move(transaction);
        delay += transaction.is_write() ? write_latency : read_latency;
        transaction.set_response_status(tlm::TLM_OK_RESPONSE);
    }
    unsigned transport_dbg(int, tlm::tlm_generic_payload& transaction) {
        move(transaction);
        return transaction.get_data_length();
    }
};

} // namespace edgeloom::test
