// What the tables of the activation and its derivative hold, and which entry stands for an argument (freestanding).
#pragma once

#include "numerics/format.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace edgeloom::numerics {

/// The function of every neuron behind the first layer.
enum class Activation : std::uint8_t {
    sigmoid,      ///< spec section 3
    clipped_relu, ///< min(max(s, 0), 1 - LSB), with derivative 1 strictly between 0 and 1, elsewhere 0
};

/// What the tables hold for one argument.
struct ActivationEntry {
    Raw sigma;
    Raw derivative;

    friend constexpr bool operator==(const ActivationEntry&, const ActivationEntry&) = default;
};

/// Tables over the domain [-M, M). The sigmoid's: M = min(8, 2^int), at most min(4096, 2^width) entries (spec section
/// 3). The clipped ReLU's: M = 1, an entry for every argument. Arguments and results are raw integers of the format.
/// Where the entries lie is the user's business.
class ActivationRule {
public:
    explicit constexpr ActivationRule(Format format, Activation activation)
        : activation_(activation),
          one_(format.one()),
          limit_(activation == Activation::sigmoid
                     ? 1 << (std::min(max_domain_bits, format.integer) + format.fraction())
                     : one_),
          step_bits_(activation == Activation::sigmoid
                         ? std::max(0, domain_bits() - std::min(max_entries_bits, format.width))
                         : 0),
          size_(std::int32_t{1} << (domain_bits() - step_bits_)),
          highest_derivative_(activation != Activation::sigmoid ? one_
                              : format.fraction() < 3           ? 1
                                                                : (1 << (format.fraction() - 2)) - 1) {}

    /// Entry k stands for the arguments from -M + k*step() on, up to the next entry's.
    [[nodiscard]] constexpr std::int32_t step() const { return std::int32_t{1} << step_bits_; }
    [[nodiscard]] constexpr std::size_t size() const { return static_cast<std::size_t>(size_); }
    /// No derivative is larger, and none below 0.
    [[nodiscard]] constexpr std::int32_t highest_derivative() const { return highest_derivative_; }

    /// Entry `k`, worked out.
    [[nodiscard]] ActivationEntry entry(std::size_t k) const {
        const std::int32_t x = static_cast<std::int32_t>(k << step_bits_) - limit_;
        return activation_ == Activation::sigmoid ? sigmoid(x) : clipped_relu(x);
    }

    /// Where the entry of `s` is: -1 below the domain, size() above it.
    [[nodiscard]] constexpr std::ptrdiff_t place(std::int32_t s) const {
        return std::min(std::max<std::int32_t>((s + limit_) >> step_bits_, -1), size_);
    }
    /// What stands for all arguments below the domain, and for all above it.
    [[nodiscard]] constexpr ActivationEntry below() const { return entry(least(), least()); }
    [[nodiscard]] constexpr ActivationEntry above() const { return entry(highest(), least()); }

    /// Look-up of `s` in `entries`, which hold entry(0), entry(1), ...
    [[nodiscard]] constexpr ActivationEntry look_up(std::span<const ActivationEntry> entries, std::int32_t s) const {
        const std::ptrdiff_t k = place(s);
        return k < 0 ? below() : k == size_ ? above() : entries[static_cast<std::size_t>(k)];
    }

private:
    static constexpr int max_domain_bits = 3;   // M = 8
    static constexpr int max_entries_bits = 12; // T = 4096

    // No exact value lies so close to the middle between two raw ones that the last bits of std::exp would decide:
    // every C library gives the same entries.
    [[nodiscard]] ActivationEntry sigmoid(std::int32_t x) const {
        const double sigma = 1.0 / (1.0 + std::exp(-static_cast<double>(x) / one_));
        return entry(std::min(highest(), std::max<std::int32_t>(1, rounded(sigma))),
                     std::min(highest_derivative_, std::max<std::int32_t>(1, rounded(sigma * (1.0 - sigma)))));
    }
    [[nodiscard]] constexpr ActivationEntry clipped_relu(std::int32_t x) const {
        return entry(std::max<std::int32_t>(0, x), x > 0 ? one_ : 0);
    }
    [[nodiscard]] static constexpr ActivationEntry entry(std::int32_t sigma, std::int32_t derivative) {
        return {.sigma = static_cast<Raw>(sigma), .derivative = static_cast<Raw>(derivative)};
    }

    [[nodiscard]] constexpr int domain_bits() const { // 2M = 2^domain_bits
        return static_cast<int>(std::bit_width(static_cast<unsigned>(limit_)));
    }
    [[nodiscard]] constexpr std::int32_t least() const { return activation_ == Activation::sigmoid ? 1 : 0; }
    [[nodiscard]] constexpr std::int32_t highest() const { return one_ - 1; } // of sigma
    [[nodiscard]] std::int32_t rounded(double value) const {
        return static_cast<std::int32_t>(std::floor(value * one_ + 0.5));
    }

    Activation activation_;
    std::int32_t one_;
    std::int32_t limit_; // M
    int step_bits_;      // a table entry stands for 2^step_bits raw values: all of them are powers of two
    std::int32_t size_;
    std::int32_t highest_derivative_;
};

} // namespace edgeloom::numerics
