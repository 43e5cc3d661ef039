#include "platform/state/state.hpp"

#include "numerics/format.hpp"
#include "platform/user_error.hpp"
#include "sparsity/analysis.hpp"
#include "sparsity/pattern_spec.hpp"

#include <nlohmann/json.hpp>
#include <xtensor/xadapt.hpp>
#include <xtensor/xnpy.hpp>

#include <algorithm>
#include <fstream>

namespace edgeloom::platform {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char* description = "state.json";

std::string npy(const std::vector<std::int32_t>& values) {
    return xt::dump_npy(xt::adapt(values, {values.size()}));
}

json describe(const State& state, const NetworkConfiguration& network) {
    return {{"epochs", state.epochs},
            {"layers", network.layers},
            {"fan_out", network.fan_out},
            {"format", {{"width", network.width}, {"int", network.integer}}}};
}

struct Bounds {
    std::int64_t low;
    std::int64_t high;
};

std::vector<std::int32_t> read_npy(const fs::path& path, std::size_t count, Bounds bounds) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw UserError(path.string() + ": cannot be read (" + (fs::exists(path) ? "no permission" : "no such file") +
                        ")");
    }
    std::vector<std::int32_t> values;
    try {
        const xt::xarray<std::int32_t> array = xt::load_npy<std::int32_t>(file);
        values.assign(array.begin(), array.end());
        if (!file) {
            throw std::runtime_error("truncated");
        }
        if (array.dimension() != 1 || values.size() != count) {
            throw UserError(path.string() + ": " + std::to_string(values.size()) + " values in " +
                            std::to_string(array.dimension()) + " dimensions; this network needs " +
                            std::to_string(count) + " in one");
        }
    } catch (const UserError&) {
        throw;
    } catch (const std::exception& error) {
        throw UserError(path.string() + ": not a NumPy file of int32 values, or a damaged one (" + error.what() + ")");
    }
    const auto bad = std::ranges::find_if(values, [&](auto v) { return v < bounds.low || v > bounds.high; });
    if (bad != values.end()) {
        throw UserError(path.string() + ": value " + std::to_string(*bad) + " at index " +
                        std::to_string(bad - values.begin()) + "; allowed is " + std::to_string(bounds.low) + " to " +
                        std::to_string(bounds.high));
    }
    return values;
}

std::uint32_t read_description(const fs::path& path, const NetworkConfiguration& network) {
    std::ifstream file(path);
    if (!file) {
        return 0;
    }
    try {
        const json found = json::parse(file);
        const auto epochs = found.at("epochs").get<std::uint32_t>();
        const json expected = describe({.epochs = epochs, .junctions = {}}, network);
        for (const auto& [key, value] : expected.items()) {
            if (found.at(key) != value) {
                throw UserError(path.string() + ": " + key + " of the saved network is " + found.at(key).dump() +
                                "; the configuration has " + value.dump());
            }
        }
        return epochs;
    } catch (const json::exception& error) {
        throw UserError(path.string() + ": damaged: " + error.what());
    }
}

fs::path state_folder(const fs::path& folder) {
    for (const fs::path& candidate : {folder, folder / "state" / "final", folder / "final"}) {
        if (fs::is_regular_file(candidate / "w1.npy")) {
            return candidate;
        }
    }
    throw UserError(folder.string() + (fs::is_directory(folder)
                                           ? ": no saved state in it (w1.npy, also looked for in state/final and final)"
                                           : ": no such folder"));
}

JunctionState read_junction(const fs::path& folder, const NetworkConfiguration& network, std::size_t j) {
    const mapping::JunctionShape shape = network.shape(j);
    const numerics::Format format{static_cast<int>(network.width), static_cast<int>(network.integer)};
    const Bounds value{format.min(), format.max()};
    const std::string number = std::to_string(j + 1) + ".npy";
    JunctionState state{.left = read_npy(folder / ("left" + number), shape.edges, {0, shape.left - 1}),
                        .right = {},
                        .weights = read_npy(folder / ("w" + number), shape.edges, value),
                        .biases = read_npy(folder / ("b" + number), shape.right, value)};
    if (sparsity::constant_degrees(network.pattern.kind)) {
        const auto right = sparsity::right_neurons(shape);
        state.right.assign(right.begin(), right.end());
    } else {
        state.right = read_npy(folder / ("right" + number), shape.edges, {0, shape.right - 1});
    }
    return state;
}

} // namespace

void save_state(const State& state, const NetworkConfiguration& network, const OutputFolder& folder,
                const std::string& subfolder) {
    for (std::size_t j = 0; j < state.junctions.size(); ++j) {
        const JunctionState& junction = state.junctions[j];
        const auto write = [&](const char* name, const std::vector<std::int32_t>& values) {
            folder.write(subfolder + "/" + name + std::to_string(j + 1) + ".npy", npy(values));
        };
        write("left", junction.left);
        write("w", junction.weights);
        write("b", junction.biases);
        write("right", junction.right);
    }
    folder.write(subfolder + "/" + description, describe(state, network).dump(2) + "\n");
}

State load_state(const fs::path& folder, const NetworkConfiguration& network) {
    const fs::path found = state_folder(folder);
    State state{.epochs = read_description(found / description, network), .junctions = {}};
    for (std::size_t j = 0; j < network.junctions(); ++j) {
        state.junctions.push_back(read_junction(found, network, j));
    }
    return state;
}

} // namespace edgeloom::platform
