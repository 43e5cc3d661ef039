// Inputs and labels.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// `count()` inputs of `features` bytes each, one behind the other, and a label for each.
struct DataSet {
    std::uint32_t features = 0;
    std::vector<std::uint8_t> pixels;
    std::vector<std::uint32_t> labels;

    [[nodiscard]] std::size_t count() const { return labels.size(); }
    [[nodiscard]] std::span<const std::uint8_t> input(std::size_t index) const {
        return std::span(pixels).subspan(index * features, features);
    }
};

/// What a run trains on and is tested with.
struct TrainingData {
    std::string name; ///< mnist, morse, or files
    DataSet train;
    DataSet test; ///< may be empty
    std::uint32_t classes = 0;
};

} // namespace edgeloom::platform
