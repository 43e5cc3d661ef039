// Threads that use a port at the same time.
#include "accelerator/waiting_line.hpp"
#include "support/script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace edgeloom::test {
namespace {

using testing::ElementsAre;

// Each leaves 10 ns after its turn came; whoever is there by then goes on in the order of coming.
TEST(WaitingLine, ServesFirstWhoCameFirst) {
    accelerator::WaitingLine line;
    std::vector<std::string> served;
    const auto user = [&](const char* name, double comes) {
        return [&line, &served, name, comes] {
            sc_core::wait(nanoseconds(comes));
            const accelerator::WaitingLine::Turn turn(line);
            served.push_back(name + std::to_string(static_cast<int>(sc_core::sc_time_stamp() / nanoseconds(1))));
            sc_core::wait(nanoseconds(10));
        };
    };
    play({user("d@", 4), user("b@", 2), user("e@", 5), user("c@", 3), user("a@", 1), user("f@", 100)});
    EXPECT_THAT(served, ElementsAre("a@1", "b@11", "c@21", "d@31", "e@41", "f@100"));
}

} // namespace
} // namespace edgeloom::test
