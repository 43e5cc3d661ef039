#include "system/small_sweep.hpp"

#include <fstream>

namespace edgeloom::test {

void write_small_sweep(const std::filesystem::path& folder, std::uint32_t inputs) {
    std::ofstream(folder / "base.yaml") << R"(network:
  layers: [64, 256, 64]
  fan_out: [64, 16]
  format: {width: 16, int: 4}
training:
  dataset: morse
  epochs: 1
  inputs: )" << inputs << R"(
  test_inputs: 64
  learning_rate: 2
platform:
  accelerator: {parallelism: auto}
)";
    // A fan-out that is not legal gives points that are infeasible.
    std::ofstream(folder / "sweep.yaml") << R"(base: base.yaml
level: fast
axes:
  network.format.width: [12, 16]
  network.fan_out: [[64, 16], [32, 16], [7, 16]]
objectives: [accuracy, energy_per_input_nj]
)";
}

} // namespace edgeloom::test
