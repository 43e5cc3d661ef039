// The DMA driver: the exact accesses that each call makes, and what it returns.
#include "drivers/dma.hpp"
#include "unit/firmware/fake_bus.hpp"
#include "unit/firmware/low_memory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using abi::dma::Descriptor;
using abi::dma::Error;
using testing::ElementsAre;

constexpr std::uint32_t base = 0x7000'0000;

// Each channel's registers lie 0x40 behind those of the one before.
class DmaDriver : public testing::TestWithParam<std::uint32_t> {
protected:
    [[nodiscard]] static std::uint32_t at(std::uint32_t offset) { return base + 0x100 + 0x40 * GetParam() + offset; }

    FakeBus bus;
    firmware::DmaChannel channel{base, GetParam()};
};

TEST_P(DmaDriver, PublishesTheDescriptorsBeforeItStarts) {
    LowMemory<Descriptor> descriptor;
    channel.start(descriptor[0]);
    EXPECT_THAT(bus.accesses, ElementsAre(publish(), write32(at(0x08), descriptor.address()), write32(at(0x00), 1)));
}

TEST_P(DmaDriver, Aborts) {
    channel.abort();
    EXPECT_THAT(bus.accesses, ElementsAre(write32(at(0x00), 2)));
}

TEST_P(DmaDriver, ReadsOneBitOfTheStatus) {
    bus.answer(at(0x04), {1, 0xFFFF'FFFE});
    EXPECT_TRUE(channel.busy());
    EXPECT_FALSE(channel.busy());
    EXPECT_THAT(bus.accesses, ElementsAre(read32(at(0x04), 1), read32(at(0x04), 0xFFFF'FFFE)));
}

TEST_P(DmaDriver, ClearsTheInterruptsThatItTakes) {
    bus.answer(at(0x10), {5});
    channel.enable_interrupts(7);
    EXPECT_EQ(channel.take_interrupts(), 5U);
    EXPECT_THAT(bus.accesses, ElementsAre(write32(at(0x14), 7), read32(at(0x10), 5), write32(at(0x10), 5)));
}

TEST_P(DmaDriver, SaysWhatWentWrong) {
    bus.answer(at(0x18), {0, 4});
    bus.answer(at(0x1C), {0x8000'1234});
    EXPECT_EQ(channel.error(), Error::none);
    EXPECT_EQ(channel.error(), Error::source);
    EXPECT_EQ(channel.error_address(), 0x8000'1234);
}

INSTANTIATE_TEST_SUITE_P(Channel, DmaDriver, testing::Values(0, 1, 7));

TEST(DmaDescriptors, AreLinkedInTheirOrder) {
    LowMemory<Descriptor> descriptors(3);
    descriptors[2].next = 0xFFFF'FFFF;
    firmware::link({&descriptors[0], 3});
    EXPECT_EQ(descriptors[0].next, descriptors.address(1));
    EXPECT_EQ(descriptors[1].next, descriptors.address(2));
    EXPECT_EQ(descriptors[2].next, 0U);
}

TEST(DmaDescriptors, OneAloneEndsItsChain) {
    LowMemory<Descriptor> descriptor;
    descriptor->next = 7;
    firmware::link({&descriptor[0], 1});
    EXPECT_EQ(descriptor->next, 0U);
    firmware::link({});
}

} // namespace
} // namespace edgeloom::test
