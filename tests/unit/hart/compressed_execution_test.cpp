// Compressed instructions as they are executed: what they compute, where they go, what they link.
#include "conformance/compressed.hpp"
#include "unit/hart/machine.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

// a0, a1 and a2 among x8 to x15.
constexpr std::uint32_t c_a0 = 2;
constexpr std::uint32_t c_a1 = 3;
constexpr std::uint32_t c_a2 = 4;
constexpr std::uint32_t minus_one = 0xFFFF'FFFF;

class CompressedExecution : public testing::Test {
protected:
    // Sets sp to a0, then executes one halfword. What follows it would trap.
    void execute(std::uint16_t half, std::uint32_t a0 = 0, std::uint32_t a1 = 0) {
        machine.place(Machine::base, {rv::i(rv::ADDI, rv::sp, rv::a0, 0), half});
        machine.core.changed_by_others(Machine::base, 8);
        machine.restart(a0, a1);
        machine.step(2);
    }
    static constexpr std::uint32_t here = Machine::base + 4;

    Machine machine;
};

TEST_F(CompressedExecution, Computes) {
    struct Case {
        const char* name;
        std::uint16_t half;
        std::uint32_t a0;
        std::uint32_t a1;
        std::uint32_t target;
        std::uint32_t result;
    };
    const Case cases[]{
        {"c.nop", rvc::ci(rvc::ADDI, 0, 0), 5, 0, rv::a0, 5},
        {"c.addi", rvc::ci(rvc::ADDI, rv::a0, -32), 5, 0, rv::a0, 0xFFFF'FFE5},
        {"c.li", rvc::ci(rvc::LI, rv::a0, -1), 5, 0, rv::a0, minus_one},
        {"c.lui", rvc::ci(rvc::LUI, rv::a0, 31), 5, 0, rv::a0, 0x1'F000},
        {"c.lui of a negative value", rvc::ci(rvc::LUI, rv::a0, -32), 5, 0, rv::a0, 0xFFFE'0000},
        {"c.addi16sp", rvc::addi16sp(-512), 0x1000, 0, rv::sp, 0xE00},
        {"c.addi4spn", rvc::addi4spn(c_a2, 1020), 0x1000, 0, rv::a2, 0x13FC},
        {"c.slli", rvc::ci(rvc::SLLI, rv::a0, 31), 3, 0, rv::a0, 0x8000'0000},
        {"c.srli", rvc::cb_immediate(rvc::SRLI, c_a0, 31), 0x8000'0000, 0, rv::a0, 1},
        {"c.srai", rvc::cb_immediate(rvc::SRAI, c_a0, 31), 0x8000'0000, 0, rv::a0, minus_one},
        {"c.andi", rvc::cb_immediate(rvc::ANDI, c_a0, -32), 0x3F, 0, rv::a0, 0x20},
        {"c.sub", rvc::ca(rvc::SUB, c_a0, c_a1), 3, 5, rv::a0, 0xFFFF'FFFE},
        {"c.xor", rvc::ca(rvc::XOR, c_a0, c_a1), 0xFF00, 0x0FF0, rv::a0, 0xF0F0},
        {"c.or", rvc::ca(rvc::OR, c_a0, c_a1), 0xFF00, 0x0FF0, rv::a0, 0xFFF0},
        {"c.and", rvc::ca(rvc::AND, c_a0, c_a1), 0xFF00, 0x0FF0, rv::a0, 0x0F00},
        {"c.mv", rvc::cr(rvc::MV, rv::a2, rv::a1), 0, 7, rv::a2, 7},
        {"c.add", rvc::cr(rvc::ADD, rv::a0, rv::a1), minus_one, 7, rv::a0, 6},
        {"c.li to x0", rvc::ci(rvc::LI, 0, 5), 1, 2, 0, 0},
        {"c.mv to x0", rvc::cr(rvc::MV, 0, rv::a1), 1, 2, 0, 0},
    };
    for (const Case& c : cases) {
        execute(c.half, c.a0, c.a1);
        EXPECT_EQ(machine.x(c.target), c.result) << c.name;
        EXPECT_EQ(machine.pc(), here + 2) << c.name;
    }
}

TEST_F(CompressedExecution, LoadsAndStores) {
    constexpr std::uint32_t value = 0x8765'4321;
    struct Case {
        const char* name;
        std::uint16_t load;
        std::uint16_t store;
        std::uint32_t offset;
    };
    const Case cases[]{
        {"c.lw and c.sw", rvc::cl(rvc::LW, c_a2, c_a0, 0), rvc::cl(rvc::SW, c_a1, c_a0, 0), 0},
        {"with an offset", rvc::cl(rvc::LW, c_a2, c_a0, 124), rvc::cl(rvc::SW, c_a1, c_a0, 124), 124},
        {"c.lwsp and c.swsp", rvc::lwsp(rv::a2, 0), rvc::swsp(rv::a1, 0), 0},
        {"with an offset from sp", rvc::lwsp(rv::a2, 252), rvc::swsp(rv::a1, 252), 252},
    };
    for (const Case& c : cases) {
        for (const std::uint32_t base : {Machine::data, Machine::data + 1}) { // aligned and not
            SCOPED_TRACE(c.name);
            machine.write_word(base + c.offset, value);
            execute(c.load, base);
            EXPECT_EQ(machine.x(rv::a2), value);
            execute(c.store, base, ~value);
            EXPECT_EQ(machine.word(base + c.offset), ~value);
            EXPECT_EQ(machine.pc(), here + 2);
        }
    }
}

TEST_F(CompressedExecution, Jumps) {
    struct Case {
        const char* name;
        std::uint16_t half;
        std::uint32_t a0;
        std::uint32_t pc;
        std::uint32_t link; ///< in ra; 0: none
    };
    const Case cases[]{
        {"c.j", rvc::cj(rvc::J, 2046), 0, here + 2046, 0},
        {"c.j back", rvc::cj(rvc::J, -4), 0, here - 4, 0},
        {"c.jal", rvc::cj(rvc::JAL, 10), 0, here + 10, here + 2},
        {"c.jr", rvc::cr(rvc::JR, rv::a0, 0), Machine::data + 2, Machine::data + 2, 0},
        {"c.jalr", rvc::cr(rvc::JALR, rv::a0, 0), Machine::data, Machine::data, here + 2},
        {"c.jalr drops bit 0", rvc::cr(rvc::JALR, rv::a0, 0), Machine::data + 3, Machine::data + 2, here + 2},
        {"c.beqz", rvc::cb(rvc::BEQZ, c_a0, 254), 0, here + 254, 0},
        {"c.beqz back", rvc::cb(rvc::BEQZ, c_a0, -4), 0, here - 4, 0},
        {"c.beqz not taken", rvc::cb(rvc::BEQZ, c_a0, 254), 1, here + 2, 0},
        {"c.bnez", rvc::cb(rvc::BNEZ, c_a0, 254), 0x8000'0000, here + 254, 0},
        {"c.bnez not taken", rvc::cb(rvc::BNEZ, c_a0, 254), 0, here + 2, 0},
    };
    for (const Case& c : cases) {
        execute(c.half, c.a0);
        EXPECT_EQ(machine.pc(), c.pc) << c.name;
        EXPECT_EQ(machine.x(rv::ra), c.link) << c.name;
        EXPECT_EQ(machine.core.csr.cycles, machine.core.csr.instructions) << "a trap of " << c.name;
    }
}

TEST_F(CompressedExecution, LinksThroughTheRegisterThatItReads) {
    machine.place(Machine::base, {rv::i(rv::ADDI, rv::ra, rv::a0, 0), rvc::cr(rvc::JALR, rv::ra, 0)});
    machine.restart(Machine::data);
    machine.step(2);
    EXPECT_EQ(machine.pc(), Machine::data);
    EXPECT_EQ(machine.x(rv::ra), here + 2);
}

TEST_F(CompressedExecution, TrapsAreAtTheHalfword) {
    constexpr std::uint32_t unmapped = 0x0050'0000;
    struct Case {
        const char* name;
        std::uint16_t half;
        std::uint32_t cause;
        std::uint32_t value;
    };
    const Case cases[]{
        {"c.ebreak", rvc::EBREAK, 3, Machine::base + 2},
        {"c.lw", rvc::cl(rvc::LW, c_a1, c_a0, 4), 5, unmapped + 4},
        {"c.sw", rvc::cl(rvc::SW, c_a1, c_a0, 4), 7, unmapped + 4},
        {"c.addi4spn of 0", 0x0004, 2, 0x0004},
        {"c.fld", 0x2108, 2, 0x2108},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.name);
        machine.place(Machine::base, {0x0001U | std::uint32_t{c.half} << 16}); // behind a c.nop
        machine.core.changed_by_others(Machine::base, 4);
        machine.restart(unmapped);
        machine.step(2);
        EXPECT_EQ(machine.core.csr.mcause, c.cause);
        EXPECT_EQ(machine.core.csr.mtval, c.value);
        EXPECT_EQ(machine.core.csr.mepc, Machine::base + 2);
    }
}

} // namespace
} // namespace edgeloom::test
