// The accelerator's driver: the exact accesses that each call makes, and what it returns.
#include "drivers/accelerator.hpp"
#include "unit/firmware/fake_bus.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace edgeloom::test {
namespace {

using abi::accelerator::Error;
using firmware::Accelerator;
using testing::ElementsAre;

constexpr std::uint32_t registers_base = 0x7000'0000;
constexpr std::uint32_t stream_base = 0x7100'0000;

constexpr std::uint32_t at(std::uint32_t offset) {
    return registers_base + offset;
}
constexpr std::uint32_t in_junction(std::uint32_t junction, std::uint32_t offset) {
    return registers_base + 0x1000 + 0x40 * junction + offset;
}

constexpr std::uint32_t id = at(0x000);
constexpr std::uint32_t version = at(0x004);
constexpr std::uint32_t control = at(0x040);
constexpr std::uint32_t error_code = at(0x048);
constexpr std::uint32_t error_detail = at(0x04C);
constexpr std::uint32_t irq_status = at(0x050);
constexpr std::uint32_t irq_enable = at(0x054);

class AcceleratorDriver : public testing::Test {
protected:
    FakeBus bus;
    Accelerator accelerator{registers_base, stream_base};
};

TEST_F(AcceleratorDriver, KnowsWhatItIsFor) {
    struct Case {
        std::uint32_t id;
        std::uint32_t version;
        bool present;
    };
    for (const Case& c : {Case{0x454C'4143, 0x0001'0000, true}, Case{0x454C'4143, 0x0001'0007, true},
                          Case{0x454C'4143, 0x0002'0000, false}, Case{0x454C'4143, 0, false},
                          Case{0x454C'444D, 0x0001'0000, false}, Case{0, 0, false}}) {
        bus.answer(id, {c.id});
        bus.answer(version, {c.version});
        EXPECT_EQ(accelerator.present(), c.present) << std::hex << c.id << " " << c.version;
    }
}

TEST_F(AcceleratorDriver, ReadsItsLimits) {
    bus.answer(at(0x008), {2});
    bus.answer(at(0x00C), {160});
    bus.answer(at(0x018), {5000});
    bus.answer(at(0x01C), {40});
    const mapping::Limits limits = accelerator.limits();
    EXPECT_EQ(limits.units, 2U);
    EXPECT_EQ(limits.multipliers, 160U);
    EXPECT_EQ(limits.table_pairs, 40U);
    EXPECT_EQ(limits.pattern_words, 5000U);
}

TEST_F(AcceleratorDriver, DescribesTheNetworkBeforeItIsChecked) {
    bus.answer(error_code, {0});
    const std::array<Accelerator::Junction, 2> junctions{
        {{.shape = {1024, 64, 4096, 128}, .pattern_type = 2, .dither = true, .unit = 0},
         {.shape = {64, 32, 1024, 32}, .pattern_type = 0, .dither = false, .unit = 1}}};
    EXPECT_EQ(accelerator.configure({12, 3}, 784, 10, junctions), Error::none);
    EXPECT_THAT(bus.accesses,
                ElementsAre(write32(at(0x05C), 12 | 3 << 8), write32(at(0x064), 2), write32(at(0x06C), 784),
                            write32(at(0x078), 8), write32(at(0x068), 10), write32(in_junction(0, 0x00), 1024),
                            write32(in_junction(0, 0x04), 64), write32(in_junction(0, 0x08), 4096),
                            write32(in_junction(0, 0x0C), 128), write32(in_junction(0, 0x10), 2 | 1 << 4),
                            write32(in_junction(0, 0x14), 0), write32(in_junction(1, 0x00), 64),
                            write32(in_junction(1, 0x04), 32), write32(in_junction(1, 0x08), 1024),
                            write32(in_junction(1, 0x0C), 32), write32(in_junction(1, 0x10), 0),
                            write32(in_junction(1, 0x14), 1), write32(control, 1), read32(error_code, 0)));
}

TEST_F(AcceleratorDriver, ReturnsWhatIsWrongWithTheNetwork) {
    bus.answer(error_code, {9});
    bus.answer(error_detail, {200});
    EXPECT_EQ(accelerator.configure({12, 3}, 784, 10, {}), Error::multipliers);
    EXPECT_EQ(accelerator.error_detail(), 200U);
}

// A junction's words begin where its BASE register says, counted in words.
TEST_F(AcceleratorDriver, FillsTheWindows) {
    struct Case {
        const char* name;
        void (*fill)(const Accelerator& accelerator, std::uint32_t (*next)());
        std::uint32_t base_register;
        std::uint32_t window;
    };
    const Case cases[]{
        {"weights", [](const Accelerator& a, std::uint32_t (*next)()) { a.write_weights(3, 2, next); }, 0x20,
         0x80'0000},
        {"biases", [](const Accelerator& a, std::uint32_t (*next)()) { a.write_biases(3, 2, next); }, 0x24, 0x20'0000},
        {"pattern", [](const Accelerator& a, std::uint32_t (*next)()) { a.write_pattern(3, 2, next); }, 0x28,
         0x40'0000},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.name);
        bus.accesses.clear();
        bus.answer(in_junction(3, c.base_register), {100});
        c.fill(accelerator, [] { return 0xFFFF'FFF0; });
        const std::uint32_t first = stream_base + c.window + 400;
        EXPECT_THAT(bus.accesses, ElementsAre(read32(in_junction(3, c.base_register), 100), write32(first, 0xFFFF'FFF0),
                                              write32(first + 4, 0xFFFF'FFF0)));
    }
}

TEST_F(AcceleratorDriver, ReadsTheWindows) {
    struct Case {
        const char* name;
        void (*read)(const Accelerator& accelerator, std::vector<std::uint32_t>& words);
        std::uint32_t base_register;
        std::uint32_t window;
    };
    using Words = std::vector<std::uint32_t>;
    const Case cases[]{
        {"weights",
         [](const Accelerator& a, Words& words) {
             a.read_weights(3, 2, [&](std::uint32_t word) { words.push_back(word); });
         },
         0x20, 0x80'0000},
        {"biases",
         [](const Accelerator& a, Words& words) {
             a.read_biases(3, 2, [&](std::uint32_t word) { words.push_back(word); });
         },
         0x24, 0x20'0000},
        {"pattern",
         [](const Accelerator& a, Words& words) {
             a.read_pattern(3, 2, [&](std::uint32_t word) { words.push_back(word); });
         },
         0x28, 0x40'0000},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.name);
        bus.answer(in_junction(3, c.base_register), {100});
        const std::uint32_t first = stream_base + c.window + 400;
        bus.answer(first, {0xFFFF'FFF0});
        bus.answer(first + 4, {7});
        Words words;
        c.read(accelerator, words);
        EXPECT_THAT(words, ElementsAre(0xFFFF'FFF0, 7));
    }
}

TEST_F(AcceleratorDriver, SignExtendsParameters) {
    bus.answer(in_junction(0, 0x20), {0});
    accelerator.write_weights(0, 1, [] { return std::int32_t{-5}; });
    EXPECT_EQ(bus.accesses.back(), write32(stream_base + 0x80'0000, 0xFFFF'FFFB));
}

TEST_F(AcceleratorDriver, StartsAPhase) {
    bus.answer(error_code, {19});
    EXPECT_EQ(accelerator.start(
                  {.inputs = 12544, .tail_inputs = 1000, .eta_shift = 5, .mode = 3, .rounding_seed = 0xFEED'BEEF}),
              Error::eta_shift);
    EXPECT_THAT(bus.accesses, ElementsAre(write32(at(0x058), 3), write32(at(0x070), 12544), write32(at(0x074), 1000),
                                          write32(at(0x060), 5), write32(at(0x0B8), 0xFEED'BEEF), write32(control, 2),
                                          read32(error_code, 19)));
}

TEST_F(AcceleratorDriver, Aborts) {
    accelerator.abort();
    EXPECT_THAT(bus.accesses, ElementsAre(write32(control, 4)));
}

TEST_F(AcceleratorDriver, KnowsWhetherAPhaseRuns) {
    bus.answer(at(0x044), {0b111, 0b110});
    EXPECT_TRUE(accelerator.busy());
    EXPECT_FALSE(accelerator.busy());
}

TEST_F(AcceleratorDriver, ReadsItsCounts) {
    bus.answer(at(0x080), {34});
    bus.answer(at(0x08C), {900});
    bus.answer(at(0x090), {95});
    EXPECT_EQ(accelerator.counts().correct, 900U);
    EXPECT_EQ(accelerator.counts().tail_correct, 95U);
    EXPECT_EQ(accelerator.block_clocks(), 34U);
}

TEST_F(AcceleratorDriver, ReadsACounterInTwoHalves) {
    bus.answer(at(0x0C4), {0x89AB'CDEF});
    bus.answer(at(0x0C8), {0x0123'4567});
    EXPECT_EQ(accelerator.counter(3, abi::accelerator::Counter::weight_reads), 0x0123'4567'89AB'CDEFU);
    EXPECT_THAT(bus.accesses, ElementsAre(write32(at(0x0C0), 0x0313), read32(at(0x0C4), 0x89AB'CDEF),
                                          read32(at(0x0C8), 0x0123'4567)));
}

TEST_F(AcceleratorDriver, ClearsTheInterruptsThatItTakes) {
    bus.answer(irq_status, {1});
    accelerator.enable_interrupts(3);
    EXPECT_EQ(accelerator.take_interrupts(), 1U);
    EXPECT_THAT(bus.accesses, ElementsAre(write32(irq_enable, 3), read32(irq_status, 1), write32(irq_status, 1)));
}

TEST_F(AcceleratorDriver, KnowsItsPorts) {
    EXPECT_EQ(accelerator.input_port(), stream_base);
    EXPECT_EQ(accelerator.result_port(), stream_base + 0x10'0000);
    EXPECT_TRUE(bus.accesses.empty());
}

} // namespace
} // namespace edgeloom::test
