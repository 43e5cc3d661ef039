// The commands of a channel against a slow model that tries every rule on every two commands.
#include "memory/dram_channel.hpp"
#include "memory/dram_timing.hpp"
#include "unit/memory/any_dram.hpp"
#include "unit/memory/dram_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <ostream>

namespace edgeloom::memory {

bool operator==(const DramCommand& a, const DramCommand& b) {
    return a.clock == b.clock && a.kind == b.kind && a.bank == b.bank && a.row == b.row;
}

void PrintTo(const DramCommand& command, std::ostream* stream) {
    *stream << "clock " << command.clock << " kind " << static_cast<int>(command.kind) << " bank " << command.bank
            << " row " << command.row;
}

} // namespace edgeloom::memory

namespace edgeloom::test {
namespace {

using memory::DramChannel;
using memory::DramController;
using memory::DramDevice;
using memory::DramTiming;
using memory::Mapping;
using memory::PagePolicy;
using testing::ElementsAreArray;
using testing::IsEmpty;

// Bursts come close behind each other or with rests in which refreshes fall, and not quite in order.
std::uint64_t next_arrival(std::uint64_t arrival) {
    const std::uint64_t step = *rc::gen::weightedOneOf<std::uint64_t>({{6, rc::gen::inRange<std::uint64_t>(0, 3)},
                                                                       {3, rc::gen::inRange<std::uint64_t>(0, 40)},
                                                                       {1, rc::gen::inRange<std::uint64_t>(0, 1500)}});
    const std::uint64_t back = *rc::gen::inRange<std::uint64_t>(0, 8);
    return arrival + step > back ? arrival + step - back : 0;
}

RC_GTEST_PROP(DramChannel, GivesEveryCommandAsEarlyAsTheRulesAllow, ()) {
    const DramDevice device = any_dram();
    const std::uint64_t write_buffer = *rc::gen::inRange<std::uint64_t>(1, 9);
    DramChannel channel(device, 0, write_buffer);
    SlowChannel slow(device, write_buffer);
    std::vector<DramCommand> commands;
    channel.on_command([&](const DramCommand& command) { commands.push_back(command); });
    const std::uint64_t rows = *rc::gen::inRange<std::uint64_t>(1, 5);
    std::uint64_t arrival = 0;
    const int bursts = *rc::gen::inRange(1, 60);
    for (int i = 0; i < bursts; ++i) {
        arrival = next_arrival(arrival);
        const std::uint64_t bank = *rc::gen::inRange<std::uint64_t>(0, device.banks);
        const std::uint64_t row = *rc::gen::inRange<std::uint64_t>(0, rows);
        if (*rc::gen::inRange(0, 2) == 0) {
            RC_ASSERT(channel.read(arrival, {.bank = bank, .row = row}) == slow.read(arrival, bank, row));
        } else {
            RC_ASSERT(channel.write(arrival, {.bank = bank, .row = row}) == slow.write(arrival, bank, row));
        }
        if (*rc::gen::inRange(0, 4) == 0) {
            channel.close(bank);
            slow.close(bank);
        }
        RC_ASSERT(commands == slow.commands());
    }
    RC_ASSERT(violation(device, commands) == "");
}

// Whole requests, at any mapping and policy: no rule is broken in any channel, and the counts are those of commands.
RC_GTEST_PROP(DramTiming, BreaksNoRule, ()) {
    const DramDevice device = any_dram();
    const DramController controller{.page_policy = *rc::gen::element(PagePolicy::open, PagePolicy::closed),
                                    .mapping =
                                        *rc::gen::element(Mapping::row_bank_column, Mapping::row_column_bank,
                                                          Mapping::bank_row_column, Mapping::channel_row_bank_column),
                                    .write_buffer = *rc::gen::inRange<std::uint64_t>(1, 9)};
    DramTiming timing(device, controller);
    std::map<std::uint64_t, std::vector<DramCommand>> commands; // by channel
    timing.on_command([&](const DramCommand& command) { commands[command.channel].push_back(command); });
    std::uint64_t arrival = 0;
    for (int i = 0; i < 40; ++i) {
        arrival = next_arrival(arrival);
        const std::uint64_t offset = *rc::gen::inRange<std::uint64_t>(0, device.bytes());
        const std::uint64_t most = std::min<std::uint64_t>(device.bytes() - offset, 5 * device.burst_bytes());
        const std::uint64_t bytes = *rc::gen::inRange<std::uint64_t>(1, most + 1);
        const bool write = *rc::gen::inRange(0, 2) == 0;
        const std::uint64_t ready = timing.serve(
            {.arrival = arrival * 1000 - 999 * (arrival != 0), .offset = offset, .bytes = bytes, .write = write});
        RC_ASSERT(ready >= arrival * 1000);
    }
    const auto banks = timing.statistics(0).banks;
    RC_ASSERT(banks.size() == device.channels * device.banks);
    for (const auto& [channel, given] : commands) {
        RC_ASSERT(violation(device, given) == "");
        std::vector<memory::BankStatistics> counted(device.banks);
        for (const DramCommand& command : given) {
            memory::BankStatistics& bank = counted[command.bank];
            bank.activations += command.kind == DramCommand::Kind::activate;
            bank.reads += command.kind == DramCommand::Kind::read;
            bank.writes += command.kind == DramCommand::Kind::write;
            counted[0].refreshes += command.kind == DramCommand::Kind::refresh;
        }
        for (std::uint64_t bank = 0; bank < device.banks; ++bank) {
            const memory::BankStatistics& found = banks[channel * device.banks + bank];
            RC_ASSERT(found.channel == channel);
            RC_ASSERT(found.activations == counted[bank].activations);
            RC_ASSERT(found.reads == counted[bank].reads);
            RC_ASSERT(found.writes == counted[bank].writes);
            RC_ASSERT(found.refreshes == counted[0].refreshes);
            RC_ASSERT(found.row_hits + found.row_misses + found.row_conflicts == found.reads + found.writes);
            RC_ASSERT(found.row_misses + found.row_conflicts == found.activations);
        }
    }
}

// Every burst of the memory has a place of its own but for its column.
RC_GTEST_PROP(DramMap, CoversTheMemory, ()) {
    const DramDevice device = any_dram();
    const auto mapping = *rc::gen::element(Mapping::row_bank_column, Mapping::row_column_bank, Mapping::bank_row_column,
                                           Mapping::channel_row_bank_column);
    const memory::DramMap map(device, mapping);
    std::map<std::array<std::uint64_t, 3>, std::uint64_t> bursts;
    for (std::uint64_t burst = 0; burst < device.bytes() / device.burst_bytes(); ++burst) {
        const memory::DramPlace place = map.place(burst);
        RC_ASSERT(place.channel < device.channels && place.bank < device.banks && place.row < device.rows);
        ++bursts[{place.channel, place.bank, place.row}];
    }
    RC_ASSERT(bursts.size() == device.channels * device.banks * device.rows);
    for (const auto& [place, count] : bursts) {
        RC_ASSERT(count == device.row_bursts());
    }
}

// By hand: clocks of 1 ns, so that times can be read off.
const DramDevice plain{.clock_hz = 1'000'000'000,
                       .data_rate = 2,
                       .burst_length = 8,
                       .width_bits = 64,
                       .channels = 1,
                       .banks = 4,
                       .bank_groups = 1,
                       .rows = 16,
                       .columns = 64,
                       .read_latency = 10,
                       .write_latency = 8,
                       .trcd_ps = 12'000,
                       .trp_ps = 11'000,
                       .tras_ps = 30'000,
                       .trc_ps = 41'000,
                       .trrd_ps = 5'000,
                       .trrd_l_ps = 5'000,
                       .tfaw_ps = 30'000,
                       .tccd = 4,
                       .tccd_l = 4,
                       .trtw = 7,
                       .twtr_ps = 6'000,
                       .twtr_l_ps = 6'000,
                       .twr_ps = 15'000,
                       .trtp_ps = 7'000,
                       .trefi_ps = 3'900'000,
                       .trfc_ps = 160'000};

constexpr std::uint64_t row_bytes = 512;
constexpr std::uint64_t bank_stride = row_bytes; // row-bank-column
constexpr std::uint64_t row_stride = 4 * row_bytes;

std::uint64_t clock_of(DramTiming& timing, std::uint64_t arrival, std::uint64_t offset, std::uint64_t bytes,
                       bool write = false) {
    return timing.serve({.arrival = arrival * 1000, .offset = offset, .bytes = bytes, .write = write}) / 1000;
}

TEST(DramTiming, ReadsAHitAMissAndAConflict) {
    DramTiming timing(plain, {});
    EXPECT_EQ(clock_of(timing, 100, 0, 64), 100U + 12 + 10 + 4);              // activate, read
    EXPECT_EQ(clock_of(timing, 200, 64, 64), 200U + 10 + 4);                  // read
    EXPECT_EQ(clock_of(timing, 300, row_stride, 8), 300U + 11 + 12 + 10 + 4); // precharge, activate, read
    EXPECT_EQ(clock_of(timing, 400, bank_stride, 64), 400U + 12 + 10 + 4);
    const auto banks = timing.statistics(0).banks;
    EXPECT_EQ(banks[0].row_misses, 1U);
    EXPECT_EQ(banks[0].row_hits, 1U);
    EXPECT_EQ(banks[0].row_conflicts, 1U);
    EXPECT_EQ(banks[1].row_misses, 1U);
    EXPECT_EQ(banks[0].reads, 3U);
}

TEST(DramTiming, HasSeveralBurstsOnTheirWay) {
    DramTiming timing(plain, {});
    EXPECT_EQ(clock_of(timing, 0, 0, 256), 12U + 10 + 4 * 4);
    // Asked for at the same time: its bank is activated while the first moves data, its data come right behind.
    EXPECT_EQ(clock_of(timing, 0, bank_stride, 64), 12U + 10 + 5 * 4);
}

// Half a burst at either end takes the whole of it.
TEST(DramTiming, MovesWholeBursts) {
    DramTiming timing(plain, {});
    EXPECT_EQ(clock_of(timing, 0, 32, 64), 12U + 10 + 2 * 4);
    EXPECT_EQ(timing.statistics(0).banks[0].reads, 2U);
}

TEST(DramTiming, TakesWritesIntoItsBuffer) {
    DramTiming timing(plain, {.write_buffer = 2});
    EXPECT_EQ(clock_of(timing, 0, 0, 128, true), 0U);
    EXPECT_EQ(clock_of(timing, 1, 128, 64, true), 12U + 8 + 4); // when the first is in its row
    EXPECT_EQ(clock_of(timing, 1, 192, 64, true), 12U + 8 + 8);
    // A read comes behind all of them: they are written 4 clocks apart at best, the third when it is in the buffer.
    const std::uint64_t fourth = 12 + 8 + 8;
    EXPECT_EQ(clock_of(timing, 2, 256, 64), fourth + 8 + 4 + 6 + 10 + 4);
}

TEST(DramTiming, ClosesRowsBehindARequest) {
    DramTiming timing(plain, {.page_policy = PagePolicy::closed});
    EXPECT_EQ(clock_of(timing, 0, 0, 128), 12U + 10 + 8);
    EXPECT_EQ(clock_of(timing, 100, 128, 64), 100U + 12 + 10 + 4);
    EXPECT_EQ(clock_of(timing, 200, row_stride, 64), 200U + 12 + 10 + 4);
    const auto banks = timing.statistics(0).banks;
    EXPECT_EQ(banks[0].row_misses, 3U);
    EXPECT_EQ(banks[0].row_hits, 1U);
    EXPECT_EQ(banks[0].row_conflicts, 0U);
}

TEST(DramTiming, RefreshesInTime) {
    DramTiming timing(plain, {});
    EXPECT_EQ(clock_of(timing, 0, 0, 64), 12U + 10 + 4);
    EXPECT_EQ(clock_of(timing, 3899, 0, 64), 3899U + 10 + 4);
    // Due at 3900, but the row is to be closed first, 7 clocks behind the read.
    EXPECT_EQ(clock_of(timing, 3901, 0, 64), 3899U + 7 + 11 + 160 + 12 + 10 + 4);
    EXPECT_EQ(timing.statistics(0).banks[3].refreshes, 1U);
    EXPECT_EQ(timing.statistics(7'799'999).banks[3].refreshes, 1U);
    EXPECT_EQ(timing.statistics(7'800'000).banks[3].refreshes, 2U);
    // Nobody came for long.
    EXPECT_EQ(clock_of(timing, 10 * 3900, 0, 64), 10U * 3900 + 160 + 12 + 10 + 4);
    EXPECT_EQ(timing.statistics(0).banks[0].refreshes, 10U);
}

TEST(DramTiming, KnowsItsPeak) {
    EXPECT_DOUBLE_EQ(DramTiming(plain, {}).statistics(0).peak_bytes_per_second, 16e9);
}

} // namespace
} // namespace edgeloom::test
