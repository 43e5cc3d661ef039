#include "system/idx_files.hpp"

namespace edgeloom::test {

std::string idx(const std::vector<std::uint32_t>& dimensions, const std::vector<std::uint8_t>& bytes) {
    std::string file{'\0', '\0', '\x08', static_cast<char>(dimensions.size())};
    for (const std::uint32_t dimension : dimensions) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            file += static_cast<char>(dimension >> shift);
        }
    }
    return file.append(bytes.begin(), bytes.end());
}

std::string write_data_set(const ScratchFolder& folder, const std::string& name, std::uint32_t features,
                           const std::vector<std::vector<std::uint8_t>>& inputs,
                           const std::vector<std::uint8_t>& labels) {
    std::vector<std::uint8_t> pixels;
    for (const auto& input : inputs) {
        pixels.insert(pixels.end(), input.begin(), input.end());
    }
    const auto count = static_cast<std::uint32_t>(inputs.size());
    folder.write(name + "-images", idx({count, features}, pixels));
    folder.write(name + "-labels", idx({count}, labels));
    return "[" + name + "-images, " + name + "-labels]";
}

} // namespace edgeloom::test
