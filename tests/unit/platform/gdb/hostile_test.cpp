// Bytes that no debugger would send.
#include "client.hpp"
#include "dialogue.hpp"
#include "fake_target.hpp"
#include "platform/gdb/hex.hpp"
#include "platform/gdb/packet.hpp"
#include "platform/gdb/server.hpp"

#include <boost/algorithm/string/case_conv.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <random>
#include <regex>

namespace edgeloom::gdb::test {
namespace {

constexpr int packets = 30000;

// Makes packets that are wrong in every way, always the same for a seed.
class Hostile {
public:
    explicit Hostile(std::uint64_t seed) : random_(seed) {}

    // A payload that may be anything, a well-formed packet at times.
    std::string payload() {
        std::string text = valid_[below(valid_.size())];
        for (std::size_t edits = 1 + below(4); edits != 0; --edits) {
            edit(text);
        }
        return text;
    }

    // Bytes of which nobody may take anything for a packet with a right checksum.
    std::string unframed() {
        switch (below(5)) {
        case 0: // a wrong checksum
            return spoilt(frame(escape(payload())));
        case 1: // broken off
            return "$" + escape(payload()) + (below(2) == 0 ? "" : "#" + std::string(1, hex_digit()));
        case 2: // digits that are none
            return "$" + escape(payload()) + "#" + std::string(1, 'g') + hex_digit();
        case 3: // no packet at all
            return noise('$', below(64));
        default: // too long, and damaged
            return spoilt(frame(std::string(packet_size + below(100), 'M')));
        }
    }

    // A frame around what is no packet.
    std::string unusable() {
        return below(2) == 0 ? frame(escape(payload()) + "}")
                             : frame("M" + std::string(packet_size + below(1000), '0'));
    }

    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_); }

private:
    void edit(std::string& text) {
        switch (below(9)) {
        case 0:
            text.resize(below(text.size() + 1));
            break;
        case 1:
            text.insert(below(text.size() + 1), 1, any_byte());
            break;
        case 2:
            if (!text.empty()) {
                text.erase(below(text.size()), 1 + below(4));
            }
            break;
        case 3:
            if (!text.empty()) {
                text[below(text.size())] = any_byte();
            }
            break;
        case 4: // a huge number
            text.insert(below(text.size() + 1), std::string(1 + below(20), 'f'));
            break;
        case 5: // another separator
            if (const auto found = text.find_first_of(",:;="); found != std::string::npos) {
                text[found] = ",:;=-+x"[below(7)];
            }
            break;
        case 6:
            boost::to_upper(text);
            break;
        case 7:
            text += valid_[below(valid_.size())];
            break;
        default:
            text.insert(below(text.size() + 1), noise('\0', below(32)));
            break;
        }
    }

    std::string noise(char without, std::size_t length) {
        std::string bytes;
        while (bytes.size() < length) {
            const char byte = any_byte();
            if (byte != without) {
                bytes.push_back(byte);
            }
        }
        return bytes;
    }

    std::string spoilt(std::string framed) {
        framed.back() = framed.back() == '0' ? '1' : '0';
        return framed;
    }

    char any_byte() { return static_cast<char>(below(256)); }
    char hex_digit() { return "0123456789abcdef"[below(16)]; }

    std::mt19937_64 random_;
    std::vector<std::string> valid_{"?",
                                    "c",
                                    "c80000010",
                                    "s",
                                    "s80000010",
                                    "C05",
                                    "S05;80000010",
                                    "D",
                                    "D;1",
                                    "g",
                                    "G" + std::string(264, '0'),
                                    "Hg0",
                                    "Hc-1",
                                    "k",
                                    "m80000000,40",
                                    "M80000000,4:01020304",
                                    "p20",
                                    "p1300",
                                    "P1=01020304",
                                    "P1340=01020304",
                                    "qC",
                                    "qCRC:80000000,100",
                                    "qRcmd,74696d65",
                                    "qSupported:swbreak+;hwbreak+",
                                    "qfThreadInfo",
                                    "qAttached",
                                    "qThreadExtraInfo,1",
                                    "qXfer:features:read:target.xml:0,ffb",
                                    "qXfer:memory-map:read::0,ffb",
                                    "qSymbol::",
                                    "T1",
                                    "vCont?",
                                    "vCont;c",
                                    "vCont;s:1;c",
                                    "vCont;r80000000,80000010:1",
                                    "vKill;1",
                                    "vMustReplyEmpty",
                                    "X80000000,4:abcd",
                                    "X80000000,0:",
                                    "Z0,80000000,4",
                                    "Z1,80000000,2",
                                    "Z2,80000100,4",
                                    "Z3,80000100,4",
                                    "Z4,80000100,4",
                                    "z0,80000000,4",
                                    "z2,80000100,4",
                                    "QStartNoAckMode",
                                    "R00",
                                    "!"};
};

