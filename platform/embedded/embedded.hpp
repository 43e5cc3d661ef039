// Files that the program carries within itself.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace edgeloom::platform::embedded {

/// A firmware image for jobs.
struct Firmware {
    std::string_view name;
    bool infers; ///< does `training.mode: infer`, not `train`
    std::span<const std::uint8_t> bytes;
};

/// The image of that name: `train`, `train-soft` or `infer`.
[[nodiscard]] std::optional<Firmware> find_firmware(std::string_view name);

/// The configurations that a run without one falls back to.
[[nodiscard]] std::string_view mnist_configuration();
[[nodiscard]] std::string_view morse_configuration();

/// fit/parts.yaml
[[nodiscard]] std::string_view fpga_parts();
/// energy/costs.yaml
[[nodiscard]] std::string_view costs();

/// A device that a memory is made of.
struct MemoryDevice {
    std::string_view name;
    std::string_view text; ///< YAML
};

/// configs/memories
[[nodiscard]] std::span<const MemoryDevice> dram_devices();
[[nodiscard]] std::span<const MemoryDevice> sram_devices();

} // namespace edgeloom::platform::embedded
