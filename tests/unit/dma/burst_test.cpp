// How a descriptor is cut into bursts.
#include "dma/burst_sequence.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>
#include <vector>

namespace edgeloom::test {
namespace {

using testing::ElementsAre;
using Piece = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>; // source, destination, bytes
namespace flag = abi::dma::descriptor_flags;

std::vector<Piece> pieces(const abi::dma::Descriptor& descriptor, std::uint32_t burst_bytes = 64) {
    std::vector<Piece> found;
    dma::BurstSequence bursts(descriptor, burst_bytes);
    while (const auto burst = bursts.next()) {
        found.emplace_back(burst->source, burst->destination, burst->bytes);
    }
    EXPECT_FALSE(bursts.next());
    return found;
}

TEST(Bursts, AreAsLongAsTheyMayBeWhenAligned) {
    EXPECT_THAT(pieces({.source = 0x1000, .destination = 0x2000, .bytes = 150, .rows = 1}),
                ElementsAre(Piece(0x1000, 0x2000, 64), Piece(0x1040, 0x2040, 64), Piece(0x1080, 0x2080, 22)));
}

TEST(Bursts, EndAtTheBoundaryOfEitherSide) {
    EXPECT_THAT(pieces({.source = 0x1030, .destination = 0x2008, .bytes = 100, .rows = 1}),
                ElementsAre(Piece(0x1030, 0x2008, 16), Piece(0x1040, 0x2018, 40), Piece(0x1068, 0x2040, 24),
                            Piece(0x1080, 0x2058, 20)));
}

TEST(Bursts, StartAnewWithEveryRow) {
    EXPECT_THAT(pieces({.source = 0x1000,
                        .destination = 0x2000,
                        .bytes = 70,
                        .rows = 2,
                        .source_stride = 0x100,
                        .destination_stride = -0x80}),
                ElementsAre(Piece(0x1000, 0x2000, 64), Piece(0x1040, 0x2040, 6), Piece(0x1100, 0x1F80, 64),
                            Piece(0x1140, 0x1FC0, 6)));
}

// A side that does not count up has no boundaries; strides do not move it.
TEST(Bursts, StayAtAFixedAddress) {
    abi::dma::Descriptor descriptor{.source = 0x1010,
                                    .destination = 0x2020,
                                    .bytes = 100,
                                    .rows = 2,
                                    .source_stride = 8,
                                    .destination_stride = 256};
    descriptor.flags = flag::fixed_source;
    EXPECT_THAT(pieces(descriptor),
                ElementsAre(Piece(0x1010, 0x2020, 32), Piece(0x1010, 0x2040, 64), Piece(0x1010, 0x2080, 4),
                            Piece(0x1010, 0x2120, 32), Piece(0x1010, 0x2140, 64), Piece(0x1010, 0x2180, 4)));
    descriptor.flags = flag::fixed_source | flag::fixed_destination;
    EXPECT_THAT(pieces(descriptor), ElementsAre(Piece(0x1010, 0x2020, 64), Piece(0x1010, 0x2020, 36),
                                                Piece(0x1010, 0x2020, 64), Piece(0x1010, 0x2020, 36)));
}

TEST(Bursts, ReachTheEndOfTheAddressSpace) {
    EXPECT_THAT(pieces({.source = 0xFFFF'FFF0, .destination = 0x1000, .bytes = 16, .rows = 1}),
                ElementsAre(Piece(0xFFFF'FFF0, 0x1000, 16)));
}

} // namespace
} // namespace edgeloom::test
