// The A extension: read-modify-write, and load-reserved with store-conditional.
#include "unit/hart/machine.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using hart::Cause;

constexpr std::uint32_t minus_one = 0xFFFF'FFFF;
constexpr std::uint32_t lr = rv::r(rv::LR, rv::a2, rv::a0, rv::zero);
constexpr std::uint32_t sc = rv::r(rv::SC, rv::a2, rv::a0, rv::a1);

constexpr rv::Opcode read_modify_write[]{rv::AMOSWAP, rv::AMOADD, rv::AMOXOR,  rv::AMOAND, rv::AMOOR,
                                         rv::AMOMIN,  rv::AMOMAX, rv::AMOMINU, rv::AMOMAXU};

std::uint32_t cause(Cause code) {
    return static_cast<std::uint32_t>(code);
}

TEST(Atomic, ReadModifyWrite) {
    struct Case {
        const char* name;
        rv::Opcode opcode;
        std::uint32_t memory;
        std::uint32_t operand;
        std::uint32_t result;
    };
    const Case cases[]{
        {"amoswap", rv::AMOSWAP, 1, 2, 2},
        {"amoadd", rv::AMOADD, minus_one, 3, 2},
        {"amoxor", rv::AMOXOR, 0xFF00, 0x0FF0, 0xF0F0},
        {"amoand", rv::AMOAND, 0xFF00, 0x0FF0, 0x0F00},
        {"amoor", rv::AMOOR, 0xFF00, 0x0FF0, 0xFFF0},
        {"amomin takes the operand", rv::AMOMIN, 1, minus_one, minus_one},
        {"amomin keeps memory", rv::AMOMIN, minus_one, 1, minus_one},
        {"amomax keeps memory", rv::AMOMAX, 1, minus_one, 1},
        {"amomax takes the operand", rv::AMOMAX, minus_one, 1, 1},
        {"amominu keeps memory", rv::AMOMINU, 1, minus_one, 1},
        {"amominu takes the operand", rv::AMOMINU, minus_one, 1, 1},
        {"amomaxu takes the operand", rv::AMOMAXU, 1, minus_one, minus_one},
        {"amomaxu keeps memory", rv::AMOMAXU, minus_one, 1, minus_one},
    };
    Machine machine;
    for (const Case& c : cases) {
        machine.write_word(Machine::data, c.memory);
        machine.execute(rv::r(c.opcode, rv::a2, rv::a0, rv::a1), Machine::data, c.operand);
        EXPECT_EQ(machine.x(rv::a2), c.memory) << c.name;
        EXPECT_EQ(machine.word(Machine::data), c.result) << c.name;
    }
}

TEST(Atomic, TheOldValueMayReplaceAnOperand) {
    Machine machine;
    machine.write_word(Machine::data, 5);
    machine.execute(rv::r(rv::AMOADD, rv::a1, rv::a0, rv::a1), Machine::data, 3);
    EXPECT_EQ(machine.x(rv::a1), 5U);
    machine.execute(rv::r(rv::AMOADD, rv::a0, rv::a0, rv::a1), Machine::data, 3);
    EXPECT_EQ(machine.x(rv::a0), 8U);
    EXPECT_EQ(machine.word(Machine::data), 11U);
}

TEST(Atomic, MisalignedAlwaysTraps) {
    Machine machine(hart::Misaligned::allow);
    machine.execute(lr, Machine::data + 2);
    EXPECT_EQ(machine.core.csr.mcause, cause(Cause::load_misaligned));
    EXPECT_EQ(machine.core.csr.mtval, Machine::data + 2);
    machine.execute(sc, Machine::data + 1);
    EXPECT_EQ(machine.core.csr.mcause, cause(Cause::store_misaligned));
    for (const rv::Opcode opcode : read_modify_write) {
        machine.core.csr.mcause = 0;
        machine.execute(rv::r(opcode, rv::a2, rv::a0, rv::a1), Machine::data + 3, 1);
        EXPECT_EQ(machine.core.csr.mcause, cause(Cause::store_misaligned)) << std::hex << opcode;
        EXPECT_EQ(machine.core.csr.mtval, Machine::data + 3) << std::hex << opcode;
    }
    EXPECT_EQ(machine.word(Machine::data), 0U);
}

