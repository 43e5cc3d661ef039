// A memory on the bus: SRAM and DRAM differ in their timing only.
#pragma once

#include "memory/statistics.hpp"
#include "memory/timing.hpp"

#include <systemc>
#include <tlm>
#include <tlm_utils/simple_target_socket.h>

#include <boost/interprocess/mapped_region.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

namespace edgeloom {

/// Bytes that read zero until written; pages that nobody touches cost no host memory. Grants DMI to all of it: what
/// goes that way takes `latency`, whatever the memory's timing, and is not counted.
class Memory : public sc_core::sc_module {
public:
    struct Config {
        std::uint64_t size = 0; ///< bytes
        sc_core::sc_time clock{10, sc_core::SC_NS};
        std::uint32_t latency = 1; ///< clocks from request to the first data

        /// In ps, for FixedLatency.
        [[nodiscard]] std::uint64_t fixed_latency() const { return (clock * latency).value(); }
    };

    tlm_utils::simple_target_socket<Memory> socket;

    /// Every transaction takes `latency`.
    Memory(sc_core::sc_module_name name, const Config& config);
    /// Transactions take what `timing` says.
    Memory(sc_core::sc_module_name name, const Config& config, std::unique_ptr<memory::Timing> timing);

    [[nodiscard]] std::span<std::uint8_t> bytes();

    /// `listener` hears of every write that does not go through DMI: offset and number of bytes. The hart uses it to
    /// drop decoded instructions.
    void on_write(std::function<void(std::uint64_t, std::uint64_t)> listener) { listener_ = std::move(listener); }

    /// Bytes that transactions moved.
    [[nodiscard]] std::uint64_t moved() const { return moved_; }
    /// What the timing has counted until now.
    [[nodiscard]] memory::Statistics statistics() const;

private:
    void b_transport(tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay);
    [[nodiscard]] bool get_direct_mem_ptr(tlm::tlm_generic_payload& transaction, tlm::tlm_dmi& dmi);
    [[nodiscard]] unsigned transport_dbg(tlm::tlm_generic_payload& transaction);
    void access(tlm::tlm_generic_payload& transaction, std::uint64_t length);

    Config config_;
    std::unique_ptr<memory::Timing> timing_;
    std::uint64_t moved_ = 0;
    boost::interprocess::mapped_region pages_;
    std::function<void(std::uint64_t, std::uint64_t)> listener_;
};

} // namespace edgeloom
