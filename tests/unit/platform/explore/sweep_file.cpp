#include "sweep_file.hpp"

namespace edgeloom::platform::explore {

namespace {

constexpr const char* base = R"(network:
  layers: [64, 256, 64]
  fan_out: [64, 16]
  format: {width: 16, int: 4}
training: {dataset: morse, epochs: 3, inputs: 100, test_inputs: 64}
platform: {accelerator: {parallelism: auto}}
)";

} // namespace

SweepFile::SweepFile(const std::string& text) {
    folder_.write("base.yaml", base);
    sweep_ = read_sweep(folder_.write("sweep.yaml", "base: base.yaml\n" + text));
}

} // namespace edgeloom::platform::explore