// Whether a packet has the form of one that changes the target. The forms are the manual's, written down once more.
bool may_change(const std::string& packet) {
    static const std::string hex = "[0-9a-fA-F]";
    static const std::regex forms("(G(" + hex + "{8}){33})|(P" + hex + "+=" + hex + "{8})|(M" + hex + "+," + hex +
                                  "+:(" + hex + "{2})+)|(X" + hex + "+," + hex + "+:[^]+)|([zZ]0*[0-4]," + hex + "+," +
                                  hex + "+)|([cs]" + hex + "+)|([CS]" + hex + "+;" + hex + "+)");
    return std::regex_match(packet, forms);
}

class Hostility : public testing::Test {
protected:
    void expect_untouched() const {
        EXPECT_EQ(target.changes, 0U);
        EXPECT_EQ(target.registers, pristine.registers);
        EXPECT_EQ(target.csrs, pristine.csrs);
        EXPECT_EQ(target.memory, pristine.memory);
        EXPECT_TRUE(target.breakpoints.empty());
        EXPECT_TRUE(target.watchpoints.empty());
    }

    FakeTarget target;
    const FakeTarget pristine;
};

TEST_F(Hostility, WhatIsNoPacketChangesNothing) {
    Hostile hostile(1);
    Dialogue dialogue(target);
    for (int i = 0; i < packets; ++i) {
        static_cast<void>(dialogue.exchange(hostile.below(8) == 0 ? hostile.unusable() : hostile.unframed()));
    }
    expect_untouched();
    EXPECT_TRUE(dialogue.exchange("\n#00" + frame("g")).ends_with(frame(dialogue.ask("g"))));
    EXPECT_EQ(dialogue.ask("g").size(), 264U);
}

TEST_F(Hostility, OnlyWellFormedPacketsChangeTheTarget) {
    Hostile hostile(2);
    auto dialogue = std::make_unique<Dialogue>(target);
    int changing = 0;
    for (int i = 0; i < packets; ++i) {
        const std::string packet = hostile.payload();
        const std::size_t changes = target.changes;
        static_cast<void>(dialogue->ask(packet));
        for (const std::string& reply : dialogue->last.replies) {
            ASSERT_LE(reply.size(), packet_size) << packet;
        }
        ASSERT_TRUE(target.changes == changes || may_change(packet)) << packet;
        changing += target.changes == changes ? 0 : 1;
        ASSERT_EQ(dialogue->ask("g").size(), 264U);
    }
    EXPECT_GT(changing, packets / 100); // the test would see them
    EXPECT_LT(changing, packets / 4);
    dialogue.reset();
    EXPECT_TRUE(target.breakpoints.empty());
    EXPECT_TRUE(target.watchpoints.empty());
}

TEST_F(Hostility, NoiseBetweenPacketsDoesNoHarm) {
    Hostile hostile(3);
    Dialogue dialogue(target);
    for (int i = 0; i < packets / 10; ++i) {
        // What came before may have been broken off inside a checksum: two digits end that, whatever they are.
        const std::string answer = dialogue.exchange(hostile.unframed() + "00" + frame("qC"));
        ASSERT_TRUE(answer.ends_with("+$QC1#c5")) << i;
    }
    expect_untouched();
}

// Everything at once through a socket, in pieces of any size. The debugger may come again whenever it is sent away.
TEST_F(Hostility, TheServerSurvives) {
    Hostile hostile(4);
    Server server(target, real_csrs());
    auto client = std::make_unique<Client>(server.port());
    std::string stream;
    for (int i = 0; i < packets / 3; ++i) {
        stream += hostile.below(2) == 0 ? hostile.unframed() : frame(escape(hostile.payload()));
        if (stream.size() < hostile.below(200000)) {
            continue;
        }
        client->send(std::exchange(stream, {}));
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(5);
        static_cast<void>(server.poll());
        static_cast<void>(server.halt({}, [&] { return std::chrono::steady_clock::now() > deadline; }));
        if (client->closed()) {
            client = std::make_unique<Client>(server.port());
        }
    }
    client->close();
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    const auto late = [&] { return std::chrono::steady_clock::now() > deadline; };
    while (server.attached() && !late()) {
        static_cast<void>(server.halt({}, late));
        static_cast<void>(server.poll());
    }
    EXPECT_TRUE(target.breakpoints.empty());
    EXPECT_TRUE(target.watchpoints.empty());

    client = std::make_unique<Client>(server.port());
    client->say("g");
    const Resume resume =
        server.wait_for_debugger([&] { return late() || client->received().find('#') != std::string::npos; });
    EXPECT_EQ(resume.kind, Resume::Kind::run);
    EXPECT_EQ(client->received().size(), std::string("+$#00").size() + 264);
}

} // namespace
} // namespace edgeloom::gdb::test
