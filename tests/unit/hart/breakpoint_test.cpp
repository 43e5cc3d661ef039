// Breakpoints and watchpoints, which lie beside memory.
#include "unit/hart/machine.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using hart::Watchpoint;

class Halting : public testing::Test {
protected:
    // a2 counts the instructions; a store of it to `data` in the middle, and back.
    Halting() {
        machine.place(Machine::base, {rv::i(rv::ADDI, rv::a2, rv::a2, 1), rv::i(rv::ADDI, rv::a2, rv::a2, 1),
                                      rv::s(rv::SW, rv::a2, rv::a0, 0), rv::i(rv::LW, rv::a3, rv::a0, 0),
                                      rv::i(rv::ADDI, rv::a2, rv::a2, 1), rv::j(rv::JAL, rv::zero, -20)});
        machine.restart(Machine::data);
    }
    void set_breakpoint(std::uint32_t address) {
        machine.core.breakpoints.insert(address);
        machine.core.memories.code_changed(address, 2);
    }
    void remove_breakpoint(std::uint32_t address) {
        machine.core.breakpoints.erase(address);
        machine.core.memories.code_changed(address, 2);
    }
    void watch(Watchpoint::Kind kind, Watchpoint::Moment moment, std::uint32_t address, std::uint32_t length) {
        machine.core.add_watchpoint(
            {.kind = kind, .moment = moment, .address = address, .length = length, .reached = [this] { ++reached; }});
    }
    void go_on() {
        machine.core.halted = false;
        machine.core.passed_breakpoint = machine.pc();
        machine.step(100'000);
    }

    Machine machine;
    unsigned reached = 0;
};

TEST_F(Halting, ABreakpointHaltsBeforeItsInstruction) {
    machine.step(1000); // it is translated
    for (std::uint32_t instruction = 0; instruction < 6; ++instruction) {
        machine.restart(Machine::data);
        const std::uint32_t address = Machine::base + 4 * instruction;
        set_breakpoint(address);
        machine.step(1000);
        EXPECT_TRUE(machine.core.halted);
        EXPECT_EQ(machine.pc(), address);
        EXPECT_EQ(machine.x(rv::a2), instruction < 2 ? instruction : instruction < 5 ? 2U : 3U);
        const std::uint64_t before = machine.core.csr.instructions;
        go_on();
        EXPECT_EQ(machine.core.csr.instructions - before, 6U) << "once round";
        EXPECT_EQ(machine.pc(), address);
        machine.core.halted = false;
        remove_breakpoint(address);
    }
    machine.step(1000);
    EXPECT_FALSE(machine.core.halted);
}

TEST_F(Halting, AWatchpointHaltsBeforeTheStore) {
    machine.step(1000);
    machine.restart(Machine::data);
    machine.write_word(Machine::data, 77);
    watch(Watchpoint::Kind::write, Watchpoint::Moment::before, Machine::data + 3, 1);
    machine.step(1000);
    EXPECT_TRUE(machine.core.halted);
    EXPECT_EQ(machine.pc(), Machine::base + 8);
    EXPECT_EQ(machine.word(Machine::data), 77U);
    EXPECT_EQ(reached, 1U);
    go_on();
    EXPECT_EQ(machine.word(Machine::data), 2U);
    EXPECT_EQ(machine.pc(), Machine::base + 8) << "once round";
    EXPECT_EQ(reached, 2U);
}

TEST_F(Halting, AWatchpointMayHearOfAStoreThatHappened) {
    machine.restart(Machine::data);
    watch(Watchpoint::Kind::write, Watchpoint::Moment::after, Machine::data, 4);
    machine.step(6 * 10);
    EXPECT_FALSE(machine.core.halted);
    EXPECT_EQ(reached, 10U);
}

TEST_F(Halting, StoresBesideAWatchpointPass) {
    watch(Watchpoint::Kind::write, Watchpoint::Moment::before, Machine::data + 4, 4);
    watch(Watchpoint::Kind::write, Watchpoint::Moment::before, Machine::data - 1, 1);
    watch(Watchpoint::Kind::read, Watchpoint::Moment::before, Machine::data + 8, 4);
    machine.step(1000);
    EXPECT_FALSE(machine.core.halted);
    EXPECT_EQ(reached, 0U);
}

} // namespace
} // namespace edgeloom::test
