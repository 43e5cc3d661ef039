// What ends up where.
#include "unit/dma/dma_bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using abi::dma::Descriptor;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
namespace reg = abi::dma::reg;
namespace flag = abi::dma::descriptor_flags;

constexpr std::uint32_t from = DmaBench::source;
constexpr std::uint32_t to = DmaBench::destination;

TEST(DmaCopy, MovesARowAndNothingBeside) {
    DmaBench bench;
    bench.put(from, counting(1002));
    play({[&] {
        bench.run({{.source = from + 1, .destination = to + 7, .bytes = 1000, .rows = 1}});
        const auto data = counting(1002);
        EXPECT_EQ(bench.get(to + 7, 1000), std::vector(data.begin() + 1, data.begin() + 1001));
        EXPECT_EQ(bench.get(to + 6, 1)[0], 0);
        EXPECT_EQ(bench.get(to + 1007, 1)[0], 0);
        EXPECT_EQ(bench.port.read(reg::error_code), 0);
    }});
}

struct Rows {
    const char* name;
    std::int32_t source_stride;
    std::int32_t destination_stride;

    friend void PrintTo(const Rows& rows, std::ostream* out) { *out << rows.name; }
};

class DmaRows : public testing::TestWithParam<Rows> {};

TEST_P(DmaRows, LieAStrideApart) {
    DmaBench bench;
    constexpr std::uint32_t bytes = 300;
    constexpr std::uint32_t middle = 0x4000;
    const auto data = counting(2 * middle);
    bench.put(from, data);
    play({[&] {
        const auto [name, source_stride, destination_stride] = GetParam();
        bench.run({{.source = from + middle,
                    .destination = to + middle,
                    .bytes = bytes,
                    .rows = 3,
                    .source_stride = source_stride,
                    .destination_stride = destination_stride}});
        for (std::int32_t row = 0; row < 3; ++row) {
            const auto first = data.begin() + middle + row * source_stride;
            const std::uint32_t start = to + middle + static_cast<std::uint32_t>(row * destination_stride);
            EXPECT_EQ(bench.get(start, bytes), std::vector(first, first + bytes)) << "row " << row;
        }
        EXPECT_EQ(bench.port.read(reg::bytes_low), 3 * bytes);
    }});
}

INSTANTIATE_TEST_SUITE_P(All, DmaRows,
                         testing::Values(Rows{"up_up", 512, 1000}, Rows{"up_down", 301, -1000},
                                         Rows{"down_up", -640, 300}, Rows{"down_down", -512, -333},
                                         Rows{"same_row_again", 0, 400}),
                         [](const auto& instance) { return std::string(instance.param.name); });

TEST(DmaCopy, FollowsAChainInOrder) {
    DmaBench bench;
    bench.put(from, counting(64));
    play({[&] {
        // Each copies what the one before has written.
        bench.run({{.source = from, .destination = to, .bytes = 64, .rows = 1},
                   {.source = to, .destination = to + 0x100, .bytes = 64, .rows = 1},
                   {.source = to + 0x100, .destination = from, .bytes = 32, .rows = 1}});
        EXPECT_EQ(bench.get(to + 0x100, 64), counting(64));
        EXPECT_EQ(bench.port.read(reg::current), DmaBench::descriptors + 2 * 32);
        EXPECT_EQ(bench.port.read(reg::bytes_low), 64 + 64 + 32);
    }});
}

TEST(DmaCopy, ReadsAFixedSourceInBursts) {
    DmaBench bench;
    bench.put(from, counting(256));
    play({[&] {
        bench.run({{.flags = flag::fixed_source, .source = from, .destination = to, .bytes = 600, .rows = 1}});
        EXPECT_THAT(bench.data_accesses(false), Each(Field(&Access::address, from)));
        const auto data = counting(256);
        EXPECT_EQ(bench.get(to, 256), data);
        EXPECT_EQ(bench.get(to + 256, 256), data);
        EXPECT_EQ(bench.get(to + 512, 88), std::vector(data.begin(), data.begin() + 88));
    }});
}

