// The arbitration policies by name.
#pragma once

#include "interconnect/crossbar.hpp"
#include "interconnect/fixed_priority.hpp"
#include "interconnect/round_robin.hpp"
#include "interconnect/weighted.hpp"

#include <memory>
#include <vector>

namespace edgeloom::interconnect {

enum class Arbitration : std::uint8_t { round_robin, fixed_priority, weighted };

/// @param weights by initiator
[[nodiscard]] inline std::unique_ptr<Arbiter> make_arbiter(Arbitration policy, std::vector<std::uint32_t> weights) {
    switch (policy) {
    case Arbitration::fixed_priority:
        return std::make_unique<FixedPriority>(std::move(weights));
    case Arbitration::weighted:
        return std::make_unique<Weighted>(std::move(weights));
    default:
        return std::make_unique<RoundRobin>(weights.size());
    }
}

/// By target.
[[nodiscard]] inline std::vector<std::unique_ptr<Arbiter>> make_arbiters(Arbitration policy, const Crossbar& crossbar) {
    std::vector<std::uint32_t> weights;
    weights.reserve(crossbar.initiators.size());
    for (const PortConfig& initiator : crossbar.initiators) {
        weights.push_back(initiator.weight);
    }
    std::vector<std::unique_ptr<Arbiter>> arbiters(crossbar.targets.size());
    for (std::unique_ptr<Arbiter>& arbiter : arbiters) {
        arbiter = make_arbiter(policy, weights);
    }
    return arbiters;
}

} // namespace edgeloom::interconnect
