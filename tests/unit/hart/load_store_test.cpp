// Loads and stores, in memory and over the bus, aligned and not.
#include "unit/hart/machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using hart::Cause;
using hart::Misaligned;
using testing::ElementsAre;
using Access = Machine::Access;

constexpr std::uint32_t device = 0x1000'0000;

std::uint32_t cause(Cause code) {
    return static_cast<std::uint32_t>(code);
}

struct Load {
    const char* name;
    rv::Opcode opcode;
    unsigned bytes;
    std::uint32_t memory;
    std::uint32_t result;
};
constexpr Load loads[]{
    {"lb", rv::LB, 1, 0x80, 0xFFFF'FF80},
    {"lb of a positive value", rv::LB, 1, 0x7F, 0x7F},
    {"lbu", rv::LBU, 1, 0x80, 0x80},
    {"lh", rv::LH, 2, 0x8001, 0xFFFF'8001},
    {"lh of a positive value", rv::LH, 2, 0x7FFF, 0x7FFF},
    {"lhu", rv::LHU, 2, 0x8001, 0x8001},
    {"lw", rv::LW, 4, 0x8765'4321, 0x8765'4321},
};

TEST(Load, FromMemory) {
    Machine machine;
    for (const Load& c : loads) {
        machine.write_word(Machine::data + 8, c.memory | (c.bytes < 4 ? 0xA5A5'A5A5 << 8 * c.bytes : 0));
        machine.execute(rv::i(c.opcode, rv::a2, rv::a0, -8), Machine::data + 16);
        EXPECT_EQ(machine.x(rv::a2), c.result) << c.name;
    }
    EXPECT_TRUE(machine.accesses.empty());
}

TEST(Load, OverTheBus) {
    for (const Load& c : loads) {
        Machine machine;
        machine.device = [&c](Access& access) {
            access.value = c.memory;
            return true;
        };
        machine.execute(rv::i(c.opcode, rv::a2, rv::a0, 4), device);
        EXPECT_EQ(machine.x(rv::a2), c.result) << c.name;
        EXPECT_THAT(machine.accesses, ElementsAre(Access{false, device + 4, c.bytes, c.memory})) << c.name;
    }
}

struct Store {
    const char* name;
    rv::Opcode opcode;
    unsigned bytes;
    std::uint32_t result; // of storing 0x87654321 over 0xA5A5A5A5
};
constexpr Store stores[]{
    {"sb", rv::SB, 1, 0xA5A5'A521},
    {"sh", rv::SH, 2, 0xA5A5'4321},
    {"sw", rv::SW, 4, 0x8765'4321},
};

TEST(Store, ToMemory) {
    Machine machine;
    for (const Store& c : stores) {
        machine.write_word(Machine::data + 8, 0xA5A5'A5A5);
        machine.execute(rv::s(c.opcode, rv::a1, rv::a0, -8), Machine::data + 16, 0x8765'4321);
        EXPECT_EQ(machine.word(Machine::data + 8), c.result) << c.name;
    }
    EXPECT_TRUE(machine.accesses.empty());
}

TEST(Store, OverTheBus) {
    for (const Store& c : stores) {
        Machine machine;
        machine.device = [](Access&) { return true; };
        machine.execute(rv::s(c.opcode, rv::a1, rv::a0, 4), device, 0x8765'4321);
        const std::uint32_t value = c.result & ~(c.bytes < 4 ? 0xFFFF'FFFF << 8 * c.bytes : 0);
        EXPECT_THAT(machine.accesses, ElementsAre(Access{true, device + 4, c.bytes, value})) << c.name;
    }
}

// The first byte that memory has, the last one, and what lies across its ends.
TEST(Load, AtTheEndsOfMemory) {
    Machine machine(Misaligned::allow);
    const std::uint32_t last = Machine::base + Machine::size - 4;
    machine.write_word(last, 0x1234'5678);
    machine.execute(rv::i(rv::LW, rv::a2, rv::a0, 0), last);
    EXPECT_EQ(machine.x(rv::a2), 0x1234'5678);
    machine.execute(rv::i(rv::LBU, rv::a2, rv::a0, 3), last);
    EXPECT_EQ(machine.x(rv::a2), 0x12);
    EXPECT_TRUE(machine.accesses.empty());
    machine.execute(rv::i(rv::LW, rv::a2, rv::a0, 0), last + 4);
    EXPECT_EQ(machine.core.csr.mcause, cause(Cause::load_access));
    machine.execute(rv::i(rv::LW, rv::a2, rv::a0, 0), last + 2);
    EXPECT_EQ(machine.core.csr.mcause, cause(Cause::load_misaligned));
    machine.execute(rv::i(rv::LW, rv::a2, rv::a0, -2), Machine::base);
    EXPECT_EQ(machine.core.csr.mcause, cause(Cause::load_misaligned));
}

struct MisalignedAccess {
    const char* name;
    std::uint32_t instruction;
    std::uint32_t address;
    Cause trap;
};
constexpr MisalignedAccess misaligned[]{
    {"lh", rv::i(rv::LH, rv::a2, rv::a0, 0), Machine::data + 1, Cause::load_misaligned},
    {"lhu", rv::i(rv::LHU, rv::a2, rv::a0, 0), Machine::data + 3, Cause::load_misaligned},
    {"lw", rv::i(rv::LW, rv::a2, rv::a0, 0), Machine::data + 2, Cause::load_misaligned},
    {"sh", rv::s(rv::SH, rv::a1, rv::a0, 0), Machine::data + 1, Cause::store_misaligned},
    {"sw", rv::s(rv::SW, rv::a1, rv::a0, 0), Machine::data + 3, Cause::store_misaligned},
};

TEST(MisalignedAccess, TrapsWhereItIsToTrap) {
    for (const MisalignedAccess& c : misaligned) {
        Machine machine(Misaligned::trap);
        machine.execute(c.instruction, c.address);
        EXPECT_EQ(machine.core.csr.mcause, cause(c.trap)) << c.name;
        EXPECT_EQ(machine.core.csr.mtval, c.address) << c.name;
        EXPECT_EQ(machine.core.csr.mepc, Machine::base) << c.name;
        EXPECT_EQ(machine.pc(), Machine::handler) << c.name;
    }
}

TEST(MisalignedAccess, WorksInMemoryWhereItIsAllowed) {
    for (const MisalignedAccess& c : misaligned) {
        Machine machine(Misaligned::allow);
        machine.execute(c.instruction, c.address);
        EXPECT_EQ(machine.pc(), Machine::base + 4) << c.name;
    }
    Machine machine(Misaligned::allow);
    machine.write_word(Machine::data, 0x4433'2211);
    machine.write_word(Machine::data + 4, 0x8877'6655);
    machine.execute(rv::i(rv::LW, rv::a2, rv::a0, 3), Machine::data);
    EXPECT_EQ(machine.x(rv::a2), 0x7766'5544);
    machine.execute(rv::s(rv::SW, rv::a1, rv::a0, 3), Machine::data, 0xDDCC'BBAA);
    EXPECT_EQ(machine.word(Machine::data), 0xAA33'2211);
    EXPECT_EQ(machine.word(Machine::data + 4), 0x88DD'CCBB);
}

TEST(MisalignedAccess, NeverReachesTheBus) {
    for (const MisalignedAccess& c : misaligned) {
        Machine machine(Misaligned::allow);
        machine.device = [](Access&) { return true; };
        machine.execute(c.instruction, c.address - Machine::data + device);
        EXPECT_EQ(machine.core.csr.mcause, cause(c.trap)) << c.name;
        EXPECT_TRUE(machine.accesses.empty()) << c.name;
    }
}

} // namespace
} // namespace edgeloom::test