TEST(DmaCopy, WritesAFixedDestinationInBursts) {
    DmaBench bench;
    play({[&] {
        bench.run({{.flags = flag::fixed_destination, .source = from, .destination = to, .bytes = 600, .rows = 1}});
        EXPECT_THAT(bench.data_accesses(true), Each(Field(&Access::address, to)));
        EXPECT_THAT(bench.data_accesses(true),
                    ElementsAre(Field(&Access::bytes, 256), Field(&Access::bytes, 256), Field(&Access::bytes, 88)));
    }});
}

TEST(DmaCopy, NeverCrossesABurstBoundary) {
    DmaBench bench({.burst_bytes = 64});
    play({[&] {
        bench.run({{.source = from + 3, .destination = to + 50, .bytes = 1000, .rows = 1}});
        std::uint32_t moved = 0;
        for (const Access& access : bench.memory.log) {
            EXPECT_EQ(access.address / 64, (access.address + access.bytes - 1) / 64) << access;
            moved += access.bytes;
        }
        EXPECT_EQ(moved, 2 * 1000 + sizeof(Descriptor));
    }});
}

TEST(DmaBytes, CountOnFromCopyToCopyAndPerChannel) {
    DmaBench bench;
    play({[&] {
        for (const std::uint32_t total : {100U, 200U}) {
            bench.run({{.source = from, .destination = to, .bytes = 100, .rows = 1}});
            EXPECT_EQ(bench.port.read(reg::bytes_low, 0), total);
            EXPECT_EQ(bench.port.read(reg::bytes_high, 0), 0);
            EXPECT_EQ(bench.port.read(reg::bytes_low, 1), 0);
        }
        EXPECT_EQ(bench.dma.progress(), 200);
    }});
}

TEST(DmaBytes, LatchTheUpperWordWithTheLower) {
    constexpr std::uint32_t half = 1U << 31;
    DmaBench bench({.burst_bytes = 1U << 24, .outstanding = 1});
    bench.memory.longest_kept = sizeof(Descriptor);
    const Descriptor long_row{.source = 0, .destination = 0, .bytes = half, .rows = 1};
    play({[&] {
        bench.put_chain(0x2000'0000, {long_row, long_row});
        bench.start(0x2000'0000);
        bench.finish();
        EXPECT_EQ(bench.port.read(reg::bytes_high), 0); // not read yet
        EXPECT_EQ(bench.port.debug_read(reg::bytes_low), 0);
        EXPECT_EQ(bench.port.read(reg::bytes_high), 0);
        EXPECT_EQ(bench.port.read(reg::bytes_low), 0);
        EXPECT_EQ(bench.port.read(reg::bytes_high), 1);
        EXPECT_EQ(bench.dma.progress(), 2 * std::uint64_t{half});
    }});
}

// A host of the simulation sees what a channel waits for.
TEST(DmaChannel, SaysWhatItWaitsFor) {
    DmaBench bench;
    bench.memory.accept = [](const Access& access) {
        if (access.write) {
            sc_core::wait(nanoseconds(1000));
        }
        return true;
    };
    play({[&] {
        EXPECT_EQ(bench.dma.channel(0).waiting_for(), "idle");
        bench.put_chain(DmaBench::descriptors, {{.source = from, .destination = to, .bytes = 20, .rows = 1}});
        bench.start(DmaBench::descriptors);
        sc_core::wait(nanoseconds(10));
        EXPECT_EQ(bench.dma.channel(0).waiting_for(),
                  "writing 20 bytes to 0x00020000, descriptor 0x00080000, 0 bytes written in all");
        bench.finish();
        EXPECT_EQ(bench.dma.channel(0).waiting_for(), "idle");
    }});
}

} // namespace
} // namespace edgeloom::test
