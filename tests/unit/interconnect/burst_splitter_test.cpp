// Bursts that cross a boundary, seen from both sides of the splitter.
#include "interconnect/burst_splitter.hpp"
#include "interconnect/interconnect.hpp"
#include "support/port.hpp"
#include "support/recorder.hpp"
#include "support/script.hpp"
#include "tlm/bus_port.hpp"
#include "tlm/initiator.hpp"
#include "tlm/protocol_checker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <deque>
#include <numeric>
#include <vector>

namespace edgeloom::test {
namespace {

using interconnect::BurstSplitter;
using testing::ElementsAre;
using testing::Field;

constexpr abi::Region memory{"memory", 0x1000, 0x1000, ""};
constexpr std::uint64_t boundary = 64;

// A thread with a bus port, a splitter and an interconnect between it and a recorder, checkers on both sides.
class Bench : public sc_core::sc_module {
public:
    Bench(sc_core::sc_module_name name, interconnect::Kind kind)
        : sc_module(name),
          port_("port", kind == interconnect::Kind::approximately_timed ? Protocol::four_phase : Protocol::blocking,
                initiator_),
          splitter_("splitter", boundary),
          bus_("bus", {.initiators = {{"initiator"}}, .targets = {{memory}}, .kind = kind}) {
        port_.socket.bind(before_.from);
        before_.to.bind(splitter_.from);
        splitter_.to.bind(behind_.from);
        behind_.to.bind(bus_.initiator_port(0));
        bus_.target_port(0).bind(target.socket);
    }

    struct Sent {
        BusPort::Transfer transfer;
        std::vector<std::uint8_t> data;
    };
    void send(Sent& sent, tlm::tlm_command command, std::uint64_t address) {
        port_.send(sent.transfer, command, address, sent.data);
    }
    void send_aside(Sent& sent, tlm::tlm_command command, std::uint64_t address) {
        port_.send_aside(sent.transfer, command, address, sent.data);
    }
    static void wait_for(const Sent& sent) {
        while (!sent.transfer.answered()) {
            sc_core::wait(sent.transfer.event());
        }
        if (sent.transfer.ready() > sc_core::sc_time_stamp()) {
            sc_core::wait(sent.transfer.ready() - sc_core::sc_time_stamp());
        }
    }

