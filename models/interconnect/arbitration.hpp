// The arbitration policies by name.
#pragma once

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

} // namespace edgeloom::interconnect
