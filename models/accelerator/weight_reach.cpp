#include "accelerator/weight_reach.hpp"

#include "accelerator/neuron_kernels.hpp"

#include <algorithm>

namespace edgeloom::accelerator {

namespace {

std::int32_t greatest_magnitude(std::span<const numerics::Raw> values) {
    const Reach reach = kernels::reach(values);
    return std::max(reach.greatest, -reach.least);
}

} // namespace

bool WeightReach::may_leave(std::span<const numerics::Raw> steps, std::span<const numerics::Raw> weights) {
    constexpr std::uint32_t patience = 64;
    const std::int32_t step = greatest_magnitude(steps);
    if (step == 0) {
        return false;
    }
    if (bound_ + step > high_) {
        if (patience_ > 0) {
            --patience_;
            return true;
        }
        bound_ = greatest_magnitude(weights);
        if (bound_ + step > high_) {
            bound_ = high_ + 1;
            patience_ = patience;
            return true;
        }
    }
    bound_ += step;
    return false;
}

} // namespace edgeloom::accelerator
