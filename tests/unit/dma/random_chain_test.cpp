// Any chain of descriptors copies what a plain loop copies.
#include "unit/dma/dma_bench.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace edgeloom::test {
namespace {

using abi::dma::Descriptor;

// Two areas that descriptors copy between, in either direction: reads that run ahead must not overtake the writes of
// the same descriptor, and a descriptor must see what the ones before it wrote.
constexpr std::uint32_t area_bytes = 0x2000;
constexpr std::uint32_t areas[] = {DmaBench::source, DmaBench::destination};
constexpr std::uint32_t most_rows = 6;
constexpr std::int32_t longest_stride = 400;
constexpr std::uint32_t margin = most_rows * longest_stride;

rc::Gen<Descriptor> any_descriptor() {
    return rc::gen::exec([] {
        const auto place = rc::gen::inRange<std::uint32_t>(margin, area_bytes - margin - longest_stride);
        const auto stride = rc::gen::inRange<std::int32_t>(-longest_stride, longest_stride + 1);
        const std::size_t from = *rc::gen::inRange<std::size_t>(0, 2);
        return Descriptor{.next = 0,
                          .flags = *rc::gen::inRange(0U, 2U),
                          .source = areas[from] + *place,
                          .destination = areas[1 - from] + *place,
                          .bytes = *rc::gen::inRange(1U, static_cast<std::uint32_t>(longest_stride)),
                          .rows = *rc::gen::inRange(1U, most_rows + 1),
                          .source_stride = *stride,
                          .destination_stride = *stride};
    });
}

void copy(std::map<std::uint64_t, std::uint8_t>& bytes, const Descriptor& descriptor) {
    for (std::uint32_t row = 0; row < descriptor.rows; ++row) {
        for (std::uint32_t i = 0; i < descriptor.bytes; ++i) {
            const auto at = [&](std::uint32_t base, std::int32_t stride) {
                return base + row * static_cast<std::uint32_t>(stride) + i;
            };
            bytes[at(descriptor.destination, descriptor.destination_stride)] =
                bytes[at(descriptor.source, descriptor.source_stride)];
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
            copy(expected, descriptor);
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
                                         Dma::Config{.burst_bytes = 64, .outstanding = 3},
                                         Dma::Config{.burst_bytes = 256, .outstanding = 4}),
                         [](const auto& instance) { return std::to_string(instance.param.burst_bytes) + "_bytes"; });

} // namespace
} // namespace edgeloom::test
