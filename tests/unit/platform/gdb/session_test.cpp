#include "dialogue.hpp"
#include "fake_target.hpp"
#include "platform/gdb/hex.hpp"
#include "platform/gdb/packet.hpp"

#include <boost/crc.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>

namespace edgeloom::gdb::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class GdbSession : public testing::Test {
protected:
    [[nodiscard]] std::string ask(std::string_view packet) { return dialogue->ask(packet); }

    // Has the debugger go on, and the target stop for this reason.
    [[nodiscard]] std::string stop_reply(const Stop& stop) {
        EXPECT_EQ(ask("vCont;c"), "");
        return dialogue->session.stopped(stop).value_or("none");
    }

    // Asks for all of a document in parts.
    [[nodiscard]] std::string document(const std::string& what, std::size_t part) {
        std::string text;
        std::string reply;
        do {
            reply = ask("qXfer:" + what + ":" + number_to_hex(text.size()) + "," + number_to_hex(part));
            text += reply.substr(1);
        } while (reply.starts_with('m'));
        EXPECT_THAT(reply, StartsWith("l"));
        return text;
    }

    FakeTarget target;
    std::unique_ptr<Dialogue> dialogue = std::make_unique<Dialogue>(target);
};

TEST_F(GdbSession, SaysWhatItCanDo) {
    const std::string features = ask("qSupported:multiprocess+;swbreak+;hwbreak+;qRelocInsn+;xmlRegisters=i386");
    EXPECT_THAT(features,
                AllOf(HasSubstr("PacketSize=4000"), HasSubstr("QStartNoAckMode+"), HasSubstr("swbreak+"),
                      HasSubstr("hwbreak+"), HasSubstr("vContSupported+"), HasSubstr("qXfer:features:read+")));
    EXPECT_THAT(features, Not(HasSubstr("memory-map")));
    target.map = {{0x8000'0000, 0x1'0000}};
    EXPECT_THAT(ask("qSupported"), HasSubstr("qXfer:memory-map:read+"));
}

TEST_F(GdbSession, StopsAcknowledging) {
    EXPECT_TRUE(dialogue->session.features().acknowledge);
    EXPECT_EQ(ask("QStartNoAckMode"), "OK");
    EXPECT_FALSE(dialogue->session.features().acknowledge);
}

TEST_F(GdbSession, AnswersWhatItDoesNotKnowWithNothing) {
    for (const char* packet :
         {"", "!", "vMustReplyEmpty", "vRun;61", "vAttach;1", "R00", "QNonStop:1", "qOffsets", "qTStatus", "qUnknown",
          "i", "b1200", "\xFF", "vFile:open:61,0,0", "qXfer:auxv:read::0,1000"}) {
        dialogue->last.replies.clear();
        EXPECT_EQ(ask(packet), "") << packet;
        EXPECT_EQ(dialogue->last.replies.size(), 1U) << packet;
        EXPECT_FALSE(dialogue->last.resume) << packet;
    }
    EXPECT_EQ(target.changes, 0U);
}

TEST_F(GdbSession, ReadsRegisters) {
    const std::string all = ask("g");
    ASSERT_EQ(all.size(), 33U * 8);
    EXPECT_EQ(all.substr(0, 24), "000000000103020102030201");
    EXPECT_EQ(all.substr(32U * 8), "00000080");
    EXPECT_EQ(ask("p0"), "00000000");
    EXPECT_EQ(ask("p1f"), "1f030201");
    EXPECT_EQ(ask("p20"), "00000080");
    for (const char* packet : {"p", "p21", "pfff", "pfffffff0", "p100000000", "p0 ", "g0"}) {
        EXPECT_EQ(ask(packet), "E01") << packet;
    }
}

TEST_F(GdbSession, ReadsCsrs) {
    EXPECT_EQ(ask("p1300"), "80180000");
    EXPECT_EQ(ask("p17a0"), "xxxxxxxx"); // described, but the target has none
    EXPECT_EQ(ask("p1001"), "E01");      // not described
}

