#include "numerics/activation_table.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace edgeloom::numerics {

namespace {

constexpr int max_domain_bits = 3;   // M = 8
constexpr int max_entries_bits = 12; // T = 4096

} // namespace

ActivationTable::ActivationTable(Format format)
    : limit_(1 << (std::min(max_domain_bits, format.integer) + format.fraction())),
      highest_(format.one() - 1) {
    const auto domain_bits = static_cast<int>(std::bit_width(static_cast<unsigned>(limit_))); // 2M = 2^domain_bits
    step_bits_ = std::max(0, domain_bits - std::min(max_entries_bits, format.width));
    const int fraction = format.fraction();
    const std::int32_t highest_derivative = fraction < 3 ? 1 : (1 << (fraction - 2)) - 1;
    const double one = format.one();
    const auto rounded = [one](double value) { return static_cast<std::int32_t>(std::floor(value * one + 0.5)); };
    for (std::int32_t x = -limit_; x < limit_; x += 1 << step_bits_) {
        const double sigma = 1.0 / (1.0 + std::exp(-x / one));
        entries_.push_back({.sigma = std::min(highest_, std::max(1, rounded(sigma))),
                            .derivative = std::min(highest_derivative, std::max(1, rounded(sigma * (1.0 - sigma))))});
    }
}

} // namespace edgeloom::numerics
