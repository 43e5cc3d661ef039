// What the M extension defines where C++ leaves it open (unprivileged specification, chapter 7).
#pragma once

#include <cstdint>
#include <limits>

namespace edgeloom::hart {

constexpr std::int32_t as_signed(std::uint32_t value) {
    return static_cast<std::int32_t>(value);
}
constexpr std::uint32_t as_unsigned(std::int32_t value) {
    return static_cast<std::uint32_t>(value);
}

constexpr std::uint32_t divide(std::uint32_t a, std::uint32_t b) {
    if (b == 0) {
        return ~0U;
    }
    if (as_signed(a) == std::numeric_limits<std::int32_t>::min() && as_signed(b) == -1) {
        return a;
    }
    return as_unsigned(as_signed(a) / as_signed(b));
}

constexpr std::uint32_t remainder(std::uint32_t a, std::uint32_t b) {
    if (b == 0) {
        return a;
    }
    if (as_signed(a) == std::numeric_limits<std::int32_t>::min() && as_signed(b) == -1) {
        return 0;
    }
    return as_unsigned(as_signed(a) % as_signed(b));
}

constexpr std::uint32_t divide_unsigned(std::uint32_t a, std::uint32_t b) {
    return b == 0 ? ~0U : a / b;
}

constexpr std::uint32_t remainder_unsigned(std::uint32_t a, std::uint32_t b) {
    return b == 0 ? a : a % b;
}

constexpr std::uint32_t upper_half(std::int64_t product) {
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(product) >> 32);
}

} // namespace edgeloom::hart
