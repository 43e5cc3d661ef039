// How far the weights of a junction reach.
#pragma once

#include "numerics/format.hpp"
#include "numerics/multiplier.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::accelerator {

/// A bound on the magnitude of weights, which rises with every step. As long as it is within the format, no sum has to
/// be looked at. Where it is not, weights are, but seldom: those that stay at the end of the format are not worth it.
class WeightReach {
public:
    explicit WeightReach(const numerics::Multiplier& mul) : high_(mul.high), bound_(high_ + 1) {}

    /// When weights have come that are not sums.
    void forget() {
        bound_ = high_ + 1;
        patience_ = 0;
    }

    /// Whether steps may have a weight leave the format. Counts on them being taken.
    /// @param weights as they are before
    [[nodiscard]] bool may_leave(std::span<const numerics::Raw> steps, std::span<const numerics::Raw> weights);

private:
    std::int32_t high_;
    std::int32_t bound_;
    std::uint32_t patience_ = 0; // steps until weights are looked at again
};

} // namespace edgeloom::accelerator
