#include "platform/run/to_host.hpp"
#include "unit/platform/guest_fake.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace edgeloom::platform {
namespace {

using test::GuestFake;

class Host : public testing::Test {
protected:
    static constexpr std::uint32_t to_host = GuestFake::base + 0x1000;
    static constexpr std::uint32_t from_host = GuestFake::base + 0x1040;
    static constexpr std::uint32_t block = GuestFake::base + 0x2000;
    static constexpr std::uint32_t buffer = GuestFake::base + 0x3000;

    static ElfImage image() {
        ElfImage image;
        image.symbols = {{"tohost", to_host, 8}, {"fromhost", from_host, 8}};
        return image;
    }
    void store(std::uint32_t address, std::uint32_t word) {
        guest.put(address, word);
        for (const hart::Watchpoint& watchpoint : host.watchpoints()) {
            if (watchpoint.matches(true, address, 4)) {
                watchpoint.reached();
            }
        }
    }
    void call(std::uint32_t number, std::uint32_t first, std::uint32_t second, std::uint32_t third) {
        std::uint32_t address = block;
        for (const std::uint32_t word : {number, first, second, third}) {
            guest.put(address, word);
            address += 8;
        }
        store(to_host, block);
        store(to_host + 4, 0);
    }

    GuestFake guest;
    std::string text;
    std::optional<std::uint64_t> code;
    ToHost host{image(), guest.memory(), [this](std::string_view more) { text += more; },
                [this](std::uint64_t given) { code = given; }};
};

TEST_F(Host, OnePassesAtOnce) {
    store(to_host, 1);
    EXPECT_EQ(code, 0U);
    store(to_host + 4, 0);
    store(to_host, 3);
    EXPECT_EQ(code, 0U); // there is one end
}

TEST_F(Host, OddFailsWithTheTestsNumber) {
    store(to_host + 4, 0);
    EXPECT_FALSE(code);
    store(to_host, 5U << 1U | 1U);
    EXPECT_EQ(code, 5U);
}

// Shifted right by one, the value's lower half is 0.
TEST_F(Host, OnlyOnePasses) {
    store(to_host + 4, 2);
    store(to_host, 1);
    EXPECT_EQ(code, std::uint64_t{1} << 32U);
}

TEST_F(Host, PrintsCharactersInEitherOrderOfHalves) {
    store(to_host + 4, 0x0101'0000);
    EXPECT_EQ(text, "");
    store(to_host, 'a'); // odd
    EXPECT_EQ(text, "a");
    EXPECT_EQ(guest.word(to_host) | guest.word(to_host + 4), 0U);
    EXPECT_EQ(guest.word(from_host + 4), 0x0101'0000U);
    store(to_host, 'b'); // even
    EXPECT_EQ(text, "a");
    store(to_host + 4, 0x0101'0000);
    EXPECT_EQ(text, "ab");
    EXPECT_FALSE(code);
}

TEST_F(Host, ServesSystemCalls) {
    guest.put(buffer, "text");
    call(64, 1, buffer, 4);
    EXPECT_EQ(text, "text");
    EXPECT_EQ(guest.word(block), 4U);
    EXPECT_EQ(guest.word(from_host), 1U);
    EXPECT_EQ(guest.word(to_host), 0U);
    call(93, 7, 0, 0);
    EXPECT_EQ(code, 7U);
}

TEST_F(Host, AnExitHasTwoWordsAndNoMore) {
    constexpr std::uint32_t last = GuestFake::base + GuestFake::size - 16;
    guest.put(last, 93);
    guest.put(last + 8, 7);
    store(to_host, last);
    store(to_host + 4, 0);
    EXPECT_EQ(code, 7U);
}

TEST_F(Host, FailsWritesWithBadPointers) {
    for (const std::uint32_t length : {0xFFFF'FFFFU, GuestFake::size}) {
        call(64, 1, buffer, length);
        EXPECT_EQ(guest.word(block), static_cast<std::uint32_t>(-14));
        EXPECT_EQ(guest.word(block + 4), 0xFFFF'FFFFU);
    }
    EXPECT_EQ(text, "");
    EXPECT_LE(guest.largest, semihosting::GuestMemory::piece);
}

TEST_F(Host, IgnoresEverythingElse) {
    call(1000, 0, 0, 0);
    for (const auto& [low, high] : {std::pair(0U, 0U), std::pair(0x1000U, 0U), std::pair(2U, 1U),
                                    std::pair(2U, 0x0100'0000U), std::pair(0xFFFF'FFFEU, 0U)}) {
        store(to_host, low);
        store(to_host + 4, high);
    }
    EXPECT_EQ(text, "");
    EXPECT_FALSE(code);
    EXPECT_EQ(guest.word(from_host), 0U);
}

TEST(ToHost, WatchesNothingWithoutTheSymbol) {
    GuestFake guest;
    ToHost host(
        ElfImage(), guest.memory(), [](std::string_view) {}, [](std::uint64_t) {});
    EXPECT_TRUE(host.watchpoints().empty());
}

} // namespace
} // namespace edgeloom::platform
