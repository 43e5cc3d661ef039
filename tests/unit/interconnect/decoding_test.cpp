// Which target an address belongs to.
#include "unit/interconnect/bus_bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace edgeloom::test {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Field;

const auto& map = abi::memory_map::all;

struct Bench : BusBench {
    Bench() : BusBench({"hart", "dma"}, map, Interconnect::Kind::untimed) {}

    Port& hart() { return ports[0]; }
    std::size_t accesses() const {
        std::size_t sum = 0;
        for (const Recorder& recorder : recorders) {
            sum += recorder.log.size();
        }
        return sum;
    }
};

TEST(Decoding, ReachesTheFirstAndTheLastByteOfEveryRegion) {
    Bench bench;
    play({[&] {
        for (std::size_t target = 0; target < map.size(); ++target) {
            SCOPED_TRACE(map[target].name);
            for (const std::uint32_t offset : {0U, map[target].size - 1}) {
                Recorder& recorder = bench.recorders[target];
                const auto before = bench.accesses();
                EXPECT_EQ(bench.hart().write<std::uint8_t>(map[target].base + offset, 0x5A), tlm::TLM_OK_RESPONSE);
                EXPECT_EQ(bench.hart().read<std::uint8_t>(map[target].base + offset), 0x5A);
                EXPECT_EQ(bench.accesses(), before + 2);
                ASSERT_EQ(recorder.log.size(), offset == 0 ? 2U : 4U);
                EXPECT_EQ(recorder.log.back().address, offset);
                EXPECT_EQ(recorder.bytes[offset], 0x5A);
            }
        }
    }});
}

void expect_unmapped(Bench& bench, std::uint64_t address) {
    SCOPED_TRACE(testing::Message() << std::hex << address);
    const auto before = bench.accesses();
    EXPECT_EQ(bench.hart().read<std::uint8_t>(address), 0xEF);
    EXPECT_EQ(bench.hart().status, tlm::TLM_ADDRESS_ERROR_RESPONSE);
    EXPECT_EQ(bench.hart().write<std::uint8_t>(address, 1), tlm::TLM_ADDRESS_ERROR_RESPONSE);
    EXPECT_EQ(bench.accesses(), before);
}

TEST(Decoding, EndsWithTheRegion) {
    Bench bench;
    play({[&] {
        const auto mapped = [](std::uint32_t address) {
            return std::ranges::any_of(map, [&](const abi::Region& region) { return region.contains(address); });
        };
        unsigned gaps = 0;
        for (const abi::Region& region : map) {
            for (const std::uint32_t neighbour : {region.base - 1, region.base + region.size}) {
                if (!mapped(neighbour)) { // some regions touch
                    expect_unmapped(bench, neighbour);
                    ++gaps;
                }
            }
        }
        EXPECT_EQ(gaps, 2 * map.size() - 4);
    }});
}

TEST(Decoding, DoesNotWrapAddresses) {
    Bench bench;
    play({[&] {
        expect_unmapped(bench, 0);
        expect_unmapped(bench, 0xFFFF'FFFF);
        expect_unmapped(bench, std::uint64_t{map.front().base} + (std::uint64_t{1} << 32));
    }});
}

TEST(Decoding, RefusesAnAccessAcrossTheEndOfARegion) {
    Bench bench;
    play({[&] {
        for (const abi::Region& region : map) { // also where another region follows
            std::array<std::uint8_t, 4> data{};
            EXPECT_EQ(
                bench.hart().transport(tlm::TLM_WRITE_COMMAND, std::uint64_t{region.base} + region.size - 3, data),
                tlm::TLM_ADDRESS_ERROR_RESPONSE)
                << region.name;
        }
        EXPECT_EQ(bench.accesses(), 0);
    }});
}

// The hart uses one payload for all its accesses.
TEST(Decoding, GivesTheInitiatorItsAddressBack) {
    Bench bench;
    tlm::tlm_generic_payload* transaction = nullptr;
    bench.recorders[4].accept = [&](const Access&) { return transaction->get_address() == 8; };
    play({[&] {
        const std::uint64_t address = abi::memory_map::sram.base + 8;
        std::array<std::uint8_t, 4> data{};
        tlm::tlm_generic_payload payload;
        transaction = &payload;
        payload.set_command(tlm::TLM_READ_COMMAND);
        payload.set_address(address);
        payload.set_data_ptr(data.data());
        payload.set_data_length(data.size());
        payload.set_streaming_width(data.size());
        sc_core::sc_time delay;
        bench.hart().socket->b_transport(payload, delay);
        EXPECT_TRUE(payload.is_response_ok());
        EXPECT_EQ(payload.get_address(), address);
    }});
}

void expect_last_bad(const Bench& bench, const std::string& initiator, std::uint64_t address, bool write) {
    ASSERT_TRUE(bench.bus.last_bad_access());
    EXPECT_EQ(bench.bus.last_bad_access()->initiator, initiator);
    EXPECT_EQ(bench.bus.last_bad_access()->address, address);
    EXPECT_EQ(bench.bus.last_bad_access()->write, write);
}

TEST(Decoding, RemembersTheLastAccessThatFailed) {
    Bench bench;
    bench.recorders[0].accept = [](const Access&) { return false; };
    play({[&] {
        bench.hart().write(abi::memory_map::sram.base, 1U);
        EXPECT_FALSE(bench.bus.last_bad_access());
        bench.ports[1].write(0x1234, 1U);
        expect_last_bad(bench, "dma", 0x1234, true);
        bench.hart().read(map[0].base + 4); // the target itself refuses
        EXPECT_EQ(bench.hart().status, tlm::TLM_GENERIC_ERROR_RESPONSE);
        expect_last_bad(bench, "hart", map[0].base + 4, false);
    }});
    EXPECT_EQ(bench.bus.probe().of_initiator(0).errors, 1);
    EXPECT_EQ(bench.bus.probe().of_initiator(1).errors, 1);
    EXPECT_EQ(bench.bus.probe().of_target(0).errors, 1);
}

TEST(Decoding, TakesNoTimeOfItsOwnWhenUntimed) {
    Bench bench;
    bench.recorders[4].read_latency = nanoseconds(30);
    play({[&] {
        sc_core::wait(nanoseconds(100));
        bench.hart().ahead = nanoseconds(7);
        bench.hart().read(map[4].base);
        EXPECT_EQ(bench.hart().returned, nanoseconds(37));
        EXPECT_THAT(bench.recorders[4].log, ElementsAre(Field(&Access::at, nanoseconds(107))));
    }});
}

} // namespace
} // namespace edgeloom::test
