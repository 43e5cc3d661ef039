// Random DRAMs that keep to the relations between their figures.
#pragma once

#include "memory/dram_device.hpp"

#include <rapidcheck.h>

namespace edgeloom::test {

/// Small, with a clock of 1 ns, so that a refresh comes every few bursts.
inline memory::DramDevice any_dram() {
    const auto from = [](std::uint64_t low, std::uint64_t high) { return *rc::gen::inRange(low, high + 1); };
    constexpr std::uint64_t clock = 1000; // ps
    memory::DramDevice dram{.clock_hz = 1'000'000'000,
                            .data_rate = from(1, 2),
                            .burst_length = 1ULL << from(1, 4),
                            .width_bits = 8ULL << from(0, 3),
                            .channels = from(1, 3)};
    dram.bank_groups = from(1, 4);
    dram.banks = dram.bank_groups * from(1, 4);
    dram.rows = from(1, 6);
    dram.columns = dram.burst_length * from(1, 4);
    const std::uint64_t burst = (dram.burst_length + dram.data_rate - 1) / dram.data_rate;
    dram.read_latency = from(1, 20);
    dram.write_latency = from(1, 20);
    dram.trcd_ps = from(1, 20) * clock;
    dram.trp_ps = from(1, 20) * clock;
    dram.tras_ps = dram.trcd_ps + from(0, 20) * clock;
    dram.trc_ps = dram.tras_ps + dram.trp_ps + from(0, 3) * clock;
    dram.trrd_ps = from(1, 10) * clock;
    dram.trrd_l_ps = dram.trrd_ps + from(0, 5) * clock;
    dram.tfaw_ps = from(1, 60) * clock - from(0, clock - 1); // rounded up
    dram.tccd = burst + from(0, 2);
    dram.tccd_l = dram.tccd + from(0, 4);
    dram.twtr_ps = from(1, 10) * clock;
    dram.twtr_l_ps = dram.twtr_ps + from(0, 5) * clock;
    dram.twr_ps = from(1, 20) * clock;
    dram.trtp_ps = from(1, 12) * clock;
    const std::uint64_t read_end = dram.read_latency + burst;
    dram.trtw = from(1, 3) + (read_end > dram.write_latency ? read_end - dram.write_latency : 0);
    dram.trfc_ps = from(10, 100) * clock;
    dram.trefi_ps = 2 * dram.trfc_ps + 4 * dram.trc_ps + from(0, 500) * clock;
    return dram;
}

} // namespace edgeloom::test
