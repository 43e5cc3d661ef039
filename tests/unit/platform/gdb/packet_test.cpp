#include "platform/gdb/packet.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace edgeloom::gdb {
namespace {

using Kind = Event::Kind;

std::vector<Kind> kinds(const std::vector<Event>& events) {
    std::vector<Kind> found;
    for (const Event& event : events) {
        found.push_back(event.kind);
    }
    return found;
}

std::vector<Event> read(std::string_view bytes) {
    return PacketReader().read(bytes);
}

TEST(Packet, HasAFrameAndAChecksum) {
    EXPECT_EQ(frame(""), "$#00");
    EXPECT_EQ(frame("OK"), "$OK#9a");
    EXPECT_EQ(frame("\xFF\x02"), "$\xFF\x02#01"); // modulo 256
}

TEST(Packet, IsReadWithUpperCaseDigitsToo) {
    const auto events = read("$OK#9A");
    ASSERT_EQ(kinds(events), std::vector{Kind::packet});
    EXPECT_EQ(events[0].payload, "OK");
}

TEST(Packet, EscapesWhatTheProtocolUses) {
    EXPECT_EQ(escape("a#b$c}d*e"), "a}\x03"
                                   "b}\x04"
                                   "c}]d}\ne");
}

RC_GTEST_PROP(Packet, AnyBytesComeThroughCutAnywhere, (const std::vector<std::string>& payloads)) {
    std::string stream;
    for (const std::string& payload : payloads) {
        stream += "+" + frame(escape(payload));
    }
    PacketReader reader;
    std::vector<Event> events;
    while (!stream.empty()) {
        const auto length = *rc::gen::inRange<std::size_t>(1, stream.size() + 1);
        for (Event& event : reader.read(stream.substr(0, length))) {
            events.push_back(std::move(event));
        }
        stream.erase(0, length);
    }
    RC_ASSERT(events.size() == payloads.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        RC_ASSERT(events[i].kind == Kind::packet);
        RC_ASSERT(events[i].payload == payloads[i]);
    }
}

TEST(Packet, WithAWrongChecksumIsDamaged) {
    EXPECT_EQ(kinds(read("$g#68$g#6x$g##0$g#67")),
              (std::vector{Kind::damaged, Kind::damaged, Kind::damaged, Kind::packet}));
}

TEST(Packet, ThatBreaksOffGivesWayToTheNext) {
    const auto events = read("$m8000$g#67");
    ASSERT_EQ(kinds(events), std::vector{Kind::packet});
    EXPECT_EQ(events[0].payload, "g");
}

TEST(Packet, ThatEndsInAnEscapeIsUnusable) {
    EXPECT_EQ(kinds(read(frame("X0,1:}"))), std::vector{Kind::unusable});
}

TEST(Packet, MayBeAsLongAsWeSaidAndNoLonger) {
    EXPECT_EQ(kinds(read(frame(std::string(packet_size, 'a')))), std::vector{Kind::packet});
    EXPECT_EQ(kinds(read(frame(std::string(packet_size + 1, 'a')))), std::vector{Kind::unusable});
    EXPECT_EQ(kinds(read(frame(std::string(100 * packet_size, 'a')) + "$g#67")),
              (std::vector{Kind::unusable, Kind::packet}));
}

TEST(Packet, InterruptsAreThoseBetweenPackets) {
    EXPECT_EQ(kinds(read("\x03$g#67\x03-+ noise")),
              (std::vector{Kind::interrupt, Kind::packet, Kind::interrupt, Kind::again}));
    EXPECT_EQ(kinds(read(frame("X0,1:\x03"))), std::vector{Kind::packet});
}

} // namespace
} // namespace edgeloom::gdb
