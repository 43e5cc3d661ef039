#include "platform/configuration/quantity.hpp"

#include <gtest/gtest.h>

namespace edgeloom::platform {
namespace {

using Kind = Quantity::Kind;

TEST(Quantities, AreNumbersWithAUnit) {
    EXPECT_EQ(parse_quantity("10 us", unit::time).value, 10'000'000U);
    EXPECT_EQ(parse_quantity("10us", unit::time).value, 10'000'000U);
    EXPECT_EQ(parse_quantity("1.5 ms", unit::time).value, 1'500'000'000U);
    EXPECT_EQ(parse_quantity("0.125KiB", unit::bytes).value, 128U);
    EXPECT_EQ(parse_quantity("33.333333 MHz", unit::frequency).value, 33'333'333U);
    EXPECT_EQ(parse_quantity("18446744073709551615 ps", unit::time).value, ~std::uint64_t{0});
    EXPECT_EQ(parse_quantity("1.50000000000000000000000000 ns", unit::time).value, 1'500U);
}

TEST(Quantities, SayWhatIsWrong) {
    EXPECT_EQ(parse_quantity("10", unit::time).kind, Kind::without_unit);
    EXPECT_EQ(parse_quantity("1.5 ", unit::time).kind, Kind::without_unit);
    EXPECT_EQ(parse_quantity("18446744073709551616 ps", unit::time).kind, Kind::too_large);
    EXPECT_EQ(parse_quantity("18446745 s", unit::time).kind, Kind::too_large);
    EXPECT_EQ(parse_quantity(std::string(400, '9') + " s", unit::time).kind, Kind::too_large);
    for (const char* const text : {"", "us", " 10 us", "-1 us", "+1 us", "1.2.3 us", ".5 us", "5. us", "1e3 us",
                                   "10 MHz", "10 us ", "10 u s", "0.5 ps", "1.0001 ns"}) {
        EXPECT_EQ(parse_quantity(text, unit::time).kind, Kind::malformed) << text;
    }
}

TEST(Quantities, AreWrittenInTheLargestUnitThatDividesThem) {
    EXPECT_EQ(with_unit(10'000'000, unit::time), "10 us");
    EXPECT_EQ(with_unit(1'500'000, unit::frequency), "1500 kHz");
    EXPECT_EQ(with_unit(0, unit::bytes), "0 B");
}

} // namespace
} // namespace edgeloom::platform
