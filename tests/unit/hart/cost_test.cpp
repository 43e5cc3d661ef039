// What instructions and traps cost, and that nothing starts at the limit or behind it.
#include "unit/hart/machine.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

constexpr hart::Costs unlike{.arithmetic = 2,
                             .load = 3,
                             .store = 4,
                             .multiply = 5,
                             .divide = 6,
                             .branch = 7,
                             .taken = 8,
                             .jump = 9,
                             .csr = 10,
                             .atomic = 11,
                             .exception = 12,
                             .interrupt = 13};

TEST(Cost, IsThatOfTheClass) {
    struct Case {
        const char* name;
        std::uint32_t instruction; // a0 holds the address of data, a1 zero
        std::uint64_t clocks;
    };
    for (const Case& c :
         {Case{"arithmetic", rv::i(rv::ADDI, rv::a2, rv::a0, 1), 2}, Case{"fence", rv::FENCE, 2},
          Case{"load", rv::i(rv::LBU, rv::a2, rv::a0, 0), 3}, Case{"store", rv::s(rv::SH, rv::a2, rv::a0, 0), 4},
          Case{"multiply", rv::r(rv::MULHU, rv::a2, rv::a0, rv::a0), 5},
          Case{"divide", rv::r(rv::REM, rv::a2, rv::a0, rv::a0), 6},
          Case{"branch not taken", rv::b(rv::BNE, rv::a1, rv::zero, 8), 7},
          Case{"branch taken", rv::b(rv::BEQ, rv::a1, rv::zero, 8), 7 + 8}, Case{"jump", rv::j(rv::JAL, rv::ra, 8), 9},
          Case{"jump to a register", rv::i(rv::JALR, rv::ra, rv::a0, 0), 9},
          Case{"csr", rv::csr(rv::CSRRS, rv::a2, rv::mscratch, 0), 10},
          Case{"atomic", rv::r(rv::AMOADD, rv::a2, rv::a0, rv::a1), 11}, Case{"exception", rv::ECALL, 12}}) {
        Machine machine(hart::Misaligned::allow, unlike);
        machine.execute(c.instruction, Machine::data);
        EXPECT_EQ(machine.core.csr.cycles, c.clocks) << c.name;
    }
}

// Entering the handler takes the clocks up to the limit: its first instruction waits for what happens then.
TEST(Cost, OfAnInterruptMayReachTheLimit) {
    for (const std::uint64_t clocks : {1U, 5U, 13U}) {
        Machine machine(hart::Misaligned::allow, unlike);
        machine.core.csr.write(rv::mie, 1U << hart::interrupt::timer);
        machine.core.csr.write(rv::mstatus, hart::mstatus::mie);
        machine.core.csr.mip = 1U << hart::interrupt::timer;
        machine.place(Machine::handler, {rv::i(rv::ADDI, rv::a2, rv::a2, 1)});
        machine.step(static_cast<unsigned>(clocks));
        EXPECT_EQ(machine.pc(), Machine::handler) << clocks;
        EXPECT_EQ(machine.core.csr.cycles, 13U) << clocks;
        EXPECT_EQ(machine.core.csr.instructions, 0U) << clocks;
        machine.step();
        EXPECT_EQ(machine.core.csr.instructions, 1U) << clocks;
    }
}

} // namespace
} // namespace edgeloom::test
