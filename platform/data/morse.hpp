// The Morse data set, generated.
#pragma once

#include "platform/data/data_set.hpp"

#include <cstddef>
#include <cstdint>

namespace edgeloom::platform {

/// Morse code of 64 symbols as seen through a slit: 64 grey pixels each, after Dey, Chugg, Beerel, "Morse Code Datasets
/// for Machine Learning" (ICCCNT 2018, arXiv 1807.04239). Dots are 1 to 3 pixels long, dashes 4 to 9, gaps 1 to 3,
/// the space before the first of them 0 to 3. Pixels of dots and dashes are
/// normal with mean 12 and deviation 1.34, all others 0; normal noise of deviation 1 is added to every pixel; the sum
/// is rounded to a whole level from 0 to 16, in 16ths of full scale (a pixel of 255).
///
/// All symbols are equally likely, inputs are independent of each other, and the first n inputs are the same however
/// many are asked for.
[[nodiscard]] TrainingData generate_morse(std::uint64_t seed, std::size_t train_inputs, std::size_t test_inputs);

inline constexpr std::uint32_t morse_features = 64; ///< pixels of an input

/// Inputs where the configuration says "all".
inline constexpr std::size_t morse_train_inputs = 32'000;
inline constexpr std::size_t morse_test_inputs = 6'400;

} // namespace edgeloom::platform
