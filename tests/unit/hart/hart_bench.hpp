// The hart on a bus with memory, a memory that can take its direct access back, and a device that notes accesses.
#pragma once

#include "hart/hart.hpp"
#include "interconnect/interconnect.hpp"
#include "memory/memory.hpp"
#include "tlm/synchronise.hpp"
#include "unit/hart/encode.hpp"

#include <systemc>
#include <tlm_utils/simple_target_socket.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <ostream>
#include <vector>

namespace edgeloom::test {

/// Takes words. An access to offset n takes n ns, one to `stop` ends the simulation, one to `refused` is refused.
class NotingDevice : public sc_core::sc_module {
public:
    static constexpr std::uint32_t stop = 0x1000;
    static constexpr std::uint32_t refused = 0x2000;

    struct Access {
        sc_core::sc_time time;
        std::uint32_t offset;
        std::uint32_t value;
        bool operator==(const Access&) const = default;
    };

    tlm_utils::simple_target_socket<NotingDevice> socket;
    std::vector<Access> accesses;
    std::function<void(Access& access)> on_access; ///< may set the value that is read, and may wait

    explicit NotingDevice(sc_core::sc_module_name name) : sc_module(name), socket("socket") {
        socket.register_b_transport(this, &NotingDevice::b_transport);
    }

private:
    void b_transport(tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay) {
        Access access{sc_core::sc_time_stamp() + delay, static_cast<std::uint32_t>(transaction.get_address()), 0};
        const unsigned bytes = std::min(transaction.get_data_length(), 4U);
        if (transaction.is_write()) {
            std::memcpy(&access.value, transaction.get_data_ptr(), bytes);
        }
        if (on_access) {
            synchronise(transaction, delay);
            on_access(access);
        }
        if (transaction.is_read()) {
            std::memcpy(transaction.get_data_ptr(), &access.value, bytes);
        }
        accesses.push_back(access);
        if (access.offset == stop) {
            sc_core::sc_stop();
        } else {
            delay += sc_core::sc_time(access.offset, sc_core::SC_NS);
        }
        transaction.set_response_status(access.offset == refused ? tlm::TLM_GENERIC_ERROR_RESPONSE
                                                                 : tlm::TLM_OK_RESPONSE);
    }
};

inline std::ostream& operator<<(std::ostream& out, const NotingDevice::Access& access) {
    return out << access.time << ": " << access.offset << " = " << access.value;
}

/// 4 KiB that grant direct access, or do not. An access over the bus takes a clock of 10 ns.
class FickleMemory : public sc_core::sc_module {
public:
    tlm_utils::simple_target_socket<FickleMemory> socket;
    std::array<std::uint8_t, 4096> bytes{};
    bool direct = true;
    unsigned direct_requests = 0;
    unsigned transactions = 0;

    explicit FickleMemory(sc_core::sc_module_name name) : sc_module(name), socket("socket") {
        socket.register_b_transport(this, &FickleMemory::b_transport);
        socket.register_get_direct_mem_ptr(this, &FickleMemory::get_direct_mem_ptr);
    }
    void take_back() { socket->invalidate_direct_mem_ptr(0, bytes.size() - 1); }

private:
    void b_transport(tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay) {
        ++transactions;
        std::uint8_t* const here = bytes.data() + transaction.get_address();
        transaction.is_read() ? std::memcpy(transaction.get_data_ptr(), here, transaction.get_data_length())
                              : std::memcpy(here, transaction.get_data_ptr(), transaction.get_data_length());
        delay += sc_core::sc_time(10, sc_core::SC_NS);
        transaction.set_dmi_allowed(direct);
        transaction.set_response_status(tlm::TLM_OK_RESPONSE);
    }
    bool get_direct_mem_ptr(tlm::tlm_generic_payload&, tlm::tlm_dmi& dmi) {
        ++direct_requests;
        dmi.set_dmi_ptr(bytes.data());
        dmi.set_start_address(0);
        dmi.set_end_address(bytes.size() - 1);
        dmi.allow_read_write();
        return direct;
    }
};

class HartBench : public sc_core::sc_module {
public:
    static constexpr std::uint32_t code = 0x8000'0000;
    static constexpr std::uint32_t handler = code + 0x1000;
    static constexpr std::uint32_t fickle_base = 0x2000'0000;
    static constexpr std::uint32_t device_base = 0x1000'0000;

    SC_HAS_PROCESS(HartBench);
    explicit HartBench(const Hart::Config& config = {})
        : sc_module(sc_core::sc_module_name("bench")),
          hart("hart", config),
          memory("memory", {.size = 0x1'0000}),
          fickle("fickle"),
          device("device"),
          interconnect_("interconnect", {.initiators = {{"hart"}},
                                         .targets = {{{"memory", code, 0x1'0000, ""}},
                                                     {{"fickle", fickle_base, 0x1000, ""}},
                                                     {{"device", device_base, 0x1'0000, ""}}}}) {
        hart.bus.bind(interconnect_.initiator_port(0));
        interconnect_.target_port(0).bind(memory.socket);
        interconnect_.target_port(1).bind(fickle.socket);
        interconnect_.target_port(2).bind(device.socket);
        hart.software_interrupt(software);
        hart.timer_interrupt(timer);
        hart.external_interrupt(external);
        SC_THREAD(raise_timer);
    }

    void place(std::uint32_t address, std::initializer_list<std::uint32_t> words) {
        for (const std::uint32_t word : words) {
            std::memcpy(memory.bytes().data() + (address - code), &word, sizeof word);
            address += 4;
        }
    }
    /// Runs until the program stops the simulation, or nothing happens any more.
    void run() { sc_core::sc_start(); }
    void run(const sc_core::sc_time& time) { sc_core::sc_start(time); }

    Hart hart;
    Memory memory;
    FickleMemory fickle;
    NotingDevice device;
    using Line = sc_core::sc_signal<bool, sc_core::SC_MANY_WRITERS>;
    Line software{"software"};
    Line timer{"timer"};
    Line external{"external"};
    std::vector<sc_core::sc_time> timer_raises; ///< when the timer's line rises, by rising time

private:
    void raise_timer() {
        for (const sc_core::sc_time& time : timer_raises) {
            wait(time - sc_core::sc_time_stamp());
            timer.write(true);
        }
    }

    Interconnect interconnect_;
};

inline sc_core::sc_time ns(double value) {
    return {value, sc_core::SC_NS};
}

} // namespace edgeloom::test
