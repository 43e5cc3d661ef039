#include "hart/csr.hpp"
#include "hart/csr_name.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace edgeloom::test {
namespace {

using hart::csr_name;
using hart::csr_names;

TEST(CsrNames, EveryRegisterThatIsThereHasOneAndNoOther) {
    const hart::CsrFile csr(0);
    for (std::uint32_t number = 0; number < 0x1000; ++number) {
        const bool named = std::ranges::count(csr_names(), number, &hart::CsrName::number) == 1;
        EXPECT_EQ(csr.read(number).has_value(), named) << std::hex << number;
    }
}

TEST(CsrNames, AreThoseOfTheSpecification) {
    EXPECT_EQ(csr_name(0x300), "mstatus");
    EXPECT_EQ(csr_name(0x3A3), "pmpcfg3");
    EXPECT_EQ(csr_name(0x3EF), "pmpaddr63");
    EXPECT_EQ(csr_name(0xB9F), "mhpmcounter31h");
    EXPECT_EQ(csr_name(0xC03), "hpmcounter3");
    EXPECT_EQ(csr_name(0x7C0), "csr0x7c0");
}

} // namespace
} // namespace edgeloom::test
