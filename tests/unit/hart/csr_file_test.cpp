// The control and status registers by themselves: which there are, what they hold, how counters count.
#include "hart/csr.hpp"
#include "unit/hart/encode.hpp"

#include <gtest/gtest.h>

#include <set>

namespace edgeloom::test {
namespace {

using hart::CsrFile;

constexpr std::uint32_t hart_id = 3;
constexpr std::uint32_t all = 0xFFFF'FFFF;

// What reads back after all ones and after all zeros were written.
TEST(CsrFile, HoldsWhatItsRulesAllow) {
    struct Case {
        const char* name;
        std::uint32_t number;
        std::uint32_t reset;
        std::uint32_t ones;
        std::uint32_t zeros;
    };
    constexpr std::uint32_t rv32imac = 0x4000'1105;
    const Case cases[]{
        {"mstatus: MIE and MPIE, MPP is always M", rv::mstatus, 0x1800, 0x1888, 0x1800},
        {"misa is fixed", rv::misa, rv32imac, rv32imac, rv32imac},
        {"mie: the three interrupts", rv::mie, 0, 0x888, 0},
        {"mtvec: mode 0 or 1", rv::mtvec, 0, 0xFFFF'FFFD, 0},
        {"mcountinhibit: no bit for time", rv::mcountinhibit, 0, 0b101, 0},
        {"mscratch", rv::mscratch, 0, all, 0},
        {"mepc is even", rv::mepc, 0, 0xFFFF'FFFE, 0},
        {"mcause", rv::mcause, 0, all, 0},
        {"mtval", rv::mtval, 0, all, 0},
        {"mip is what the lines say", rv::mip, 0, 0, 0},
        {"mcycle", rv::mcycle, 0, all, 0},
        {"mcycleh", rv::mcycleh, 0, all, 0},
        {"minstret", rv::minstret, 0, all, 0},
        {"minstreth", rv::minstreth, 0, all, 0},
        {"mstatush", 0x310, 0, 0, 0},
        {"mhpmevent3", 0x323, 0, 0, 0},
        {"mhpmcounter31", 0xB1F, 0, 0, 0},
        {"mhpmcounter3h", 0xB83, 0, 0, 0},
        {"mhpmcounter3", 0xB03, 0, 0, 0},
        {"mhpmevent31", 0x33F, 0, 0, 0},
        {"tselect", 0x7A0, 0, 0, 0},
        {"tdata1: no trigger", 0x7A1, 0, 0, 0},
        {"tdata2", 0x7A2, 0, 0, 0},
        {"tdata3", 0x7A3, 0, 0, 0},
        {"tinfo: no trigger", 0x7A4, 1, 1, 1},
        {"tcontrol", 0x7A5, 0, 0, 0},
    };
    for (const Case& c : cases) {
        CsrFile csr(hart_id);
        EXPECT_EQ(csr.read(c.number), c.reset) << c.name;
        EXPECT_TRUE(csr.writable(c.number)) << c.name;
        csr.write(c.number, all);
        EXPECT_EQ(csr.read(c.number), c.ones) << c.name;
        csr.write(c.number, 0);
        EXPECT_EQ(csr.read(c.number), c.zeros) << c.name;
    }
}

TEST(CsrFile, SomeRegistersAreReadOnly) {
    struct Case {
        std::uint32_t number;
        std::uint32_t value;
    };
    CsrFile csr(hart_id);
    for (const Case& c : {Case{0xF11, 0}, Case{0xF12, 0}, Case{0xF13, 0}, Case{rv::mhartid, hart_id}, Case{0xF15, 0},
                          Case{rv::cycle, 0}, Case{rv::time, 0}, Case{rv::instret, 0}, Case{rv::cycleh, 0},
                          Case{0xC03, 0}, Case{0xC9F, 0}}) {
        EXPECT_EQ(csr.read(c.number), c.value) << std::hex << c.number;
        EXPECT_FALSE(csr.writable(c.number)) << std::hex << c.number;
    }
}

// Supervisor, user-trap and debug registers, and the numbers that nobody has given away. Without user mode there is no
// mcounteren.
TEST(CsrFile, TheOtherNumbersAreAbsent) {
    std::set<std::uint32_t> present{0x300, 0x301, 0x304, 0x305, 0x310, 0x320, 0x340, 0x341, 0x342, 0x343, 0x344,
                                    0xB00, 0xB02, 0xB80, 0xB82, 0xC00, 0xC01, 0xC02, 0xC80, 0xC81, 0xC82, 0xF11,
                                    0xF12, 0xF13, 0xF14, 0xF15, 0x7A0, 0x7A1, 0x7A2, 0x7A3, 0x7A4, 0x7A5};
    const auto add = [&present](std::uint32_t first, std::uint32_t last) {
        for (std::uint32_t number = first; number <= last; ++number) {
            present.insert(number);
        }
    };
    add(0x323, 0x33F); // mhpmevent
    add(0x3A0, 0x3EF); // pmp
    add(0xB03, 0xB1F); // mhpmcounter
    add(0xB83, 0xB9F);
    add(0xC03, 0xC1F); // hpmcounter
    add(0xC83, 0xC9F);
    const CsrFile csr(hart_id);
    for (std::uint32_t number = 0; number < 0x1000; ++number) {
        EXPECT_EQ(csr.read(number).has_value(), present.contains(number)) << std::hex << number;
        if (!present.contains(number)) {
            EXPECT_FALSE(csr.writable(number)) << std::hex << number;
        }
    }
}

struct CounterNames {
    const char* name;
    std::uint32_t low;
    std::uint32_t high;
    std::uint32_t shadow_low; ///< the read-only view
    std::uint32_t shadow_high;
    std::uint32_t inhibit;
    std::uint64_t CsrFile::*source;
};
class Counter : public testing::TestWithParam<CounterNames> {
protected:
    void count(std::uint64_t steps) { csr.*GetParam().source += steps; }
    void write(std::uint32_t number, std::uint32_t value) {
        count(1); // the instruction that writes
        csr.write(number, value);
    }
    std::uint64_t value() const { return join(GetParam().low, GetParam().high); }
    std::uint64_t shadow() const { return join(GetParam().shadow_low, GetParam().shadow_high); }
    std::uint64_t join(std::uint32_t low, std::uint32_t high) const {
        return std::uint64_t{csr.read(high).value()} << 32 | csr.read(low).value();
    }

    CsrFile csr{hart_id};
};

TEST_P(Counter, CountsAndCarries) {
    count(0xFFFF'FFFF);
    EXPECT_EQ(value(), 0xFFFF'FFFFU);
    count(2);
    EXPECT_EQ(value(), 0x1'0000'0001U);
    EXPECT_EQ(shadow(), value());
}

TEST_P(Counter, GoesOnFromWhatIsWritten) {
    count(1000);
    write(GetParam().low, 0xFFFF'FFFE);
    write(GetParam().high, 7);
    EXPECT_EQ(value(), 0x7'FFFF'FFFEU);
    count(3);
    EXPECT_EQ(value(), 0x8'0000'0001U);
    write(GetParam().low, 5);
    EXPECT_EQ(value(), 0x8'0000'0005U) << "the other half stays";
    EXPECT_EQ(shadow(), value());
    EXPECT_EQ(csr.*GetParam().source, 1006U) << "the hart's own count is not software's to change";
}

TEST_P(Counter, CanBeStopped) {
    count(10);
    write(rv::mcountinhibit, GetParam().inhibit);
    EXPECT_EQ(csr.read(rv::mcountinhibit), GetParam().inhibit);
    count(100);
    EXPECT_EQ(value(), 11U) << "with the instruction that stops it";
    write(GetParam().low, 20);
    count(100);
    EXPECT_EQ(value(), 20U) << "a stopped counter can be written";
    write(rv::mcountinhibit, 0);
    EXPECT_EQ(value(), 20U);
    count(5);
    EXPECT_EQ(value(), 25U);
}

// The half that is not written neither counts the instruction nor takes a carry from it.
TEST_P(Counter, IsWrittenInsteadOfCounting) {
    write(GetParam().low, 0xFFFF'FFFF);
    EXPECT_EQ(value(), 0xFFFF'FFFFU);
    write(GetParam().low, 5);
    EXPECT_EQ(value(), 5U) << "no carry";
    write(GetParam().low, 0xFFFF'FFFF);
    write(GetParam().high, 0xFFFF'FFFF);
    EXPECT_EQ(value(), 0xFFFF'FFFF'FFFF'FFFFU);
    count(1);
    EXPECT_EQ(value(), 0U);
}

TEST_P(Counter, IsNotStoppedByTheOthersBit) {
    csr.write(rv::mcountinhibit, 0b111 & ~GetParam().inhibit);
    count(10);
    EXPECT_EQ(value(), 10U);
}

INSTANTIATE_TEST_SUITE_P(Machine, Counter,
                         testing::Values(CounterNames{"mcycle", rv::mcycle, rv::mcycleh, rv::cycle, rv::cycleh, 1,
                                                      &CsrFile::cycles},
                                         CounterNames{"minstret", rv::minstret, rv::minstreth, rv::instret,
                                                      rv::instreth, 4, &CsrFile::instructions}),
                         [](const auto& instance) { return std::string(instance.param.name); });

TEST(CsrFile, TimeComesFromOutside) {
    CsrFile csr(hart_id);
    csr.time = [] { return 0x1234'5678'9ABC'DEF0; };
    EXPECT_EQ(csr.read(rv::time), 0x9ABC'DEF0);
    EXPECT_EQ(csr.read(rv::timeh), 0x1234'5678);
}

} // namespace
} // namespace edgeloom::test
