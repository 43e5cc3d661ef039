// Turns in proportion to weights.
#pragma once

#include "interconnect/arbiter.hpp"

#include <vector>

namespace edgeloom::interconnect {

/// Smooth weighted round robin: everybody who waits earns its weight, the richest goes (of equals the one with the
/// lowest number) and pays what all earned. Of those that always wait, each goes in proportion to its weight, its turns
/// spread evenly.
class Weighted : public Arbiter {
public:
    /// @param weights by initiator, none 0
    explicit Weighted(std::vector<std::uint32_t> weights) : weights_(std::move(weights)), credit_(weights_.size()) {}

    [[nodiscard]] std::size_t choose(std::span<const bool> waiting) override {
        std::size_t richest = waiting.size();
        std::int64_t earned = 0;
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            if (!waiting[i]) {
                continue;
            }
            credit_[i] += weights_[i];
            earned += weights_[i];
            if (richest == waiting.size() || credit_[i] > credit_[richest]) {
                richest = i;
            }
        }
        credit_[richest] -= earned;
        return richest;
    }
    void follow(const Arbiter& other) override { credit_ = static_cast<const Weighted&>(other).credit_; }

private:
    std::vector<std::uint32_t> weights_;
    std::vector<std::int64_t> credit_;
};

} // namespace edgeloom::interconnect
