#include "platform/insight/time_window.hpp"
#include "platform/user_error.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using insight::TimeWindow;

constexpr std::uint64_t forever = ~std::uint64_t{0};

TEST(TimeWindows, HaveUnitsAndOpenEnds) {
    EXPECT_EQ(TimeWindow::parse("10us:20us"), (TimeWindow{10'000'000, 20'000'000}));
    EXPECT_EQ(TimeWindow::parse("10 us:20 us"), (TimeWindow{10'000'000, 20'000'000}));
    EXPECT_EQ(TimeWindow::parse("1.5ms:2s"), (TimeWindow{1'500'000'000, 2'000'000'000'000}));
    EXPECT_EQ(TimeWindow::parse("7ps:8ns"), (TimeWindow{7, 8'000}));
    EXPECT_EQ(TimeWindow::parse("10us:"), (TimeWindow{10'000'000, forever}));
    EXPECT_EQ(TimeWindow::parse(":1us"), (TimeWindow{0, 1'000'000}));
    EXPECT_EQ(TimeWindow::parse(""), (TimeWindow{0, forever}));
}

TEST(TimeWindows, RefuseWhatIsNone) {
    for (const char* const text : {"10us", "10:20", "10us:5us", "10us:10us", "x:20us", "10us:20us:30us", "-1us:2us",
                                   "1.2.3us:4us", ".us:4us", "us:4us", "1us:99999999999s", "0.5ps:1us"}) {
        EXPECT_THROW((void)TimeWindow::parse(text), platform::UserError) << text;
    }
    EXPECT_THROW((void)TimeWindow::parse(std::string(400, '9') + "s:"), platform::UserError);
}

} // namespace
} // namespace edgeloom::test
