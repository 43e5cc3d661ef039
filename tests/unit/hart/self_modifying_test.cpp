// Translated instructions are copies: whatever writes over an instruction has to drop them.
#include "unit/hart/machine.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

constexpr std::uint32_t page = 0x1000;
constexpr std::uint32_t code = Machine::base + 2 * page; // the page before it holds no decoded instruction
constexpr std::uint32_t patcher = Machine::base + 8 * page;

constexpr std::uint32_t add(std::int32_t amount) {
    return rv::i(rv::ADDI, rv::a2, rv::zero, amount);
}

// Runs the instruction at `where`, so that it is decoded, has it changed, and runs it again.
class SelfModifying : public testing::Test {
protected:
    std::uint32_t run(std::uint32_t where) {
        machine.restart(0, 0, where);
        machine.step();
        return machine.x(rv::a2);
    }
    void store(std::uint32_t instruction, std::uint32_t address, std::uint32_t value) {
        machine.write_word(patcher, instruction);
        machine.core.changed_by_others(patcher, 4);
        machine.restart(address, value, patcher);
        machine.step();
        ASSERT_EQ(machine.pc(), patcher + 4);
    }

    Machine machine;
};

struct Patch {
    const char* name;
    std::uint32_t where;       // of an addi with immediate 1
    std::uint32_t instruction; // stores a1 at a0
    std::uint32_t offset;      // of the store, from `where`
    std::uint32_t value;
    std::uint32_t result;
};

// The immediate is in the upper twelve bits of the word: its lowest nibble in byte 2, the rest in byte 3.
TEST_F(SelfModifying, StoresDropWhatTheyTouch) {
    const Patch patches[]{
        {"word", code, rv::s(rv::SW, rv::a1, rv::a0, 0), 0, add(7), 7},
        {"upper halfword", code, rv::s(rv::SH, rv::a1, rv::a0, 0), 2, add(7) >> 16, 7},
        {"last byte", code, rv::s(rv::SB, rv::a1, rv::a0, 0), 3, add(0x71) >> 24, 0x71},
        {"atomic", code, rv::r(rv::AMOSWAP, rv::zero, rv::a0, rv::a1), 0, add(7), 7},
        {"misaligned word from behind", code + 8, rv::s(rv::SW, rv::a1, rv::a0, 0), 3, add(0x71) >> 24, 0x71},
        {"misaligned word from before", code + 8, rv::s(rv::SW, rv::a1, rv::a0, 0), 0U - 1, add(7) << 8, 7},
        {"word, instruction at a halfword", code + 2, rv::s(rv::SW, rv::a1, rv::a0, 0), 2, add(7) >> 16, 7},
        {"across pages: word", code + page - 2, rv::s(rv::SW, rv::a1, rv::a0, 0), 2, add(7) >> 16, 7},
        {"across pages: last byte", code + page - 2, rv::s(rv::SB, rv::a1, rv::a0, 0), 3, add(0x71) >> 24, 0x71},
        {"across pages: from the page before", code, rv::s(rv::SW, rv::a1, rv::a0, 0), 0U - 1, add(7) << 8, 7},
    };
    for (const Patch& c : patches) {
        SCOPED_TRACE(c.name);
        machine.write_word(c.where, add(1));
        machine.core.changed_by_others(c.where, 4);
        ASSERT_EQ(run(c.where), 1U);
        store(c.instruction, c.where + c.offset, c.value);
        EXPECT_EQ(run(c.where), c.result);
    }
}

// A patch of an instruction right in front of the pc is seen without fence.i: the hart has no instruction cache.
TEST_F(SelfModifying, TheNextInstructionMayBeChanged) {
    machine.place(code, {rv::s(rv::SW, rv::a1, rv::a0, 4), add(1)});
    ASSERT_EQ(run(code + 4), 1U);
    machine.restart(code, add(7), code);
    machine.step(2);
    EXPECT_EQ(machine.x(rv::a2), 7U);
}

TEST_F(SelfModifying, WorksWithFence) {
    machine.place(code, {rv::s(rv::SW, rv::a1, rv::a0, 8), rv::FENCE_I, add(1)});
    ASSERT_EQ(run(code + 8), 1U);
    machine.restart(code, add(7), code);
    machine.step(3);
    EXPECT_EQ(machine.x(rv::a2), 7U);
}

// A store over itself still does its work, and the next time something else is there.
TEST_F(SelfModifying, AnInstructionMayOverwriteItself) {
    machine.place(code, {rv::s(rv::SW, rv::a1, rv::a0, 0)});
    machine.restart(code, add(7), code);
    machine.step();
    EXPECT_EQ(machine.pc(), code + 4);
    EXPECT_EQ(run(code), 7U);
}

TEST_F(SelfModifying, StoreConditionalDropsWhatItWrites) {
    machine.write_word(code, add(1));
    ASSERT_EQ(run(code), 1U);
    machine.place(patcher, {rv::r(rv::LR, rv::a3, rv::a0, 0), rv::r(rv::SC, rv::a3, rv::a0, rv::a1)});
    machine.restart(code, add(7), patcher);
    machine.step(2);
    EXPECT_EQ(run(code), 7U);
}

// The DMA or a debugger: written behind the hart's back, then told.
TEST_F(SelfModifying, WhatOthersWriteIsToldByRanges) {
    struct Case {
        const char* name;
        std::uint32_t first;
        std::uint32_t bytes;
    };
    for (const Case& c :
         {Case{"the word", code, 4}, Case{"its last byte", code + 3, 1}, Case{"its page", code, page},
          Case{"much around it", Machine::base, Machine::size}, Case{"from the page before", code - 64, 65}}) {
        machine.write_word(code, add(1));
        machine.core.changed_by_others(code, 4);
        ASSERT_EQ(run(code), 1U) << c.name;
        machine.write_word(code, add(7));
        machine.core.changed_by_others(c.first, c.bytes);
        EXPECT_EQ(run(code), 7U) << c.name;
    }
}

} // namespace
} // namespace edgeloom::test
