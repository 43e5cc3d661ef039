// The loops over the neurons of a layer, which compilers make vectors of, for every instruction set.
#pragma once

#include "accelerator/values.hpp"
#include "numerics/activation_table.hpp"
#include "numerics/format.hpp"
#include "numerics/multiplier.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::accelerator::kernels {

/// A learning rate of 2^-shift, and what is added before the shift.
struct Rate {
    std::uint32_t shift;
    std::int32_t half;
};
/// steps = sat((half - delta) >> shift). Returns how many saturated.
std::uint32_t find_steps(const numerics::Multiplier& mul, std::span<const numerics::Raw> deltas, Rate rate,
                         std::span<numerics::Raw> steps);

/// Of values, of which there must be some.
[[nodiscard]] Reach reach(std::span<const numerics::Raw> values);
[[nodiscard]] Reach reach(std::span<const std::int32_t> values);

/// Copies deltas, those that lie within `quiet` as 0.
void silence(std::span<const numerics::Raw> deltas, Reach quiet, std::span<numerics::Raw> to);

/// sums = sat(sums). Returns how many saturated.
std::uint32_t saturate(const numerics::Multiplier& mul, std::span<std::int32_t> sums);

/// biases = add(biases, steps). Returns how many saturated.
std::uint32_t add(const numerics::Multiplier& mul, std::span<numerics::Raw> biases,
                  std::span<const numerics::Raw> steps);

/// The table's entries for the sums.
void activate(const numerics::ActivationTable& table, std::span<const std::int32_t> sums,
              std::span<numerics::Raw> activations, std::span<numerics::Raw> derivatives);

/// Format::from_pixel of every pixel.
void from_pixels(numerics::Format format, std::span<const std::uint8_t> pixels, std::span<numerics::Raw> activations);

} // namespace edgeloom::accelerator::kernels
