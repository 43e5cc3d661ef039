#include "platform/embedded/embedded.hpp"

#include <algorithm>
#include <array>

// Defined by files.S.
extern "C" {
extern const std::uint8_t edgeloom_train_firmware_begin[];
extern const std::uint8_t edgeloom_train_firmware_end[];
extern const std::uint8_t edgeloom_train_soft_firmware_begin[];
extern const std::uint8_t edgeloom_train_soft_firmware_end[];
extern const std::uint8_t edgeloom_infer_firmware_begin[];
extern const std::uint8_t edgeloom_infer_firmware_end[];
extern const char edgeloom_mnist_configuration_begin[];
extern const char edgeloom_mnist_configuration_end[];
extern const char edgeloom_morse_configuration_begin[];
extern const char edgeloom_morse_configuration_end[];
extern const char edgeloom_fpga_parts_begin[];
extern const char edgeloom_fpga_parts_end[];
extern const char edgeloom_costs_begin[];
extern const char edgeloom_costs_end[];
extern const char edgeloom_ddr3_1600_device_begin[];
extern const char edgeloom_ddr3_1600_device_end[];
extern const char edgeloom_hbm2_device_begin[];
extern const char edgeloom_hbm2_device_end[];
extern const char edgeloom_lpddr4_3200_device_begin[];
extern const char edgeloom_lpddr4_3200_device_end[];
extern const char edgeloom_sram_device_begin[];
extern const char edgeloom_sram_device_end[];
}

namespace edgeloom::platform::embedded {

std::optional<Firmware> find_firmware(std::string_view name) {
    const std::array images{
        Firmware{"train", false, {edgeloom_train_firmware_begin, edgeloom_train_firmware_end}},
        Firmware{"train-soft", false, {edgeloom_train_soft_firmware_begin, edgeloom_train_soft_firmware_end}},
        Firmware{"infer", true, {edgeloom_infer_firmware_begin, edgeloom_infer_firmware_end}}};
    const auto* const found = std::ranges::find(images, name, &Firmware::name);
    return found == images.end() ? std::nullopt : std::optional(*found);
}

std::string_view mnist_configuration() {
    return {edgeloom_mnist_configuration_begin, edgeloom_mnist_configuration_end};
}

std::string_view morse_configuration() {
    return {edgeloom_morse_configuration_begin, edgeloom_morse_configuration_end};
}

std::string_view costs() {
    return {edgeloom_costs_begin, edgeloom_costs_end};
}

std::string_view fpga_parts() {
    return {edgeloom_fpga_parts_begin, edgeloom_fpga_parts_end};
}

std::span<const MemoryDevice> dram_devices() {
    static const std::array devices{
        MemoryDevice{"ddr3-1600", {edgeloom_ddr3_1600_device_begin, edgeloom_ddr3_1600_device_end}},
        MemoryDevice{"hbm2", {edgeloom_hbm2_device_begin, edgeloom_hbm2_device_end}},
        MemoryDevice{"lpddr4-3200", {edgeloom_lpddr4_3200_device_begin, edgeloom_lpddr4_3200_device_end}}};
    return devices;
}

std::span<const MemoryDevice> sram_devices() {
    static const std::array devices{MemoryDevice{"sram", {edgeloom_sram_device_begin, edgeloom_sram_device_end}}};
    return devices;
}

} // namespace edgeloom::platform::embedded
