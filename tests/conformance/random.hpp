// Random numbers that are the same everywhere.
#pragma once

#include <array>
#include <cstdint>
#include <random>

namespace edgeloom::test {

/// Values at which something happens in arithmetic.
inline constexpr std::array<std::uint32_t, 22> corner_values{
    0,           1,           2,           3,           4,           31,         32,          0x7F,
    0x80,        0xFF,        0x7FFF,      0x8000,      0xFFFF,      0x1'0000,   0x5555'5555, 0xAAAA'AAAA,
    0x7FFF'FFFF, 0x8000'0000, 0x8000'0001, 0xFFFF'8000, 0xFFFF'FFFE, 0xFFFF'FFFF};

class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    std::uint32_t word() { return static_cast<std::uint32_t>(engine_() >> 32); }
    /// 0 to `bound` - 1.
    std::uint32_t below(std::uint32_t bound) {
        return static_cast<std::uint32_t>((std::uint64_t{word()} * bound) >> 32);
    }
    std::int32_t between(std::int32_t first, std::int32_t last) {
        return first + static_cast<std::int32_t>(below(static_cast<std::uint32_t>(last - first) + 1));
    }
    bool once_in(std::uint32_t times) { return below(times) == 0; }
    template <class T, std::size_t n>
    const T& pick(const T (&values)[n]) {
        return values[below(n)];
    }

    /// A corner value, one near it, one of any magnitude, or any.
    std::uint32_t operand() {
        const std::uint32_t corner = corner_values.at(below(corner_values.size()));
        switch (below(4)) {
        case 0:
            return corner;
        case 1:
            return corner + static_cast<std::uint32_t>(between(-2, 2));
        case 2:
            return word() >> below(32);
        default:
            return word();
        }
    }
    /// A twelve-bit immediate; often at an end or near zero.
    std::int32_t immediate12() {
        constexpr std::int32_t corners[]{0, 1, -1, 2, 31, 32, 255, -256, 1024, 2047, -2047, -2048};
        return once_in(3) ? pick(corners) : between(-2048, 2047);
    }

private:
    std::mt19937_64 engine_;
};

} // namespace edgeloom::test