    Recorder target{"target"};

private:
    Initiator initiator_{0};
    BusPort port_;
    ProtocolChecker before_{"before"};
    BurstSplitter splitter_;
    ProtocolChecker behind_{"behind"};
    Interconnect bus_;
};

class Splitter : public testing::TestWithParam<interconnect::Kind> {
protected:
    Bench bench{"bench", GetParam()};
};

TEST_P(Splitter, CutsAtTheBoundaryAndAnswersOnce) {
    play({[&] {
        Bench::Sent write;
        write.data.resize(150);
        std::iota(write.data.begin(), write.data.end(), std::uint8_t{1});
        bench.send(write, tlm::TLM_WRITE_COMMAND, memory.base + 50);
        Bench::wait_for(write);
        EXPECT_TRUE(write.transfer.ok());
        EXPECT_THAT(bench.target.log, ElementsAre(AllOf(Field(&Access::address, 50), Field(&Access::bytes, 14)),
                                                  AllOf(Field(&Access::address, 64), Field(&Access::bytes, 64)),
                                                  AllOf(Field(&Access::address, 128), Field(&Access::bytes, 64)),
                                                  AllOf(Field(&Access::address, 192), Field(&Access::bytes, 8))));
        Bench::Sent read;
        read.data.resize(150);
        bench.send(read, tlm::TLM_READ_COMMAND, memory.base + 50);
        Bench::wait_for(read);
        EXPECT_EQ(read.data, write.data);
    }});
}

// 8 bytes a clock of 10 ns: the data take 19 clocks in one piece and, cut into 14, 64, 64 and 8 bytes, as many; between
// the port and the target lie two clocks each way, and the answer takes a beat.
TEST_P(Splitter, PiecesFollowEachOther) {
    play({[&] {
        Bench::Sent write;
        write.data.resize(150);
        bench.send(write, tlm::TLM_WRITE_COMMAND, memory.base + 50);
        Bench::wait_for(write);
        EXPECT_EQ(sc_core::sc_time_stamp(), nanoseconds(10) * (2 + 8 + 8 + 1 + 2 + 2 + 1));
    }});
}

TEST_P(Splitter, TellsOfAnErrorOfAnyPiece) {
    bench.target.accept = [](const Access& access) { return access.address != 128; };
    play({[&] {
        Bench::Sent sent;
        sent.data.resize(150);
        bench.send(sent, tlm::TLM_READ_COMMAND, memory.base + 50);
        Bench::wait_for(sent);
        EXPECT_FALSE(sent.transfer.ok());
        sent.data.resize(10);
        bench.send(sent, tlm::TLM_READ_COMMAND, memory.base + 192);
        Bench::wait_for(sent);
        EXPECT_TRUE(sent.transfer.ok());
        sent.data.resize(100); // the last piece reaches nothing: the bus answers for it
        bench.send(sent, tlm::TLM_READ_COMMAND, memory.base + memory.size - 70);
        Bench::wait_for(sent);
        EXPECT_FALSE(sent.transfer.ok());
    }});
}

// A target that takes its time over every piece: none of the next transaction's may come between.
TEST_P(Splitter, KeepsTheOrderWhereATargetHoldsPieces) {
    std::vector<std::uint64_t> taken;
    bench.target.accept = [&taken](const Access& access) {
        taken.push_back(access.address);
        sc_core::wait(nanoseconds(500));
        return true;
    };
    play({[&] {
        Bench::Sent first;
        Bench::Sent second;
        first.data.resize(150);
        second.data.resize(100);
        bench.send_aside(first, tlm::TLM_WRITE_COMMAND, memory.base);
        bench.send_aside(second, tlm::TLM_WRITE_COMMAND, memory.base + 0x200);
        Bench::wait_for(first);
        Bench::wait_for(second);
        EXPECT_TRUE(first.transfer.ok() && second.transfer.ok());
    }});
    EXPECT_THAT(taken, ElementsAre(0, 64, 128, 0x200, 0x240));
}

// Any bursts, several at a time: what is read is what was written, whatever they have been cut into.
TEST_P(Splitter, LosesNothing) {
    EXPECT_TRUE(rc::check([&] {
        auto expected = bench.target.bytes;
        constexpr std::size_t bursts = 6;
        std::deque<Bench::Sent> sent(bursts);
        std::vector<std::uint32_t> addresses;
        for (Bench::Sent& one : sent) {
            one.data.resize(*rc::gen::inRange<std::size_t>(1, 400));
            addresses.push_back(*rc::gen::inRange<std::uint32_t>(0, memory.size - 400));
            std::ranges::generate(one.data, [] { return *rc::gen::arbitrary<std::uint8_t>(); });
        }
        bench.target.log.clear();
        play({[&] {
            for (std::size_t i = 0; i < bursts; ++i) {
                bench.send(sent[i], tlm::TLM_WRITE_COMMAND, memory.base + addresses[i]);
                for (std::size_t byte = 0; byte < sent[i].data.size(); ++byte) {
                    expected[addresses[i] + byte] = sent[i].data[byte];
                }
            }
            for (const Bench::Sent& one : sent) {
                Bench::wait_for(one);
            }
        }});
        RC_ASSERT(bench.target.bytes == expected);
        for (const Access& access : bench.target.log) {
            RC_ASSERT(access.address / boundary == (access.address + access.bytes - 1) / boundary);
        }
    }));
}

INSTANTIATE_TEST_SUITE_P(Kinds, Splitter,
                         testing::Values(interconnect::Kind::loosely_timed, interconnect::Kind::approximately_timed),
                         [](const auto& instance) {
                             return std::string(instance.param == interconnect::Kind::loosely_timed ? "lt" : "at");
                         });

} // namespace
} // namespace edgeloom::test
