#include "mailbox/mailbox.hpp"
#include "support/port.hpp"
#include "support/script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace edgeloom::test {
namespace {

using abi::mailbox::Event;
using testing::ElementsAre;
namespace reg = abi::mailbox::reg;

struct Delivery {
    Event event;
    Mailbox::Arguments arguments;
    sc_core::sc_time at;

    bool operator==(const Delivery&) const = default;
};

struct Bench {
    Mailbox mailbox{"mailbox"};
    Port port{"port"};
    std::vector<Delivery> heard;

    Bench() {
        port.socket.bind(mailbox.socket);
        mailbox.on_event([this](Event event, const Mailbox::Arguments& arguments) {
            heard.push_back({event, arguments, sc_core::sc_time_stamp()});
        });
    }
    tlm::tlm_response_status send(std::uint32_t code) { return port.write(reg::event, code); }
};

TEST(Mailbox, IdentifiesItself) {
    Bench bench;
    play({[&] {
        EXPECT_EQ(bench.port.read(reg::id), abi::mailbox::id_value);
        EXPECT_EQ(bench.port.read(reg::version), abi::mailbox::version_value);
        EXPECT_EQ(bench.port.read(reg::count), 0);
    }});
}

TEST(Mailbox, DeliversEveryEventWithItsArgumentsAtItsTime) {
    Bench bench;
    std::vector<Delivery> expected;
    play({[&] {
        for (const Event event : {Event::initialised, Event::phase_started, Event::epoch_done, Event::finished,
                                  Event::failed, Event::inputs_entered}) {
            const auto code = static_cast<std::uint32_t>(event);
            Mailbox::Arguments arguments{};
            for (std::uint32_t i = 0; i < arguments.size(); ++i) {
                arguments[i] = 100 * code + i;
                bench.port.write(reg::argument, arguments[i], i);
            }
            bench.port.ahead = nanoseconds(40);
            expected.push_back({event, arguments, sc_core::sc_time_stamp() + nanoseconds(40)});
            EXPECT_EQ(bench.send(code), tlm::TLM_OK_RESPONSE);
            EXPECT_EQ(bench.port.read(reg::count), code);
        }
    }});
    EXPECT_EQ(bench.heard, expected);
    EXPECT_EQ(bench.mailbox.count(), 6);
}

TEST(Mailbox, KeepsTheArgumentsForTheNextEvent) {
    Bench bench;
    play({[&] {
        bench.port.write(reg::argument, 7, 3);
        bench.send(1);
        bench.send(4);
        ASSERT_EQ(bench.heard.size(), 2);
        EXPECT_THAT(bench.heard[1].arguments, ElementsAre(0, 0, 0, 7, 0, 0, 0, 0));
        EXPECT_EQ(bench.port.read(reg::argument, 3), 7);
    }});
}

TEST(Mailbox, RefusesAnEventThatDoesNotExist) {
    Bench bench;
    play({[&] {
        for (const std::uint32_t code : {0U, 7U, 0xFFFF'FFFFU}) {
            EXPECT_EQ(bench.send(code), tlm::TLM_GENERIC_ERROR_RESPONSE) << code;
        }
        EXPECT_THAT(bench.heard, ElementsAre());
        EXPECT_EQ(bench.port.read(reg::count), 0);
    }});
}

TEST(Mailbox, CountsWithoutAListener) {
    Bench bench;
    bench.mailbox.on_event({});
    play({[&] {
        EXPECT_EQ(bench.send(1), tlm::TLM_OK_RESPONSE);
        EXPECT_EQ(bench.port.read(reg::count), 1);
    }});
}

TEST(Mailbox, IsNotTriggeredByTheDebugger) {
    Bench bench;
    EXPECT_EQ(bench.port.debug_write(reg::event.offset, 1U), 0U);
    EXPECT_EQ(bench.port.debug_read(reg::id), abi::mailbox::id_value);
    EXPECT_EQ(bench.mailbox.count(), 0);
}

TEST(MailboxReset, ForgetsArgumentsAndCountAndKeepsTheListener) {
    Bench bench;
    play({[&] {
        bench.port.write(reg::argument, 7, 3);
        bench.send(1);
        bench.send(4);
        EXPECT_EQ(bench.mailbox.count(), 2);
        bench.mailbox.reset();
        EXPECT_EQ(bench.mailbox.count(), 0);
        EXPECT_EQ(bench.port.read(reg::count), 0);
        EXPECT_EQ(bench.port.read(reg::argument, 3), 0);
        EXPECT_EQ(bench.port.read(reg::id), abi::mailbox::id_value);
        bench.send(2);
        EXPECT_EQ(bench.port.read(reg::count), 1);
        ASSERT_EQ(bench.heard.size(), 3);
        EXPECT_THAT(bench.heard[2].arguments, ElementsAre(0, 0, 0, 0, 0, 0, 0, 0));
    }});
}

TEST(MailboxReset, RefusesAnEventThatWaitsForItsTime) {
    Bench bench;
    play({[&] {
              bench.port.ahead = nanoseconds(100);
              EXPECT_EQ(bench.send(1), tlm::TLM_GENERIC_ERROR_RESPONSE);
              EXPECT_EQ(bench.mailbox.count(), 0);
              EXPECT_EQ(bench.send(1), tlm::TLM_OK_RESPONSE);
          },
          [&] {
              sc_core::wait(nanoseconds(50));
              bench.mailbox.reset();
          }});
    EXPECT_EQ(bench.heard.size(), 1);
}

} // namespace
} // namespace edgeloom::test
