#include "platform/gdb/link.hpp"

#include <gtest/gtest.h>

namespace edgeloom::gdb {
namespace {

TEST(Link, AcknowledgesAPacketWhenItIsDealtWith) {
    Link link;
    link.receive("$g#67");
    EXPECT_EQ(link.take_output(), "");
    EXPECT_EQ(link.next_packet(), "g");
    link.send("OK");
    EXPECT_EQ(link.take_output(), "+$OK#9a");
    EXPECT_FALSE(link.pending());
}

TEST(Link, AsksForADamagedPacketAgain) {
    Link link;
    link.receive("$g#00$g#67");
    EXPECT_EQ(link.next_packet(), std::nullopt);
    EXPECT_EQ(link.take_output(), "-");
    EXPECT_EQ(link.next_packet(), "g");
}

TEST(Link, RefusesAnOverlongPacket) {
    Link link;
    link.receive(frame(std::string(packet_size + 1, 'm')));
    EXPECT_EQ(link.next_packet(), std::nullopt);
    EXPECT_EQ(link.take_output(), "+$E01#a6");
}

TEST(Link, SendsAgainWhatGotLostAndOnlyOnce) {
    Link link;
    link.send("OK");
    EXPECT_EQ(link.take_output(), "$OK#9a");
    link.receive("---");
    while (link.pending()) {
        EXPECT_EQ(link.next_packet(), std::nullopt);
    }
    EXPECT_EQ(link.take_output(), "$OK#9a");
}

TEST(Link, WithoutAcknowledgementsSendsNoSigns) {
    Link link;
    link.send("OK");
    EXPECT_EQ(link.take_output(), "$OK#9a");
    link.stop_acknowledging();
    link.receive("-$g#67$g#00");
    EXPECT_EQ(link.next_packet(), std::nullopt);
    EXPECT_EQ(link.next_packet(), "g");
    EXPECT_EQ(link.next_packet(), std::nullopt);
    EXPECT_EQ(link.take_output(), "");
}

TEST(Link, FindsAnInterruptBehindPackets) {
    Link link;
    link.receive("$g#67\x03");
    EXPECT_TRUE(link.take_interrupt());
    EXPECT_FALSE(link.take_interrupt());
    EXPECT_EQ(link.next_packet(), "g");
}

TEST(Link, KnowsAFlood) {
    Link link;
    for (int i = 0; i < 64; ++i) {
        link.receive("$g#67");
    }
    EXPECT_FALSE(link.flooded());
    link.receive("$g#67");
    EXPECT_TRUE(link.flooded());
}

TEST(Link, AFloodOfInterruptsOrSignsTakesNoRoom) {
    Link link;
    link.receive(std::string(100000, '\x03') + std::string(100000, '-'));
    EXPECT_FALSE(link.flooded());
}

} // namespace
} // namespace edgeloom::gdb
