// The rules of a DRAM in its clocks.
#pragma once

#include "memory/dram_device.hpp"
#include "memory/timing.hpp"

#include <cstdint>

namespace edgeloom::memory {

/// Times of a data sheet, rounded up to clocks; see DramDevice.
struct DramClocks {
    std::uint64_t burst = 0; ///< that the data of a burst take
    std::uint64_t read_latency = 0;
    std::uint64_t write_latency = 0;
    std::uint64_t rcd = 0;
    std::uint64_t rp = 0;
    std::uint64_t ras = 0;
    std::uint64_t rc = 0;
    std::uint64_t rrd = 0;
    std::uint64_t rrd_l = 0;
    std::uint64_t faw = 0;
    std::uint64_t ccd = 0;
    std::uint64_t ccd_l = 0;
    std::uint64_t rtw = 0;
    std::uint64_t wtr = 0;
    std::uint64_t wtr_l = 0;
    std::uint64_t wr = 0;
    std::uint64_t rtp = 0;
    std::uint64_t refi = 0;
    std::uint64_t rfc = 0;

    DramClocks() = default;
    explicit DramClocks(const DramDevice& device)
        : burst(edge_from(device.burst_length, device.data_rate)),
          read_latency(device.read_latency),
          write_latency(device.write_latency),
          ccd(device.tccd),
          ccd_l(device.tccd_l),
          rtw(device.trtw) {
        const auto clocks = [&](std::uint64_t time) { return edge_from(time, device.period()); };
        rcd = clocks(device.trcd_ps);
        rp = clocks(device.trp_ps);
        ras = clocks(device.tras_ps);
        rc = clocks(device.trc_ps);
        rrd = clocks(device.trrd_ps);
        rrd_l = clocks(device.trrd_l_ps);
        faw = clocks(device.tfaw_ps);
        wtr = clocks(device.twtr_ps);
        wtr_l = clocks(device.twtr_l_ps);
        wr = clocks(device.twr_ps);
        rtp = clocks(device.trtp_ps);
        refi = clocks(device.trefi_ps);
        rfc = clocks(device.trfc_ps);
    }
};

} // namespace edgeloom::memory
