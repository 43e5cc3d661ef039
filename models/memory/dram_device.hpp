// What a DRAM is made of, as its data sheet says it.
#pragma once

#include <cstdint>
#include <string>

namespace edgeloom::memory {

/// All that lies behind one controller: channels that work side by side, each of one rank. Names are JEDEC's. What a
/// standard gives as the larger of a time and a number of clocks stands here as the larger.
struct DramDevice {
    std::string name = "dram";
    std::uint64_t clock_hz = 0;
    std::uint64_t data_rate = 2;    ///< beats a clock
    std::uint64_t burst_length = 0; ///< beats of a read or write command
    std::uint64_t width_bits = 0;   ///< of a channel
    std::uint64_t channels = 1;
    std::uint64_t banks = 0;       ///< of a channel
    std::uint64_t bank_groups = 1; ///< that they come in
    std::uint64_t rows = 0;        ///< of a bank
    std::uint64_t columns = 0;     ///< of a row, `width_bits` each

    std::uint64_t read_latency = 0;  ///< clocks from a read to its first data
    std::uint64_t write_latency = 0; ///< clocks from a write to its first data
    std::uint64_t trcd_ps = 0;       ///< from activate to read or write
    std::uint64_t trp_ps = 0;        ///< from precharge to activate
    std::uint64_t tras_ps = 0;       ///< from activate to precharge
    std::uint64_t trc_ps = 0;        ///< from activate to activate in a bank
    std::uint64_t trrd_ps = 0;       ///< from activate to activate in another bank
    std::uint64_t trrd_l_ps = 0;     ///< ... of the same group
    std::uint64_t tfaw_ps = 0;       ///< in which there are four activates at most
    std::uint64_t tccd = 0;          ///< clocks from read to read, or write to write
    std::uint64_t tccd_l = 0;        ///< ... in the same group
    std::uint64_t trtw = 0;          ///< clocks from read to write
    std::uint64_t twtr_ps = 0;       ///< from the last data written to a read
    std::uint64_t twtr_l_ps = 0;     ///< ... in the same group
    std::uint64_t twr_ps = 0;        ///< from the last data written to the bank's precharge
    std::uint64_t trtp_ps = 0;       ///< from a read to the bank's precharge
    std::uint64_t trefi_ps = 0;      ///< from refresh to refresh, all banks at a time
    std::uint64_t trfc_ps = 0;       ///< that a refresh takes

    [[nodiscard]] std::uint64_t burst_bytes() const { return burst_length * width_bits / bits_per_byte; }
    /// Bursts that a row holds.
    [[nodiscard]] std::uint64_t row_bursts() const { return columns / burst_length; }
    [[nodiscard]] std::uint64_t bytes() const { return channels * banks * rows * row_bursts() * burst_bytes(); }
    /// ps
    [[nodiscard]] std::uint64_t period() const { return (picoseconds_per_second + clock_hz / 2) / clock_hz; }

    static constexpr std::uint64_t bits_per_byte = 8;
    static constexpr std::uint64_t picoseconds_per_second = 1'000'000'000'000;
};

} // namespace edgeloom::memory
