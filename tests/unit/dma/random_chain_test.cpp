// Any chain of descriptors copies what a plain loop copies.
#include "unit/dma/dma_bench.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace edgeloom::test {
namespace {

using abi::dma::Descriptor;

// Two areas that descriptors copy within and between: reads that run ahead must not overtake writes of the same bytes.
constexpr std::uint32_t area_bytes = 0x2000;
constexpr std::uint32_t areas[] = {DmaBench::source, DmaBench::destination};
constexpr std::uint32_t most_rows = 6;
constexpr std::int32_t longest_stride = 400;
constexpr std::uint32_t margin = most_rows * longest_stride;

rc::Gen<Descriptor> any_descriptor() {
    return rc::gen::exec([] {
        const auto place = rc::gen::inRange<std::uint32_t>(margin, area_bytes - margin - longest_stride);
        const auto stride = rc::gen::inRange<std::int32_t>(-longest_stride, longest_stride + 1);
        const auto area = rc::gen::inRange<std::size_t>(0, 2);
        return Descriptor{.next = 0,
                          .flags = *rc::gen::inRange(0U, 2U),
                          .source = areas[*area] + *place,
                          .destination = areas[*area] + *place,
                          .bytes = *rc::gen::inRange(1U, static_cast<std::uint32_t>(longest_stride)),
                          .rows = *rc::gen::inRange(1U, most_rows + 1),
                          .source_stride = *stride,
                          .destination_stride = *stride};
    });
}

// Burst by burst, each up to the next boundary of either side, and all of one before any of the next.
void copy(std::map<std::uint64_t, std::uint8_t>& bytes, const Descriptor& descriptor, std::uint32_t burst_bytes) {
    for (std::uint32_t row = 0; row < descriptor.rows; ++row) {
        std::uint32_t source = descriptor.source + row * static_cast<std::uint32_t>(descriptor.source_stride);
        std::uint32_t destination =
            descriptor.destination + row * static_cast<std::uint32_t>(descriptor.destination_stride);
        const std::uint32_t end = source + descriptor.bytes;
        while (source != end) {
            std::vector<std::uint8_t> burst;
            do {
                burst.push_back(bytes[source++]);
            } while (source != end && source % burst_bytes != 0 && (destination + burst.size()) % burst_bytes != 0);
            for (const std::uint8_t byte : burst) {
                bytes[destination++] = byte;
            }
        }
    }
}

class DmaChain : public testing::TestWithParam<Dma::Config> {};

TEST_P(DmaChain, CopiesWhatAPlainLoopCopies) {
    DmaBench bench(GetParam());
    bench.memory.read_latency = nanoseconds(50);
    bench.memory.write_latency = nanoseconds(20);
    bench.put(areas[0], counting(area_bytes));
    bench.put(areas[1], counting(area_bytes / 2));
    bench.get(areas[1], area_bytes); // all bytes exist
    std::uint64_t expected_bytes = 0;
    EXPECT_TRUE(rc::check([&] {
        const auto chain = *rc::gen::nonEmpty(rc::gen::container<std::vector<Descriptor>>(any_descriptor()));
        bench.put_chain(DmaBench::descriptors, chain);
        auto expected = bench.memory.bytes;
        for (const Descriptor& descriptor : chain) {
            copy(expected, descriptor, GetParam().burst_bytes);
            expected_bytes += std::uint64_t{descriptor.rows} * descriptor.bytes;
        }
        play({[&] {
            bench.start(DmaBench::descriptors);
            bench.finish();
        }});
        RC_ASSERT(bench.memory.bytes == expected);
        RC_ASSERT(bench.dma.progress() == expected_bytes);
    }));
    EXPECT_GT(expected_bytes, 0);
}

INSTANTIATE_TEST_SUITE_P(All, DmaChain,
                         testing::Values(Dma::Config{.burst_bytes = 32, .outstanding = 1},
                                         Dma::Config{.burst_bytes = 64, .outstanding = 3, .outstanding_writes = 1},
                                         Dma::Config{.burst_bytes = 128, .outstanding = 1, .outstanding_writes = 5},
                                         Dma::Config{.burst_bytes = 256, .outstanding = 4}),
                         [](const auto& instance) { return std::to_string(instance.param.burst_bytes) + "_bytes"; });

// A descriptor that writes the one behind it: all of it, or a word a row, from either end.
struct Rewrite {
    const char* name;
    std::uint32_t first; // byte of the descriptor that the first row writes
    std::uint32_t bytes;
    std::uint32_t rows;
    std::int32_t source_stride;
    std::int32_t destination_stride;

    friend void PrintTo(const Rewrite& rewrite, std::ostream* out) { *out << rewrite.name; }
};

class DmaSelfModifyingChain : public testing::TestWithParam<Rewrite> {};

TEST_P(DmaSelfModifyingChain, FollowsWhatItHasWritten) {
    DmaBench bench({.burst_bytes = 64});
    bench.memory.read_latency = nanoseconds(50);
    bench.memory.write_latency = nanoseconds(20);
    constexpr std::uint32_t place = DmaBench::descriptors;
    constexpr std::uint32_t nowhere = 0x7'0000;
    constexpr std::uint32_t image = 0x9'0000;
    const Rewrite& rewrite = GetParam();
    const Descriptor rewriting{.source = image + rewrite.first,
                               .destination = place + 32 + rewrite.first,
                               .bytes = rewrite.bytes,
                               .rows = rewrite.rows,
                               .source_stride = rewrite.source_stride,
                               .destination_stride = rewrite.destination_stride};
    const Descriptor wrong{.source = DmaBench::source, .destination = nowhere, .bytes = 8, .rows = 1};
    const Descriptor right{.source = DmaBench::source, .destination = DmaBench::destination, .bytes = 8, .rows = 1};
    bench.put(DmaBench::source, counting(8));
    bench.put_chain(place, {rewriting, wrong});
    bench.put(image, {reinterpret_cast<const std::uint8_t*>(&right), sizeof right});
    play({[&] {
        bench.start(place);
        bench.finish();
        EXPECT_EQ(bench.port.read(abi::dma::reg::irq_status), abi::dma::field::done.mask());
    }});
    EXPECT_EQ(bench.get(DmaBench::destination, 8), counting(8));
    EXPECT_EQ(bench.get(nowhere, 8), std::vector<std::uint8_t>(8, 0));
}

INSTANTIATE_TEST_SUITE_P(All, DmaSelfModifyingChain,
                         testing::Values(Rewrite{"whole", 0, 32, 1, 0, 0}, Rewrite{"by_words", 0, 4, 8, 4, 4},
                                         Rewrite{"from_the_end", 28, 4, 8, -4, -4},
                                         Rewrite{"among_others", 0, 32, 3, 0, 0x1000},
                                         Rewrite{"within_a_long_row", 0, 64, 1, 0, 0}),
                         [](const auto& instance) { return std::string(instance.param.name); });

} // namespace
} // namespace edgeloom::test
