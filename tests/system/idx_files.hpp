// Writes data sets for the program to read.
#pragma once

#include "support/scratch_folder.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::test {

/// An IDX file of unsigned bytes.
[[nodiscard]] std::string idx(const std::vector<std::uint32_t>& dimensions, const std::vector<std::uint8_t>& bytes);

/// Writes NAME-images and NAME-labels: `inputs` of `features` bytes each. Returns "[NAME-images, NAME-labels]".
std::string write_data_set(const ScratchFolder& folder, const std::string& name, std::uint32_t features,
                           const std::vector<std::vector<std::uint8_t>>& inputs,
                           const std::vector<std::uint8_t>& labels);

} // namespace edgeloom::test
