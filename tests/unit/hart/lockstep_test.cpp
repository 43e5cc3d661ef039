// The engines side by side.
#include "hart/lockstep.hpp"
#include "unit/hart/encode.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <vector>

namespace edgeloom::test {
namespace {

constexpr std::uint32_t base = 0x8000'0000;

class Nothing : public hart::Bus {
    bool transport(bool, std::uint32_t, void*, unsigned) override { return false; }
    void map_directly(std::uint32_t) override {}
};

class SideBySide : public testing::Test {
protected:
    SideBySide() : memory(4096), core(bus), lockstep(core) {
        core.add_memory(base, 4096, memory.data());
        place(0, rv::i(rv::ADDI, rv::a2, rv::a2, 1));
        place(4, rv::s(rv::SW, rv::a2, rv::a0, 0));
        place(8, rv::j(rv::JAL, rv::zero, -8));
        core.reset(base, base + 2048, 0);
    }
    void place(std::uint32_t offset, std::uint32_t word) { std::memcpy(memory.data() + offset, &word, sizeof word); }
    void run(std::uint64_t clocks) {
        core.limit = core.csr.cycles + clocks;
        core.pause = core.limit;
        lockstep.run();
    }

    std::vector<std::uint8_t> memory;
    Nothing bus;
    hart::Core core;
    hart::Lockstep lockstep;
};

TEST_F(SideBySide, AgreeOnAProgram) {
    run(3000);
    EXPECT_EQ(lockstep.difference(), "");
    EXPECT_FALSE(core.halted);
    EXPECT_EQ(core.csr.instructions, 3000U);
    EXPECT_EQ(core.x[rv::a2], 1000U);
}

// A translation of what is no longer there, because nobody told: the stepper, which fetches anew, sees the difference.
TEST_F(SideBySide, HaltAtTheFirstDifference) {
    run(300);
    place(0, rv::i(rv::ADDI, rv::a2, rv::a2, 3));
    run(300);
    EXPECT_TRUE(core.halted);
    EXPECT_THAT(lockstep.difference(), testing::HasSubstr("from pc 0x80000000"));
    EXPECT_THAT(lockstep.difference(), testing::HasSubstr("x12: stepper 0x"));
    EXPECT_THAT(lockstep.difference(), testing::HasSubstr("memory at 0x80000800"));
}

} // namespace
} // namespace edgeloom::test
