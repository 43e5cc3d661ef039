// What portable start-up code tries on a hart that it does not know: it sets mtvec behind an access that may trap.
#include "unit/hart/machine.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

constexpr std::uint32_t illegal = 2;

struct Probe {
    const char* name;
    std::uint32_t instruction;
    bool present;
};

constexpr std::uint32_t write(std::uint32_t number) {
    return rv::csr(rv::CSRRW, rv::zero, number, rv::a0);
}

// la t0, 1f; csrw mtvec, t0; PROBE; li a2, 1; 1:
TEST(StartUp, ProbesAreSkippedOrDone) {
    constexpr Probe probes[]{
        {"satp", rv::csr(rv::CSRRWI, rv::zero, 0x180, 0), false},
        {"stvec", write(0x105), false},
        {"sstatus", write(0x100), false},
        {"medeleg", rv::csr(rv::CSRRWI, rv::zero, 0x302, 0), false},
        {"mideleg", rv::csr(rv::CSRRWI, rv::zero, 0x303, 0), false},
        {"mcounteren", write(0x306), false},
        {"menvcfg", write(0x30A), false},
        {"mseccfg", write(0x747), false},
        {"mnstatus", rv::csr(rv::CSRRWI, rv::zero, 0x744, 8), false},
        {"fcsr", rv::csr(rv::CSRRWI, rv::zero, 0x003, 0), false},
        {"vstart", write(0x008), false},
        {"dcsr", write(0x7B0), false},
        {"pmpaddr0", write(0x3B0), true},
        {"pmpcfg0", write(0x3A0), true},
        {"tcontrol", rv::csr(rv::CSRRS, rv::zero, 0x7A5, rv::a0), true},
        {"tselect", write(0x7A0), true},
        {"mip", write(rv::mip), true},
        {"misa", write(rv::misa), true},
        {"mhpmevent3", write(0x323), true},
        {"sfence.vma", 0x1200'0073, false},
    };
    for (const Probe& probe : probes) {
        SCOPED_TRACE(probe.name);
        Machine machine;
        machine.place(Machine::base, {rv::u(rv::AUIPC, rv::t0, 0), rv::i(rv::ADDI, rv::t0, rv::t0, 20),
                                      rv::csr(rv::CSRRW, rv::zero, rv::mtvec, rv::t0), probe.instruction,
                                      rv::i(rv::ADDI, rv::a2, rv::zero, 1), rv::nop});
        machine.restart(0xFFFF'FFFF);
        machine.step(5);
        EXPECT_EQ(machine.x(rv::a2), probe.present ? 1U : 0U);
        EXPECT_EQ(machine.core.csr.mcause, probe.present ? 0 : illegal);
        EXPECT_EQ(machine.core.csr.mtval, probe.present ? 0 : probe.instruction);
    }
}

// Permit everything: one naturally aligned region with all rights.
TEST(StartUp, OpensAllMemory) {
    Machine machine;
    machine.core.csr.write(0x3B0, 0x7FFF'FFFF);
    machine.core.csr.write(0x3A0, 0x1F);
    EXPECT_EQ(machine.core.csr.read(0x3B0), 0x7FFF'FFFFU);
    EXPECT_EQ(machine.core.csr.read(0x3A0), 0x1FU);
}

// csrw mstatus, 0; csrw mepc, ...; mret: where there is no user mode, it leads to machine mode.
TEST(StartUp, LeavesForTheOnlyMode) {
    Machine machine;
    machine.core.csr.write(rv::mepc, Machine::data);
    machine.place(Machine::base, {rv::csr(rv::CSRRWI, rv::zero, rv::mstatus, 0), rv::MRET});
    machine.place(Machine::data, {rv::csr(rv::CSRRS, rv::a2, rv::mstatus, 0)});
    machine.step(3);
    EXPECT_EQ(machine.x(rv::a2), hart::mstatus::mpp | hart::mstatus::mpie);
    EXPECT_EQ(machine.core.csr.instructions, 3U);
}

TEST(StartUp, FindsNoModeBesidesMachineMode) {
    for (const std::uint32_t mode : {0U, 1U, 2U}) { // U, S, reserved
        hart::CsrFile csr(0);
        csr.write(rv::mstatus, mode << 11);
        EXPECT_EQ(csr.read(rv::mstatus), hart::mstatus::mpp) << mode;
    }
    constexpr std::uint32_t user_and_supervisor = 1U << 20 | 1U << 18;
    EXPECT_EQ(hart::CsrFile(0).read(rv::misa).value() & user_and_supervisor, 0U);
    constexpr std::uint32_t mprv = 1U << 17;
    hart::CsrFile csr(0);
    csr.write(rv::mstatus, mprv);
    EXPECT_EQ(csr.read(rv::mstatus), hart::mstatus::mpp);
}

// A debugger's search for triggers: select, read back, ask for the type, try to set a breakpoint.
TEST(StartUp, FindsNoTrigger) {
    constexpr std::uint32_t execute_in_machine_mode = 2U << 28 | 1U << 6 | 1U << 2;
    hart::CsrFile csr(0);
    csr.write(0x7A0, 0);
    EXPECT_EQ(csr.read(0x7A0), 0U);
    csr.write(0x7A2, Machine::base);
    csr.write(0x7A1, execute_in_machine_mode);
    EXPECT_EQ(csr.read(0x7A1), 0U) << "type 0: there is no trigger";
    csr.write(0x7A0, 1);
    EXPECT_EQ(csr.read(0x7A0), 0U) << "there is no other one";
}

} // namespace
} // namespace edgeloom::test
