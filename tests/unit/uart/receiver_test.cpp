// The receiver buffer, the FIFO and what overruns them.
#include "unit/uart/uart_bench.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

namespace reg = abi::uart::reg;

const std::string sixteen = "0123456789abcdef";

TEST(UartReceiver, HandsOutAByteOnce) {
    UartBench bench;
    play({[&] {
        bench.receive("a");
        EXPECT_EQ(bench.read(reg::lsr), idle | data_ready);
        EXPECT_EQ(bench.read(reg::rbr_thr), 'a');
        EXPECT_EQ(bench.read(reg::lsr), idle);
    }});
}

// Without FIFO the byte that came before is lost, with it the one that came last.
struct Overrun {
    const char* name;
    unsigned fifo_control;
    std::string received;
    std::string kept;

    friend void PrintTo(const Overrun& overrun, std::ostream* out) { *out << overrun.name; }
};

class UartOverrun : public testing::TestWithParam<Overrun> {};

TEST_P(UartOverrun, LosesAByteAndSaysSoUntilTheStatusIsRead) {
    UartBench bench;
    play({[&] {
        bench.write(reg::iir_fcr, GetParam().fifo_control);
        bench.receive(GetParam().received);
        EXPECT_EQ(bench.read(reg::lsr), idle | data_ready | overrun);
        EXPECT_EQ(bench.read(reg::lsr), idle | data_ready);
        EXPECT_EQ(bench.read_all(), GetParam().kept);
    }});
}

INSTANTIATE_TEST_SUITE_P(All, UartOverrun,
                         testing::Values(Overrun{"buffer", 0, "abc", "c"},
                                         Overrun{"fifo", fifo_on, sixteen + "XY", sixteen}),
                         [](const auto& instance) { return std::string(instance.param.name); });

TEST(UartFifo, HoldsSixteenBytes) {
    UartBench bench;
    play({[&] {
        bench.write(reg::iir_fcr, fifo_on);
        bench.receive(sixteen);
        EXPECT_EQ(bench.read(reg::lsr), idle | data_ready);
        EXPECT_EQ(bench.read_all(), sixteen);
        bench.receive("again");
        EXPECT_EQ(bench.read_all(), "again");
    }});
}

TEST(UartFifo, ShowsInTheIdentification) {
    UartBench bench;
    play({[&] {
        bench.write(reg::iir_fcr, fifo_on);
        EXPECT_EQ(bench.read(reg::iir_fcr), 0xC1);
        bench.write(reg::iir_fcr, 0);
        EXPECT_EQ(bench.read(reg::iir_fcr), 0x01);
    }});
}

struct Clear {
    const char* name;
    unsigned before;
    unsigned control;
    std::string kept;

    friend void PrintTo(const Clear& clear, std::ostream* out) { *out << clear.name; }
};

class UartFifoControl : public testing::TestWithParam<Clear> {};

TEST_P(UartFifoControl, EmptiesTheReceiver) {
    UartBench bench;
    play({[&] {
        bench.write(reg::iir_fcr, GetParam().before);
        bench.receive("a");
        bench.write(reg::iir_fcr, GetParam().control);
        EXPECT_EQ(bench.read_all(), GetParam().kept);
    }});
}

// The other bits count only together with the enable.
INSTANTIATE_TEST_SUITE_P(All, UartFifoControl,
                         testing::Values(Clear{"cleared", fifo_on, fifo_on | fifo_clear_receiver, ""},
                                         Clear{"switched_on", 0, fifo_on, ""}, Clear{"switched_off", fifo_on, 0, ""},
                                         Clear{"unchanged", fifo_on, fifo_on, "a"},
                                         Clear{"transmitter_cleared", fifo_on, fifo_on | 0x04, "a"},
                                         Clear{"clear_without_enable", 0, fifo_clear_receiver, "a"}),
                         [](const auto& instance) { return std::string(instance.param.name); });

} // namespace
} // namespace edgeloom::test
