// Every z that a junction may have (freestanding).
#pragma once

#include "mapping/constraints.hpp"
#include "mapping/junction_shape.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::mapping {

inline constexpr std::uint32_t max_left = 16384; ///< neurons of the largest left layer that a z can be chosen for

/// The z of one junction that its own constraints allow, rising; only the given one where it is given.
class LegalParallelisms {
public:
    constexpr LegalParallelisms() = default;
    constexpr LegalParallelisms(const JunctionShape& shape, bool constant_degrees) {
        if (shape.parallelism != 0) {
            keep_if_legal(shape, shape.parallelism, constant_degrees);
            return;
        }
        std::uint32_t root = 0;
        while ((root + 1) * (root + 1) <= shape.left) {
            ++root;
        }
        for (std::uint32_t small = 1; small <= root; ++small) {
            keep_if_legal(shape, small, constant_degrees);
        }
        for (std::uint32_t small = root; small > 0; --small) {
            if (shape.left % small == 0 && shape.left / small != small) {
                keep_if_legal(shape, shape.left / small, constant_degrees);
            }
        }
    }

    [[nodiscard]] constexpr std::span<const std::uint32_t> values() const { return {values_, size_}; }

private:
    constexpr void keep_if_legal(JunctionShape shape, std::uint32_t z, bool constant_degrees) {
        shape.parallelism = z;
        if (check(shape, constant_degrees) == Constraint::none) {
            values_[size_++] = z;
        }
    }

    static constexpr std::size_t most_divisors = 80; // of a number up to max_left: of 15120

    std::size_t size_ = 0;
    std::uint32_t values_[most_divisors]{};
};

} // namespace edgeloom::mapping
