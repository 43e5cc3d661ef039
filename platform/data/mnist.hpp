// Where MNIST lies.
#pragma once

#include "platform/data/data_set.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace edgeloom::platform {

inline constexpr std::uint32_t mnist_features = 784; ///< pixels of an image

/// The folder with MNIST's four files (plain or gzip): $EDGELOOM_DATA, data/ or ../shared/data/, each itself or its
/// subfolder mnist/. None where there is none.
[[nodiscard]] std::optional<std::string> find_mnist();

/// The same. Throws UserError where there is none.
[[nodiscard]] std::string mnist_folder();

/// Reads MNIST. Throws UserError where it is not found or damaged.
[[nodiscard]] TrainingData read_mnist();

} // namespace edgeloom::platform