TEST(Atomic, DevicesTakeNoPart) {
    constexpr std::uint32_t device = 0x1000'0000;
    Machine machine;
    machine.device = [](Machine::Access&) { return true; };
    machine.execute(lr, device);
    EXPECT_EQ(machine.core.csr.mcause, cause(Cause::load_access));
    EXPECT_EQ(machine.core.csr.mtval, device);
    machine.execute(sc, device);
    EXPECT_EQ(machine.core.csr.mcause, cause(Cause::store_access));
    machine.execute(rv::r(rv::AMOSWAP, rv::a2, rv::a0, rv::a1), device + 4);
    EXPECT_EQ(machine.core.csr.mcause, cause(Cause::store_access));
    EXPECT_EQ(machine.core.csr.mtval, device + 4);
    EXPECT_TRUE(machine.accesses.empty());
}

// A program that loads with reservation, does `between`, and stores conditionally; a2 is what sc says.
class Reservation : public testing::Test {
protected:
    static constexpr std::uint32_t old_value = 5;
    static constexpr std::uint32_t new_value = 6;

    Reservation() { machine.write_word(Machine::data, old_value); }

    template <class Between>
    void run(Between between) {
        machine.place(Machine::base, {lr, sc});
        machine.restart(Machine::data, new_value);
        machine.step();
        EXPECT_EQ(machine.x(rv::a2), old_value);
        between();
        machine.step();
    }
    void expect_stored(bool stored) {
        EXPECT_EQ(machine.x(rv::a2), stored ? 0U : 1U);
        EXPECT_EQ(machine.word(Machine::data), stored ? new_value : old_value);
    }

    Machine machine;
};

TEST_F(Reservation, Holds) {
    run([] {});
    expect_stored(true);
}

TEST_F(Reservation, IsUsedUp) {
    run([] {});
    machine.write_word(Machine::data, old_value);
    machine.execute(sc, Machine::data, new_value);
    expect_stored(false);
}

TEST_F(Reservation, IsUsedUpByAFailure) {
    machine.place(Machine::base, {lr, rv::i(rv::ADDI, rv::sp, rv::a0, 4), rv::r(rv::SC, rv::a3, rv::sp, rv::a1), sc});
    machine.restart(Machine::data, new_value);
    machine.step(4);
    EXPECT_EQ(machine.x(rv::a3), 1U);
    expect_stored(false);
}

TEST_F(Reservation, DoesNotExistAtReset) {
    machine.execute(sc, Machine::data, new_value);
    expect_stored(false);
}

TEST_F(Reservation, IsForOneWord) {
    machine.place(Machine::base, {lr, rv::i(rv::ADDI, rv::a0, rv::a0, 4), sc});
    machine.restart(Machine::data, new_value);
    machine.step(3);
    expect_stored(false);
    EXPECT_EQ(machine.word(Machine::data + 4), 0U);
}

TEST_F(Reservation, FallsWhenOthersWriteToTheWord) {
    struct Case {
        std::uint32_t address;
        std::uint32_t bytes;
        bool holds;
    };
    constexpr std::uint32_t word = Machine::data;
    for (const Case& c :
         {Case{word, 4, false}, Case{word, 1, false}, Case{word + 3, 1, false}, Case{word + 2, 2, false},
          Case{word + 3, 64, false}, Case{word - 64, 65, false}, Case{word - 64, 128, false}, Case{word - 4, 4, true},
          Case{word + 4, 4, true}, Case{word - 64, 64, true}}) {
        SCOPED_TRACE(testing::Message() << "offset " << static_cast<std::int32_t>(c.address - word) << ", " << c.bytes);
        machine.write_word(Machine::data, old_value);
        run([&] { machine.core.changed_by_others(c.address, c.bytes); });
        expect_stored(c.holds);
    }
}

} // namespace
} // namespace edgeloom::test
