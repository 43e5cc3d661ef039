#include "platform/data/mnist.hpp"

#include "platform/data/idx.hpp"
#include "platform/user_error.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>

namespace edgeloom::platform {

namespace {

namespace fs = std::filesystem;

constexpr std::array names{"train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
                           "t10k-labels-idx1-ubyte"};

// The file, plain or gzip, or nothing.
std::string file_in(const fs::path& folder, const char* name) {
    for (const char* const suffix : {"", ".gz"}) {
        if (const fs::path path = folder / (std::string(name) + suffix); fs::is_regular_file(path)) {
            return path.string();
        }
    }
    return {};
}

bool holds_mnist(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
        return false;
    }
    for (const char* const name : names) {
        if (file_in(folder, name).empty()) {
            return false;
        }
    }
    return true;
}

} // namespace

std::optional<std::string> find_mnist() {
    std::vector<fs::path> places;
    if (const char* const given = std::getenv("EDGELOOM_DATA"); given != nullptr && *given != '\0') {
        places.emplace_back(given);
    }
    places.emplace_back("data");
    places.emplace_back("../shared/data");
    for (const fs::path& place : places) {
        for (const fs::path& folder : {place, place / "mnist"}) {
            if (holds_mnist(folder)) {
                return folder.string();
            }
        }
    }
    return std::nullopt;
}

std::string mnist_folder() {
    auto folder = find_mnist();
    if (!folder) {
        throw UserError("training.dataset: MNIST's four files were not found in $EDGELOOM_DATA, data/ or "
                        "../shared/data/ (or mnist/ "
                        "in them); set EDGELOOM_DATA to their folder, or choose dataset: morse");
    }
    return *std::move(folder);
}

TrainingData read_mnist() {
    const std::string folder = mnist_folder();
    constexpr std::uint32_t digits = 10;
    return {.name = "mnist",
            .train = read_idx(file_in(folder, names[0]), file_in(folder, names[1])),
            .test = read_idx(file_in(folder, names[2]), file_in(folder, names[3])),
            .classes = digits};
}

} // namespace edgeloom::platform
