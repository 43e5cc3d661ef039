// A phase: so many inputs to train with or to classify.
#pragma once

#include "accelerator/engine.hpp"

#include <cstdint>

namespace edgeloom::accelerator {

/// What START latches.
struct PhaseOrder {
    std::uint32_t inputs = 0;
    std::uint32_t tail = 0; ///< the last so many are counted on their own
    bool results = false;   ///< a result word for every input
    Work work;
};

/// How far it has come.
class Phase {
public:
    Phase() = default;
    explicit Phase(const PhaseOrder& order) : order_(order) {}

    [[nodiscard]] const PhaseOrder& order() const { return order_; }

    void enter() { ++entered_; }
    void retire(const Classification& classified) {
        const bool right = classified.prediction == classified.label;
        correct_ += right ? 1 : 0;
        tail_correct_ += right && retired_ >= order_.inputs - order_.tail ? 1 : 0;
        ++retired_;
    }

    [[nodiscard]] bool all_entered() const { return entered_ == order_.inputs; }
    [[nodiscard]] std::uint32_t entered() const { return entered_; }
    [[nodiscard]] std::uint32_t retired() const { return retired_; }
    [[nodiscard]] std::uint32_t correct() const { return correct_; }
    [[nodiscard]] std::uint32_t tail_correct() const { return tail_correct_; }

private:
    PhaseOrder order_;
    std::uint32_t entered_ = 0;
    std::uint32_t retired_ = 0;
    std::uint32_t correct_ = 0;
    std::uint32_t tail_correct_ = 0;
};

} // namespace edgeloom::accelerator
