#include "finisher/finisher.hpp"
#include "support/port.hpp"
#include "support/script.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

struct Bench {
    Finisher finisher{"finisher"};
    Port port{"port"};

    Bench() { port.socket.bind(finisher.socket); }
};

struct End {
    const char* name;
    std::uint32_t word;
    bool passed;
    std::uint32_t code;

    friend void PrintTo(const End& end, std::ostream* out) { *out << end.name; }
};

class FinisherWord : public testing::TestWithParam<End> {};

TEST_P(FinisherWord, EndsTheSimulationAtItsTime) {
    Bench bench;
    bool survived = false;
    play({[&] {
        sc_core::wait(nanoseconds(20));
        bench.port.ahead = nanoseconds(30);
        EXPECT_EQ(bench.port.write(0, GetParam().word), tlm::TLM_OK_RESPONSE);
        sc_core::wait(nanoseconds(1));
        survived = true;
    }});
    EXPECT_FALSE(survived);
    EXPECT_EQ(sc_core::sc_time_stamp(), nanoseconds(50));
    ASSERT_TRUE(bench.finisher.outcome());
    EXPECT_EQ(bench.finisher.outcome()->passed, GetParam().passed);
    EXPECT_EQ(bench.finisher.outcome()->code, GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(All, FinisherWord,
                         testing::Values(End{"pass", 0x5555, true, 0},
                                         End{"pass_upper_half_ignored", 0x1'5555, true, 0},
                                         End{"fail", 0x3333, false, 0}, End{"fail_with_code", 0x002A'3333, false, 42},
                                         End{"fail_with_largest_code", 0xFFFF'3333, false, 0xFFFF},
                                         End{"reset", 0x7777, false, 0x7777}),
                         [](const auto& instance) { return std::string(instance.param.name); });

TEST(Finisher, TakesHalfwords) {
    Bench bench;
    play({[&] { EXPECT_EQ(bench.port.write<std::uint16_t>(0, 0x3333), tlm::TLM_OK_RESPONSE); }});
    ASSERT_TRUE(bench.finisher.outcome());
    EXPECT_FALSE(bench.finisher.outcome()->passed);
    EXPECT_EQ(bench.finisher.outcome()->code, 0);
}

// The firmware may run on to the end of its time slice.
TEST(Finisher, KeepsTheFirstOutcome) {
    Bench bench;
    play({[&] {
        bench.port.write(0, 0x0007'3333U);
        bench.port.write(0, 0x5555U);
    }});
    ASSERT_TRUE(bench.finisher.outcome());
    EXPECT_FALSE(bench.finisher.outcome()->passed);
    EXPECT_EQ(bench.finisher.outcome()->code, 7);
}

TEST(Finisher, IgnoresOtherValuesAndReadsZero) {
    Bench bench;
    play({[&] {
        for (const std::uint32_t word : {0U, 0x5554U, 0x5555'0000U, 0xFFFF'FFFFU}) {
            EXPECT_EQ(bench.port.write(0, word), tlm::TLM_OK_RESPONSE);
        }
        EXPECT_EQ(bench.port.read(0), 0);
        EXPECT_EQ(bench.port.read<std::uint16_t>(0), 0);
        sc_core::wait(nanoseconds(10));
    }});
    EXPECT_FALSE(bench.finisher.outcome());
    EXPECT_EQ(sc_core::sc_time_stamp(), nanoseconds(10));
}

TEST(Finisher, RefusesOtherSizesAddressesAndByteEnables) {
    Bench bench;
    std::uint8_t enable = TLM_BYTE_DISABLED;
    const auto disabled = [&](tlm::tlm_generic_payload& transaction) {
        transaction.set_byte_enable_ptr(&enable);
        transaction.set_byte_enable_length(1);
    };
    play({[&] {
        EXPECT_EQ(bench.port.write<std::uint8_t>(0, 0x55), tlm::TLM_BURST_ERROR_RESPONSE);
        EXPECT_EQ(bench.port.write<std::uint64_t>(0, 0x5555), tlm::TLM_BURST_ERROR_RESPONSE);
        EXPECT_EQ(bench.port.write(2, 0x5555U), tlm::TLM_ADDRESS_ERROR_RESPONSE);
        EXPECT_EQ(bench.port.write(4, 0x5555U), tlm::TLM_ADDRESS_ERROR_RESPONSE);
        EXPECT_EQ(bench.port.write(0, 0x5555U, disabled), tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE);
    }});
    EXPECT_FALSE(bench.finisher.outcome());
}

TEST(Finisher, IsNotTriggeredByTheDebugger) {
    Bench bench;
    EXPECT_EQ(bench.port.debug_write(0, 0x5555U), 0U);
    EXPECT_EQ(bench.port.debug_read(0), 0);
    EXPECT_FALSE(bench.finisher.outcome());
}

TEST(FinisherReset, ForgetsTheOutcomeAndTakesAnother) {
    Bench bench;
    play({[&] {
        bench.port.write(0, 0x0007'3333U);
        ASSERT_TRUE(bench.finisher.outcome());
        bench.finisher.reset();
        EXPECT_FALSE(bench.finisher.outcome());
        bench.port.write(0, 0x5555U);
    }});
    ASSERT_TRUE(bench.finisher.outcome());
    EXPECT_TRUE(bench.finisher.outcome()->passed);
}

TEST(FinisherReset, RefusesAWordThatWaitsForItsTime) {
    Bench bench;
    play({[&] {
              bench.port.ahead = nanoseconds(100);
              EXPECT_EQ(bench.port.write(0, 0x5555U), tlm::TLM_GENERIC_ERROR_RESPONSE);
          },
          [&] {
              sc_core::wait(nanoseconds(50));
              bench.finisher.reset();
          }});
    EXPECT_FALSE(bench.finisher.outcome());
    EXPECT_EQ(sc_core::sc_time_stamp(), nanoseconds(100));
}

} // namespace
} // namespace edgeloom::test
