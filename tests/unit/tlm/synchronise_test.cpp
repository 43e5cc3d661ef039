#include "support/script.hpp"
#include "tlm/initiator.hpp"
#include "tlm/synchronise.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace edgeloom::test {
namespace {

using testing::ElementsAre;

// Three delta cycles of activity at 10 ns.
Script activity(std::vector<std::string>& order) {
    return [&order] {
        sc_core::wait(nanoseconds(10));
        for (const char* const step : {"first", "second", "third"}) {
            order.emplace_back(step);
            sc_core::wait(sc_core::SC_ZERO_TIME);
        }
    };
}

TEST(Settle, LetsAllOthersOfTheInstantGoFirst) {
    std::vector<std::string> order;
    play({[&] {
              sc_core::wait(nanoseconds(10));
              settle();
              order.emplace_back("settled");
              EXPECT_EQ(sc_core::sc_time_stamp(), nanoseconds(10));
          },
          activity(order)});
    EXPECT_THAT(order, ElementsAre("first", "second", "third", "settled"));
}

// Where in the order of the instant an access comes that is made ahead of it.
std::vector<std::string> order_with(Initiator* initiator) {
    std::vector<std::string> order;
    play({[&] {
              tlm::tlm_generic_payload transaction;
              transaction.set_extension(initiator);
              sc_core::sc_time delay = nanoseconds(10);
              synchronise(transaction, delay);
              transaction.clear_extension(initiator);
              EXPECT_EQ(delay, sc_core::SC_ZERO_TIME);
              EXPECT_EQ(sc_core::sc_time_stamp(), nanoseconds(10));
              order.emplace_back("access");
          },
          activity(order)});
    return order;
}

TEST(Synchronise, LetsSimulatedTimeCatchUp) {
    EXPECT_THAT(order_with(nullptr), ElementsAre("access", "first", "second", "third"));
}

TEST(Synchronise, DoesNotYieldForAnOrdinaryInitiator) {
    Initiator dma(3);
    EXPECT_THAT(order_with(&dma), ElementsAre("access", "first", "second", "third"));
}

TEST(Synchronise, YieldsForTheInitiatorThatWantsIt) {
    Initiator hart(0, true);
    EXPECT_THAT(order_with(&hart), ElementsAre("first", "second", "third", "access"));
}

TEST(TimeToActivity, IsTheNextEventOrTheLimit) {
    sc_core::sc_event event("event");
    play({[&] {
        EXPECT_EQ(time_to_activity(nanoseconds(50)), nanoseconds(50));
        event.notify(nanoseconds(40));
        EXPECT_EQ(time_to_activity(nanoseconds(50)), nanoseconds(40));
        EXPECT_EQ(time_to_activity(nanoseconds(30)), nanoseconds(30));
        event.notify(sc_core::SC_ZERO_TIME);
        EXPECT_EQ(time_to_activity(nanoseconds(50)), sc_core::SC_ZERO_TIME);
    }});
}

} // namespace
} // namespace edgeloom::test
