// Brings a job's network into the accelerator.
#pragma once

#include "abi/job.hpp"
#include "drivers/accelerator.hpp"
#include "runtime/heap.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace edgeloom::firmware {

/// Maps the network onto the hardware, then writes patterns, weights and biases: those of an earlier run where the job
/// has them, freshly drawn ones elsewhere. Gives up where that is not possible.
class NetworkSetup {
public:
    NetworkSetup(const abi::Job& job, const Accelerator& accelerator, Heap& heap);

    void run();

    /// The shape of a junction with its z, after run().
    [[nodiscard]] const mapping::JunctionShape& shape(std::uint32_t junction) const { return shapes_[junction]; }
    /// A results block without results: block cycle and z, after run().
    [[nodiscard]] abi::Results results() const;

private:
    void choose_parallelism();
    void configure();
    void load_pattern(std::uint32_t junction);
    void load_parameters(std::uint32_t junction);
    void draw_pattern(std::uint32_t junction);
    void draw_parameters(std::uint32_t junction);
    void check_error() const;

    const abi::Job& job_;
    const Accelerator& accelerator_;
    Heap& heap_;
    std::array<mapping::JunctionShape, abi::accelerator::max_junctions> shapes_{};
    std::array<std::uint32_t, abi::accelerator::max_junctions> units_{};
};

} // namespace edgeloom::firmware
