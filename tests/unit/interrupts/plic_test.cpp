#include "interrupts/plic.hpp"
#include "support/port.hpp"
#include "support/script.hpp"

#include <gtest/gtest.h>

#include <map>

namespace edgeloom::test {
namespace {

namespace reg = abi::plic::reg;

constexpr std::uint32_t none = 0;
constexpr std::uint32_t last = abi::interrupt::sources - 1;

// Sources 1, 10, 33 and the last one are connected; source 33 is high from the start.
struct Bench {
    Plic plic{"plic"};
    Port port{"port"};
    sc_core::sc_signal<bool> line{"line"};
    std::map<std::uint32_t, sc_core::sc_signal<bool>> sources;

    Bench() {
        port.socket.bind(plic.socket);
        plic.external_interrupt.bind(line);
        for (const std::uint32_t source : {1U, 10U, 33U, last}) {
            sources.try_emplace(source, ("source" + std::to_string(source)).c_str(), source == 33);
            plic.sources[source].bind(sources.at(source));
        }
    }
    void set(std::uint32_t source, bool level) {
        sources.at(source).write(level);
        let_settle();
    }
    void enable(std::uint32_t source, std::uint32_t priority, bool on = true) {
        port.write(reg::priority, priority, source - 1);
        const std::uint32_t word = port.read(reg::enable, source / 32);
        const std::uint32_t bit = 1U << source % 32;
        port.write(reg::enable, on ? word | bit : word & ~bit, source / 32);
        let_settle();
    }
    bool pending(std::uint32_t source) { return (port.read(reg::pending, source / 32) >> source % 32 & 1U) != 0; }
    std::uint32_t claim() {
        const std::uint32_t source = port.read(reg::claim);
        let_settle();
        return source;
    }
    void complete(std::uint32_t source) {
        port.write(reg::claim, source);
        let_settle();
    }
};

TEST(Plic, InterruptsForASourceAboveTheThreshold) {
    Bench bench;
    play({[&] {
        for (std::uint32_t priority = 0; priority <= abi::plic::max_priority; ++priority) {
            for (std::uint32_t threshold = 0; threshold <= abi::plic::max_priority; ++threshold) {
                bench.enable(33, priority);
                bench.port.write(reg::threshold, threshold);
                let_settle();
                EXPECT_EQ(bench.line.read(), priority > threshold) << priority << " > " << threshold;
            }
        }
    }});
}

TEST(Plic, NeedsTheEnableOfTheSource) {
    Bench bench;
    play({[&] {
        for (const std::uint32_t source : {1U, 10U, last}) {
            bench.set(source, true);
            EXPECT_TRUE(bench.pending(source));
            EXPECT_FALSE(bench.line.read());
            EXPECT_EQ(bench.claim(), none);
            bench.enable(source, 1);
            EXPECT_TRUE(bench.line.read());
            bench.enable(source, 1, false);
            EXPECT_FALSE(bench.line.read());
            EXPECT_TRUE(bench.pending(source));
        }
    }});
}

TEST(Plic, NeverInterruptsAtPriorityZero) {
    Bench bench;
    play({[&] {
        bench.set(10, true);
        bench.enable(10, 0);
        EXPECT_FALSE(bench.line.read());
        EXPECT_EQ(bench.claim(), none);
        EXPECT_TRUE(bench.pending(10));
    }});
}

TEST(Plic, SeesASourceThatIsHighFromTheStart) {
    Bench bench;
    play({[&] {
        let_settle();
        EXPECT_TRUE(bench.pending(33));
    }});
}

TEST(Plic, HandsOutTheHighestPriorityAndOfEqualsTheLowestNumber) {
    Bench bench;
    play({[&] {
        bench.set(1, true);
        bench.set(10, true);
        bench.set(last, true);
        bench.enable(1, 2);
        bench.enable(10, 5);
        bench.enable(33, 5);
        bench.enable(last, 7);
        for (const std::uint32_t source : {last, 10U, 33U, 1U}) {
            EXPECT_TRUE(bench.line.read());
            EXPECT_EQ(bench.claim(), source);
            EXPECT_FALSE(bench.pending(source));
        }
        EXPECT_FALSE(bench.line.read());
        EXPECT_EQ(bench.claim(), none);
    }});
}

TEST(Plic, LetsASourceBelowTheThresholdBeClaimed) {
    Bench bench;
    play({[&] {
        bench.enable(33, 3);
        bench.port.write(reg::threshold, 7);
        let_settle();
        EXPECT_FALSE(bench.line.read());
        EXPECT_EQ(bench.claim(), 33);
    }});
}

TEST(PlicGateway, HoldsBackUntilCompletionAndThenFollowsTheLevel) {
    Bench bench;
    play({[&] {
        bench.enable(10, 1);
        bench.set(10, true);
        EXPECT_EQ(bench.claim(), 10);
        bench.set(10, false);
        bench.set(10, true);
        EXPECT_FALSE(bench.pending(10)); // in service
        EXPECT_FALSE(bench.line.read());
        bench.complete(10);
        EXPECT_TRUE(bench.pending(10)); // the level is still high
        EXPECT_TRUE(bench.line.read());
        EXPECT_EQ(bench.claim(), 10);
        bench.set(10, false);
        bench.complete(10);
        EXPECT_FALSE(bench.pending(10));
        EXPECT_FALSE(bench.line.read());
    }});
}

// Once it has passed the gateway, a request stays although the device takes it back.
TEST(PlicGateway, KeepsARequestThatIsTakenBack) {
    Bench bench;
    play({[&] {
        bench.enable(10, 1);
        bench.set(10, true);
        bench.set(10, false);
        EXPECT_TRUE(bench.line.read());
        EXPECT_EQ(bench.claim(), 10);
        bench.complete(10);
        EXPECT_EQ(bench.claim(), none);
    }});
}

TEST(PlicGateway, IgnoresACompletionThatFitsNoClaim) {
    Bench bench;
    play({[&] {
        bench.enable(10, 1);
        bench.set(10, true);
        bench.complete(10); // not claimed
        EXPECT_TRUE(bench.pending(10));
        EXPECT_EQ(bench.claim(), 10);
        for (const std::uint32_t other : {none, 1U, last, last + 1, 0xFFFF'FFFFU}) {
            bench.complete(other);
            EXPECT_EQ(bench.port.status, tlm::TLM_OK_RESPONSE);
            EXPECT_FALSE(bench.pending(10));
        }
        bench.enable(10, 1, false);
        bench.complete(10); // not enabled: silently ignored
        EXPECT_FALSE(bench.pending(10));
        bench.enable(10, 1);
        bench.complete(10);
        EXPECT_TRUE(bench.pending(10));
    }});
}

TEST(PlicRegisters, KeepTheBitsThatExist) {
    Bench bench;
    play({[&] {
        bench.port.write(reg::priority, 0xFFFF'FFFF, last - 1);
        EXPECT_EQ(bench.port.read(reg::priority, last - 1), 7);
        bench.port.write(reg::threshold, 0xFFFF'FFFF);
        EXPECT_EQ(bench.port.read(reg::threshold), 7);
        for (std::uint32_t word = 0; word < abi::plic::source_words; ++word) {
            bench.port.write(reg::enable, 0xFFFF'FFFF, word);
            EXPECT_EQ(bench.port.read(reg::enable, word),
                      word == 0 ? 0xFFFF'FFFE : 0xFFFF'FFFF); // there is no source 0
        }
        EXPECT_EQ(bench.port.write(reg::pending, 0xFFFF'FFFF), tlm::TLM_COMMAND_ERROR_RESPONSE);
        EXPECT_EQ(bench.port.write(reg::priority.at(last), 1U), tlm::TLM_ADDRESS_ERROR_RESPONSE);
    }});
}

TEST(PlicDebug, DoesNotClaimAndDoesNotWrite) {
    Bench bench;
    play({[&] {
        bench.enable(33, 4);
        EXPECT_EQ(bench.port.debug_read(reg::claim), 33);
        EXPECT_TRUE(bench.pending(33));
        EXPECT_TRUE(bench.line.read());
        EXPECT_EQ(bench.port.debug_write(reg::threshold.offset, 7U), 0U);
        EXPECT_EQ(bench.port.debug_write(reg::claim.offset, 33U), 0U);
        EXPECT_EQ(bench.port.read(reg::threshold), 0);
    }});
}

TEST(PlicTime, InterruptsInTheInstantOfTheRequest) {
    Bench bench;
    sc_core::sc_time raised;
    play({[&] {
              bench.enable(10, 1);
              sc_core::wait(nanoseconds(70) - sc_core::sc_time_stamp());
              bench.sources.at(10).write(true);
          },
          [&] {
              sc_core::wait(bench.line.posedge_event());
              raised = sc_core::sc_time_stamp();
          }});
    EXPECT_EQ(raised, nanoseconds(70));
}

TEST(PlicTime, ClaimsAtTheTimeOfTheAccess) {
    Bench bench;
    play({[&] {
              bench.enable(10, 1);
              bench.port.ahead = nanoseconds(50) - sc_core::sc_time_stamp();
              EXPECT_EQ(bench.port.read(reg::claim), 10); // the request comes before
              EXPECT_EQ(sc_core::sc_time_stamp(), nanoseconds(50));
          },
          [&] {
              sc_core::wait(nanoseconds(40));
              bench.sources.at(10).write(true);
          }});
}

} // namespace
} // namespace edgeloom::test
