#include "client.hpp"
#include "fake_target.hpp"
#include "platform/gdb/server.hpp"
#include "platform/user_error.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace edgeloom::gdb::test {
namespace {

using Clock = std::chrono::steady_clock;
using testing::EndsWith;
using testing::HasSubstr;

class GdbServer : public testing::Test {
protected:
    static constexpr std::chrono::seconds enough{10};

    static bool never() { return false; }

    // Attaches a debugger to the running target.
    void attach() {
        ASSERT_TRUE(poll_until(true));
        ASSERT_TRUE(server.attached());
    }

    // Until poll() says this; false if it does not within reason.
    bool poll_until(bool wanted) {
        return within_reason([&] { return server.poll() == wanted; });
    }

    static bool within_reason(const std::function<bool()>& condition) {
        const auto deadline = Clock::now() + enough;
        while (!condition()) {
            if (Clock::now() > deadline) {
                return false;
            }
        }
        return true;
    }

    // Serves until the client has got an answer that ends like this.
    void serve_until(Client& client, const std::string& end, const Stop& stop = {}) {
        const auto deadline = Clock::now() + enough;
        const Resume resume =
            server.halt(stop, [&] { return client.received().ends_with(end) || Clock::now() > deadline; });
        EXPECT_EQ(resume.kind, Resume::Kind::run);
        EXPECT_THAT(client.received(), EndsWith(end));
    }

