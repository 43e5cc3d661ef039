// Initial weights and biases (freestanding).
#pragma once

#include "numerics/format.hpp"
#include "numerics/normal_table.hpp"
#include "numerics/random.hpp"

#include <cstdint>

namespace edgeloom::numerics {

/// floor(sqrt(x))
[[nodiscard]] constexpr std::uint32_t integer_root(std::uint64_t x) {
    std::uint64_t root = 0;
    for (std::uint64_t bit = std::uint64_t{1} << 31; bit != 0; bit >>= 1) {
        if ((root | bit) * (root | bit) <= x) {
            root |= bit;
        }
    }
    return static_cast<std::uint32_t>(root);
}

/// Draws the initial parameters of a junction: normal with variance 2/(d_in + d_out) (Glorot and Bengio, 2010, with the
/// degrees of the sparse junction), quantised half up, saturated (spec section 3). Integer arithmetic only.
class InitialValues {
public:
    /// Degrees of which both are 0 (fewer edges than neurons, in the mean) count as a sum of 1.
    constexpr InitialValues(Format format, std::uint32_t fan_in, std::uint32_t fan_out)
        : format_(format),
          deviation_(integer_root((std::uint64_t{1} << (2 * deviation_bits + 1)) /
                                  (fan_in + fan_out == 0 ? 1 : fan_in + fan_out))) {}

    [[nodiscard]] constexpr std::int32_t draw(Random& random) const {
        const std::int64_t product = std::int64_t{random.normal()} * deviation_;
        const int surplus = normal_table::fraction_bits + deviation_bits - format_.fraction();
        return format_.saturate(round_half_up(product, surplus));
    }

private:
    static constexpr int deviation_bits = 30;

    Format format_;
    std::int64_t deviation_; // standard deviation in units of 2^-30
};

} // namespace edgeloom::numerics
