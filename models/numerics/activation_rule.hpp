// What the tables of the sigmoid and its derivative hold, and which entry stands for an argument (freestanding).
#pragma once

#include "numerics/format.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace edgeloom::numerics {

/// What the tables hold for one argument.
struct ActivationEntry {
    std::int32_t sigma;
    std::int32_t derivative;
};

/// Tables over the domain [-M, M), M = min(8, 2^int), of at most min(4096, 2^width) entries (spec section 3). Arguments
/// and results are raw integers of the format. Where the entries lie is the user's business.
class ActivationRule {
public:
    explicit constexpr ActivationRule(Format format)
        : one_(format.one()),
          limit_(1 << (std::min(max_domain_bits, format.integer) + format.fraction())),
          step_bits_(std::max(0, domain_bits() - std::min(max_entries_bits, format.width))),
          highest_derivative_(format.fraction() < 3 ? 1 : (1 << (format.fraction() - 2)) - 1) {}

    /// Entry k stands for the arguments from -M + k*step() on, up to the next entry's.
    [[nodiscard]] constexpr std::int32_t step() const { return std::int32_t{1} << step_bits_; }
    [[nodiscard]] constexpr std::size_t size() const { return std::size_t{1} << (domain_bits() - step_bits_); }

    /// Entry `k`, worked out. No exact value lies so close to the middle between two raw ones that the last bits of
    /// std::exp would decide: every C library gives the same entries.
    [[nodiscard]] ActivationEntry entry(std::size_t k) const {
        const std::int32_t x = static_cast<std::int32_t>(k << step_bits_) - limit_;
        const double sigma = 1.0 / (1.0 + std::exp(-static_cast<double>(x) / one_));
        return {.sigma = std::min(highest(), std::max<std::int32_t>(1, rounded(sigma))),
                .derivative = std::min(highest_derivative_, std::max<std::int32_t>(1, rounded(sigma * (1.0 - sigma))))};
    }

    /// Look-up of `s` in `entries`, which hold entry(0), entry(1), ...
    [[nodiscard]] std::int32_t sigma(std::span<const ActivationEntry> entries, std::int32_t s) const {
        return s < -limit_ ? 1 : s >= limit_ ? highest() : entries[index(s)].sigma;
    }
    [[nodiscard]] std::int32_t derivative(std::span<const ActivationEntry> entries, std::int32_t s) const {
        return s < -limit_ || s >= limit_ ? 1 : entries[index(s)].derivative;
    }

private:
    static constexpr int max_domain_bits = 3;   // M = 8
    static constexpr int max_entries_bits = 12; // T = 4096

    [[nodiscard]] constexpr int domain_bits() const { // 2M = 2^domain_bits
        return static_cast<int>(std::bit_width(static_cast<unsigned>(limit_)));
    }
    [[nodiscard]] constexpr std::int32_t highest() const { return one_ - 1; } // of sigma
    [[nodiscard]] std::int32_t rounded(double value) const {
        return static_cast<std::int32_t>(std::floor(value * one_ + 0.5));
    }
    [[nodiscard]] constexpr std::size_t index(std::int32_t s) const {
        return static_cast<std::size_t>((s + limit_) >> step_bits_);
    }

    std::int32_t one_;
    std::int32_t limit_; // M
    int step_bits_;      // a table entry stands for 2^step_bits raw values: all of them are powers of two
    std::int32_t highest_derivative_;
};

} // namespace edgeloom::numerics
