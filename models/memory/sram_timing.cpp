#include "memory/sram_timing.hpp"

#include <algorithm>

namespace edgeloom::memory {

namespace {

constexpr std::uint64_t bits_per_byte = 8;
constexpr double picoseconds_per_second = 1e12;

} // namespace

SramTiming::SramTiming(const SramDevice& device, std::uint64_t period)
    : word_bytes_(device.width_bits / bits_per_byte),
      word_clocks_(1 + device.wait_states),
      period_(period),
      port_free_(device.ports),
      banks_(device.banks, BankCalendar(word_clocks_)) {}

std::uint64_t SramTiming::serve(const Request& request) {
    if (request.bytes == 0) {
        return request.arrival;
    }
    const std::uint64_t arrival = edge_from(request.arrival, period_);
    std::uint64_t& port_free = *std::ranges::min_element(port_free_);
    std::uint64_t clock = std::max(arrival, port_free);
    waits_.port_clocks += clock - arrival;
    const std::uint64_t last = (request.offset + request.bytes - 1) / word_bytes_;
    for (std::uint64_t word = request.offset / word_bytes_; word <= last; ++word) {
        const std::uint64_t begin = banks_[word % banks_.size()].book(clock);
        waits_.bank_clocks += begin - clock;
        clock = begin + 1;
    }
    port_free = clock;
    return (clock - 1 + word_clocks_) * period_;
}

Statistics SramTiming::statistics(std::uint64_t /*now*/) const {
    // Words a clock: as many as there are ports, and as the banks can do.
    const double words = std::min(static_cast<double>(port_free_.size()),
                                  static_cast<double>(banks_.size()) / static_cast<double>(word_clocks_));
    const double bytes_per_clock = words * static_cast<double>(word_bytes_);
    return {.peak_bytes_per_second = bytes_per_clock * picoseconds_per_second / static_cast<double>(period_),
            .banks = {},
            .waits = waits_};
}

} // namespace edgeloom::memory
