#include "platform/embedded/embedded.hpp"

#include <iterator>

// Defined by files.S.
extern "C" {
extern const std::uint8_t edgeloom_train_firmware_begin[];
extern const std::uint8_t edgeloom_train_firmware_end[];
extern const std::uint8_t edgeloom_infer_firmware_begin[];
extern const std::uint8_t edgeloom_infer_firmware_end[];
extern const char edgeloom_mnist_configuration_begin[];
extern const char edgeloom_mnist_configuration_end[];
extern const char edgeloom_morse_configuration_begin[];
extern const char edgeloom_morse_configuration_end[];
}

namespace edgeloom::platform::embedded {

std::span<const std::uint8_t> train_firmware() {
    return {edgeloom_train_firmware_begin, edgeloom_train_firmware_end};
}

std::span<const std::uint8_t> infer_firmware() {
    return {edgeloom_infer_firmware_begin, edgeloom_infer_firmware_end};
}

std::string_view mnist_configuration() {
    return {edgeloom_mnist_configuration_begin, edgeloom_mnist_configuration_end};
}

std::string_view morse_configuration() {
    return {edgeloom_morse_configuration_begin, edgeloom_morse_configuration_end};
}

} // namespace edgeloom::platform::embedded
