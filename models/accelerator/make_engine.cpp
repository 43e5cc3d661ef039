#include "accelerator/make_engine.hpp"

#include "accelerator/column_work.hpp"
#include "accelerator/cycle/cycle_pipeline.hpp"
#include "accelerator/dense_work.hpp"
#include "accelerator/noise.hpp"
#include "accelerator/pipeline.hpp"
#include "accelerator/row_work.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::accelerator {

namespace {

Pipeline::Lengths lengths(const Network& network, const Hardware& hardware, std::span<const JunctionStalls> stalls) {
    std::vector<JunctionStalls> without_deltas(stalls.begin(), stalls.end());
    std::ranges::for_each(without_deltas, [](JunctionStalls& stall) { stall.hazard = 0; });
    return {.training = block_length(network, hardware, stalls),
            .inference = block_length(network, hardware, without_deltas)};
}

// Right neurons with an edge.
std::uint32_t connected(const EdgeEnds& ends) {
    std::vector<std::uint32_t> right = ends.right;
    return static_cast<std::uint32_t>(std::unique(right.begin(), right.end()) - right.begin());
}

std::unique_ptr<EdgeWork> edge_work(const Network& network, std::uint32_t junction, const EdgeEnds& ends) {
    if (auto columns = ColumnWork::make(network, junction, ends)) {
        return columns;
    }
    if (auto dense = DenseWork::make(network, junction, ends)) {
        return dense;
    }
    return std::make_unique<RowWork>(network, junction, ends);
}

} // namespace

std::vector<JunctionStalls> stalls_of(const Network& network, const Hardware& hardware,
                                      std::span<const EdgeEnds> ends) {
    std::vector<JunctionStalls> stalls;
    stalls.reserve(ends.size());
    for (std::uint32_t j = 0; j < network.depth(); ++j) {
        const mapping::JunctionShape& shape = network.junctions[j].shape;
        const DeltaHazards hazards =
            j == 0 ? DeltaHazards{} // no deltas of the input layer
                   : delta_hazards(shape, ends[j].left, hardware.stages.delta_distance(), hardware.delta_hazard);
        stalls.push_back({.clash = clash_clocks(shape, ends[j].left),
                          .hazard = hazards.clocks,
                          .forwards = hazards.forwards,
                          .losses = hazards.losses});
    }
    return stalls;
}

std::unique_ptr<Engine> make_engine(const Network& network, const Hardware& hardware, std::span<const EdgeEnds> ends,
                                    std::span<const JunctionStalls> stalls) {
    if (hardware.fidelity == Fidelity::cycle) {
        return std::make_unique<cycle::CyclePipeline>(network, hardware, ends);
    }
    std::vector<Junction> junctions;
    std::vector<JunctionFacts> facts;
    junctions.reserve(ends.size());
    facts.reserve(ends.size());
    std::vector<DeltaSample> samples;
    samples.reserve(ends.size());
    for (std::uint32_t j = 0; j < network.depth(); ++j) {
        const mapping::JunctionShape& shape = network.junctions[j].shape;
        junctions.emplace_back(network, j, edge_work(network, j, ends[j]));
        facts.push_back({.shape = shape, .connected = connected(ends[j]), .stalls = stalls[j]});
        samples.emplace_back(shape.right, ends[j].right);
    }
    return std::make_unique<Pipeline>(network, std::move(junctions), std::move(facts), std::move(samples),
                                      lengths(network, hardware, stalls));
}

} // namespace edgeloom::accelerator
