// The controller after a reset in the middle of its work.
#include "unit/dma/dma_bench.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace edgeloom::test {
namespace {

using abi::dma::Descriptor;
namespace reg = abi::dma::reg;
namespace field = abi::dma::field;

constexpr std::uint32_t from = DmaBench::source;
constexpr std::uint32_t to = DmaBench::destination;
constexpr std::uint32_t chain = DmaBench::descriptors;

const Descriptor three_bursts{
    .flags = abi::dma::descriptor_flags::interrupt, .source = from, .destination = to, .bytes = 600, .rows = 1};

void expect_as_new(DmaBench& bench) {
    for (const abi::Register& declaration : abi::dma::registers) {
        if (declaration.access == abi::Access::write_only || declaration.reset_varies) {
            continue;
        }
        for (std::uint32_t channel = 0; channel < std::min(declaration.count, bench.dma.channels()); ++channel) {
            EXPECT_EQ(bench.port.debug_read(declaration, channel), declaration.reset)
                << declaration.name << ' ' << channel;
        }
    }
    for (std::uint32_t channel = 0; channel < bench.dma.channels(); ++channel) {
        EXPECT_EQ(bench.dma.channel(channel).waiting_for(), "idle");
    }
    EXPECT_EQ(bench.dma.progress(), 0);
    EXPECT_EQ(bench.port.debug_read(reg::channels), 2);
    EXPECT_EQ(bench.port.debug_read(reg::burst), 256);
}

struct Moment {
    const char* name;
    double at; // ns

    friend void PrintTo(const Moment& moment, std::ostream* out) { *out << moment.name; }
};

class DmaReset : public testing::TestWithParam<Moment> {
protected:
    DmaBench bench;
    bool done = false;

    DmaReset() {
        bench.memory.read_latency = nanoseconds(50);
        bench.memory.write_latency = nanoseconds(20);
        bench.put_chain(chain, {three_bursts});
        bench.put(from, counting(600));
    }