    FakeTarget target;
    Server server{target, real_csrs()};
};

TEST_F(GdbServer, WithoutADebuggerTheTargetRuns) {
    EXPECT_NE(server.port(), 0);
    EXPECT_FALSE(server.poll());
    EXPECT_FALSE(server.attached());
    EXPECT_EQ(server.halt({}, never).kind, Resume::Kind::run);
    server.exited(0);
}

TEST_F(GdbServer, RefusesAPortInUse) {
    try {
        const Server second(target, {}, Server::loopback, server.port());
        FAIL();
    } catch (const platform::UserError& error) {
        EXPECT_EQ(error.what(), "--gdb: cannot wait for a debugger at 127.0.0.1:" + std::to_string(server.port()) +
                                    ": Address already in use");
    }
}

TEST_F(GdbServer, RefusesABadAddress) {
    for (const char* address : {"", "localhost:1", "1.2.3", "256.0.0.1", "8.8.8.8"}) {
        EXPECT_THROW(Server(target, {}, address, 0), platform::UserError) << address;
    }
}

// Whether this machine has an address ::1, asked of it and not of the server.
bool has_ipv6() {
    boost::asio::io_context context;
    boost::asio::ip::tcp::socket socket(context);
    boost::system::error_code error;
    if (socket.open(boost::asio::ip::tcp::v6(), error); error) {
        return false;
    }
    socket.bind({boost::asio::ip::address_v6::loopback(), 0}, error);
    return !error;
}

TEST_F(GdbServer, ListensAtIpv6Too) {
    if (!has_ipv6()) {
        GTEST_SKIP() << "this machine has no IPv6 loopback address ::1";
    }
    EXPECT_NE(Server(target, {}, "::1", 0).port(), 0);
}

TEST_F(GdbServer, HaltsForADebuggerThatAttaches) {
    Client client(server.port());
    attach();
    client.send("+");
    client.say("?");
    serve_until(client, "+$T05thread:1;20:00000080;#36");
}

TEST_F(GdbServer, ResumesAndTellsOfTheNextStop) {
    Client client(server.port());
    attach();
    client.say("vCont;s");
    EXPECT_EQ(server.halt({}, never).kind, Resume::Kind::step);
    EXPECT_FALSE(server.poll());
    client.say("c");
    EXPECT_EQ(server.halt({Stop::Kind::step}, never).kind, Resume::Kind::run);
    ASSERT_TRUE(within_reason([&] { return client.received().ends_with("+"); }));
    EXPECT_THAT(client.received(), HasSubstr("$T05thread:1;20:00000080;#36"));
}

TEST_F(GdbServer, HearsCtrlCWhileTheTargetRuns) {
    Client client(server.port());
    attach();
    client.say("c");
    EXPECT_EQ(server.halt({}, never).kind, Resume::Kind::run);
    EXPECT_FALSE(server.poll());
    client.send("\x03");
    ASSERT_TRUE(poll_until(true));
    serve_until(client, "$T02thread:1;20:00000080;#33", {Stop::Kind::interrupt});
}

TEST_F(GdbServer, CtrlCRightBehindGoingOnIsNotLost) {
    Client client(server.port());
    attach();
    client.send("\x03$c#63\x03"); // the first is for a target that stands still: nothing
    EXPECT_EQ(server.halt({}, never).kind, Resume::Kind::run);
    EXPECT_TRUE(server.poll());
    EXPECT_FALSE(server.poll());
}

TEST_F(GdbServer, KeepsPacketsWhileTheTargetRuns) {
    Client client(server.port());
    attach();
    client.send("$c#63$qC#b4\x03");
    EXPECT_EQ(server.halt({}, never).kind, Resume::Kind::run);
    ASSERT_TRUE(poll_until(true));
    serve_until(client, "+$QC1#c5");
}

TEST_F(GdbServer, StopsAcknowledging) {
    Client client(server.port());
    attach();
    client.say("QStartNoAckMode");
    serve_until(client, "+$OK#9a");
    client.say("qC");
    serve_until(client, "+$OK#9a$QC1#c5");
}

TEST_F(GdbServer, AsksForDamagedPacketsAgain) {
    Client client(server.port());
    attach();
    client.send("$qC#b5");
    serve_until(client, "-");
    client.send("$qC#b4");
    serve_until(client, "-+$QC1#c5");
    client.send("-");
    serve_until(client, "-+$QC1#c5$QC1#c5");
}

TEST_F(GdbServer, RefusesAnOverlongPacketAndGoesOn) {
    Client client(server.port());
    attach();
    client.say(std::string(20000, 'm'));
    client.say("qC");
    serve_until(client, "+$E01#a6+$QC1#c5");
}

TEST_F(GdbServer, DetachesAndLetsAnotherAttach) {
    Client client(server.port());
    attach();
    client.say("Z0,80000004,4");
    client.say("D");
    EXPECT_EQ(server.halt({}, never).kind, Resume::Kind::run);
    EXPECT_FALSE(server.attached());
    EXPECT_TRUE(target.breakpoints.empty());
    ASSERT_TRUE(within_reason([&] { return client.closed(); }));
    EXPECT_THAT(client.received(), EndsWith("$OK#9a"));
    EXPECT_FALSE(server.poll());

    Client next(server.port());
    attach();
    next.say("qC");
    serve_until(next, "+$QC1#c5");
}

TEST_F(GdbServer, KillEndsTheVisit) {
    Client client(server.port());
    attach();
    client.say("k");
    EXPECT_EQ(server.halt({}, never).kind, Resume::Kind::kill);
    EXPECT_FALSE(server.attached());
    EXPECT_TRUE(within_reason([&] { return client.closed(); }));
}

TEST_F(GdbServer, RunsOnWhenTheConnectionBreaksWhileItStands) {
    Client client(server.port());
    attach();
    client.say("Z0,80000004,4");
    client.close();
    EXPECT_EQ(server.halt({}, never).kind, Resume::Kind::run);
    EXPECT_FALSE(server.attached());
    EXPECT_EQ(target.changes, 2U);
    EXPECT_TRUE(target.breakpoints.empty());
}

TEST_F(GdbServer, RunsOnWhenTheConnectionBreaksWhileItRuns) {
    Client client(server.port());
    attach();
    client.say("Z0,80000004,4");
    client.say("c");
    EXPECT_EQ(server.halt({}, never).kind, Resume::Kind::run);
    EXPECT_EQ(target.breakpoints.size(), 1U);
    client.close();
    EXPECT_TRUE(within_reason([&] {
        EXPECT_FALSE(server.poll());
        return !server.attached();
    }));
    EXPECT_TRUE(target.breakpoints.empty());
    Client next(server.port());
    attach();
}

TEST_F(GdbServer, AnswersOneThatSendsNoMore) {
    Client client(server.port());
    attach();
    client.say("qC");
    client.finish();
    EXPECT_EQ(server.halt({}, never).kind, Resume::Kind::run);
    ASSERT_TRUE(within_reason([&] { return client.closed(); }));
    EXPECT_EQ(client.received(), "+$QC1#c5");
}

TEST_F(GdbServer, SendsASecondDebuggerAway) {
    Client client(server.port());
    attach();
    Client second(server.port());
    client.say("qC");
    serve_until(client, "+$QC1#c5");
    EXPECT_TRUE(within_reason([&] {
        EXPECT_FALSE(server.poll());
        return second.closed();
    }));
    EXPECT_EQ(second.received(), "");
    client.say("qC");
    serve_until(client, "+$QC1#c5+$QC1#c5");
}

TEST_F(GdbServer, ADebuggerMayComeAtOnceAfterTheLastHasGone) {
    auto client = std::make_unique<Client>(server.port());
    attach();
    client->say("c");
    EXPECT_EQ(server.halt({}, never).kind, Resume::Kind::run);
    for (int i = 0; i < 20; ++i) {
        client.reset();
        client = std::make_unique<Client>(server.port());
        ASSERT_TRUE(poll_until(true));
        client->say("c");
        ASSERT_EQ(server.halt({}, never).kind, Resume::Kind::run);
    }
}

TEST_F(GdbServer, ABrokenConnectionDoesNotHideTheNextWhileItStands) {
    auto client = std::make_unique<Client>(server.port());
    attach();
    client->say("D");
    client.reset();
    Client next(server.port());
    EXPECT_EQ(server.halt({}, never).kind, Resume::Kind::run);
    attach();
    next.say("qC");
    serve_until(next, "+$QC1#c5");
}

TEST_F(GdbServer, TellsTheExitStatus) {
    Client client(server.port());
    attach();
    client.say("c");
    EXPECT_EQ(server.halt({}, never).kind, Resume::Kind::run);
    server.exited(3);
    EXPECT_FALSE(server.attached());
    ASSERT_TRUE(within_reason([&] { return client.closed(); }));
    EXPECT_EQ(client.received(), "+$W03#ba");
}

TEST_F(GdbServer, WaitsForADebuggerThatSaysHowToGoOn) {
    { const Client scanner(server.port()); }
    Client client(server.port());
    client.say("s");
    EXPECT_EQ(server.wait_for_debugger(never).kind, Resume::Kind::step);
    EXPECT_TRUE(server.attached());
}

TEST_F(GdbServer, ChecksOftenWhetherItIsCancelled) {
    const auto deadline = Clock::now() + std::chrono::milliseconds(300);
    auto last = Clock::now();
    Clock::duration longest{};
    const auto cancelled = [&] {
        const auto now = Clock::now();
        longest = std::max(longest, now - last);
        last = now;
        return now > deadline;
    };
    EXPECT_EQ(server.wait_for_debugger(cancelled).kind, Resume::Kind::run);
    EXPECT_LT(longest, std::chrono::seconds(1)); // 10 ms on an idle machine
    EXPECT_LT(Clock::now() - deadline, std::chrono::seconds(1));
}

TEST_F(GdbServer, CancelledItLetsTheTargetGoOn) {
    Client client(server.port());
    attach();
    EXPECT_EQ(server.halt({}, [] { return true; }).kind, Resume::Kind::run);
    EXPECT_TRUE(server.attached());
    server.exited(0); // nobody waits for it
    ASSERT_TRUE(within_reason([&] { return client.closed(); }));
    EXPECT_EQ(client.received(), "");
}

TEST_F(GdbServer, APeerThatTakesNoAnswersIsGivenUp) {
    Client client(server.port());
    attach();
    target.monitor_answer = std::string(16U << 20, 'a'); // more than the system buffers
    client.say("qRcmd,");
    const auto deadline = Clock::now() + std::chrono::milliseconds(300);
    EXPECT_EQ(server.halt({}, [&] { return Clock::now() > deadline; }).kind, Resume::Kind::run);
    EXPECT_FALSE(server.poll());
    EXPECT_FALSE(server.attached());
}

TEST_F(GdbServer, AFloodWhileTheTargetRunsEndsTheVisit) {
    Client client(server.port());
    attach();
    client.say("c");
    EXPECT_EQ(server.halt({}, never).kind, Resume::Kind::run);
    for (int i = 0; i < 100; ++i) {
        client.say("qC");
    }
    EXPECT_TRUE(within_reason([&] {
        EXPECT_FALSE(server.poll());
        return !server.attached();
    }));
}

TEST_F(GdbServer, PollingIsCheap) {
    Client client(server.port());
    attach();
    client.say("c");
    EXPECT_EQ(server.halt({}, never).kind, Resume::Kind::run);
    constexpr int polls = 10000;
    const auto begin = Clock::now();
    for (int i = 0; i < polls; ++i) {
        EXPECT_FALSE(server.poll());
    }
    const auto each = std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - begin) / polls;
    RecordProperty("nanoseconds", static_cast<int>(each.count()));
    EXPECT_LT(each, std::chrono::microseconds(100)); // about 1 on an idle machine
}

} // namespace
} // namespace edgeloom::gdb::test
