#include "platform/gdb/cursor.hpp"

#include <gtest/gtest.h>

namespace edgeloom::gdb {
namespace {

TEST(Cursor, ReadsNumbersOf32Bits) {
    Cursor cursor("80000000,FFffFFff,000000000001,x");
    EXPECT_EQ(cursor.number(), 0x8000'0000U);
    EXPECT_TRUE(cursor.skip(","));
    EXPECT_EQ(cursor.number(), 0xFFFF'FFFFU);
    EXPECT_TRUE(cursor.skip(","));
    EXPECT_EQ(cursor.number(), 1U);
    EXPECT_TRUE(cursor.skip(","));
    EXPECT_EQ(cursor.number(), std::nullopt);
    EXPECT_EQ(cursor.rest(), "x");
}

TEST(Cursor, RefusesWhatIsNoNumberOf32Bits) {
    for (const char* text : {"", "-1", "+1", " 1", "g", "100000000", "ffffffffffffffffffff"}) {
        EXPECT_EQ(Cursor(text).number(), std::nullopt) << text;
    }
    EXPECT_EQ(Cursor("0x10").number(), 0U); // and the x is left over
}

TEST(Cursor, ReadsRangesInsideTheAddressSpace) {
    const auto all = Cursor("0,ffffffff").range();
    ASSERT_TRUE(all);
    EXPECT_EQ(all->length, 0xFFFF'FFFFU);
    EXPECT_TRUE(Cursor("ffffffff,1").range());
    EXPECT_FALSE(Cursor("ffffffff,2").range());
    EXPECT_FALSE(Cursor("80000000,80000001").range());
    for (const char* text : {"", "1", "1,", ",1", "1;1", "g,1"}) {
        EXPECT_FALSE(Cursor(text).range()) << text;
    }
}

TEST(Cursor, KnowsOurThread) {
    for (const char* text : {"-1", "0", "1", "01"}) {
        EXPECT_TRUE(Cursor(text).means_our_thread()) << text;
    }
    for (const char* text : {"", "2", "-2", "p1.1", "-"}) {
        EXPECT_FALSE(Cursor(text).means_our_thread()) << text;
    }
}

TEST(Cursor, StopsAtASeparator) {
    Cursor cursor("name:rest;more");
    EXPECT_EQ(cursor.until(";:"), "name");
    EXPECT_FALSE(cursor.skip(";"));
    EXPECT_TRUE(cursor.skip(":"));
    EXPECT_EQ(cursor.until("#"), "rest;more");
    EXPECT_TRUE(cursor.at_end());
}

} // namespace
} // namespace edgeloom::gdb
