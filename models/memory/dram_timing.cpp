#include "memory/dram_timing.hpp"

#include <algorithm>

namespace edgeloom::memory {

DramTiming::DramTiming(const DramDevice& device, const DramController& controller)
    : device_(device),
      period_(device.period()),
      page_policy_(controller.page_policy),
      map_(device, controller.mapping) {
    channels_.reserve(device.channels);
    for (std::uint64_t number = 0; number < device.channels; ++number) {
        channels_.emplace_back(device, number, controller.write_buffer);
    }
}

std::uint64_t DramTiming::serve(const Request& request) {
    if (request.bytes == 0) {
        return request.arrival;
    }
    const std::uint64_t arrival = edge_from(request.arrival, period_);
    const std::uint64_t first = request.offset / device_.burst_bytes();
    const std::uint64_t last = (request.offset + request.bytes - 1) / device_.burst_bytes();
    std::uint64_t ready = arrival;
    for (std::uint64_t burst = first; burst <= last; ++burst) {
        const DramPlace place = map_.place(burst);
        DramChannel& channel = channels_[place.channel];
        ready = std::max(ready, request.write ? channel.write(arrival, place) : channel.read(arrival, place));
    }
    if (page_policy_ == PagePolicy::closed) {
        close(first, last);
    }
    return ready * period_;
}

void DramTiming::close(std::uint64_t first, std::uint64_t last) {
    for (std::uint64_t burst = first; burst <= last; ++burst) {
        const DramPlace place = map_.place(burst);
        channels_[place.channel].close(place.bank);
    }
}

Statistics DramTiming::statistics(std::uint64_t now) const {
    constexpr double bits_per_byte = 8;
    const double bytes_per_clock =
        static_cast<double>(device_.channels * device_.width_bits * device_.data_rate) / bits_per_byte;
    Statistics statistics{
        .peak_bytes_per_second = bytes_per_clock * static_cast<double>(device_.clock_hz), .banks = {}, .waits = {}};
    for (const DramChannel& channel : channels_) {
        const auto banks = channel.statistics(now / period_);
        statistics.banks.insert(statistics.banks.end(), banks.begin(), banks.end());
    }
    return statistics;
}

void DramTiming::on_command(const DramChannel::Listener& listener) {
    for (DramChannel& channel : channels_) {
        channel.on_command(listener);
    }
}

} // namespace edgeloom::memory
