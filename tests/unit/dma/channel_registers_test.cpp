// Registers, interrupts and commands.
#include "unit/dma/dma_bench.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using abi::dma::Descriptor;
namespace reg = abi::dma::reg;
namespace field = abi::dma::field;
namespace flag = abi::dma::descriptor_flags;

const Descriptor small{.source = DmaBench::source, .destination = DmaBench::destination, .bytes = 16, .rows = 1};

TEST(DmaRegisters, TellWhatTheHardwareHas) {
    DmaBench bench({.channels = 3, .burst_bytes = 128});
    play({[&] {
        EXPECT_EQ(bench.port.read(reg::id), abi::dma::id_value);
        EXPECT_EQ(bench.port.read(reg::version), abi::dma::version_value);
        EXPECT_EQ(bench.port.read(reg::channels), 3);
        EXPECT_EQ(bench.port.read(reg::burst), 128);
    }});
}

TEST(DmaRegisters, OfAbsentChannelsAnswerWithABusError) {
    DmaBench bench({.channels = 3});
    play({[&] {
        for (const abi::Register& declaration : abi::dma::registers) {
            for (std::uint32_t channel = 0; channel < declaration.count && declaration.count > 1; ++channel) {
                bench.port.read(declaration, channel);
                EXPECT_EQ(bench.port.status == tlm::TLM_ADDRESS_ERROR_RESPONSE, channel >= 3)
                    << declaration.name << ' ' << channel;
            }
        }
        EXPECT_EQ(bench.port.write(reg::control, 1, 3), tlm::TLM_ADDRESS_ERROR_RESPONSE);
    }});
}

TEST(DmaControl, RefusesWhatIsNoCommand) {
    DmaBench bench;
    play({[&] {
        for (const std::uint32_t word : {0U, 3U, 4U, 0x8000'0001U}) {
            EXPECT_EQ(bench.port.write(reg::control, word), tlm::TLM_GENERIC_ERROR_RESPONSE) << word;
            EXPECT_FALSE(bench.busy());
        }
    }});
    EXPECT_TRUE(bench.memory.log.empty());
}

TEST(DmaControl, RefusesToStartOrMoveABusyChannel) {
    DmaBench bench;
    bench.memory.read_latency = nanoseconds(100);
    bench.put_chain(DmaBench::descriptors, {small});
    play({[&] {
        bench.start(DmaBench::descriptors);
        EXPECT_TRUE(bench.busy());
        EXPECT_EQ(bench.port.write(reg::control, field::start.mask()), tlm::TLM_GENERIC_ERROR_RESPONSE);
        EXPECT_EQ(bench.port.write(reg::descriptor, 0x40), tlm::TLM_GENERIC_ERROR_RESPONSE);
        EXPECT_EQ(bench.port.read(reg::descriptor), DmaBench::descriptors);
        EXPECT_EQ(bench.port.write(reg::descriptor, 0x40, 1), tlm::TLM_OK_RESPONSE); // the other one is free
        bench.finish();
        EXPECT_EQ(bench.port.read(reg::irq_status), field::done.mask());
        EXPECT_EQ(bench.port.write(reg::descriptor, 0x40), tlm::TLM_OK_RESPONSE);
    }});
}

TEST(DmaControl, IgnoresAnAbortOfAnIdleChannel) {
    DmaBench bench;
    play({[&] {
        EXPECT_EQ(bench.port.write(reg::control, field::abort.mask()), tlm::TLM_OK_RESPONSE);
        bench.run({small});
        EXPECT_EQ(bench.port.read(reg::irq_status), field::done.mask());
        EXPECT_EQ(bench.port.read(reg::error_code), 0);
    }});
}

TEST(DmaInterrupt, OfADescriptorComesBeforeTheEnd) {
    DmaBench bench({.outstanding_writes = 1});
    bench.memory.write_latency = nanoseconds(100);
    Descriptor first = small;
    first.flags = flag::interrupt;
    bench.put_chain(DmaBench::descriptors, {first, small});
    play({[&] {
        bench.port.write(reg::irq_enable, field::descriptor.mask());
        bench.start(DmaBench::descriptors);
        sc_core::wait(bench.interrupt.posedge_event());
        EXPECT_EQ(sc_core::sc_time_stamp(), nanoseconds(100));
        EXPECT_EQ(bench.port.read(reg::irq_status), field::descriptor.mask());
        bench.finish();
        EXPECT_EQ(bench.port.read(reg::irq_status), field::descriptor.mask() | field::done.mask());
    }});
}

TEST(DmaInterrupt, FollowsStatusAndEnable) {
    DmaBench bench;
    play({[&] {
        const auto expect_line = [&](bool high) {
            let_settle();
            EXPECT_EQ(bench.interrupt.read(), high);
            EXPECT_EQ(bench.port.read(reg::irq_summary), high ? 1 : 0);
        };
        bench.run({small});
        expect_line(false);
        bench.port.write(reg::irq_enable, field::error.mask() | field::descriptor.mask());
        expect_line(false);
        bench.port.write(reg::irq_enable, 0xFFFF'FFFF);
        EXPECT_EQ(bench.port.read(reg::irq_enable), 7);
        expect_line(true);
        bench.port.write(reg::irq_status, field::error.mask());
        expect_line(true);
        bench.port.write(reg::irq_status, field::done.mask());
        EXPECT_EQ(bench.port.read(reg::irq_status), 0);
        expect_line(false);
    }});
}

TEST(DmaInterrupt, OfEveryChannelHasItsBitInTheSummary) {
    DmaBench bench({.channels = 3});
    bench.put_chain(DmaBench::descriptors, {small});
    play({[&] {
        const auto expect_summary = [&](std::uint32_t channels) {
            let_settle();
            EXPECT_EQ(bench.port.read(reg::irq_summary), channels);
            EXPECT_EQ(bench.interrupt.read(), channels != 0);
        };
        for (const std::uint32_t channel : {0U, 2U}) {
            bench.port.write(reg::irq_enable, field::done.mask(), channel);
            bench.start(DmaBench::descriptors, channel);
            bench.finish(channel);
        }
        bench.start(DmaBench::descriptors, 1); // not enabled
        bench.finish(1);
        expect_summary(0b101);
        bench.port.write(reg::irq_status, field::done.mask(), 0);
        expect_summary(0b100);
        bench.port.write(reg::irq_status, field::done.mask(), 2);
        expect_summary(0);
        EXPECT_EQ(bench.port.read(reg::irq_status, 1), field::done.mask());
    }});
}

TEST(DmaDebug, ReadsWithoutSideEffects) {
    DmaBench bench;
    play({[&] {
        bench.run({small});
        EXPECT_EQ(bench.port.debug_read(reg::bytes_low), 16);
        EXPECT_EQ(bench.port.debug_write(reg::control.offset, field::start.mask()), 0U);
        EXPECT_EQ(bench.port.debug_write(reg::irq_status.offset, field::done.mask()), 0U);
        EXPECT_EQ(bench.port.debug_read(reg::irq_status), field::done.mask());
        EXPECT_FALSE(bench.busy());
    }});
}

} // namespace
} // namespace edgeloom::test
