// The more important ones first.
#pragma once

#include "interconnect/arbiter.hpp"

#include <vector>

namespace edgeloom::interconnect {

/// Of those that wait the one with the largest weight; of equals the one with the lowest number.
class FixedPriority : public Arbiter {
public:
    /// @param weights by initiator
    explicit FixedPriority(std::vector<std::uint32_t> weights) : weights_(std::move(weights)) {}

    [[nodiscard]] std::size_t choose(std::span<const bool> waiting) override {
        std::size_t best = waiting.size();
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            if (waiting[i] && (best == waiting.size() || weights_[i] > weights_[best])) {
                best = i;
            }
        }
        return best;
    }
    void follow(const Arbiter& /*other*/) override {} // has no state

private:
    std::vector<std::uint32_t> weights_;
};

} // namespace edgeloom::interconnect
