// What a network has learnt, and how it is connected.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/output/output_folder.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// Raw fixed-point integers and neuron numbers, in edge and neuron order.
struct JunctionState {
    std::vector<std::int32_t> left;    ///< left neuron of every edge
    std::vector<std::int32_t> right;   ///< right neuron of every edge
    std::vector<std::int32_t> weights; ///< of every edge
    std::vector<std::int32_t> biases;  ///< of every right neuron
};

struct State {
    std::uint32_t epochs = 0; ///< trained so far
    std::vector<JunctionState> junctions;
};

/// Writes left<i>.npy, right<i>.npy, w<i>.npy and b<i>.npy of every junction i (from 1) as int32 arrays, and
/// state.json, which says what network and how many epochs they belong to.
void save_state(const State& state, const NetworkConfiguration& network, const OutputFolder& folder,
                const std::string& subfolder);

/// Reads what save_state() wrote (right<i>.npy only where the fan-in is not constant); `folder` may also be the output
/// folder of a run, whose final state is then meant. Without state.json the state counts as untrained. Throws UserError
/// where a file is missing, damaged, or not of this network.
[[nodiscard]] State load_state(const std::filesystem::path& folder, const NetworkConfiguration& network);

} // namespace edgeloom::platform
