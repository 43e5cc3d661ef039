// The registers of physical memory protection: what they hold, and that they bind nobody in M-mode.
#include "unit/hart/machine.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

constexpr std::uint32_t config = 0x3A0;
constexpr std::uint32_t address = 0x3B0;
constexpr std::uint32_t entries = 16;
constexpr std::uint32_t all = 0xFFFF'FFFF;

std::uint32_t after(std::uint32_t number, std::uint32_t written) {
    hart::CsrFile csr(0);
    csr.write(number, written);
    return csr.read(number).value();
}

TEST(Pmp, EveryConfigurationIsHeldInItsLegalForm) {
    for (std::uint32_t byte = 0; byte < 0x100; ++byte) {
        const bool write_only = (byte & 3U) == 2U;
        const std::uint32_t held = byte & (write_only ? 0x1DU : 0x1FU); // L and the two bits below it are zero
        for (std::uint32_t entry = 0; entry < entries; ++entry) {
            const std::uint32_t shift = 8 * (entry % 4);
            ASSERT_EQ(after(config + entry / 4, byte << shift), held << shift) << byte << " in entry " << entry;
        }
    }
    EXPECT_EQ(after(config, 0x1F1A'9B02), 0x1F18'1B00) << "each by itself";
}

TEST(Pmp, AddressesHaveAGranularityOfFourBytes) {
    for (std::uint32_t entry = 0; entry < entries; ++entry) {
        for (const std::uint32_t value : {0U, 1U, 0x2000'0000U, 0x8000'0000U, all}) {
            EXPECT_EQ(after(address + entry, value), value) << entry;
        }
    }
}

TEST(Pmp, EntriesAreApart) {
    hart::CsrFile csr(0);
    for (std::uint32_t entry = 0; entry < entries; ++entry) {
        csr.write(address + entry, 100 + entry);
    }
    for (std::uint32_t word = 0; word < entries / 4; ++word) {
        csr.write(config + word, 0x0101'0101 * (8 * word + 1));
    }
    for (std::uint32_t entry = 0; entry < entries; ++entry) {
        EXPECT_EQ(csr.read(address + entry), 100 + entry);
        EXPECT_EQ(csr.read(config + entry / 4), 0x0101'0101 * (8 * (entry / 4) + 1));
    }
}

TEST(Pmp, NothingLocksAnEntry) {
    hart::CsrFile csr(0);
    csr.write(config, 0x8F8F'8F8F); // locked, top of range
    csr.write(address, 7);
    csr.write(address + 1, 8);
    csr.write(config, 0);
    EXPECT_EQ(csr.read(address), 7U);
    EXPECT_EQ(csr.read(address + 1), 8U);
    EXPECT_EQ(csr.read(config), 0U);
}

TEST(Pmp, ThereAreSixteenEntries) {
    for (std::uint32_t word = entries / 4; word < 16; ++word) {
        EXPECT_EQ(after(config + word, all), 0U) << word;
    }
    for (std::uint32_t entry = entries; entry < 64; ++entry) {
        EXPECT_EQ(after(address + entry, all), 0U) << entry;
    }
    const hart::CsrFile csr(0);
    EXPECT_FALSE(csr.read(config - 1).has_value());
    EXPECT_FALSE(csr.read(address + 64).has_value());
}

// An entry that grants nothing anywhere, asked to be locked.
TEST(Pmp, DoesNotBindMachineMode) {
    constexpr std::uint32_t locked_napot = 0x98;
    Machine machine;
    machine.core.csr.write(address, 0x7FFF'FFFF); // all of memory
    machine.core.csr.write(config, locked_napot);
    machine.write_word(Machine::data, 5);
    machine.execute(rv::i(rv::LW, rv::a2, rv::a0, 0), Machine::data);
    EXPECT_EQ(machine.x(rv::a2), 5U);
    machine.execute(rv::s(rv::SW, rv::a1, rv::a0, 0), Machine::data, 6);
    EXPECT_EQ(machine.word(Machine::data), 6U);
}

} // namespace
} // namespace edgeloom::test
