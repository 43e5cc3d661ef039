// Files that the program carries within itself.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace edgeloom::platform::embedded {

[[nodiscard]] std::span<const std::uint8_t> train_firmware();
[[nodiscard]] std::span<const std::uint8_t> infer_firmware();

/// The configurations that a run without one falls back to.
[[nodiscard]] std::string_view mnist_configuration();
[[nodiscard]] std::string_view morse_configuration();

} // namespace edgeloom::platform::embedded
