// How many bursts took how long.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace edgeloom::interconnect {

/// Counts latencies in bins: one a clock below 64 clocks, then 32 to every doubling, so that a bin is never wider than
/// 1/32 of what it counts.
class LatencyHistogram {
    static constexpr std::size_t bins_of_exact = 64;
    static constexpr std::size_t bins_of_doubling = 32;
    static constexpr std::size_t doublings = 34; // up to 2^40 clocks; what takes longer is counted there
    static constexpr std::size_t bins = bins_of_exact + bins_of_doubling * doublings;

public:
    void add(std::uint64_t clocks) { ++bins_[bin_of(clocks)]; }
    LatencyHistogram& operator+=(const LatencyHistogram& more) {
        for (std::size_t bin = 0; bin < size(); ++bin) {
            bins_[bin] += more.bins_[bin];
        }
        return *this;
    }

    [[nodiscard]] static constexpr std::size_t size() { return bins; }
    [[nodiscard]] std::uint64_t count(std::size_t bin) const { return bins_[bin]; }
    /// The most clocks that the bin counts.
    [[nodiscard]] static std::uint64_t upper(std::size_t bin) {
        if (bin < bins_of_exact) {
            return bin;
        }
        const std::size_t doubling = (bin - bins_of_exact) / bins_of_doubling;
        const std::size_t step = (bin - bins_of_exact) % bins_of_doubling;
        return ((bins_of_doubling + step + 1) << (doubling + 1)) - 1;
    }
    /// Latency that `percent` of the bursts did not exceed: the upper end of the bin. 0 where there is no burst.
    [[nodiscard]] std::uint64_t percentile(std::uint64_t percent) const {
        constexpr std::uint64_t hundred = 100;
        std::uint64_t all = 0;
        for (const std::uint64_t count : bins_) {
            all += count;
        }
        const std::uint64_t wanted = (all * percent + hundred - 1) / hundred;
        std::uint64_t seen = 0;
        for (std::size_t bin = 0; bin < size(); ++bin) {
            seen += bins_[bin];
            if (seen >= wanted && seen != 0) {
                return upper(bin);
            }
        }
        return 0;
    }

private:
    [[nodiscard]] static std::size_t bin_of(std::uint64_t clocks) {
        if (clocks < bins_of_exact) {
            return clocks;
        }
        const auto doubling = static_cast<std::size_t>(std::bit_width(clocks)) - std::bit_width(bins_of_exact);
        if (doubling >= doublings) {
            return size() - 1;
        }
        return bins_of_exact + doubling * bins_of_doubling + (clocks >> (doubling + 1)) - bins_of_doubling;
    }

    std::array<std::uint64_t, bins> bins_{};
};

} // namespace edgeloom::interconnect
