// Products and quotients of all pairs of corner values, against arithmetic in 64 bits.
#include "conformance/random.hpp"
#include "unit/hart/machine.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

std::int64_t as_signed(std::uint32_t value) {
    return static_cast<std::int32_t>(value);
}
std::uint32_t low(std::int64_t value) {
    return static_cast<std::uint32_t>(value);
}
std::uint32_t high(std::int64_t value) {
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(value) >> 32);
}

// In 64 bits, the quotient of the lowest value and -1 does not overflow; its lower half is the lowest value.
struct Case {
    rv::Opcode opcode;
    std::uint32_t (*result)(std::uint32_t a, std::uint32_t b);
};
constexpr Case cases[]{
    {rv::MUL, [](std::uint32_t a, std::uint32_t b) { return low(as_signed(a) * as_signed(b)); }},
    {rv::MULH, [](std::uint32_t a, std::uint32_t b) { return high(as_signed(a) * as_signed(b)); }},
    {rv::MULHSU, [](std::uint32_t a, std::uint32_t b) { return high(as_signed(a) * std::int64_t{b}); }},
    {rv::MULHU,
     [](std::uint32_t a, std::uint32_t b) { return static_cast<std::uint32_t>(std::uint64_t{a} * b >> 32); }},
    {rv::DIV, [](std::uint32_t a, std::uint32_t b) { return b == 0 ? ~0U : low(as_signed(a) / as_signed(b)); }},
    {rv::DIVU, [](std::uint32_t a, std::uint32_t b) { return b == 0 ? ~0U : a / b; }},
    {rv::REM, [](std::uint32_t a, std::uint32_t b) { return b == 0 ? a : low(as_signed(a) % as_signed(b)); }},
    {rv::REMU, [](std::uint32_t a, std::uint32_t b) { return b == 0 ? a : a % b; }},
};

TEST(MultiplyCorners, OfAllPairs) {
    Machine machine;
    for (const Case& c : cases) {
        for (const std::uint32_t a : corner_values) {
            for (const std::uint32_t b : corner_values) {
                machine.execute(rv::r(c.opcode, rv::a2, rv::a0, rv::a1), a, b);
                ASSERT_EQ(machine.x(rv::a2), c.result(a, b)) << std::hex << c.opcode << ": " << a << ", " << b;
            }
        }
    }
}

} // namespace
} // namespace edgeloom::test
