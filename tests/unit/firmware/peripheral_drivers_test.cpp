// The small drivers: the exact accesses that each call makes, and what it returns.
#include "abi/clint.hpp"
#include "abi/finisher.hpp"
#include "abi/mailbox.hpp"
#include "abi/plic.hpp"
#include "abi/uart.hpp"
#include "drivers/clint.hpp"
#include "drivers/finisher.hpp"
#include "drivers/mailbox.hpp"
#include "drivers/plic.hpp"
#include "drivers/uart.hpp"
#include "unit/firmware/fake_bus.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

namespace edgeloom::test {
namespace {

using testing::ElementsAre;

constexpr std::uint32_t base = 0x7000'0000; // not where the platform has anything

class UartDriver : public testing::Test {
protected:
    static constexpr std::uint32_t data = base + 0;
    static constexpr std::uint32_t interrupt_enable = base + 1;
    static constexpr std::uint32_t identification = base + 2;
    static constexpr std::uint32_t line_control = base + 3;
    static constexpr std::uint32_t line_status = base + 5;

    FakeBus bus;
    firmware::Uart uart{base};
};

TEST_F(UartDriver, Opens) {
    uart.open();
    EXPECT_THAT(bus.accesses,
                ElementsAre(write8(line_control, 0x03), write8(interrupt_enable, 0), write8(identification, 0x07)));
}

TEST_F(UartDriver, WritesOnceTheTransmitterIsFree) {
    bus.answer(line_status, {0x00, 0x40, 0x9F, 0x20});
    uart.write('\xC3');
    EXPECT_THAT(bus.accesses, ElementsAre(read8(line_status, 0x00), read8(line_status, 0x40), read8(line_status, 0x9F),
                                          read8(line_status, 0x20), write8(data, 0xC3)));
}

TEST_F(UartDriver, ReadsWhatHasArrived) {
    bus.answer(line_status, {0x61});
    bus.answer(data, {'x'});
    EXPECT_EQ(uart.read(), 'x');
    EXPECT_THAT(bus.accesses, ElementsAre(read8(line_status, 0x61), read8(data, 'x')));
}

TEST_F(UartDriver, DoesNotTouchTheDataWhereNothingHasArrived) {
    bus.answer(line_status, {0x60});
    EXPECT_EQ(uart.read(), std::nullopt);
    EXPECT_THAT(bus.accesses, ElementsAre(read8(line_status, 0x60)));
}

TEST_F(UartDriver, HandlesItsInterrupts) {
    bus.answer(identification, {0xC2});
    uart.enable_interrupts(0x05);
    EXPECT_EQ(uart.identify_interrupt(), 0xC2);
    EXPECT_THAT(bus.accesses, ElementsAre(write8(interrupt_enable, 0x05), read8(identification, 0xC2)));
}

class PlicDriver : public testing::Test {
protected:
    FakeBus bus;
    firmware::Plic plic{base};
};

struct Source {
    std::uint32_t number;
    std::uint32_t enable_word;
    std::uint32_t bit;
};
class PlicSource : public PlicDriver, public testing::WithParamInterface<Source> {};

TEST_P(PlicSource, IsEnabledBesideTheOthers) {
    const auto [number, word, bit] = GetParam();
    bus.answer(base + word, {0x8000'0000 ^ bit});
    plic.enable(number, 5);
    EXPECT_THAT(bus.accesses, ElementsAre(write32(base + 4 * number, 5), read32(base + word, 0x8000'0000 ^ bit),
                                          write32(base + word, 0x8000'0000 | bit)));
}

TEST_P(PlicSource, IsDisabledBesideTheOthers) {
    const auto [number, word, bit] = GetParam();
    bus.answer(base + word, {0xFFFF'FFFF});
    plic.disable(number);
    EXPECT_THAT(bus.accesses, ElementsAre(read32(base + word, 0xFFFF'FFFF), write32(base + word, ~bit)));
}

INSTANTIATE_TEST_SUITE_P(InEveryWord, PlicSource,
                         testing::Values(Source{1, 0x2000, 1U << 1}, Source{10, 0x2000, 1U << 10},
                                         Source{32, 0x2004, 1U << 0}, Source{33, 0x2004, 1U << 1},
                                         Source{95, 0x2008, 1U << 31}));

TEST_F(PlicDriver, ClaimsAndCompletes) {
    bus.answer(base + 0x20'0004, {33, 0});
    plic.set_threshold(3);
    EXPECT_EQ(plic.claim(), 33U);
    plic.complete(33);
    EXPECT_EQ(plic.claim(), 0U);
    EXPECT_THAT(bus.accesses, ElementsAre(write32(base + 0x20'0000, 3), read32(base + 0x20'0004, 33),
                                          write32(base + 0x20'0004, 33), read32(base + 0x20'0004, 0)));
}

class ClintDriver : public testing::Test {
protected:
    static constexpr std::uint32_t software = base;
    static constexpr std::uint32_t compare_low = base + 0x4000;
    static constexpr std::uint32_t compare_high = base + 0x4004;
    static constexpr std::uint32_t time_low = base + 0xBFF8;
    static constexpr std::uint32_t time_high = base + 0xBFFC;

    FakeBus bus;
    firmware::Clint clint{base};
};

TEST_F(ClintDriver, ReadsTimeInTwoWords) {
    bus.answer(time_high, {0x12});
    bus.answer(time_low, {0x89AB'CDEF});
    EXPECT_EQ(clint.time(), 0x12'89AB'CDEFU);
    EXPECT_THAT(bus.accesses,
                ElementsAre(read32(time_high, 0x12), read32(time_low, 0x89AB'CDEF), read32(time_high, 0x12)));
}

TEST_F(ClintDriver, ReadsTimeAgainWhereTheLowerWordWraps) {
    bus.answer(time_high, {0x12, 0x13, 0x13, 0x13});
    bus.answer(time_low, {0, 5});
    EXPECT_EQ(clint.time(), 0x13'0000'0005U);
    EXPECT_EQ(bus.accesses.size(), 6U);
}

// At no point between the writes may the comparison be with an earlier time than the old or the new one.
TEST_F(ClintDriver, SetsTheAlarmWithoutAFalseOne) {
    clint.set_alarm(0x12'89AB'CDEF);
    EXPECT_THAT(bus.accesses, ElementsAre(write32(compare_high, 0xFFFF'FFFF), write32(compare_low, 0x89AB'CDEF),
                                          write32(compare_high, 0x12)));
}

TEST_F(ClintDriver, ClearsTheAlarm) {
    clint.clear_alarm();
    EXPECT_THAT(bus.accesses, ElementsAre(write32(compare_high, 0xFFFF'FFFF), write32(compare_low, 0xFFFF'FFFF),
                                          write32(compare_high, 0xFFFF'FFFF)));
}

TEST_F(ClintDriver, RaisesAndClearsTheSoftwareInterrupt) {
    clint.raise_software_interrupt();
    clint.clear_software_interrupt();
    EXPECT_THAT(bus.accesses, ElementsAre(write32(software, 1), write32(software, 0)));
}

// end() does not return: where nothing ends, it goes on writing.
TEST(FinisherDriver, WritesUntilItIsOver) {
    struct Case {
        int code;
        std::uint32_t word;
    };
    struct Over {};
    for (const Case& c : {Case{0, 0x5555}, Case{1, 0x0001'3333}, Case{6, 0x0006'3333}, Case{0xFFFF, 0xFFFF'3333}}) {
        FakeBus bus;
        bus.on_write = [&bus](const BusAccess&) {
            if (bus.accesses.size() == 3) {
                throw Over{};
            }
        };
        EXPECT_THROW(firmware::Finisher(base).end(c.code), Over);
        EXPECT_THAT(bus.accesses, ElementsAre(write32(base, c.word), write32(base, c.word), write32(base, c.word)));
    }
}

TEST(MailboxDriver, WritesArgumentsBeforeTheEvent) {
    FakeBus bus;
    const firmware::Mailbox mailbox(base);
    mailbox.send(abi::mailbox::Event::finished);
    EXPECT_THAT(bus.accesses, ElementsAre(write32(base + 8, 4)));
    bus.accesses.clear();
    mailbox.send(abi::mailbox::Event::phase_started, {1, 2, 3, 4, 5, 6, 7, 8});
    EXPECT_THAT(bus.accesses, ElementsAre(write32(base + 0x20, 1), write32(base + 0x24, 2), write32(base + 0x28, 3),
                                          write32(base + 0x2C, 4), write32(base + 0x30, 5), write32(base + 0x34, 6),
                                          write32(base + 0x38, 7), write32(base + 0x3C, 8), write32(base + 8, 2)));
}

} // namespace
} // namespace edgeloom::test
