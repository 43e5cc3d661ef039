#include "memory/memory.hpp"
#include "support/port.hpp"
#include "support/script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <numeric>
#include <vector>

namespace edgeloom::test {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Pair;

constexpr std::uint64_t size = 0x1000;

struct Bench {
    Memory memory{"memory", {.size = size, .clock = nanoseconds(4), .latency = 5}};
    Port port{"port"};
    std::vector<std::pair<std::uint64_t, std::uint64_t>> heard;

    Bench() {
        port.socket.bind(memory.socket);
        memory.on_write([this](std::uint64_t offset, std::uint64_t bytes) { heard.emplace_back(offset, bytes); });
    }
    std::vector<std::uint8_t> contents(std::size_t first, std::size_t bytes) {
        const auto part = memory.bytes().subspan(first, bytes);
        return {part.begin(), part.end()};
    }
};

std::vector<std::uint8_t> counting(std::size_t bytes) {
    std::vector<std::uint8_t> data(bytes);
    std::iota(data.begin(), data.end(), static_cast<std::uint8_t>(1));
    return data;
}

TEST(Memory, ReadsZeroUntilWritten) {
    Bench bench;
    play({[&] {
        std::vector<std::uint8_t> data(size, 0xAA);
        EXPECT_EQ(bench.port.transport(tlm::TLM_READ_COMMAND, 0, data), tlm::TLM_OK_RESPONSE);
        EXPECT_THAT(data, Each(0));
    }});
}

TEST(Memory, KeepsWhatIsWrittenAndNothingElse) {
    Bench bench;
    play({[&] {
        for (const std::size_t length : {1U, 2U, 3U, 4U, 8U, 64U, 257U}) {
            auto data = counting(length);
            EXPECT_EQ(bench.port.transport(tlm::TLM_WRITE_COMMAND, size - length, data), tlm::TLM_OK_RESPONSE);
            std::vector<std::uint8_t> back(length);
            EXPECT_EQ(bench.port.transport(tlm::TLM_READ_COMMAND, size - length, back), tlm::TLM_OK_RESPONSE);
            EXPECT_EQ(back, data);
            EXPECT_EQ(bench.memory.bytes()[size - length - 1], 0);
        }
    }});
}

TEST(Memory, TakesItsLatencyWhateverTheLength) {
    Bench bench;
    play({[&] {
        for (const std::size_t length : {1U, 256U}) {
            auto data = counting(length);
            for (const auto command : {tlm::TLM_READ_COMMAND, tlm::TLM_WRITE_COMMAND}) {
                bench.port.ahead = nanoseconds(7);
                bench.port.transport(command, 0, data);
                EXPECT_EQ(bench.port.returned, nanoseconds(7 + 5 * 4));
            }
        }
    }});
}

// The enables repeat over the data.
TEST(Memory, MovesEnabledBytesOnly) {
    Bench bench;
    std::array<std::uint8_t, 3> enables{TLM_BYTE_DISABLED, TLM_BYTE_ENABLED, TLM_BYTE_ENABLED};
    const auto with_enables = [&](tlm::tlm_generic_payload& transaction) {
        transaction.set_byte_enable_ptr(enables.data());
        transaction.set_byte_enable_length(enables.size());
    };
    play({[&] {
        auto data = counting(7);
        bench.port.transport(tlm::TLM_WRITE_COMMAND, 0x10, data, with_enables);
        EXPECT_THAT(bench.contents(0x10, 7), ElementsAre(0, 2, 3, 0, 5, 6, 0));
        std::vector<std::uint8_t> back(7, 0xAA);
        bench.port.transport(tlm::TLM_READ_COMMAND, 0x11, back, with_enables);
        EXPECT_THAT(back, ElementsAre(0xAA, 3, 0, 0xAA, 6, 0, 0xAA));
    }});
}

void expect_refused(Bench& bench, std::uint64_t address, tlm::tlm_response_status expected,
                    const Port::Adjust& adjust = {}) {
    for (const auto command : {tlm::TLM_READ_COMMAND, tlm::TLM_WRITE_COMMAND}) {
        std::vector<std::uint8_t> data(8, 0xAA);
        EXPECT_EQ(bench.port.transport(command, address, data, adjust), expected) << "at " << address;
        EXPECT_THAT(data, Each(0xAA));
        EXPECT_FALSE(bench.port.dmi_allowed);
    }
    EXPECT_THAT(bench.memory.bytes(), Each(0));
    EXPECT_THAT(bench.heard, ElementsAre());
}

TEST(Memory, RefusesWhatDoesNotLieInIt) {
    Bench bench;
    play({[&] {
        for (const std::uint64_t address : {size - 7, size, size + 1, ~std::uint64_t{0} - 3}) {
            expect_refused(bench, address, tlm::TLM_ADDRESS_ERROR_RESPONSE);
        }
    }});
}

TEST(Memory, RefusesAStreamThatWrapsAround) {
    Bench bench;
    play({[&] {
        expect_refused(bench, 0, tlm::TLM_BURST_ERROR_RESPONSE,
                       [](auto& transaction) { transaction.set_streaming_width(4); });
    }});
}

TEST(Memory, TakesAStreamingWidthAboveTheLength) {
    Bench bench;
    play({[&] {
        EXPECT_EQ(bench.port.write(0x20, 0x1234U, [](auto& transaction) { transaction.set_streaming_width(64); }),
                  tlm::TLM_OK_RESPONSE);
        EXPECT_EQ(bench.port.read(0x20), 0x1234);
    }});
}

TEST(Memory, MovesNothingForAnIgnoreCommand) {
    Bench bench;
    play({[&] {
        auto data = counting(4);
        EXPECT_EQ(bench.port.transport(tlm::TLM_IGNORE_COMMAND, 0, data), tlm::TLM_OK_RESPONSE);
        bench.port.debug(tlm::TLM_IGNORE_COMMAND, 0, data);
        EXPECT_EQ(data, counting(4));
        EXPECT_THAT(bench.contents(0, 4), Each(0));
        EXPECT_THAT(bench.heard, ElementsAre());
    }});
}

TEST(Memory, GrantsDirectAccessToAllOfIt) {
    Bench bench;
    play({[&] {
        bench.port.write(0x20, 0x1234U);
        EXPECT_TRUE(bench.port.dmi_allowed);
        const auto dmi = bench.port.direct_memory(0x20);
        ASSERT_TRUE(dmi);
        EXPECT_TRUE(dmi->is_read_write_allowed());
        EXPECT_EQ(dmi->get_start_address(), 0);
        EXPECT_EQ(dmi->get_end_address(), size - 1);
        EXPECT_EQ(dmi->get_read_latency(), nanoseconds(20));
        EXPECT_EQ(dmi->get_write_latency(), nanoseconds(20));
        EXPECT_EQ(dmi->get_dmi_ptr()[0x20], 0x34);
        dmi->get_dmi_ptr()[size - 1] = 0x56;
        EXPECT_EQ(bench.port.read<std::uint8_t>(size - 1), 0x56);
    }});
}

TEST(Memory, IsCutOffAtItsEndForTheDebugger) {
    Bench bench;
    auto data = counting(8);
    EXPECT_EQ(bench.port.debug(tlm::TLM_WRITE_COMMAND, size - 5, data), 5U);
    std::vector<std::uint8_t> back(8, 0xAA);
    EXPECT_EQ(bench.port.debug(tlm::TLM_READ_COMMAND, size - 5, back), 5U);
    EXPECT_THAT(back, ElementsAre(1, 2, 3, 4, 5, 0xAA, 0xAA, 0xAA));
    EXPECT_EQ(bench.port.debug(tlm::TLM_READ_COMMAND, size, back), 0U);
    EXPECT_EQ(bench.port.debug(tlm::TLM_WRITE_COMMAND, ~std::uint64_t{0}, data), 0U);
    EXPECT_EQ(sc_core::sc_time_stamp(), sc_core::SC_ZERO_TIME);
}

TEST(Memory, TellsItsListenerOfEveryWrite) {
    Bench bench;
    play({[&] {
        bench.port.write<std::uint16_t>(0x30, 1);
        bench.port.read(0x30);
        auto data = counting(8);
        bench.port.debug(tlm::TLM_WRITE_COMMAND, size - 5, data);
        bench.port.debug(tlm::TLM_READ_COMMAND, 0, data);
        EXPECT_THAT(bench.heard, ElementsAre(Pair(0x30, 2), Pair(size - 5, 5)));
    }});
}

} // namespace
} // namespace edgeloom::test