    // How long a copy takes, and its accesses in the order and at the times of a controller that is new.
    void expect_copies_as_new() {
        const sc_core::sc_time begin = sc_core::sc_time_stamp();
        bench.memory.log.clear();
        bench.put(to, std::vector<std::uint8_t>(600, 0));
        bench.port.write(reg::irq_enable, 7);
        bench.start(chain);
        sc_core::wait(bench.interrupt.posedge_event());
        EXPECT_EQ(sc_core::sc_time_stamp() - begin, nanoseconds(120)); // descriptor, reads, writes
        bench.finish();
        EXPECT_EQ(bench.port.read(reg::irq_status), field::done.mask() | field::descriptor.mask());
        EXPECT_EQ(bench.port.read(reg::bytes_low), 600);
        EXPECT_EQ(bench.get(to, 600), counting(600));
        EXPECT_EQ(bench.memory.log.size(), 7);
    }
};

// The descriptor comes at 50 ns, the data at 100 ns, the transfer ends at 120 ns. Both channels work.
TEST_P(DmaReset, AbandonsTransfersWithoutATrace) {
    play({[&] {
        bench.port.write(reg::irq_enable, 7, 0);
        bench.port.write(reg::irq_enable, 7, 1);
        bench.start(chain, 0);
        bench.start(chain, 1);
        sc_core::wait(nanoseconds(GetParam().at));
        bench.dma.reset();
        expect_as_new(bench);
        const std::size_t accesses = bench.memory.log.size();
        sc_core::wait(nanoseconds(1000));
        EXPECT_EQ(bench.memory.log.size(), accesses);
        EXPECT_FALSE(bench.interrupt.read());
        expect_as_new(bench);
        expect_copies_as_new();
        done = true;
    }});
    EXPECT_TRUE(done);
}

// At the very instant of the reset.
TEST_P(DmaReset, LetsANewTransferBeginAtOnce) {
    play({[&] {
        bench.start(chain);
        sc_core::wait(nanoseconds(GetParam().at));
        bench.dma.reset();
        expect_copies_as_new();
        sc_core::wait(nanoseconds(1000));
        EXPECT_EQ(bench.port.read(reg::bytes_low), 600);
        done = true;
    }});
    EXPECT_TRUE(done);
}

INSTANTIATE_TEST_SUITE_P(All, DmaReset,
                         testing::Values(Moment{"before_the_first_cycle", 0}, Moment{"during_the_fetch", 30},
                                         Moment{"at_the_end_of_the_fetch", 50}, Moment{"during_the_reads", 70},
                                         Moment{"at_the_end_of_the_reads", 100}, Moment{"during_the_writes", 110},
                                         Moment{"at_the_end", 120}, Moment{"afterwards", 300}),
                         [](const auto& instance) { return std::string(instance.param.name); });

// Also while channels wait for their turns, which takes delta cycles.
TEST(DmaResetTurns, NothingReachesTheBusAfterwards) {
    DmaBench bench;
    bench.put_chain(chain, {three_bursts});
    bool done = false;
    play({[&] {
        for (int cycles = 0; cycles < 20; ++cycles) {
            bench.start(chain, 0);
            bench.start(chain, 1);
            for (int cycle = 0; cycle < cycles; ++cycle) {
                sc_core::wait(sc_core::SC_ZERO_TIME);
            }
            bench.dma.reset();
            const std::size_t accesses = bench.memory.log.size();
            let_settle();
            EXPECT_EQ(bench.memory.log.size(), accesses) << cycles;
            expect_as_new(bench);
        }
        done = true;
    }});
    EXPECT_TRUE(done);
}

TEST(DmaResetLine, FallsAndAnErrorIsForgotten) {
    DmaBench bench;
    play({[&] {
        bench.port.write(reg::irq_enable, field::error.mask(), 1);
        bench.start(16 + 1, 1);
        bench.finish(1);
        EXPECT_TRUE(bench.interrupt.read());
        EXPECT_NE(bench.port.read(reg::error_code, 1), 0);
        bench.dma.reset();
        let_settle();
        EXPECT_FALSE(bench.interrupt.read());
        expect_as_new(bench);
    }});
}

// A target that holds a transaction lets it go in its own time; a new transfer begins then.
TEST(DmaResetHeld, ATransactionEndsAndTheNewTransferFollows) {
    DmaBench bench;
    sc_core::sc_event release;
    bool hold = true;
    bool done = false;
    bench.memory.accept = [&](const Access& access) {
        if (access.write && hold) {
            hold = false;
            sc_core::wait(release);
        }
        return true;
    };
    bench.put_chain(chain, {three_bursts});
    bench.put_chain(chain + 0x100, {{.source = from, .destination = to + 0x1000, .bytes = 16, .rows = 1}});
    bench.put(from, counting(600));
    play({[&] {
        bench.start(chain);
        sc_core::wait(nanoseconds(100));
        EXPECT_TRUE(bench.busy());
        bench.dma.reset();
        EXPECT_FALSE(bench.busy());
        sc_core::wait(nanoseconds(100));
        expect_as_new(bench);
        bench.start(chain + 0x100);
        sc_core::wait(nanoseconds(100));
        EXPECT_TRUE(bench.busy());
        release.notify();
        bench.finish();
        EXPECT_EQ(bench.port.read(reg::irq_status), field::done.mask());
        EXPECT_EQ(bench.port.read(reg::bytes_low), 16);
        EXPECT_EQ(bench.get(to + 256, 1)[0], 0); // the old transfer did not go on
        const auto data = counting(16);
        EXPECT_EQ(bench.get(to + 0x1000, 16), data);
        done = true;
    }});
    EXPECT_TRUE(done);
}

// Likewise, where the port that holds it is written in the background.
TEST(DmaResetHeld, WritesToAPortEndAndTheNewTransferFollows) {
    DmaBench bench;
    sc_core::sc_event release;
    bool hold = true;
    bool done = false;
    bench.memory.accept = [&](const Access& access) {
        while (access.write && hold) {
            sc_core::wait(release);
        }
        return true;
    };
    Descriptor to_port = three_bursts;
    to_port.flags = abi::dma::descriptor_flags::fixed_destination;
    bench.put_chain(chain, {to_port});
    bench.put(from, counting(600));
    play({[&] {
        bench.start(chain);
        sc_core::wait(nanoseconds(100));
        bench.dma.reset();
        expect_as_new(bench);
        bench.put_chain(chain, {{.source = from, .destination = to + 0x1000, .bytes = 16, .rows = 1}});
        bench.start(chain);
        sc_core::wait(nanoseconds(100));
        EXPECT_TRUE(bench.busy());
        EXPECT_EQ(bench.data_accesses(true).size(), 3) << "nothing of the new transfer";
        hold = false;
        release.notify();
        bench.finish();
        EXPECT_EQ(bench.port.read(reg::irq_status), field::done.mask());
        EXPECT_EQ(bench.port.read(reg::bytes_low), 16);
        EXPECT_EQ(bench.get(to + 0x1000, 16), counting(16));
        done = true;
    }});
    EXPECT_TRUE(done);
}

} // namespace
} // namespace edgeloom::test
