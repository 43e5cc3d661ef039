#include "unit/platform/memories/closed_form.hpp"

#include "memory/dram_clocks.hpp"

#include <algorithm>
#include <deque>
#include <random>
#include <vector>

namespace edgeloom::platform::test {

using memory::DramClocks;
using memory::DramDevice;

namespace {

// From a read or write to the precharge of its bank.
double recovery(const DramClocks& t, Direction direction) {
    return static_cast<double>(direction == Direction::read ? t.rtp : t.write_latency + t.burst + t.wr);
}

// From activate to activate of a bank that moves a burst in between.
double bank_cycle(const DramClocks& t, Direction direction) {
    const auto open = std::max(static_cast<double>(t.ras), static_cast<double>(t.rcd) + recovery(t, direction));
    return std::max(static_cast<double>(t.rc), open + static_cast<double>(t.rp));
}

// A burst every `interval` clocks, but for what a refresh takes out of every tREFI.
double bandwidth(const DramDevice& device, double interval, double refresh) {
    const double share = 1 - refresh / static_cast<double>(DramClocks(device).refi);
    return static_cast<double>(device.burst_bytes()) * static_cast<double>(device.clock_hz) / interval * share;
}

// From the last burst in front of a refresh to the first behind it, where the last has opened its row: the bank's cycle
// is over before it, and the row is not closed before the refresh is due.
double refresh_of_fresh_rows(const DramClocks& t, Direction direction) {
    return bank_cycle(t, direction) + static_cast<double>(t.rfc) +
           static_cast<double>(t.rp) * static_cast<double>(t.rp) / (2 * bank_cycle(t, direction));
}

} // namespace

double sequential_bandwidth(const DramDevice& device, Direction direction) {
    const DramClocks t(device);
    const double interval =
        std::max(static_cast<double>(t.ccd), static_cast<double>(t.ccd_l) / static_cast<double>(device.bank_groups));
    // From the last burst in front of the refresh to the first behind it.
    const double refresh = recovery(t, direction) + static_cast<double>(t.rp + t.rfc + t.rcd) - interval;
    return bandwidth(device, interval, refresh) * static_cast<double>(device.channels);
}

double conflict_bandwidth(const DramDevice& device, Direction direction) {
    const DramClocks t(device);
    const double cycle = bank_cycle(t, direction);
    return bandwidth(device, cycle, refresh_of_fresh_rows(t, direction) - cycle);
}

double bank_parallel_bandwidth(const DramDevice& device, Direction direction) {
    const DramClocks t(device);
    const auto banks = static_cast<double>(device.banks / device.bank_groups); // in the stream's group
    const double interval = std::max({static_cast<double>(t.rrd_l), static_cast<double>(t.faw) / 4,
                                      static_cast<double>(t.ccd_l), bank_cycle(t, direction) / banks});
    return bandwidth(device, interval, refresh_of_fresh_rows(t, direction) - interval);
}

// The n-th activate, of a bank b of group g, comes at A(n) = max(A(n-1) + tRRD, tRRD_L if that was of group g as well,
// A(n-4) + tFAW, the last activate of b + its cycle): the mean of A(n) - A(n-1) for many n.
double random_bandwidth(const DramDevice& device, Direction direction) {
    const DramClocks t(device);
    constexpr int draws = 1'000'000;
    std::mt19937 random(1);
    const double cycle = bank_cycle(t, direction);
    std::vector<double> last_of_bank(device.banks, -1e9);
    std::deque<double> last(4, -1e9); // the latest in front
    std::uint64_t last_group = 0;
    for (int n = 0; n < draws; ++n) {
        const std::uint64_t bank = random() % device.banks;
        const std::uint64_t group = bank % device.bank_groups;
        const auto apart = static_cast<double>(n != 0 && group == last_group ? t.rrd_l : t.rrd);
        const double activate =
            std::max({0.0, last[0] + apart, last[3] + static_cast<double>(t.faw), last_of_bank[bank] + cycle});
        last_of_bank[bank] = activate;
        last_group = group;
        last.push_front(activate);
        last.pop_back();
    }
    const double interval = last[0] / draws;
    return bandwidth(device, interval, refresh_of_fresh_rows(t, direction) - interval) *
           static_cast<double>(device.channels);
}

double alternating_bandwidth(const DramDevice& device) {
    const DramClocks t(device);
    // A read, tRTW, a write, its data, tWTR. Every other burst is in another group, if there are any.
    const auto pair = static_cast<double>(t.rtw + t.write_latency + t.burst + t.wtr);
    const double refresh = recovery(t, Direction::write) + static_cast<double>(t.rp + t.rfc + t.rcd) - pair / 2;
    return bandwidth(device, pair / 2, refresh);
}

} // namespace edgeloom::platform::test