TEST_F(GdbSession, WritesRegisters) {
    EXPECT_EQ(ask("P1=78563412"), "OK");
    EXPECT_EQ(target.registers[1], 0x1234'5678U);
    EXPECT_EQ(ask("P20=02000080"), "OK");
    EXPECT_EQ(target.registers[32], 0x8000'0002U);
    EXPECT_EQ(ask("P1340=01000000"), "OK");
    EXPECT_EQ(target.csrs[0x340], 1U);
    const std::size_t changes = target.changes;
    for (const char* packet : {"P0=01000000", "P20=01000080", "P1f14=00000000", "P17a0=00000000", "P21=00000000"}) {
        EXPECT_EQ(ask(packet), "E16") << packet;
    }
    for (const char* packet : {"P", "P1", "P1=", "P1=1234567", "P1=123456789a", "P1=1234567g", "P=12345678"}) {
        EXPECT_EQ(ask(packet), "E01") << packet;
    }
    EXPECT_EQ(target.changes, changes);
}

TEST_F(GdbSession, WritesAllRegistersOrNone) {
    std::string all = ask("g");
    all.replace(8, 8, "efbeadde");
    EXPECT_EQ(ask("G" + all), "OK");
    EXPECT_EQ(target.registers[0], 0U);
    EXPECT_EQ(target.registers[1], 0xDEAD'BEEFU);
    const auto before = target.registers;
    all.replace(8, 8, "00000000");
    EXPECT_EQ(ask("G" + all + "00"), "E01");
    EXPECT_EQ(ask("G" + all.substr(2)), "E01");
    EXPECT_EQ(ask("G" + all.replace(40, 2, "xx")), "E01");
    EXPECT_EQ(ask("G" + all.replace(40, 2, "00").replace(256, 2, "01")), "E01"); // an odd pc
    EXPECT_EQ(target.registers, before);
}

TEST_F(GdbSession, ReadsMemory) {
    EXPECT_EQ(ask("m80000000,4"), "00070e15");
    EXPECT_EQ(ask("m8000fffe,8"), to_hex({&target.memory[0xFFFE], 2})); // as far as there is any
    EXPECT_EQ(ask("mffffffff,1"), "00");
    EXPECT_EQ(ask("m80000000,ffff").size(), packet_size);
    EXPECT_EQ(ask("m10000000,4"), "E0e");
    for (const char* packet : {"m", "m80000000", "m80000000,", "m80000000,0", "mffffffff,2", "m80000000,4,",
                               "m180000000,4", "m80000000,100000000", "m-1,4"}) {
        EXPECT_EQ(ask(packet), "E01") << packet;
    }
}

TEST_F(GdbSession, WritesMemory) {
    EXPECT_EQ(ask("M80000010,3:aAbBcC"), "OK");
    EXPECT_EQ(ask("m80000010,3"), "aabbcc");
    EXPECT_EQ(ask("Mffffffff,1:ee"), "OK");
    EXPECT_EQ(ask("M80000010,0:"), "OK");
    const auto before = target.memory;
    const std::size_t changes = target.changes;
    EXPECT_EQ(ask("M10000000,1:00"), "E0e");
    EXPECT_EQ(ask("M8000ffff,2:0000"), "E0e");
    for (const char* packet : {"M", "M80000010,3:aabb", "M80000010,1:aabb", "M80000010,1:a", "M80000010,1:ag",
                               "M80000010,1", "Mffffffff,2:0000", "M80000010,ffffffff:00"}) {
        EXPECT_EQ(ask(packet), "E01") << packet;
    }
    EXPECT_EQ(target.changes, changes);
    EXPECT_EQ(target.memory, before);
}

TEST_F(GdbSession, WritesBinary) {
    using namespace std::string_literals;
    EXPECT_EQ(ask("X80000010,0:"), "OK"); // is there such a packet?
    EXPECT_EQ(target.changes, 0U);
    EXPECT_EQ(ask("X80000010,5:\0#$}*"s), "OK");
    EXPECT_EQ(ask("m80000010,5"), "0023247d2a");
    EXPECT_EQ(ask("X80000010,2:a"), "E01");
    EXPECT_EQ(ask("X80000010,1:ab"), "E01");
    EXPECT_EQ(ask("X10000000,1:a"), "E0e");
}

TEST_F(GdbSession, BinaryWritesComeThroughEscapes) {
    EXPECT_EQ(dialogue->exchange(frame(escape("X80000010,4:}#$*"))), "+$OK#9a");
    EXPECT_EQ(ask("m80000010,4"), "7d23242a");
}

TEST_F(GdbSession, InsertsAndRemovesBreakpointsOnce) {
    EXPECT_EQ(ask("Z0,80000004,2"), "OK");
    EXPECT_EQ(ask("Z0,80000004,4"), "OK");
    EXPECT_EQ(ask("Z1,80000004,4"), "OK"); // is the same to the target
    EXPECT_THAT(target.breakpoints, testing::ElementsAre(0x8000'0004U));
    EXPECT_EQ(ask("z0,80000004,4"), "OK");
    EXPECT_THAT(target.breakpoints, testing::ElementsAre(0x8000'0004U));
    EXPECT_EQ(ask("z1,80000004,4"), "OK");
    EXPECT_EQ(ask("z1,80000004,4"), "OK");
    EXPECT_TRUE(target.breakpoints.empty());
    EXPECT_EQ(target.changes, 2U);
}

TEST_F(GdbSession, InsertsAndRemovesWatchpoints) {
    EXPECT_EQ(ask("Z2,80000100,4"), "OK");
    EXPECT_EQ(ask("Z3,80000104,2"), "OK");
    EXPECT_EQ(ask("Z4,80000108,1"), "OK");
    EXPECT_EQ(ask("Z4,80000108,1"), "OK");
    EXPECT_THAT(target.watchpoints,
                testing::UnorderedElementsAre(FakeTarget::Watchpoint{WatchKind::write, 0x8000'0100, 4},
                                              FakeTarget::Watchpoint{WatchKind::read, 0x8000'0104, 2},
                                              FakeTarget::Watchpoint{WatchKind::access, 0x8000'0108, 1}));
    EXPECT_EQ(ask("Z2,80000100,100"), "E16"); // more than the target takes
    EXPECT_EQ(ask("z3,80000104,4"), "OK");    // there is none of this length
    EXPECT_EQ(ask("z2,80000100,4"), "OK");
    EXPECT_EQ(target.watchpoints.size(), 2U);
    dialogue.reset(); // a debugger that vanishes takes its own with it
    EXPECT_TRUE(target.watchpoints.empty());
}

TEST_F(GdbSession, RefusesMalformedPoints) {
    for (const char* packet : {"Z", "Z0", "Z0,", "Z0,80000000", "Z5,80000000,4", "Z0,80000000,4;X1,0", "Z2,80000000,0",
                               "Z2,ffffffff,2", "z9,0,1", "Z00000000f,0,1", "Z-1,0,4"}) {
        EXPECT_EQ(ask(packet), "E01") << packet;
    }
    EXPECT_EQ(target.changes, 0U);
}

TEST_F(GdbSession, TakesOnlySoManyPoints) {
    for (unsigned i = 0; i < 1024; ++i) {
        ASSERT_EQ(ask("Z0," + number_to_hex(0x8000'0000U + 4 * i) + ",4"), "OK");
    }
    EXPECT_EQ(ask("Z0,80004000,4"), "E0c");
    EXPECT_EQ(ask("Z0,80000000,4"), "OK"); // is there
    dialogue.reset();
    EXPECT_TRUE(target.breakpoints.empty());
}

TEST_F(GdbSession, GoesOn) {
    struct Case {
        const char* packet;
        Resume::Kind kind;
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };
    for (const Case& c :
         std::vector<Case>{{"c", Resume::Kind::run},
                           {"s", Resume::Kind::step},
                           {"C05", Resume::Kind::run},
                           {"S05", Resume::Kind::step},
                           {"vCont;c", Resume::Kind::run},
                           {"vCont;s", Resume::Kind::step},
                           {"vCont;C05", Resume::Kind::run},
                           {"vCont;S05:1", Resume::Kind::step},
                           {"vCont;s:1;c", Resume::Kind::step},
                           {"vCont;s:2;c", Resume::Kind::run},
                           {"vCont;c:-1", Resume::Kind::run},
                           {"vCont;r80000000,80000010:1;c", Resume::Kind::range_step, 0x8000'0000, 0x8000'0010}}) {
        EXPECT_EQ(ask(c.packet), "") << c.packet;
        ASSERT_TRUE(dialogue->last.resume) << c.packet;
        EXPECT_TRUE(dialogue->last.replies.empty()) << c.packet;
        EXPECT_EQ(dialogue->last.resume->kind, c.kind) << c.packet;
        EXPECT_EQ(dialogue->last.resume->begin, c.begin) << c.packet;
        EXPECT_EQ(dialogue->last.resume->end, c.end) << c.packet;
        EXPECT_FALSE(dialogue->last.leaves) << c.packet;
    }
    EXPECT_EQ(ask("vCont?"), "vCont;c;C;s;S;r");
    EXPECT_EQ(target.changes, 0U);
}

TEST_F(GdbSession, GoesOnElsewhere) {
    EXPECT_EQ(ask("s80000020"), "");
    EXPECT_EQ(target.registers[32], 0x8000'0020U);
    EXPECT_EQ(ask("C05;80000040"), "");
    EXPECT_EQ(target.registers[32], 0x8000'0040U);
}

TEST_F(GdbSession, DoesNotGoOnAfterNonsense) {
    for (const char* packet :
         {"c80000021", "cx", "c80000020x", "s100000000", "C", "C05x", "S;80000000", "vCont;", "vCont;t", "vCont;c;x",
          "vCont;s:2", "vCont;C", "vCont;r1", "vCont;r2,1", "vCont;c:", "vCont;c:p1.1", "vCont;cc"}) {
        EXPECT_EQ(ask(packet), "E01") << packet;
        EXPECT_FALSE(dialogue->last.resume) << packet;
    }
    EXPECT_EQ(target.changes, 0U);
    EXPECT_EQ(dialogue->session.stopped({}), std::nullopt); // nobody waits
}

TEST_F(GdbSession, SaysWhyItStands) {
    using enum Stop::Kind;
    EXPECT_EQ(ask("?"), "T05thread:1;20:00000080;");
    EXPECT_EQ(stop_reply({interrupt}), "T02thread:1;20:00000080;");
    EXPECT_EQ(ask("?"), "T02thread:1;20:00000080;");
    EXPECT_EQ(stop_reply({step}), "T05thread:1;20:00000080;");
    EXPECT_EQ(stop_reply({trap}), "T05thread:1;20:00000080;");
    EXPECT_EQ(stop_reply({stuck}), "T06thread:1;20:00000080;");
    EXPECT_EQ(stop_reply({watchpoint, WatchKind::write, 0x8000'0100}), "T05watch:80000100;thread:1;20:00000080;");
    EXPECT_EQ(stop_reply({watchpoint, WatchKind::read, 0x8000'0100}), "T05rwatch:80000100;thread:1;20:00000080;");
    EXPECT_EQ(stop_reply({watchpoint, WatchKind::access, 0x8000'0100}), "T05awatch:80000100;thread:1;20:00000080;");
}

TEST_F(GdbSession, NamesBreakpointsToThoseWhoAskedForIt) {
    const Stop stop{Stop::Kind::breakpoint, {}, 0x8000'0004};
    EXPECT_EQ(ask("Z1,80000004,4"), "OK");
    EXPECT_EQ(stop_reply(stop), "T05thread:1;20:00000080;");
    EXPECT_THAT(ask("qSupported:swbreak+;hwbreak+"), HasSubstr("hwbreak+"));
    EXPECT_EQ(stop_reply(stop), "T05hwbreak:;thread:1;20:00000080;");
    EXPECT_EQ(ask("Z0,80000004,4"), "OK");
    EXPECT_EQ(stop_reply(stop), "T05swbreak:;thread:1;20:00000080;");
}

TEST_F(GdbSession, OwesOneStopReplyForEveryTimeItGoesOn) {
    EXPECT_EQ(dialogue->session.stopped({}), std::nullopt);
    EXPECT_EQ(ask("c"), "");
    EXPECT_TRUE(dialogue->session.stopped({}));
    EXPECT_EQ(dialogue->session.stopped({}), std::nullopt);
    EXPECT_EQ(dialogue->session.exited(3), std::nullopt);
    EXPECT_EQ(ask("c"), "");
    EXPECT_EQ(dialogue->session.exited(3), "W03");
    EXPECT_EQ(ask("c"), "");
    EXPECT_EQ(dialogue->session.exited(-1), "Wff");
}

TEST_F(GdbSession, Detaches) {
    for (const char* packet : {"D", "D;1"}) {
        EXPECT_EQ(ask(packet), "OK");
        EXPECT_TRUE(dialogue->last.leaves);
        EXPECT_EQ(dialogue->last.resume->kind, Resume::Kind::run);
    }
    for (const char* packet : {"D;", "D1", "D;x", "D;1;"}) {
        EXPECT_EQ(ask(packet), "E01");
        EXPECT_FALSE(dialogue->last.leaves);
    }
}

TEST_F(GdbSession, Kills) {
    EXPECT_EQ(ask("k"), "");
    EXPECT_TRUE(dialogue->last.replies.empty());
    EXPECT_TRUE(dialogue->last.leaves);
    EXPECT_EQ(dialogue->last.resume->kind, Resume::Kind::kill);
    EXPECT_EQ(ask("vKill;1"), "OK");
    EXPECT_EQ(dialogue->last.resume->kind, Resume::Kind::kill);
    EXPECT_EQ(ask("vKill;"), "E01");
    EXPECT_EQ(ask("kx"), "E01");
}

TEST_F(GdbSession, HasOneThread) {
    EXPECT_EQ(ask("qC"), "QC1");
    EXPECT_EQ(ask("qfThreadInfo"), "m1");
    EXPECT_EQ(ask("qsThreadInfo"), "l");
    EXPECT_EQ(ask("qThreadExtraInfo,1"), to_hex(std::string_view("hart")));
    EXPECT_EQ(ask("qAttached"), "1");
    EXPECT_EQ(ask("qAttached:1"), "1");
    EXPECT_EQ(ask("qSymbol::"), "OK");
    for (const char* packet : {"Hg0", "Hg1", "Hc-1", "T1"}) {
        EXPECT_EQ(ask(packet), "OK") << packet;
    }
    for (const char* packet : {"H", "Hg", "Hg2", "Hx1", "T2", "T", "qThreadExtraInfo,2", "qThreadExtraInfo"}) {
        EXPECT_EQ(ask(packet), "E01") << packet;
    }
}

TEST_F(GdbSession, PassesMonitorCommandsOn) {
    EXPECT_EQ(ask("qRcmd," + to_hex(std::string_view("time now"))), "O" + to_hex(std::string_view("1.5 us\n")) + "|OK");
    EXPECT_EQ(target.monitored, "time now");
    target.monitor_answer = "no line end";
    EXPECT_EQ(ask("qRcmd,"), "O" + to_hex(std::string_view("no line end\n")) + "|OK");
    target.monitor_answer = "";
    EXPECT_EQ(ask("qRcmd,"), "OK");
    for (const char* packet : {"qRcmd", "qRcmd,1", "qRcmd,zz", "qRcmd:31"}) {
        EXPECT_EQ(ask(packet), "E01") << packet;
    }
}

TEST_F(GdbSession, CutsLongMonitorAnswersIntoPackets) {
    target.monitor_answer = std::string(20000, 'a') + "\n";
    static_cast<void>(ask("qRcmd,"));
    ASSERT_EQ(dialogue->last.replies.size(), 4U);
    std::string text;
    for (const std::string& reply : dialogue->last.replies) {
        EXPECT_LE(reply.size(), packet_size);
        if (reply.starts_with("O") && reply != "OK") {
            const auto bytes = bytes_from_hex(reply.substr(1));
            ASSERT_TRUE(bytes);
            text.append(bytes->begin(), bytes->end());
        }
    }
    EXPECT_EQ(text, target.monitor_answer);
}

TEST_F(GdbSession, DescribesItsRegisters) {
    const std::string description = document("features:read:target.xml", 0x1000);
    EXPECT_EQ(description, target_description(real_csrs()));
    EXPECT_EQ(document("features:read:target.xml", 0xFFFF'FFFF), description);
    EXPECT_THAT(description, AllOf(HasSubstr("<architecture>riscv:rv32</architecture>"),
                                   HasSubstr(R"(<reg name="a0" bitsize="32" type="int" regnum="10"/>)"),
                                   HasSubstr(R"(<reg name="pc" bitsize="32" type="code_ptr" regnum="32"/>)"),
                                   HasSubstr(R"(<reg name="mstatus" bitsize="32" type="int" regnum="4864")")));
    for (const char* packet : {"qXfer:features:read:other.xml:0,1", "qXfer:features:read:target.xml:0",
                               "qXfer:features:read:target.xml:ffffffff,1", "qXfer:features:read:target.xml:0,1x"}) {
        EXPECT_EQ(ask(packet), "E01") << packet;
    }
    EXPECT_EQ(ask("qXfer:features:write:target.xml:0:00"), "");
}

TEST_F(GdbSession, DescribesItsMemory) {
    EXPECT_EQ(ask("qXfer:memory-map:read::0,1000"), "");
    target.map = {{0x1000, 0x2000, MemoryRegion::Kind::rom}, {0x8000'0000, 0x8000'0000}};
    EXPECT_THAT(document("memory-map:read:", 0x20),
                AllOf(HasSubstr(R"(<memory type="rom" start="0x1000" length="0x2000"/>)"),
                      HasSubstr(R"(<memory type="ram" start="0x80000000" length="0x80000000"/>)")));
}

TEST_F(GdbSession, ChecksumsMemory) {
    boost::crc_optimal<32, 0x04C1'1DB7, 0xFFFF'FFFF, 0, false, false> crc;
    crc.process_bytes(target.memory.data() + 1, 10000);
    EXPECT_EQ(ask("qCRC:80000001,2710"), "C" + number_to_hex(crc.checksum()));
    EXPECT_EQ(ask("qCRC:80000000,0"), "Cffffffff");
    EXPECT_EQ(ask("qCRC:8000ffff,2"), "E0e");
    for (const char* packet : {"qCRC", "qCRC:", "qCRC:0,80000000", "qCRC:80000000,1,"}) {
        EXPECT_EQ(ask(packet), "E01") << packet;
    }
}

RC_GTEST_PROP(GdbSessionProperty, WhatIsWrittenIsRead, (const std::vector<std::uint8_t>& data, std::uint16_t offset)) {
    RC_PRE(!data.empty() && offset + data.size() <= FakeTarget::memory_end - FakeTarget::memory_start);
    FakeTarget target;
    Dialogue dialogue(target);
    const std::string range = number_to_hex(FakeTarget::memory_start + offset) + "," + number_to_hex(data.size());
    RC_ASSERT(dialogue.exchange(frame(escape("X" + range + ":" + std::string(data.begin(), data.end())))) == "+$OK#9a");
    RC_ASSERT(dialogue.ask("m" + range) == to_hex(data));
    RC_ASSERT(dialogue.ask("M" + range + ":" + std::string(2 * data.size(), '0')) == "OK");
    RC_ASSERT(dialogue.ask("m" + range) == std::string(2 * data.size(), '0'));
}

} // namespace
} // namespace edgeloom::gdb::test
